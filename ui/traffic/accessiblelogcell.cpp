// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/accessiblelogcell.h"

#include "capture/reader.h"
#include "ui/traffic/accessiblelog.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/rowtext.h"

namespace ui {

AccessibleLogCell::AccessibleLogCell(LogView* view, int row, LogColumn column)
    : m_view(view)
    , m_row(row)
    , m_column(column)
    , m_generation(view->generation())
{ }

void* AccessibleLogCell::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableCellInterface)
        return static_cast<QAccessibleTableCellInterface*>(this);
    return nullptr;
}

bool AccessibleLogCell::isValid() const
{
    return m_view && (isHeader() || (m_generation == m_view->generation() && logRow() < m_view->rowCount()));
}

QWindow* AccessibleLogCell::window() const
{
    return m_view ? m_view->window()->windowHandle() : nullptr;
}

QAccessibleInterface* AccessibleLogCell::parent() const
{
    return m_view ? QAccessible::queryAccessibleInterface(m_view) : nullptr;
}

QString AccessibleLogCell::text(QAccessible::Text kind) const
{
    if (!isValid())
        return {};
    switch (kind) {
    case QAccessible::Name:
    case QAccessible::Value: return isHeader() ? columnName(m_column) : m_view->row(logRow()).cell(m_column);
    case QAccessible::Description: return isHeader() ? headerDescription() : describeRow(m_view->row(logRow()));
    default: return {};
    }
}

/// The title where it says more than the name.
QString AccessibleLogCell::headerDescription() const
{
    const QString title = columnTitle(m_column);
    return title == columnName(m_column) ? QString() : title;
}

QRect AccessibleLogCell::rect() const
{
    if (!isValid())
        return {};
    if (isHeader()) {
        const QRect place(
            m_view->header()->left(m_column), 0, m_view->header()->width(m_column), m_view->header()->height());
        return place.translated(m_view->header()->mapToGlobal(QPoint(0, 0)));
    }
    const QRect place = m_view->cellRect(logRow(), m_column);
    return place.isEmpty() ? QRect() : place.translated(m_view->viewport()->mapToGlobal(QPoint(0, 0)));
}

QAccessible::Role AccessibleLogCell::role() const
{
    return isHeader() ? QAccessible::ColumnHeader : QAccessible::Cell;
}

QAccessible::State AccessibleLogCell::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    state.readOnly = true;
    if (isHeader()) {
        state.invisible = !m_view->header()->isShown(m_column);
        return state;
    }
    state.selectable = true;
    state.multiSelectable = true;
    state.extSelectable = true;
    state.focusable = true;
    state.selected = isSelected();
    state.focused = m_view->hasFocus() && m_view->selection().current() == logRow();
    state.offscreen = m_view->cellRect(logRow(), m_column).isEmpty();
    return state;
}

bool AccessibleLogCell::isSelected() const
{
    return isValid() && !isHeader() && m_view->selection().contains(logRow());
}

QList<QAccessibleInterface*> AccessibleLogCell::columnHeaderCells() const
{
    auto* log = static_cast<AccessibleLog*>(parent());
    return isHeader() || !log ? QList<QAccessibleInterface*>() : QList{log->headerCell(columnIndex())};
}

} // namespace ui
