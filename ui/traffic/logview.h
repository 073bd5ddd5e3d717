// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "ui/fields/rowscroll.h"
#include "ui/traffic/logfollow.h"
#include "ui/traffic/logheader.h"
#include "ui/traffic/logpainter.h"
#include "ui/traffic/logrow.h"
#include "ui/traffic/logrowcache.h"
#include "ui/traffic/logselection.h"
#include "ui/traffic/timecolumn.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace session {
class FilteredLog;
}

namespace ui {

class LogLabels;
class NewRowsButton;

/// The log: paints the rows that are visible and reads no others, so that its cost does not depend on the capture's
/// size. Scrolls in rows. Follows the end until the user looks at something above it. Owned by the TrafficPane.
class LogView final : public QAbstractScrollArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogView)

public:
    explicit LogView(QWidget* parent = nullptr);
    ~LogView() override;

    /// Shows a log; null shows nothing. `log` must outlive the view or the next call.
    void setLog(session::FilteredLog* log, std::unique_ptr<capture::Reader> reader);

    [[nodiscard]] quint64 rowCount() const;
    [[nodiscard]] quint64 topRow() const { return m_top; }
    /// Grows whenever all rows become others (a filter, another capture).
    [[nodiscard]] quint64 generation() const { return m_generation; }
    /// Rows that are visible as a whole.
    [[nodiscard]] int pageRows() const;
    [[nodiscard]] LogRow row(quint64 row) const;
    [[nodiscard]] base::RecordIndex recordAt(quint64 row) const;
    /// The view's own reader; null without a log.
    [[nodiscard]] capture::Reader* reader() const { return m_cache ? &m_cache->reader() : nullptr; }
    [[nodiscard]] LogHeader* header() const { return m_header; }
    /// A cell's place in the viewport; empty when it is not in view.
    [[nodiscard]] QRect cellRect(quint64 row, LogColumn column) const;
    /// The column at a place in the viewport; the last one beyond them all.
    [[nodiscard]] LogColumn columnAt(int x) const;

    [[nodiscard]] const LogSelection& selection() const { return m_selection; }
    /// Takes over a selection that a key, the mouse or a screen reader made, and shows its current row.
    void select(const LogSelection& selection);
    [[nodiscard]] std::optional<base::RecordIndex> currentRecord() const { return m_currentRecord; }
    /// Which records have a mark at their row's left; none for no marks. Asked for visible rows, while painting.
    void setMarks(std::function<bool(base::RecordIndex)> isMarked);
    /// Selects a record, or the next one that is shown, and brings it to the middle of the view.
    void goTo(base::RecordIndex record);

    /// Brings a record, or the next one that is shown, to the middle of the view; nothing is selected by it.
    void scrollTo(base::RecordIndex record);
    /// The first and the last record in view; equal when there are none.
    [[nodiscard]] std::pair<base::RecordIndex, base::RecordIndex> visibleRecords() const;

    /// The colour labels that rows have; null for none. `labels` must outlive the view or the next call.
    void setLabels(const LogLabels* labels);
    [[nodiscard]] TimeFormat timeFormat() const { return m_times.format; }
    void setTimeFormat(TimeFormat format);
    /// Counts times from this record.
    void measureFrom(base::RecordIndex record);

    [[nodiscard]] bool isFollowing() const { return m_follow.isFollowing(); }
    void setFollowing(bool following);
    [[nodiscard]] bool isPaused() const { return m_follow.isPaused(); }
    void setPaused(bool paused);
    /// What is shown is all that there will be: begins at its start, and nothing in it is new.
    void endGrowth();

Q_SIGNALS:
    /// Other rows are in view.
    void topChanged();
    void currentRecordChanged(std::optional<quint64> record);
    void selectionChanged();
    void followingChanged(bool following);
    void pausedChanged(bool paused);
    /// Enter or a double click.
    void activated(quint64 record);
    /// The selected rows are to be copied as text: Ctrl+C.
    void copyRequested();
    /// @param position  on the screen.
    void menuRequested(const QPoint& position);

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class ScrolledBy
    {
        User,
        Program
    };
    [[nodiscard]] RowScroll scroll() const { return {rowCount(), pageRows()}; }
    [[nodiscard]] std::optional<quint64> rowAt(int y) const;
    [[nodiscard]] quint64 nearestRowAt(int y) const;
    void setTop(quint64 top, ScrolledBy by);
    void updateScrollBars();
    void updateFollow(const LogFollow& before);
    void layoutHeader();
    void fontsChanged();
    void rowsReset();
    void rowsAdded();
    void rowsLetGo(quint64 rows);
    void restorePlace();
    void moveTo(quint64 row, Qt::KeyboardModifiers modifiers);
    void setCurrentRecord(std::optional<base::RecordIndex> record);
    void paintRows(QPainter& painter, quint64 first, quint64 end);
    void setTimes(const TimeColumn& times);
    void showToolTip(const QPoint& position);

    session::FilteredLog* m_log = nullptr;
    std::unique_ptr<LogRowCache> m_cache;
    LogHeader* m_header;
    NewRowsButton* m_newRows;
    LogPainter m_painter;
    LogSelection m_selection;
    LogFollow m_follow;
    std::function<bool(base::RecordIndex)> m_isMarked;
    const LogLabels* m_labels = nullptr;
    TimeColumn m_times;
    quint64 m_top = 0;
    quint64 m_generation = 0;
    std::optional<base::RecordIndex> m_currentRecord;
    std::optional<base::RecordIndex> m_topRecord; // what was on top when the rows were last painted
    std::optional<base::RecordIndex> m_place; // to be shown again as soon as a filter has come so far
    int m_wheelRest = 0; // eighths of a degree that did not make a row yet
    bool m_settingTop = false; // the scroll bar moves because the rows do
    bool m_dragging = false;
    int m_dragY = 0;
    QBasicTimer m_dragTimer; // scrolls on while the mouse is dragged beyond an edge
};

} // namespace ui
