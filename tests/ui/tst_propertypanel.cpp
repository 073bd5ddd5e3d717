// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/propertymodel.h"
#include "tests/session/socketproperties.h"
#include "ui/properties/propertypanel.h"
#include "ui/properties/propertytree.h"
#include "ui/properties/propertywords.h"
#include "ui/theme/tones.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

#include <netinet/in.h>
#include <netinet/tcp.h>

using namespace Qt::StringLiterals;
using session::PropertyModel;

namespace {

/// The panel over a real socket, with what the window and the engine do for it.
struct Bench
{
    Bench()
    {
        QObject::connect(&model, &PropertyModel::commandRequested, &model, [this](const engine::Command& command) {
            if (const auto* option = std::get_if<engine::SetOption>(&command))
                setter.set(fd(), option->setting);
        });
        QObject::connect(
            &model, &PropertyModel::refreshRequested, &model, [this] { read(); }, Qt::QueuedConnection);
        model.setEndpoint({1});
        read();
        panel.resize(360, 600);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.activateWindow();
        tree().setFocus();
        QTRY_VERIFY(tree().hasFocus());
    }

    [[nodiscard]] int fd() const { return pair.client.get(); }
    void read()
    {
        engine::Properties properties = socketProperties(fd(), SocketKinds[0], 1);
        properties.failures = setter.failures();
        model.update(properties);
    }
    ui::PropertyTree& tree() { return *panel.findChild<ui::PropertyTree*>(); }
    QLineEdit& search() { return *panel.findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly); }

    QModelIndex find(const QString& name, int column = PropertyModel::ValueColumn)
    {
        const QAbstractItemModel& rows = *tree().model();
        for (int top = 0; top < rows.rowCount(); ++top) {
            const QModelIndex parent = rows.index(top, 0);
            if (parent.data() == name)
                return parent.siblingAtColumn(column);
            for (int row = 0; row < rows.rowCount(parent); ++row) {
                if (rows.index(row, 0, parent).data() == name)
                    return rows.index(row, column, parent);
            }
        }
        return {};
    }
    QString text(const QString& name) { return find(name).data().toString(); }
    void select(const QString& name, int column = PropertyModel::NameColumn)
    {
        unfold(name);
        tree().setCurrentIndex(find(name, column));
        tree().scrollTo(find(name));
    }
    void unfold(const QString& name) { tree().expand(find(name).parent()); }
    void click(const QString& name)
    {
        select(name);
        const QRect cell = tree().visualRect(find(name));
        QTest::mouseClick(tree().viewport(), Qt::LeftButton, {}, cell.center());
    }
    /// The editor that is open at a property.
    QWidget* editor(const QString& name) { return tree().indexWidget(find(name)); }

    ConnectedPair pair = connectedPair(SocketKinds[0]);
    OptionSetter setter;
    PropertyModel model;
    ui::PropertyPanel panel{&model};
    QAbstractItemModelTester tester{tree().model(), QAbstractItemModelTester::FailureReportingMode::Fatal};
};

} // namespace

