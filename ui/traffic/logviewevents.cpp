// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
// The keyboard and the mouse of LogView; its rows and its painting are in logview.cpp.
#include "capture/reader.h"
#include "session/models/filteredlog.h"
#include "ui/fields/rowkeys.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/rowtext.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int RowsPerNotch = 3;
constexpr int NotchEighths = 120; // QWheelEvent::angleDelta of one notch
constexpr int DragScrollMs = 40;

} // namespace

std::optional<quint64> LogView::rowAt(int y) const
{
    if (y < 0)
        return {};
    const quint64 row = m_top + static_cast<quint64>(y / m_painter.rowHeight());
    return row < rowCount() ? std::optional(row) : std::nullopt;
}

quint64 LogView::nearestRowAt(int y) const
{
    const int bounded = std::clamp(y, 0, std::max(0, pageRows() * m_painter.rowHeight() - 1));
    return std::min(m_top + static_cast<quint64>(bounded / m_painter.rowHeight()), rowCount() - 1);
}

void LogView::moveTo(quint64 row, Qt::KeyboardModifiers modifiers)
{
    LogSelection selection = m_selection;
    const bool control = modifiers.testFlag(Qt::ControlModifier);
    if (modifiers.testFlag(Qt::ShiftModifier))
        control ? selection.addTo(row) : selection.extendTo(row);
    else if (control)
        selection.moveCurrent(row);
    else
        selection.selectOnly(row);
    select(selection);
}

void LogView::keyPressEvent(QKeyEvent* event)
{
    if (const auto row = rowAfterKey(event->key(), m_selection.current(), m_top, scroll())) {
        moveTo(*row, event->modifiers());
        if (event->key() == Qt::Key_End)
            setFollowing(true);
        return;
    }
    const auto current = m_selection.current();
    LogSelection selection = m_selection;
    if (event->matches(QKeySequence::SelectAll)) {
        selection.selectAll(rowCount());
        m_selection = selection;
        viewport()->update();
        Q_EMIT selectionChanged();
    } else if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested();
    } else if (event->key() == Qt::Key_F && event->modifiers() == Qt::NoModifier) {
        setFollowing(true);
    } else if (event->key() == Qt::Key_Space && current) {
        selection.toggle(*current);
        select(selection);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && current) {
        Q_EMIT activated(recordAt(*current).value);
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LogView::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    if (event->modifiers() != Qt::NoModifier || std::abs(turned.x()) > std::abs(turned.y())) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    // Not by the scroll bar: its step is more than a row in a very long log.
    m_wheelRest += turned.y() * RowsPerNotch;
    const int rows = m_wheelRest / NotchEighths;
    m_wheelRest -= rows * NotchEighths;
    if (rows != 0 && rowCount() > 0)
        setTop(scroll().moved(m_top, -rows), ScrolledBy::User);
    event->accept();
}

void LogView::mousePressEvent(QMouseEvent* event)
{
    const auto row = rowAt(event->position().toPoint().y());
    if (!row || (event->button() != Qt::LeftButton && event->button() != Qt::RightButton))
        return;
    if (event->button() == Qt::RightButton) {
        if (!m_selection.contains(*row))
            moveTo(*row, Qt::NoModifier);
        return;
    }
    m_dragging = true;
    if (event->modifiers() == Qt::ControlModifier) {
        LogSelection selection = m_selection;
        selection.toggle(*row);
        select(selection);
    } else {
        moveTo(*row, event->modifiers());
    }
}

void LogView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragging || rowCount() == 0)
        return;
    m_dragY = event->position().toPoint().y();
    const bool beyond = m_dragY < 0 || m_dragY >= viewport()->height();
    if (beyond && !m_dragTimer.isActive())
        m_dragTimer.start(DragScrollMs, this);
    else if (!beyond)
        m_dragTimer.stop();
    if (const quint64 row = nearestRowAt(m_dragY); m_selection.current() != row)
        moveTo(row, event->modifiers() | Qt::ShiftModifier);
}

void LogView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_dragTimer.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const int distance = m_dragY < 0 ? m_dragY : m_dragY - viewport()->height() + 1;
    const int rows = distance / m_painter.rowHeight() + (distance < 0 ? -1 : 1);
    setTop(scroll().moved(m_top, rows), ScrolledBy::User);
    moveTo(nearestRowAt(m_dragY), Qt::ShiftModifier);
}

void LogView::mouseReleaseEvent(QMouseEvent*)
{
    m_dragging = false;
    m_dragTimer.stop();
}

void LogView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto row = rowAt(event->position().toPoint().y());
    if (row && event->button() == Qt::LeftButton)
        Q_EMIT activated(recordAt(*row).value);
}

void LogView::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_selection.isEmpty())
        return;
    QPoint position = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const QRect cell = cellRect(m_selection.current().value_or(m_top), LogColumn::Call);
        position = viewport()->mapToGlobal(cell.bottomLeft());
    }
    Q_EMIT menuRequested(position);
}

bool LogView::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::FontChange:
    case QEvent::StyleChange: fontsChanged(); break;
    case QEvent::PaletteChange: viewport()->update(); break;
    default: break;
    }
    return QAbstractScrollArea::event(event);
}

bool LogView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        showToolTip(static_cast<QHelpEvent*>(event)->pos());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void LogView::showToolTip(const QPoint& position)
{
    const auto hovered = rowAt(position.y());
    if (!hovered) {
        QToolTip::hideText();
        return;
    }
    // As rich text with every mark escaped: plain text that looks like markup would be taken for it.
    const QString text = u"<p>"_s + describeRow(row(*hovered)).toHtmlEscaped() + u"</p>"_s;
    QToolTip::showText(viewport()->mapToGlobal(position), text, viewport());
}

void LogView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void LogView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace ui
