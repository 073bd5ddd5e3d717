// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/loginput.h"

#include "capture/reader.h"
#include "ui/fields/rowkeys.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/rowtext.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

LogInput::LogInput(LogView& view)
    : QObject(&view)
    , m_view(view)
    , m_drag(*view.viewport())
{
    view.installEventFilter(this);
    view.viewport()->installEventFilter(this);
    connect(&m_drag, &RowDrag::held, this, &LogInput::dragOn);
}

bool LogInput::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view.viewport())
        return onViewport(event);
    if (event->type() == QEvent::KeyPress)
        return pressKey(static_cast<QKeyEvent&>(*event));
    if (event->type() != QEvent::ContextMenu)
        return false;
    // That of the mouse is the viewport's.
    const auto& menu = static_cast<QContextMenuEvent&>(*event);
    if (menu.reason() != QContextMenuEvent::Keyboard)
        return false;
    openMenu(menu);
    return true;
}

bool LogInput::onViewport(QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress: press(static_cast<QMouseEvent&>(*event)); return true;
    case QEvent::MouseMove: dragTo(static_cast<QMouseEvent&>(*event)); return true;
    case QEvent::MouseButtonRelease: m_drag.end(); return true;
    case QEvent::MouseButtonDblClick: activate(static_cast<QMouseEvent&>(*event)); return true;
    case QEvent::ContextMenu: openMenu(static_cast<QContextMenuEvent&>(*event)); return true;
    case QEvent::ToolTip: showToolTip(static_cast<QHelpEvent&>(*event).pos()); return true;
    default: return false;
    }
}

// --- keyboard --------------------------------------------------------------------------------------------------------

bool LogInput::pressKey(const QKeyEvent& event)
{
    const auto current = m_view.selection().current();
    if (const auto row = rowAfterKey(event.key(), current, m_view.topRow(), m_view.scroll())) {
        moveTo(*row, event.modifiers());
        if (event.key() == Qt::Key_End)
            m_view.setFollowing(true);
    } else if (event.matches(QKeySequence::SelectAll)) {
        m_view.selectAll();
    } else if (event.matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested();
    } else if (event.key() == Qt::Key_F && event.modifiers() == Qt::NoModifier) {
        m_view.setFollowing(true);
    } else if (event.key() == Qt::Key_Space && current) {
        toggle(*current);
    } else if ((event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) && current) {
        Q_EMIT activated(m_view.recordAt(*current).value);
    } else {
        return false;
    }
    return true;
}

void LogInput::moveTo(quint64 row, Qt::KeyboardModifiers modifiers)
{
    LogSelection selection = m_view.selection();
    const bool control = modifiers.testFlag(Qt::ControlModifier);
    if (modifiers.testFlag(Qt::ShiftModifier))
        control ? selection.addTo(row) : selection.extendTo(row);
    else if (control)
        selection.moveCurrent(row);
    else
        selection.selectOnly(row);
    m_view.select(selection);
}

void LogInput::toggle(quint64 row)
{
    LogSelection selection = m_view.selection();
    selection.toggle(row);
    m_view.select(selection);
}

// --- mouse -----------------------------------------------------------------------------------------------------------

void LogInput::press(const QMouseEvent& event)
{
    const auto row = m_view.rowAt(event.position().toPoint().y());
    if (!row)
        return;
    if (event.button() == Qt::RightButton && !m_view.selection().contains(*row))
        moveTo(*row, Qt::NoModifier);
    if (event.button() != Qt::LeftButton)
        return;
    m_drag.begin();
    if (event.modifiers() == Qt::ControlModifier)
        toggle(*row);
    else
        moveTo(*row, event.modifiers());
}

void LogInput::dragTo(const QMouseEvent& event)
{
    if (!m_drag.isActive() || m_view.rowCount() == 0)
        return;
    m_drag.moveTo(event.position().toPoint());
    if (const quint64 row = nearestRow(m_drag.position().y()); m_view.selection().current() != row)
        moveTo(row, event.modifiers() | Qt::ShiftModifier);
}

void LogInput::dragOn()
{
    // The farther out, the faster.
    const int distance = m_drag.beyond();
    const int rows = distance / m_view.rowHeight() + (distance < 0 ? -1 : 1);
    m_view.setTop(m_view.scroll().moved(m_view.topRow(), rows), RowArea::ScrolledBy::User);
    moveTo(nearestRow(m_drag.position().y()), Qt::ShiftModifier);
}

void LogInput::activate(const QMouseEvent& event)
{
    const auto row = m_view.rowAt(event.position().toPoint().y());
    if (row && event.button() == Qt::LeftButton)
        Q_EMIT activated(m_view.recordAt(*row).value);
}

void LogInput::openMenu(const QContextMenuEvent& event)
{
    if (m_view.selection().isEmpty())
        return;
    QPoint position = event.globalPos();
    if (event.reason() == QContextMenuEvent::Keyboard) {
        const quint64 row = m_view.selection().current().value_or(m_view.topRow());
        position = m_view.viewport()->mapToGlobal(m_view.cellRect(row, LogColumn::Call).bottomLeft());
    }
    Q_EMIT menuRequested(position);
}

void LogInput::showToolTip(const QPoint& position)
{
    const auto hovered = m_view.rowAt(position.y());
    if (!hovered) {
        QToolTip::hideText();
        return;
    }
    // As rich text with every mark escaped: plain text that looks like markup would be taken for it.
    const QString text = u"<p>"_s + describeRow(m_view.row(*hovered)).toHtmlEscaped() + u"</p>"_s;
    QToolTip::showText(m_view.viewport()->mapToGlobal(position), text, m_view.viewport());
}

quint64 LogInput::nearestRow(int y) const
{
    const int bounded = std::clamp(y, 0, m_view.pageRows() * m_view.rowHeight() - 1);
    return m_view.rowAt(bounded).value_or(m_view.rowCount() - 1);
}

} // namespace ui
