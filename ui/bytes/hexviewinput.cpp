// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
// How keys, mouse and wheel work on a HexView.
#include "ui/bytes/hexview.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTimerEvent>
#include <QWheelEvent>
#include <QtMath>

namespace ui {

namespace {

constexpr int DragScrollMilliseconds = 50;

/// Keys that are the view's own while it has the focus, whatever the window does with them otherwise.
bool isCommand(const QKeyEvent& event)
{
    return event.matches(QKeySequence::Copy) || event.matches(QKeySequence::SelectAll)
        || (event.key() == Qt::Key_G && event.modifiers() == Qt::ControlModifier);
}

} // namespace

bool HexView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && isCommand(static_cast<QKeyEvent&>(*event))) {
        event->accept();
        return true;
    }
    return QAbstractScrollArea::event(event);
}

bool HexView::focusNextPrevChild(bool next)
{
    // Tab goes from hex to ASCII and then on, Shift+Tab back: the view is no trap for the keyboard.
    const HexColumn inner = next ? HexColumn::Ascii : HexColumn::Hex;
    if (size() > 0 && m_column != inner) {
        setActiveColumn(inner);
        return true;
    }
    return QAbstractScrollArea::focusNextPrevChild(next);
}

void HexView::keyPressEvent(QKeyEvent* event)
{
    if (!runCommand(*event) && !moveCursor(*event))
        QAbstractScrollArea::keyPressEvent(event);
}

bool HexView::runCommand(const QKeyEvent& event)
{
    if (event.matches(QKeySequence::Copy))
        Q_EMIT copyRequested();
    else if (event.matches(QKeySequence::SelectAll))
        selectAll();
    else if (event.key() == Qt::Key_G && event.modifiers() == Qt::ControlModifier)
        Q_EMIT goToRequested();
    else
        return false;
    return true;
}

bool HexView::moveCursor(const QKeyEvent& event)
{
    const Extend extend = event.modifiers().testFlag(Qt::ShiftModifier) ? Extend::Yes : Extend::No;
    const bool whole = event.modifiers().testFlag(Qt::ControlModifier);
    const auto rowBytes = static_cast<std::uint64_t>(m_layout.bytesPerRow);
    switch (event.key()) {
    case Qt::Key_Left: m_selection.moveBy(-1, extend); break;
    case Qt::Key_Right: m_selection.moveBy(1, extend); break;
    case Qt::Key_Up: m_selection.moveByRows(-1, rowBytes, extend); break;
    case Qt::Key_Down: m_selection.moveByRows(1, rowBytes, extend); break;
    case Qt::Key_PageUp: m_selection.moveByRows(-wholeVisibleRows(), rowBytes, extend); break;
    case Qt::Key_PageDown: m_selection.moveByRows(wholeVisibleRows(), rowBytes, extend); break;
    case Qt::Key_Home: whole ? m_selection.moveTo(0, extend) : m_selection.moveToRowStart(rowBytes, extend); break;
    case Qt::Key_End: whole ? m_selection.moveTo(size(), extend) : m_selection.moveToRowEnd(rowBytes, extend); break;
    case Qt::Key_Escape:
        if (m_selection.isEmpty())
            return false;
        m_selection.clear();
        break;
    default: return false;
    }
    afterMove();
    return true;
}

void HexView::mousePressEvent(QMouseEvent* event)
{
    const auto offset = byteAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !offset)
        return;
    m_dragging = true;
    m_column = m_layout.hit(event->position().x() + horizontalScrollBar()->value()).column;
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier);
    m_selection.moveTo(*offset, extends ? Extend::Yes : Extend::No);
    afterMove();
}

void HexView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !byteAt(event->position().toPoint()))
        return;
    const std::uint64_t row = rowAt(qFloor(event->position().y()));
    select({m_layout.rowOffset(row), static_cast<std::uint64_t>(m_layout.bytesPerRow)});
}

void HexView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragging)
        return;
    m_dragPosition = event->position().toPoint();
    dragTo(m_dragPosition);
    const bool outside = m_dragPosition.y() < 0 || m_dragPosition.y() >= viewport()->height();
    if (outside && m_dragTimer == 0) {
        m_dragTimer = startTimer(DragScrollMilliseconds);
    } else if (!outside && m_dragTimer != 0) {
        killTimer(m_dragTimer);
        m_dragTimer = 0;
    }
}

void HexView::dragTo(const QPoint& position)
{
    const std::int64_t rows = qFloor((position.y() - viewport()->contentsRect().top()) / m_layout.lineHeight);
    // Above the first row the drag goes on upwards, one row at a time.
    const std::uint64_t row = rows < 0 ? m_top - std::min<std::uint64_t>(m_top, 1) : rowAt(position.y());
    const std::uint64_t lastRow = m_layout.rowOf(size() - 1);
    const int index = m_layout.hitIn(m_column, position.x() + horizontalScrollBar()->value());
    const auto offset = m_layout.rowOffset(std::min(row, lastRow)) + static_cast<std::uint64_t>(index);
    m_selection.moveTo(offset, Extend::Yes);
    afterMove();
}

void HexView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_dragTimer)
        dragTo(m_dragPosition);
    else
        QAbstractScrollArea::timerEvent(event);
}

void HexView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        endDrag();
}

void HexView::endDrag()
{
    m_dragging = false;
    if (m_dragTimer != 0)
        killTimer(m_dragTimer);
    m_dragTimer = 0;
}

void HexView::wheelEvent(QWheelEvent* event)
{
    if (event->angleDelta().y() == 0)
        return QAbstractScrollArea::wheelEvent(event);
    // Fine wheels send parts of a step; they add up.
    constexpr int StepDelta = 120;
    m_wheelRest += event->angleDelta().y() * QApplication::wheelScrollLines();
    scrollRows(-(m_wheelRest / StepDelta));
    m_wheelRest %= StepDelta;
    event->accept();
}

void HexView::contextMenuEvent(QContextMenuEvent* event)
{
    Q_EMIT menuRequested(event->globalPos());
}

} // namespace ui
