// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/models/followedstream.h"
#include "ui/fields/rowarea.h"
#include "ui/stream/streamlines.h"
#include "ui/stream/streamtext.h"

#include <QRect>
#include <QStringList>

#include <optional>
#include <vector>

namespace ui {

/// Both directions of a stream in order: each told by an arrow and by its colour. Reads and paints visible rows only.
/// For assistive technology it is a text: the rows that are visible. Owned by the StreamWindow.
class StreamView final : public RowArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StreamView)

public:
    /// @param stream  must outlive the view.
    explicit StreamView(session::FollowedStream& stream, QWidget* parent = nullptr);

    [[nodiscard]] StreamMode mode() const { return m_mode; }
    void setMode(StreamMode mode);
    [[nodiscard]] bool showsCalls() const { return m_showsCalls; }
    /// A line where each call begins, with its record's number and size.
    void setShowsCalls(bool shows);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    /// Stays at the end while the stream grows.
    void setFollowing(bool following);

    [[nodiscard]] quint64 rowCount() const override { return m_stream.rowCount(); }
    [[nodiscard]] int rowHeight() const override { return fontMetrics().height() + 2; }
    [[nodiscard]] std::optional<quint64> currentRow() const { return m_current; }
    void setCurrentRow(quint64 row);
    /// Brings the row with a record's first byte into view, as soon as the stream has come so far.
    void showRecord(quint64 record);
    /// What is visible: "-> GET / HTTP/1.1", a line for each row.
    [[nodiscard]] QString visibleRows() const;
    /// A visible row's place in the viewport.
    [[nodiscard]] QRect rowRect(int line) const;
    /// The texts of the selected rows, one a line.
    void copy();

Q_SIGNALS:
    void followingChanged(bool following);
    /// A click or Enter: on a row whose first byte this record moved.
    void recordChosen(quint64 record);
    /// Why rows cannot be shown, or not all were copied.
    void noticeRaised(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    [[nodiscard]] int contentWidth() const override;
    void topMoved(ScrolledBy by) override;

private:
    enum class Extend
    {
        No,
        Yes
    };
    void applyRule();
    void onGrown();
    void fetch();
    void moveTo(quint64 row, Extend extend);
    [[nodiscard]] bool isSelected(quint64 row) const;
    void paintLine(QPainter& painter, const QRect& rect, const StreamLine& line, quint64 row) const;

    session::FollowedStream& m_stream;
    StreamMode m_mode = StreamMode::Text;
    bool m_showsCalls = false;
    bool m_following = true;
    bool m_dragging = false;
    std::optional<quint64> m_current;
    quint64 m_anchor = 0; // of the selection, which goes to m_current
    std::optional<quint64> m_wantedRecord; // to be brought into view
    std::vector<StreamLine> m_lines; // that are visible
    int m_widest = 0; // pixels of the widest line that was seen
};

} // namespace ui
