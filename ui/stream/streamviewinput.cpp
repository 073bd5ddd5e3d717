// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
// The keyboard and the mouse of StreamView; its rows and its painting are in streamview.cpp.
#include "ui/stream/streamview.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace ui {

namespace {

constexpr int StreamRowsPerNotch = 3;
constexpr int StreamNotchEighths = 120; // QWheelEvent::angleDelta of one notch

} // namespace

std::optional<quint64> StreamView::rowAt(int y) const
{
    const quint64 row = m_top + static_cast<quint64>(std::max(0, y) / rowRect(0).height());
    return row < m_stream.rowCount() ? std::optional(row) : std::nullopt;
}

/// What the user looks at stays, unless it is the end.
void StreamView::leaveOrFollow()
{
    m_wantedRecord.reset();
    const bool atEnd = m_top == scroll().maximumTop();
    if (m_following == atEnd)
        return;
    m_following = atEnd;
    Q_EMIT followingChanged(atEnd);
}

void StreamView::scrollContentsBy(int dx, int dy)
{
    if (dx != 0)
        viewport()->update();
    if (dy == 0 || m_settingBar)
        return;
    setTop(scroll().topOf(verticalScrollBar()->value()));
    leaveOrFollow();
}

void StreamView::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() != Qt::NoModifier || event->angleDelta().y() == 0) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    m_wheelRest += event->angleDelta().y() * StreamRowsPerNotch;
    const int rows = m_wheelRest / StreamNotchEighths;
    m_wheelRest -= rows * StreamNotchEighths;
    const auto distance = static_cast<quint64>(std::abs(rows));
    if (rows > 0)
        setTop(m_top - std::min(m_top, distance));
    else if (rows < 0)
        setTop(m_top + distance);
    leaveOrFollow();
    event->accept();
}

void StreamView::setCurrentRow(quint64 row)
{
    moveTo(row, Extend::No);
}

void StreamView::moveTo(quint64 row, Extend extend)
{
    m_current = row;
    if (extend == Extend::No)
        m_anchor = row;
    const auto page = static_cast<quint64>(pageRows());
    quint64 top = m_top;
    if (row < top)
        top = row;
    else if (row - top >= page)
        top = row - page + 1;
    setTop(top);
    leaveOrFollow();
}

void StreamView::keyPressEvent(QKeyEvent* event)
{
    const quint64 rows = m_stream.rowCount();
    if (rows == 0) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    const Extend extend = event->modifiers().testFlag(Qt::ShiftModifier) ? Extend::Yes : Extend::No;
    const quint64 current = m_current.value_or(m_top);
    const auto page = static_cast<quint64>(pageRows());
    const auto up = [&](quint64 by) { moveTo(current - std::min(current, by), extend); };
    const auto down = [&](quint64 by) { moveTo(std::min(rows - 1, current + by), extend); };
    if (event->matches(QKeySequence::Copy))
        return copy();
    switch (event->key()) {
    case Qt::Key_Up: return up(m_current ? 1 : 0);
    case Qt::Key_Down: return down(m_current ? 1 : 0);
    case Qt::Key_PageUp: return up(page);
    case Qt::Key_PageDown: return down(page);
    case Qt::Key_Home: return moveTo(0, extend);
    case Qt::Key_End: return moveTo(rows - 1, extend);
    case Qt::Key_F: return setFollowing(true);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const auto row = m_stream.rows(current, 1); row && !row->empty())
            Q_EMIT recordChosen(row->front().part.record.value);
        return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void StreamView::mousePressEvent(QMouseEvent* event)
{
    const auto row = rowAt(event->position().toPoint().y());
    if (!row || event->button() != Qt::LeftButton)
        return;
    m_dragging = true;
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier);
    moveTo(*row, extends ? Extend::Yes : Extend::No);
}

void StreamView::mouseMoveEvent(QMouseEvent* event)
{
    const auto row = rowAt(event->position().toPoint().y());
    if (m_dragging && row && row != m_current)
        moveTo(*row, Extend::Yes);
}

void StreamView::mouseReleaseEvent(QMouseEvent*)
{
    const bool clicked = m_dragging && m_current == m_anchor && *m_current >= m_top;
    m_dragging = false;
    if (clicked && *m_current - m_top < m_lines.size())
        Q_EMIT recordChosen(m_lines[*m_current - m_top].row.part.record.value);
}

} // namespace ui
