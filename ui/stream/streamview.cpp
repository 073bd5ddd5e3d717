// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/stream/streamview.h"

#include "ui/fields/accessiblefactory.h"
#include "ui/fields/rowkeys.h"
#include "ui/stream/accessiblestream.h"
#include "ui/theme/quantity.h"
#include "ui/theme/tones.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;
using capture::Direction;

namespace {

constexpr int GutterPixels = 3 * GridPixels; // with the arrow
constexpr quint64 MaxCopiedStreamRows = 10'000;

} // namespace

StreamView::StreamView(session::FollowedStream& stream, QWidget* parent)
    : RowArea(parent)
    , m_stream(stream)
{
    installAccessible<AccessibleStream, StreamView>();
    setAccessibleName(tr("Stream"));
    setFont(fixedFont());
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setCursor(Qt::ArrowCursor);
    connect(&m_stream, &session::FollowedStream::grown, this, &StreamView::onGrown);
    connect(&m_stream, &session::FollowedStream::finished, this, &StreamView::onGrown);
    m_stream.setRule(rowRule(m_mode, m_showsCalls));
}

void StreamView::setMode(StreamMode mode)
{
    m_mode = mode;
    applyRule();
}

void StreamView::setShowsCalls(bool shows)
{
    m_showsCalls = shows;
    applyRule();
}

/// Rows become others: what was on top stays there.
void StreamView::applyRule()
{
    if (!m_following && !m_lines.empty())
        m_wantedRecord = m_lines.front().row.part.record.value;
    m_widest = 0;
    m_current.reset();
    m_lines.clear();
    m_stream.setRule(rowRule(m_mode, m_showsCalls));
    updateScrollBars(0);
    onGrown();
}

void StreamView::setFollowing(bool following)
{
    if (m_following == following)
        return;
    m_following = following;
    m_wantedRecord.reset();
    if (following)
        setTop(scroll().maximumTop(), ScrolledBy::Program);
    Q_EMIT followingChanged(following);
}

void StreamView::onGrown()
{
    quint64 top = topRow();
    bool isElsewhere = m_following;
    if (m_wantedRecord) {
        const auto row = m_stream.rowOf({*m_wantedRecord});
        if (row && (*row + 1 < m_stream.rowCount() || !m_stream.isScanning())) {
            m_wantedRecord.reset();
            top = *row;
            isElsewhere = true;
        }
    }
    updateScrollBars(top);
    // Above the end rows do not change.
    if (isElsewhere || m_lines.size() <= static_cast<std::size_t>(pageRows()))
        setTop(m_following ? scroll().maximumTop() : top, ScrolledBy::Program);
}

void StreamView::showRecord(quint64 record)
{
    setFollowing(false);
    m_wantedRecord = record;
    onGrown();
}

// --- rows ------------------------------------------------------------------------------------------------------------

QRect StreamView::rowRect(int line) const
{
    return {0, line * rowHeight(), viewport()->width(), rowHeight()};
}

void StreamView::topMoved(ScrolledBy by)
{
    fetch();
    AccessibleText::announceText(*this);
    if (by == ScrolledBy::Program)
        return;
    // What the user looks at stays, unless it is the end.
    m_wantedRecord.reset();
    const bool atEnd = topRow() == scroll().maximumTop();
    if (std::exchange(m_following, atEnd) != atEnd)
        Q_EMIT followingChanged(atEnd);
}

void StreamView::fetch()
{
    m_lines = readStreamLines(m_stream, m_mode, topRow(), static_cast<std::size_t>(pageRows()) + 1);
    const int widest = m_widest;
    for (const StreamLine& line : m_lines)
        m_widest = std::max(m_widest, fontMetrics().horizontalAdvance(line.whole()));
    if (m_widest != widest)
        updateScrollBars(topRow());
}

QString StreamView::visibleRows() const
{
    QStringList rows;
    for (const StreamLine& line : m_lines)
        rows << (line.row.part.direction == Direction::Out ? u"-> "_s : u"<- "_s) + line.whole();
    return rows.join(u'\n');
}

void StreamView::copy()
{
    if (!m_current)
        return;
    const quint64 first = std::min(m_anchor, *m_current);
    const quint64 count = std::max(m_anchor, *m_current) - first + 1;
    QStringList rows;
    const auto copied = readStreamLines(m_stream, m_mode, first, std::min(count, MaxCopiedStreamRows));
    for (const StreamLine& line : copied)
        rows << line.whole();
    QGuiApplication::clipboard()->setText(rows.join(u'\n'));
    if (count > MaxCopiedStreamRows)
        Q_EMIT noticeRaised(tr("Only the first %1 rows were copied.").arg(countText(MaxCopiedStreamRows)));
}

// --- painting --------------------------------------------------------------------------------------------------------

int StreamView::contentWidth() const
{
    return GutterPixels + m_widest + GridPixels;
}

