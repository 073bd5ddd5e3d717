// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/access/comboboxaccess.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<QComboBox> makeBox()
{
    auto box = std::make_unique<QComboBox>();
    box->setAccessibleName(u"Protocol"_s);
    box->addItems({u"TCP"_s, u"UDP"_s, u"Unix stream"_s});
    return box;
}

/// The text of the item that the box's list says is selected.
QString selectedItem(QAccessibleInterface* interface)
{
    QAccessibleInterface* list = interface->child(0);
    for (int index = 0; index < list->childCount(); ++index) {
        if (list->child(index)->state().selected)
            return list->child(index)->text(QAccessible::Name);
    }
    return {};
}

} // namespace

class TestComboBoxAccess final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::installAccessibility(); }

    void isNamedByItsAccessibleNameAndValuedByItsItem()
    {
        const auto box = makeBox();
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(box.get());
        QCOMPARE(interface->role(), QAccessible::ComboBox);
        QCOMPARE(interface->text(QAccessible::Name), u"Protocol"_s);
        QCOMPARE(interface->text(QAccessible::Value), u"TCP"_s);
        box->setCurrentIndex(1);
        QCOMPARE(interface->text(QAccessible::Name), u"Protocol"_s);
        QCOMPARE(interface->text(QAccessible::Value), u"UDP"_s);
    }

    void itsListSelectsTheCurrentItemWithoutBeingOpened()
    {
        const auto box = makeBox();
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(box.get());
        QCOMPARE(selectedItem(interface), u"TCP"_s);
        box->setCurrentText(u"Unix stream"_s);
        QCOMPARE(selectedItem(interface), u"Unix stream"_s);
        box->clear();
        QCOMPARE(selectedItem(interface), QString());
    }

    void listAndEditorAreItsChildren()
    {
        const auto box = makeBox();
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(box.get());
        QCOMPARE(interface->childCount(), 1);
        QVERIFY(!interface->child(1));
        box->setEditable(true);
        QCOMPARE(interface->childCount(), 2);
        QCOMPARE(interface->child(1)->object(), box->lineEdit());
        for (int index = 0; index < 2; ++index)
            QCOMPARE(interface->indexOfChild(interface->child(index)), index);
        QVERIFY(interface->state().editable);
        QCOMPARE(interface->child(0)->parent(), interface);
        QWidget other;
        QCOMPARE(interface->indexOfChild(QAccessible::queryAccessibleInterface(&other)), -1);
    }

    void findsTheEditorUnderThePointer()
    {
        const auto box = makeBox();
        box->setEditable(true);
        box->show();
        QVERIFY(QTest::qWaitForWindowExposed(box.get()));
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(box.get());
        const QPoint inside = box->lineEdit()->mapToGlobal(box->lineEdit()->rect().center());
        QCOMPARE(interface->childAt(inside.x(), inside.y()), interface->child(1));
        QVERIFY(!interface->childAt(-1, -1));
    }

    void anActionOpensAndClosesTheList()
    {
        const auto box = makeBox();
        box->show();
        QVERIFY(QTest::qWaitForWindowExposed(box.get()));
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(box.get());
        QAccessibleActionInterface* actions = interface->actionInterface();
        QVERIFY(actions->actionNames().contains(QAccessibleActionInterface::showMenuAction()));
        actions->doAction(QAccessibleActionInterface::showMenuAction());
        QTRY_VERIFY(box->view()->isVisible());
        QVERIFY(interface->state().expanded);
        actions->doAction(QAccessibleActionInterface::pressAction());
        QTRY_VERIFY(!box->view()->isVisible());
        QVERIFY(!interface->state().expanded);
    }
};

QTEST_MAIN(TestComboBoxAccess)
#include "tst_comboboxaccess.moc"
