// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessibleWidget>

#include <deque>
#include <unordered_map>

namespace ui {

class LogView;

/// The log as a table for screen readers and for tests that drive the window: every row of the capture, whether it is
/// painted or not. Owned by Qt's cache of accessible interfaces, made on demand. Thread: GUI.
///
/// Children are the header's cells and then the rows', as QAccessibleTable numbers them. Cells are made when they are
/// asked for; the oldest go when there are many, and all when a filter makes the rows others.
class AccessibleLog final : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    /// So many cells are kept at once: a screen reader holds on to those around its focus.
    static constexpr std::size_t MaxCells = 4096;
    /// Rows beyond this are not told one by one in lists of selected rows and cells.
    static constexpr int MaxListed = 1000;

    explicit AccessibleLog(LogView* view);

    /// Tells assistive tools where the keyboard is now.
    static void currentRowChanged(LogView* view);
    /// Tells them that the table has grown.
    static void rowsAdded(LogView* view);

    // QAccessibleInterface
    [[nodiscard]] void* interface_cast(QAccessible::InterfaceType type) override;
    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface* child(int index) const override;
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override;
    [[nodiscard]] QAccessibleInterface* focusChild() const override;
    [[nodiscard]] QAccessible::State state() const override;

    // QAccessibleTableInterface
    [[nodiscard]] QAccessibleInterface* caption() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* summary() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* cellAt(int row, int column) const override;
    [[nodiscard]] int selectedCellCount() const override;
    [[nodiscard]] QList<QAccessibleInterface*> selectedCells() const override;
    [[nodiscard]] QString columnDescription(int column) const override;
    [[nodiscard]] QString rowDescription(int row) const override;
    [[nodiscard]] int selectedColumnCount() const override { return 0; }
    [[nodiscard]] int selectedRowCount() const override;
    [[nodiscard]] int columnCount() const override;
    [[nodiscard]] int rowCount() const override;
    [[nodiscard]] QList<int> selectedColumns() const override { return {}; }
    [[nodiscard]] QList<int> selectedRows() const override;
    [[nodiscard]] bool isColumnSelected(int) const override { return false; }
    [[nodiscard]] bool isRowSelected(int row) const override;
    bool selectRow(int row) override;
    bool selectColumn(int) override { return false; }
    bool unselectRow(int row) override;
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent*) override { }

    /// The header's cell of a column.
    [[nodiscard]] QAccessibleInterface* headerCell(int column) const;

protected:
    ~AccessibleLog() override;

private:
    [[nodiscard]] LogView* view() const;
    [[nodiscard]] QAccessibleInterface* cellNumber(int number) const;
    void dropStaleCells() const;
    void dropCells() const;

    // A cache, as its const interface wants it.
    mutable std::unordered_map<int, QAccessible::Id> m_cells; // by child index
    mutable std::deque<int> m_oldest;
    mutable quint64 m_generation = 0;
};

} // namespace ui
