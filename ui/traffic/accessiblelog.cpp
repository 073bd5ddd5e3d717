// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/accessiblelog.h"

#include "capture/reader.h"
#include "ui/traffic/accessiblelogcell.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/rowtext.h"

#include <algorithm>
#include <limits>

namespace ui {

namespace {

/// Where the keyboard's row has its focus for assistive tools: the cell that tells most.
constexpr auto FocusColumn = LogColumn::Preview;

int bounded(quint64 number)
{
    return static_cast<int>(std::min<quint64>(number, std::numeric_limits<int>::max()));
}

} // namespace

AccessibleLog::AccessibleLog(LogView* view)
    : QAccessibleWidget(view, QAccessible::Table)
    , m_generation(view->generation())
{ }

AccessibleLog::~AccessibleLog()
{
    dropCells();
}

void AccessibleLog::currentRowChanged(LogView* view)
{
    const auto current = view->selection().current();
    if (!QAccessible::isActive() || !current)
        return;
    const int index = bounded((*current + 1) * LogColumnCount + static_cast<quint64>(FocusColumn));
    for (const QAccessible::Event type : {QAccessible::Focus, QAccessible::Selection}) {
        if (type == QAccessible::Focus && !view->hasFocus())
            continue;
        QAccessibleEvent event(view, type);
        event.setChild(index);
        QAccessible::updateAccessibility(&event);
    }
}

void AccessibleLog::rowsAdded(LogView* view)
{
    if (!QAccessible::isActive() || view->rowCount() == 0)
        return;
    QAccessibleTableModelChangeEvent event(view, QAccessibleTableModelChangeEvent::RowsInserted);
    event.setLastRow(bounded(view->rowCount() - 1));
    QAccessible::updateAccessibility(&event);
}

LogView* AccessibleLog::view() const
{
    return static_cast<LogView*>(widget());
}

void* AccessibleLog::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableInterface)
        return static_cast<QAccessibleTableInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
}

// --- cells -----------------------------------------------------------------------------------------------------------

int AccessibleLog::childCount() const
{
    return bounded((view()->rowCount() + 1) * LogColumnCount);
}

QAccessibleInterface* AccessibleLog::child(int index) const
{
    return index < 0 || index >= childCount() ? nullptr : cellNumber(index);
}

QAccessibleInterface* AccessibleLog::cellAt(int row, int column) const
{
    if (row < 0 || row >= rowCount() || column < 0 || column >= LogColumnCount)
        return nullptr;
    return child(bounded((static_cast<std::uint64_t>(row) + 1) * LogColumnCount + static_cast<quint64>(column)));
}

QAccessibleInterface* AccessibleLog::headerCell(int column) const
{
    return cellNumber(column);
}

QAccessibleInterface* AccessibleLog::cellNumber(int number) const
{
    dropStaleCells();
    if (const auto known = m_cells.find(number); known != m_cells.end())
        return QAccessible::accessibleInterface(known->second);
    if (m_cells.size() >= MaxCells) {
        const auto oldest = m_cells.find(m_oldest.front());
        m_oldest.pop_front();
        QAccessible::deleteAccessibleInterface(oldest->second);
        m_cells.erase(oldest);
    }
    const int row = number / LogColumnCount - 1;
    auto* cell = new AccessibleLogCell(view(), row, static_cast<LogColumn>(number % LogColumnCount));
    m_cells.emplace(number, QAccessible::registerAccessibleInterface(cell));
    m_oldest.push_back(number);
    return cell;
}

void AccessibleLog::dropStaleCells() const
{
    if (m_generation == view()->generation())
        return;
    m_generation = view()->generation();
    dropCells();
}

void AccessibleLog::dropCells() const
{
    for (const auto& [number, id] : m_cells)
        QAccessible::deleteAccessibleInterface(id);
    m_cells.clear();
    m_oldest.clear();
}

QAccessibleInterface* AccessibleLog::childAt(int x, int y) const
{
    const QPoint position = view()->viewport()->mapFromGlobal(QPoint(x, y));
    const quint64 end = std::min(view()->rowCount(), view()->topRow() + static_cast<quint64>(view()->pageRows()) + 1);
    for (quint64 row = view()->topRow(); row < end; ++row) {
        for (int column = 0; column < LogColumnCount; ++column) {
            if (view()->cellRect(row, static_cast<LogColumn>(column)).contains(position))
                return cellAt(bounded(row), column);
        }
    }
    return nullptr;
}

int AccessibleLog::indexOfChild(const QAccessibleInterface* child) const
{
    if (!child || child->parent() != this)
        return -1;
    // interface_cast is not const, though it changes nothing.
    auto* cell = const_cast<QAccessibleInterface*>(child)->tableCellInterface();
    return cell ? (cell->rowIndex() + 1) * LogColumnCount + cell->columnIndex() : -1;
}

QAccessibleInterface* AccessibleLog::focusChild() const
{
    const auto current = view()->selection().current();
    return current ? cellAt(bounded(*current), static_cast<int>(FocusColumn)) : nullptr;
}

QAccessible::State AccessibleLog::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.multiSelectable = true;
    state.extSelectable = true;
    state.readOnly = true;
    return state;
}

// --- the table -------------------------------------------------------------------------------------------------------

int AccessibleLog::rowCount() const
{
    return bounded(view()->rowCount());
}

int AccessibleLog::columnCount() const
{
    return LogColumnCount;
}

QString AccessibleLog::columnDescription(int column) const
{
    return column < 0 || column >= LogColumnCount ? QString() : columnName(static_cast<LogColumn>(column));
}

QString AccessibleLog::rowDescription(int row) const
{
    return row < 0 || row >= rowCount() ? QString() : describeRow(view()->row(static_cast<quint64>(row)));
}

int AccessibleLog::selectedRowCount() const
{
    return bounded(view()->selection().count());
}

int AccessibleLog::selectedCellCount() const
{
    return bounded(view()->selection().count() * LogColumnCount);
}

QList<int> AccessibleLog::selectedRows() const
{
    QList<int> rows;
    for (const RowRange& range : view()->selection().ranges()) {
        for (quint64 row = range.first; row <= range.last && rows.size() < MaxListed; ++row)
            rows.append(bounded(row));
    }
    return rows;
}

QList<QAccessibleInterface*> AccessibleLog::selectedCells() const
{
    QList<QAccessibleInterface*> cells;
    for (const int row : selectedRows()) {
        for (int column = 0; column < LogColumnCount && cells.size() < MaxListed; ++column)
            cells.append(cellAt(row, column));
    }
    return cells;
}

bool AccessibleLog::isRowSelected(int row) const
{
    return row >= 0 && view()->selection().contains(static_cast<std::uint64_t>(row));
}

bool AccessibleLog::selectRow(int row)
{
    if (row < 0 || row >= rowCount())
        return false;
    LogSelection selection = view()->selection();
    selection.add({static_cast<std::uint64_t>(row), static_cast<std::uint64_t>(row)});
    selection.moveCurrent(static_cast<std::uint64_t>(row));
    view()->select(selection);
    return true;
}

bool AccessibleLog::unselectRow(int row)
{
    if (!isRowSelected(row))
        return false;
    LogSelection selection = view()->selection();
    selection.remove({static_cast<std::uint64_t>(row), static_cast<std::uint64_t>(row)});
    view()->select(selection);
    return true;
}

} // namespace ui