void StreamView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setLayoutDirection(Qt::LeftToRight); // a Hebrew payload does not turn its row around
    painter.setFont(font());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    if (m_lines.empty()) {
        painter.setFont(QGuiApplication::font());
        painter.setPen(toneColor(Tone::Dim, palette()));
        const QString missing = missingAtEnd(m_stream);
        const QString text = m_stream.isScanning() ? tr("Looking for this endpoint's bytes...")
            : missing.isEmpty()                    ? tr("Nothing was sent or received on this endpoint yet.")
                                                   : missing;
        painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, text);
        return;
    }
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        paintLine(painter, rowRect(static_cast<int>(i)), m_lines[i], topRow() + i);
}

void StreamView::paintLine(QPainter& painter, const QRect& rect, const StreamLine& line, quint64 row) const
{
    const bool selected = isSelected(row);
    if (selected)
        painter.fillRect(rect, toneColor(Tone::Match, palette()));
    const Direction direction = line.row.part.direction;
    const QColor tone = toneColor(direction == Direction::Out ? Tone::Out : Tone::In, palette());
    QRect text = rect.adjusted(GutterPixels - horizontalScrollBar()->value(), 0, m_widest, 0);
    const auto draw = [&](const QString& part, const QColor& colour) {
        painter.setPen(colour);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, part);
        text.adjust(part.isEmpty() ? 0 : fontMetrics().horizontalAdvance(part % u' '), 0, 0, 0);
    };
    draw(line.before, toneColor(Tone::Error, palette()));
    draw(line.text, tone);
    draw(line.behind, toneColor(Tone::Error, palette()));
    painter.setPen(tone);
    if (horizontalScrollBar()->value() > 0)
        painter.fillRect(QRect(rect.left(), rect.top(), GutterPixels, rect.height()),
            selected ? toneColor(Tone::Match, palette()) : palette().color(QPalette::Base));
    if (line.row.beginsRun || row == topRow())
        painter.drawText(
            QRect(rect.left(), rect.top(), GutterPixels, rect.height()), Qt::AlignCenter, arrowOf(direction));
    if (!m_showsCalls || !line.row.beginsPart)
        return;
    painter.setPen(toneColor(Tone::Separator, palette()));
    painter.drawLine(rect.topLeft(), rect.topRight());
    const QString label = u'#' % countText(line.row.part.record.value + 1) % u"  "_s % bytesText(line.row.part.size);
    QRect place = rect.adjusted(0, 0, -GridPixels, 0);
    place.setLeft(place.right() - fontMetrics().horizontalAdvance(label));
    painter.fillRect(place.adjusted(-GridPixels, 1, 0, 0),
        selected ? toneColor(Tone::Match, palette()) : palette().color(QPalette::Base));
    painter.setPen(toneColor(Tone::Dim, palette()));
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, label);
}

void StreamView::resizeEvent(QResizeEvent* event)
{
    RowArea::resizeEvent(event);
    updateScrollBars(topRow());
    setTop(m_following ? scroll().maximumTop() : topRow(), ScrolledBy::Program);
}

void StreamView::changeEvent(QEvent* event)
{
    RowArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

// --- keyboard and mouse ----------------------------------------------------------------------------------------------

void StreamView::setCurrentRow(quint64 row)
{
    moveTo(row, Extend::No);
}

void StreamView::moveTo(quint64 row, Extend extend)
{
    m_current = row;
    if (extend == Extend::No)
        m_anchor = row;
    setTop(scroll().showing(row, topRow()), ScrolledBy::User);
}

bool StreamView::isSelected(quint64 row) const
{
    return m_current && row >= std::min(m_anchor, *m_current) && row <= std::max(m_anchor, *m_current);
}

void StreamView::keyPressEvent(QKeyEvent* event)
{
    if (rowCount() == 0)
        return RowArea::keyPressEvent(event);
    // Where no row is current a page begins at what is on top, and a single row is the one on top.
    const bool byPage = event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown;
    const auto from = byPage && !m_current ? topRow() : m_current;
    if (const auto row = rowAfterKey(event->key(), from, topRow(), scroll()))
        return moveTo(*row, event->modifiers().testFlag(Qt::ShiftModifier) ? Extend::Yes : Extend::No);
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->key() == Qt::Key_F)
        return setFollowing(true);
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return RowArea::keyPressEvent(event);
    if (const auto row = m_stream.rows(m_current.value_or(topRow()), 1); row && !row->empty())
        Q_EMIT recordChosen(row->front().part.record.value);
}

void StreamView::mousePressEvent(QMouseEvent* event)
{
    const auto row = rowAt(event->position().toPoint().y());
    if (!row || event->button() != Qt::LeftButton)
        return;
    m_dragging = true;
    moveTo(*row, event->modifiers().testFlag(Qt::ShiftModifier) ? Extend::Yes : Extend::No);
}

void StreamView::mouseMoveEvent(QMouseEvent* event)
{
    const auto row = rowAt(std::max(0, event->position().toPoint().y()));
    if (m_dragging && row && row != m_current)
        moveTo(*row, Extend::Yes);
}

void StreamView::mouseReleaseEvent(QMouseEvent*)
{
    const bool clicked = m_dragging && m_current == m_anchor && *m_current >= topRow();
    m_dragging = false;
    if (clicked && *m_current - topRow() < m_lines.size())
        Q_EMIT recordChosen(m_lines[*m_current - topRow()].row.part.record.value);
}

} // namespace ui
