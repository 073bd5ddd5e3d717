// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/logrow.h"
#include "ui/traffic/timecolumn.h"

#include <QHeaderView>

#include <array>

namespace session {
class MessageMarks;
}

namespace ui {

/// A column's name as screen readers and menus say it.
[[nodiscard]] QString columnName(LogColumn column);
/// What stands in the header.
[[nodiscard]] QString columnTitle(LogColumn column);
/// True for columns of numbers, which stand at the right.
[[nodiscard]] bool isRightAligned(LogColumn column);

/// The columns of the log: names, widths and order by dragging, hiding and how times are shown by its context menu.
/// Widths begin as what the fonts need, so that columns never jump while rows come. Owned by the view.
class LogHeader final : public QHeaderView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogHeader)

public:
    explicit LogHeader(QWidget* parent = nullptr);

    [[nodiscard]] int left(LogColumn column) const { return sectionViewportPosition(static_cast<int>(column)); }
    [[nodiscard]] int width(LogColumn column) const { return sectionSize(static_cast<int>(column)); }
    [[nodiscard]] bool isShown(LogColumn column) const { return !isSectionHidden(static_cast<int>(column)); }
    /// Puts the columns in their order, each as wide as its usual content needs. Those that say again what others do
    /// (Delta and Size) are hidden, and Message as long as there are none.
    void resetColumns();
    /// Widens the first column where `count` has more digits than fit.
    void makeRoomFor(quint64 count);
    /// Widens the column of endpoints where `name` does not fit, up to 40 characters of the font.
    void makeRoomFor(const QString& name);
    /// How records lie in messages; null where nothing is framed, for which the column Message is hidden. `marks` must
    /// outlive this or the next call.
    void setMessages(const session::MessageMarks* marks);
    [[nodiscard]] const session::MessageMarks* messages() const { return m_messages; }
    /// Shows the column Message, or hides it, whatever restoreState() has made of it.
    void fitToMessages();
    /// The column at a place in the viewport; the last one beyond them all.
    [[nodiscard]] LogColumn columnAt(int x) const;

    /// What the column Time says.
    [[nodiscard]] const TimeColumn& times() const { return m_times; }
    /// Makes the column as wide as it needs.
    void setTimeFormat(TimeFormat format);
    /// Another capture, which began then; no record is chosen to count from.
    void startTimes(std::int64_t startNs);
    /// Counts times from here, and shows them so.
    void measureFrom(std::int64_t timeNs);
    /// The fonts are others: columns grow and shrink with the texts in them, by so much that back in the first font
    /// they are as they were.
    void fitToFonts();
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void timesChanged();
    /// Marks of messages may be others now.
    void messagesChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    [[nodiscard]] std::array<int, LogColumnCount> sampleWidths() const;

    TimeColumn m_times;
    std::array<int, LogColumnCount> m_sampleWidths{}; // in the font that the columns have their widths for
    qreal m_characterWidth; // in the font that the columns have their widths for
    const session::MessageMarks* m_messages = nullptr;
    qsizetype m_numberDigits = 0; // for which there is room in the first column, or was before the user sized it
};

} // namespace ui
