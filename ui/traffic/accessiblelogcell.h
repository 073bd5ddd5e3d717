// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/logrow.h"

#include <QAccessible>
#include <QPointer>

namespace ui {

class LogView;

/// One cell of the log, or of its header, for assistive tools. Owned by Qt's cache; AccessibleLog makes it and lets it
/// go. It reads its text from the view each time, and is invalid once the rows have become others.
class AccessibleLogCell final : public QAccessibleInterface, public QAccessibleTableCellInterface
{
public:
    static constexpr int HeaderRow = -1;

    AccessibleLogCell(LogView* view, int row, LogColumn column);

    // QAccessibleInterface
    [[nodiscard]] void* interface_cast(QAccessible::InterfaceType type) override;
    [[nodiscard]] bool isValid() const override;
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QWindow* window() const override;
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override;
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString&) override { }
    [[nodiscard]] QRect rect() const override;
    [[nodiscard]] QAccessible::Role role() const override;
    [[nodiscard]] QAccessible::State state() const override;

    // QAccessibleTableCellInterface
    [[nodiscard]] bool isSelected() const override;
    [[nodiscard]] QList<QAccessibleInterface*> columnHeaderCells() const override;
    [[nodiscard]] QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    [[nodiscard]] int columnIndex() const override { return static_cast<int>(m_column); }
    [[nodiscard]] int rowIndex() const override { return m_row; }
    [[nodiscard]] int columnExtent() const override { return 1; }
    [[nodiscard]] int rowExtent() const override { return 1; }
    [[nodiscard]] QAccessibleInterface* table() const override { return parent(); }

private:
    [[nodiscard]] bool isHeader() const { return m_row == HeaderRow; }
    [[nodiscard]] quint64 logRow() const { return static_cast<quint64>(m_row); }
    [[nodiscard]] QString headerDescription() const;

    QPointer<LogView> m_view;
    int m_row;
    LogColumn m_column;
    quint64 m_generation;
};

} // namespace ui