class TestPropertyPanel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreThoseOfTheContract()
    {
        Bench bench;
        QCOMPARE(bench.tree().accessibleName(), u"Properties"_s);
        QCOMPARE(bench.search().accessibleName(), u"Find property"_s);
        for (const QString& name :
            {u"Mode"_s, u"Timeout"_s, u"Receive"_s, u"Receive size"_s, u"Echo"_s, u"SO_KEEPALIVE"_s, u"TCP_NODELAY"_s})
            QVERIFY2(bench.find(name).isValid(), qPrintable(name));
        QAccessibleInterface* tree = QAccessible::queryAccessibleInterface(&bench.tree());
        QCOMPARE(tree->role(), QAccessible::Tree);
    }

    void flagIsToggledBySpaceFromEitherColumn()
    {
        Bench bench;
        bench.select(u"TCP_NODELAY"_s, PropertyModel::NameColumn);
        QCOMPARE(bench.text(u"TCP_NODELAY"_s), u"off"_s);
        QTest::keyClick(&bench.tree(), Qt::Key_Space);
        QTRY_COMPARE(bench.text(u"TCP_NODELAY"_s), u"on"_s);
        QCOMPARE(*net::getIntOption(bench.fd(), IPPROTO_TCP, TCP_NODELAY), 1);
        bench.select(u"TCP_NODELAY"_s, PropertyModel::ValueColumn);
        QTest::keyClick(&bench.tree(), Qt::Key_Space);
        QTRY_COMPARE(bench.text(u"TCP_NODELAY"_s), u"off"_s);
    }

    void flagIsToggledByAClickOnItsBox()
    {
        Bench bench;
        bench.select(u"SO_KEEPALIVE"_s);
        const QRect cell = bench.tree().visualRect(bench.find(u"SO_KEEPALIVE"_s));
        QTest::mouseClick(bench.tree().viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 10, cell.center().y()));
        QTRY_COMPARE(bench.text(u"SO_KEEPALIVE"_s), u"on"_s);
    }

    void spaceOnANumberOpensNoEditor()
    {
        Bench bench;
        bench.select(u"TCP_KEEPIDLE"_s);
        QTest::keyClick(&bench.tree(), Qt::Key_Space);
        QVERIFY(!bench.editor(u"TCP_KEEPIDLE"_s));
    }

    void valueIsEditedByKeyboard_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("key");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("shown");
        QTest::newRow("F2") << u"TCP_KEEPIDLE"_s << int(Qt::Key_F2) << u"33"_s << u"33"_s;
        QTest::newRow("Enter") << u"TCP_KEEPIDLE"_s << int(Qt::Key_Return) << u"34"_s << u"34"_s;
        QTest::newRow("typing") << u"TCP_KEEPIDLE"_s << 0 << u"35"_s << u"35"_s;
        QTest::newRow("linger") << u"SO_LINGER"_s << int(Qt::Key_F2) << u"7"_s << u"7 s"_s;
        QTest::newRow("time") << u"SO_RCVTIMEO"_s << int(Qt::Key_F2) << u"2.5"_s << u"2.5"_s;
        QTest::newRow("unit") << u"SO_RCVBUF"_s << int(Qt::Key_F2) << u"8 KiB"_s << u"16384"_s;
        QTest::newRow("flag by word") << u"TCP_NODELAY"_s << int(Qt::Key_F2) << u"on"_s << u"on"_s;
        QTest::newRow("flag by number") << u"TCP_NODELAY"_s << int(Qt::Key_F2) << u"1"_s << u"on"_s;
        QTest::newRow("choice") << u"IP_MTU_DISCOVER"_s << int(Qt::Key_F2) << u"IP_PMTUDISC_DO"_s
                                << u"IP_PMTUDISC_DO"_s;
    }
    void valueIsEditedByKeyboard()
    {
        QFETCH(QString, name);
        QFETCH(int, key);
        QFETCH(QString, typed);
        QFETCH(QString, shown);
        Bench bench;
        bench.select(name);
        if (key != 0)
            QTest::keyClick(&bench.tree(), static_cast<Qt::Key>(key));
        else
            QTest::keyClick(&bench.tree(), typed.front().toLatin1());
        QWidget* editor = bench.editor(name);
        QVERIFY(editor);
        QCOMPARE(editor->accessibleName(), name);
        QTest::keyClicks(editor, key != 0 ? typed : typed.sliced(1));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(bench.text(name), shown);
        QTRY_VERIFY(!bench.editor(name));
        QVERIFY(bench.tree().hasFocus());
    }

    void choiceFromTheListIsMadeAtOnce()
    {
        Bench bench;
        bench.select(u"TCP_NODELAY"_s);
        QTest::keyClick(&bench.tree(), Qt::Key_F2);
        auto* box = qobject_cast<QComboBox*>(bench.editor(u"TCP_NODELAY"_s));
        QVERIFY(box);
        box->showPopup();
        QTRY_VERIFY(box->view()->isVisible());
        QTest::keyClick(box->view(), Qt::Key_Down);
        QTest::keyClick(box->view(), Qt::Key_Return);
        QTRY_COMPARE(bench.text(u"TCP_NODELAY"_s), u"on"_s);
        QTRY_VERIFY(!bench.editor(u"TCP_NODELAY"_s));
    }

    void aClickOnAChoiceOpensItsList()
    {
        Bench bench;
        bench.click(u"Mode"_s);
        auto* box = qobject_cast<QComboBox*>(bench.editor(u"Mode"_s));
        QVERIFY(box);
        QTRY_VERIFY(box->view()->isVisible());
        QTest::keyClick(box->view(), Qt::Key_Escape);
        QTRY_VERIFY(!box->view()->isVisible());
    }

    void aClickOnANumberEditsIt()
    {
        Bench bench;
        bench.click(u"SO_RCVBUF"_s);
        QVERIFY(bench.editor(u"SO_RCVBUF"_s));
    }

    void aClickOnANameOrAFactEditsNothing()
    {
        Bench bench;
        bench.click(u"local address"_s);
        QVERIFY(!bench.editor(u"local address"_s));
        const QRect name = bench.tree().visualRect(bench.find(u"Mode"_s, PropertyModel::NameColumn));
        QTest::mouseClick(bench.tree().viewport(), Qt::LeftButton, {}, name.center());
        QVERIFY(!bench.editor(u"Mode"_s));
    }

    void modeAndTimeoutAreSeenInALowPanel()
    {
        Bench bench;
        bench.panel.resize(450, 210);
        const QRect shown = bench.tree().viewport()->rect();
        for (const QString& name : {u"Mode"_s, u"Timeout"_s, u"Receive"_s, u"Echo"_s})
            QVERIFY2(shown.contains(bench.tree().visualRect(bench.find(name))), qPrintable(name));
    }

    void onlyWhatIsSetMostIsUnfoldedAtFirst()
    {
        Bench bench;
        const auto isUnfolded
            = [&bench](const QString& name) { return bench.tree().isExpanded(bench.find(name).parent()); };
        QVERIFY(isUnfolded(u"TCP_NODELAY"_s));
        for (const QString& name : {u"state"_s, u"SO_MARK"_s, u"IP_TOS"_s, u"TCP_MAXSEG"_s, u"tcpi_rtt"_s})
            QVERIFY2(!isUnfolded(name), qPrintable(name));
        bench.search().setText(u"IP_TOS"_s);
        QVERIFY(isUnfolded(u"IP_TOS"_s));
        bench.search().clear();
        QVERIFY(!isUnfolded(u"IP_TOS"_s));
    }

    void whatAFreshSocketHasIsInTheToolTip()
    {
        Bench bench;
        const base::UniqueFd fresh = openSocket(SocketKinds[0]);
        engine::Properties ofFresh;
        engine::readSocket(fresh.get(), SocketKinds[0].protocol, ofFresh);
        QVERIFY(net::setIntOption(bench.fd(), IPPROTO_TCP, TCP_NODELAY, 1));
        engine::Properties properties = socketProperties(bench.fd(), SocketKinds[0], 1);
        properties.freshOptions = std::make_shared<const std::vector<engine::OptionReading>>(ofFresh.options);
        bench.model.update(properties);
        const auto toolTip
            = [&bench](const QString& name) { return bench.find(name).data(Qt::ToolTipRole).toString(); };
        QVERIFY2(
            toolTip(u"TCP_NODELAY"_s).contains(u"A fresh socket has: off"_s), qPrintable(toolTip(u"TCP_NODELAY"_s)));
        QVERIFY(!toolTip(u"SO_KEEPALIVE"_s).contains(u"fresh"_s));
    }

    void escapeCancelsAnEdit()
    {
        Bench bench;
        QSignalSpy requested(&bench.model, &PropertyModel::commandRequested);
        bench.select(u"TCP_KEEPIDLE"_s);
        QTest::keyClick(&bench.tree(), Qt::Key_F2);
        QTest::keyClicks(bench.editor(u"TCP_KEEPIDLE"_s), u"33"_s);
        QTest::keyClick(bench.editor(u"TCP_KEEPIDLE"_s), Qt::Key_Escape);
        QTRY_VERIFY(!bench.editor(u"TCP_KEEPIDLE"_s));
        QCOMPARE(requested.count(), 0);
    }

    void editorClosedUnchangedMakesNoCall()
    {
        Bench bench;
        QSignalSpy requested(&bench.model, &PropertyModel::commandRequested);
        for (const QString& name : {u"SO_RCVBUF"_s, u"TCP_NODELAY"_s, u"SO_LINGER"_s, u"TCP_CONGESTION"_s}) {
            bench.select(name);
            QTest::keyClick(&bench.tree(), Qt::Key_F2);
            QTest::keyClick(bench.editor(name), Qt::Key_Return);
            QTRY_VERIFY(!bench.editor(name));
        }
        QCOMPARE(requested.count(), 0);
    }

    void readingDoesNotDisturbAnOpenEditor()
    {
        Bench bench;
        bench.select(u"TCP_KEEPIDLE"_s);
        QTest::keyClick(&bench.tree(), Qt::Key_F2);
        QTest::keyClicks(bench.editor(u"TCP_KEEPIDLE"_s), u"4"_s);
        QVERIFY(net::setIntOption(bench.fd(), IPPROTO_TCP, TCP_KEEPIDLE, 99));
        bench.read();
        QTest::keyClicks(bench.editor(u"TCP_KEEPIDLE"_s), u"4"_s);
        QTest::keyClick(bench.editor(u"TCP_KEEPIDLE"_s), Qt::Key_Return);
        QTRY_COMPARE(bench.text(u"TCP_KEEPIDLE"_s), u"44"_s);
    }

    void editorIsCancelledWhenAnotherEndpointIsShown()
    {
        Bench bench;
        QSignalSpy requested(&bench.model, &PropertyModel::commandRequested);
        bench.select(u"TCP_KEEPIDLE"_s);
        QTest::keyClick(&bench.tree(), Qt::Key_F2);
        QTest::keyClicks(bench.editor(u"TCP_KEEPIDLE"_s), u"33"_s);
        bench.model.setEndpoint({2});
        bench.model.update(socketProperties(bench.pair.server.get(), SocketKinds[0], 2));
        QTRY_VERIFY(!bench.editor(u"TCP_KEEPIDLE"_s));
        QCOMPARE(requested.count(), 0);
        QVERIFY(bench.find(u"TCP_KEEPIDLE"_s).isValid());
    }

    void refusedValueGrowsItsRowAndIsDescribed()
    {
        Bench bench;
        bench.select(u"TCP_KEEPIDLE"_s);
        const int height = bench.tree().visualRect(bench.find(u"TCP_KEEPIDLE"_s)).height();
        QTest::keyClick(&bench.tree(), Qt::Key_F2);
        QTest::keyClicks(bench.editor(u"TCP_KEEPIDLE"_s), u"lots"_s);
        QTest::keyClick(bench.editor(u"TCP_KEEPIDLE"_s), Qt::Key_Return);
        QTRY_VERIFY(bench.tree().visualRect(bench.find(u"TCP_KEEPIDLE"_s)).height() > height);
        const QString description = bench.find(u"TCP_KEEPIDLE"_s).data(Qt::AccessibleDescriptionRole).toString();
        QVERIFY2(description.contains(u"EINVAL"_s) && description.contains(u"Asked: lots"_s), qPrintable(description));
        const QString toolTip = bench.find(u"TCP_KEEPIDLE"_s).data(Qt::ToolTipRole).toString();
        QVERIFY2(toolTip.contains(u"tcp(7)"_s), qPrintable(toolTip));
    }

    void toolTipHasTheWholeValue()
    {
        Bench bench;
        bench.panel.resize(200, 600);
        const QString toolTip = bench.find(u"SO_RCVBUF"_s).data(Qt::ToolTipRole).toString();
        QVERIFY2(toolTip.contains(bench.text(u"SO_RCVBUF"_s) + u" bytes"_s), qPrintable(toolTip));
        const QString address = bench.find(u"local address"_s).data(Qt::ToolTipRole).toString();
        QVERIFY2(address.contains(bench.text(u"local address"_s)), qPrintable(address));
    }

    void valuesKeepTheirShareOfTheWidth()
    {
        Bench bench;
        bench.panel.resize(288, 600);
        const auto widthOf = [&bench](int column) { return bench.tree().header()->sectionSize(column); };
        QVERIFY(widthOf(PropertyModel::ValueColumn) > widthOf(PropertyModel::NameColumn));
        const int name = widthOf(PropertyModel::NameColumn);
        bench.panel.resize(576, 600);
        QVERIFY2(std::abs(widthOf(PropertyModel::NameColumn) - 2 * name) < 8,
            qPrintable(QString::number(widthOf(PropertyModel::NameColumn))));
    }

    void addressFitsIntoAPanelOfTheFirstWidth()
    {
        Bench bench;
        bench.panel.resize(288, 600);
        bench.unfold(u"local address"_s);
        const QRect cell = bench.tree().visualRect(bench.find(u"local address"_s));
        const int wanted = QFontMetrics(ui::fixedFont()).horizontalAdvance(bench.text(u"local address"_s));
        QVERIFY2(wanted + ui::GridPixels <= cell.width(), qPrintable(QString::number(cell.width())));
    }

    void editorIsWideEnoughForItsWords()
    {
        Bench bench;
        bench.panel.resize(160, 600);
        bench.select(u"Mode"_s);
        QTest::keyClick(&bench.tree(), Qt::Key_F2);
        auto* box = qobject_cast<QComboBox*>(bench.editor(u"Mode"_s));
        QVERIFY(box);
        const int text = box->fontMetrics().horizontalAdvance(u"non-blocking"_s);
        QVERIFY2(box->lineEdit()->contentsRect().width() > text,
            qPrintable(u"%1 of %2 for %3, hint %4"_s.arg(box->lineEdit()->contentsRect().width())
                           .arg(box->width())
                           .arg(text)
                           .arg(box->sizeHint().width())));
        QVERIFY(bench.tree().viewport()->rect().contains(box->geometry()));
    }

    void editorFillsItsCell()
    {
        Bench bench;
        bench.panel.resize(600, 600);
        bench.select(u"Mode"_s);
        QTest::keyClick(&bench.tree(), Qt::Key_F2);
        const QRect cell = bench.tree().visualRect(bench.find(u"Mode"_s));
        QCOMPARE(bench.editor(u"Mode"_s)->geometry(), cell);
    }

    void unitsAreWrittenAsPeopleWriteThem()
    {
        Bench bench;
        const auto unitOf = [](const QModelIndex& index) { return ui::propertyUnit(index); };
        QCOMPARE(unitOf(bench.find(u"SO_RCVBUF"_s)), u"bytes"_s);
        QCOMPARE(unitOf(bench.find(u"SO_BUSY_POLL"_s)), u"\u00b5s"_s);
        QCOMPARE(unitOf(bench.find(u"TCP_CONGESTION"_s)), QString());
        QVERIFY(bench.tree().model()->setData(bench.find(u"IP_TTL"_s), u"1"_s, Qt::EditRole));
        QTRY_COMPARE(bench.text(u"IP_TTL"_s), u"1"_s);
        QCOMPARE(unitOf(bench.find(u"IP_TTL"_s)), u"hop"_s);
    }

    void toolTipDoesNotInterpretWhatWasTyped()
    {
        Bench bench;
        QVERIFY(!bench.tree().model()->setData(bench.find(u"TCP_KEEPIDLE"_s), u"<img src=x>"_s, Qt::EditRole));
        const QString toolTip = bench.find(u"TCP_KEEPIDLE"_s).data(Qt::ToolTipRole).toString();
        QVERIFY2(toolTip.contains(u"&lt;img src=x&gt;"_s), qPrintable(toolTip));
    }

    void searchShowsMatchesAndRestoresTheRest()
    {
        Bench bench;
        bench.search().setText(u"nodelay"_s);
        QVERIFY(bench.find(u"TCP_NODELAY"_s).isValid());
        QVERIFY(!bench.find(u"SO_KEEPALIVE"_s).isValid());
        QVERIFY(bench.tree().isExpanded(bench.find(u"TCP_NODELAY"_s).parent()));
        bench.search().setText(u"no such option"_s);
        QCOMPARE(bench.tree().model()->rowCount(), 0);
        QTest::keyClick(&bench.search(), Qt::Key_Escape);
        QCOMPARE(bench.search().text(), QString());
        QVERIFY(bench.find(u"SO_KEEPALIVE"_s).isValid());
    }

    void searchLeadsIntoTheTree()
    {
        Bench bench;
        bench.search().setFocus();
        QTRY_VERIFY(bench.search().hasFocus());
        QTest::keyClicks(&bench.search(), u"TCP_NODELAY"_s);
        QTest::keyClick(&bench.search(), Qt::Key_Return);
        QTRY_VERIFY(bench.tree().hasFocus());
        QTest::keyClick(&bench.tree(), Qt::Key_Space);
        QTRY_COMPARE(bench.text(u"TCP_NODELAY"_s), u"on"_s);
    }

    void groupThatWasClosedStaysClosed()
    {
        Bench bench;
        const QModelIndex group = bench.find(u"SO_KEEPALIVE"_s).parent();
        bench.unfold(u"IP_TOS"_s);
        bench.tree().collapse(group);
        bench.search().setText(u"keepalive"_s);
        QVERIFY(bench.tree().isExpanded(bench.find(u"SO_KEEPALIVE"_s).parent()));
        bench.search().clear();
        QVERIFY(!bench.tree().isExpanded(bench.find(u"SO_KEEPALIVE"_s).parent()));
        bench.model.clear();
        bench.model.setEndpoint({1});
        bench.read();
        QVERIFY(!bench.tree().isExpanded(bench.find(u"SO_KEEPALIVE"_s).parent()));
        QVERIFY(bench.tree().isExpanded(bench.find(u"IP_TOS"_s).parent()));
    }

    void undoGivesBackWhatTheKernelHad()
    {
        Bench bench;
        const QString before = bench.text(u"SO_RCVBUF"_s);
        QVERIFY(bench.tree().model()->setData(bench.find(u"SO_RCVBUF"_s), u"10000"_s, Qt::EditRole));
        QTRY_COMPARE(bench.text(u"SO_RCVBUF"_s), u"20000"_s);
        QCOMPARE(bench.panel.undoStack()->undoText(), u"SO_RCVBUF on client"_s);
        bench.panel.undoStack()->undo();
        QTRY_COMPARE(bench.text(u"SO_RCVBUF"_s), before);
        bench.panel.undoStack()->redo();
        QTRY_COMPARE(bench.text(u"SO_RCVBUF"_s), u"20000"_s);
    }

    void badTextIsNothingToUndo()
    {
        Bench bench;
        bench.tree().model()->setData(bench.find(u"SO_RCVBUF"_s), u"lots"_s, Qt::EditRole);
        QCOMPARE(bench.panel.undoStack()->count(), 0);
    }

    void readsAgainOnlyWhileItIsVisible()
    {
        Bench bench;
        QSignalSpy refresh(&bench.model, &PropertyModel::refreshRequested);
        QTRY_VERIFY(refresh.count() >= 1);
        bench.panel.hide();
        const auto hidden = refresh.count();
        bench.panel.show();
        QCOMPARE(refresh.count(), hidden + 1);
        QTRY_VERIFY(refresh.count() >= hidden + 2);
    }
};

QTEST_MAIN(TestPropertyPanel)
#include "tst_propertypanel.moc"
