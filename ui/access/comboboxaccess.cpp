// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/access/comboboxaccess.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// Keeps the list's current row, which is what says "selected", on the box's current item. A child of the box.
class ListFollower final : public QObject
{
public:
    explicit ListFollower(QComboBox* box)
        : QObject(box)
        , m_box(box)
    {
        connect(box, &QComboBox::currentIndexChanged, this, &ListFollower::follow);
        follow();
    }

private:
    void follow()
    {
        const QModelIndex current
            = m_box->model()->index(m_box->currentIndex(), m_box->modelColumn(), m_box->rootModelIndex());
        m_box->view()->setCurrentIndex(current);
    }

    QComboBox* m_box;
};

QAccessibleInterface* makeInterface(const QString& className, QObject* object)
{
    auto* box = className == u"QComboBox"_s ? qobject_cast<QComboBox*>(object) : nullptr;
    return box ? new ComboBoxAccess(box) : nullptr;
}

} // namespace

ComboBoxAccess::ComboBoxAccess(QComboBox* box)
    : QAccessibleWidget(box, QAccessible::ComboBox)
{
    const QObjectList& children = box->children();
    const bool follows = std::any_of(children.begin(), children.end(),
        [](const QObject* child) { return dynamic_cast<const ListFollower*>(child) != nullptr; });
    if (!follows)
        new ListFollower(box);
}

QComboBox* ComboBoxAccess::box() const
{
    return static_cast<QComboBox*>(widget());
}

int ComboBoxAccess::childCount() const
{
    return box()->lineEdit() ? 2 : 1;
}

QAccessibleInterface* ComboBoxAccess::child(int index) const
{
    if (index == 0)
        return QAccessible::queryAccessibleInterface(box()->view());
    return index == 1 ? QAccessible::queryAccessibleInterface(box()->lineEdit()) : nullptr;
}

QAccessibleInterface* ComboBoxAccess::childAt(int x, int y) const
{
    const QLineEdit* edit = box()->lineEdit();
    return edit && edit->rect().contains(edit->mapFromGlobal(QPoint(x, y))) ? child(1) : nullptr;
}

int ComboBoxAccess::indexOfChild(const QAccessibleInterface* child) const
{
    if (child->object() == box()->view())
        return 0;
    return child->object() && child->object() == box()->lineEdit() ? 1 : -1;
}

QString ComboBoxAccess::text(QAccessible::Text kind) const
{
    if (kind != QAccessible::Value)
        return QAccessibleWidget::text(kind);
    const QString spoken = box()->currentData(Qt::AccessibleTextRole).toString();
    return spoken.isEmpty() ? box()->currentText() : spoken;
}

QAccessible::State ComboBoxAccess::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.expandable = true;
    state.hasPopup = true;
    state.expanded = box()->view()->isVisible();
    state.editable = box()->isEditable();
    return state;
}

QStringList ComboBoxAccess::actionNames() const
{
    return QStringList{showMenuAction(), pressAction()} + QAccessibleWidget::actionNames();
}

void ComboBoxAccess::doAction(const QString& actionName)
{
    if (actionName != showMenuAction() && actionName != pressAction()) {
        QAccessibleWidget::doAction(actionName);
    } else if (box()->view()->isVisible()) {
        box()->hidePopup();
    } else {
        box()->showPopup();
    }
}

void installAccessibility()
{
    QAccessible::installFactory(makeInterface);
}

} // namespace ui
