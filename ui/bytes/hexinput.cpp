// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/hexinput.h"

#include "ui/bytes/hexview.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace ui {

namespace {

/// Keys that are the view's own while it has the focus, whatever the window does with them otherwise.
bool isCommand(const QKeyEvent& event)
{
    return event.matches(QKeySequence::Copy) || event.matches(QKeySequence::SelectAll)
        || (event.key() == Qt::Key_G && event.modifiers() == Qt::ControlModifier);
}

Extend extendBy(Qt::KeyboardModifiers modifiers)
{
    return modifiers.testFlag(Qt::ShiftModifier) ? Extend::Yes : Extend::No;
}

} // namespace

HexInput::HexInput(HexView& view)
    : QObject(&view)
    , m_view(view)
    , m_drag(*view.viewport())
{
    view.installEventFilter(this);
    view.viewport()->installEventFilter(this);
    connect(&m_drag, &RowDrag::held, this, &HexInput::drag);
}

bool HexInput::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_view.viewport())
        return keyOnView(event);
    switch (event->type()) {
    case QEvent::MouseButtonPress: press(static_cast<QMouseEvent&>(*event)); return true;
    case QEvent::MouseButtonDblClick: selectRow(static_cast<QMouseEvent&>(*event)); return true;
    case QEvent::MouseMove:
        if (m_drag.isActive()) {
            m_drag.moveTo(static_cast<QMouseEvent&>(*event).position().toPoint());
            drag();
        }
        return true;
    case QEvent::MouseButtonRelease:
        if (static_cast<QMouseEvent&>(*event).button() == Qt::LeftButton)
            m_drag.end();
        return true;
    case QEvent::ContextMenu:
        Q_EMIT m_view.menuRequested(static_cast<QContextMenuEvent&>(*event).globalPos());
        return true;
    default: return false;
    }
}

bool HexInput::keyOnView(QEvent* event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (!isCommand(static_cast<QKeyEvent&>(*event)))
            return false;
        event->accept();
        return true;
    case QEvent::KeyPress: {
        const auto& key = static_cast<QKeyEvent&>(*event);
        return runCommand(key) || moveCursor(key);
    }
    case QEvent::ContextMenu: {
        // That of the mouse is the viewport's.
        const auto& menu = static_cast<QContextMenuEvent&>(*event);
        if (menu.reason() != QContextMenuEvent::Keyboard)
            return false;
        Q_EMIT m_view.menuRequested(menu.globalPos());
        return true;
    }
    default: return false;
    }
}

bool HexInput::runCommand(const QKeyEvent& event)
{
    if (event.matches(QKeySequence::Copy))
        Q_EMIT m_view.copyRequested();
    else if (event.matches(QKeySequence::SelectAll))
        m_view.selectAll();
    else if (event.key() == Qt::Key_G && event.modifiers() == Qt::ControlModifier)
        Q_EMIT m_view.goToRequested();
    else
        return false;
    return true;
}

bool HexInput::moveCursor(const QKeyEvent& event)
{
    HexSelection moved = m_view.selection();
    const Extend extend = extendBy(event.modifiers());
    const bool whole = event.modifiers().testFlag(Qt::ControlModifier);
    const auto rowBytes = static_cast<std::uint64_t>(m_view.hexLayout().bytesPerRow);
    switch (event.key()) {
    case Qt::Key_Left: moved.moveBy(-1, extend); break;
    case Qt::Key_Right: moved.moveBy(1, extend); break;
    case Qt::Key_Up: moved.moveByRows(-1, rowBytes, extend); break;
    case Qt::Key_Down: moved.moveByRows(1, rowBytes, extend); break;
    case Qt::Key_PageUp: moved.moveByRows(-m_view.pageRows(), rowBytes, extend); break;
    case Qt::Key_PageDown: moved.moveByRows(m_view.pageRows(), rowBytes, extend); break;
    case Qt::Key_Home: whole ? moved.moveTo(0, extend) : moved.moveToRowStart(rowBytes, extend); break;
    case Qt::Key_End: whole ? moved.moveTo(m_view.size(), extend) : moved.moveToRowEnd(rowBytes, extend); break;
    case Qt::Key_Escape:
        if (moved.isEmpty())
            return false;
        moved.clear();
        break;
    default: return false;
    }
    m_view.select(moved, m_view.activeColumn());
    return true;
}

void HexInput::press(const QMouseEvent& event)
{
    const QPoint position = event.position().toPoint();
    const auto offset = m_view.byteAt(position);
    if (event.button() != Qt::LeftButton || !offset)
        return;
    m_drag.begin();
    HexSelection moved = m_view.selection();
    moved.moveTo(*offset, extendBy(event.modifiers()));
    m_view.select(moved, m_view.hexLayout().hit(contentX(position)).column);
}

void HexInput::selectRow(const QMouseEvent& event)
{
    const auto offset = m_view.byteAt(event.position().toPoint());
    if (event.button() != Qt::LeftButton || !offset)
        return;
    const HexLayout& layout = m_view.hexLayout();
    m_view.select({layout.rowOffset(layout.rowOf(*offset)), static_cast<std::uint64_t>(layout.bytesPerRow)});
}

void HexInput::drag()
{
    const QPoint position = m_drag.position();
    const HexLayout& layout = m_view.hexLayout();
    const std::uint64_t top = m_view.topRow();
    const std::uint64_t lastRow = layout.rowOf(m_view.size() - 1);
    // Above the first row the drag goes on upwards, one row at a time.
    const std::uint64_t row
        = position.y() < 0 ? top - std::min<std::uint64_t>(top, 1) : m_view.rowAt(position.y()).value_or(lastRow);
    const int index = layout.hitIn(m_view.activeColumn(), contentX(position));
    HexSelection moved = m_view.selection();
    moved.moveTo(layout.rowOffset(std::min(row, lastRow)) + static_cast<std::uint64_t>(index), Extend::Yes);
    m_view.select(moved, m_view.activeColumn());
}

int HexInput::contentX(const QPoint& position) const
{
    return position.x() + m_view.horizontalScrollBar()->value();
}

} // namespace ui
