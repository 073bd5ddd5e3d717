// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessibleWidget>

class QComboBox;

namespace ui {

/// What a screen reader is told of a combo box. Qt's own names a box on Linux by its current item, whatever its
/// accessible name is, and no item of it is selected until the list has been opened once. This one has the accessible
/// name for its name, the current item for its value, and that item is selected in its list. Owned by QAccessible.
/// Thread: GUI.
class ComboBoxAccess final : public QAccessibleWidget
{
public:
    explicit ComboBoxAccess(QComboBox* box);

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface* child(int index) const override;
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override;
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    [[nodiscard]] QAccessible::State state() const override;
    [[nodiscard]] QStringList actionNames() const override;
    void doAction(const QString& actionName) override;

private:
    [[nodiscard]] QComboBox* box() const;
};

/// Makes combo boxes speak through ComboBoxAccess. Call it once, before the first widget is shown.
void installAccessibility();

} // namespace ui
