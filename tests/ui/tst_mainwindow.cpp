// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/ui/shownwindow.h"
#include "ui/access/comboboxaccess.h"
#include "ui/bytes/bytespane.h"
#include "ui/bytes/comparewindow.h"
#include "ui/bytes/hexview.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/mainwindow/windowtitle.h"
#include "ui/sockets/endpointspane.h"
#include "ui/stream/streamview.h"
#include "ui/stream/streamwindow.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTreeView>

#include <set>
#include <vector>

using namespace Qt::StringLiterals;
using engine::State;
using shown::Deadline;
using ui::MainWindow;

class TestMainWindow final : public QObject, private shown::Window
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::installAccessibility(); }
    void init() { open(); }
    void cleanup() { end(); }

    void titleSaysWhatTheWindowHolds()
    {
        new ui::WindowTitle(m_window, endpoints(), 2);
        QCOMPARE(m_window->windowTitle(), u"Sockscope 2"_s);
        const QString port = QString::number(listenOnAnyPort());
        QTRY_COMPARE(m_window->windowTitle(), QString(u"Sockscope 2 - server 127.0.0.1:"_s % port));
        QCOMPARE(m_window->accessibleName(), u"Sockscope 2"_s);
        action("Ctrl+K")->trigger();
        QTRY_COMPARE(m_window->windowTitle(), u"Sockscope 2"_s);
    }

    void addressAndPortOfTheLastRunComeTogether()
    {
        find<QLineEdit>("Address")->setText(u"127.0.0.2"_s);
        QVERIFY(listenOnAnyPort() != 0);
        QCOMPARE(m_settings->lastPlace(), (session::Settings::Place{u"127.0.0.2"_s, u"0"_s}));
        m_settings->setLastPlace({u"127.0.0.3"_s, u"7"_s});
        delete m_window;
        m_window = makeWindow();
        QCOMPARE(find<QLineEdit>("Address")->text(), u"127.0.0.3"_s);
        QCOMPARE(find<QLineEdit>("Port")->text(), u"7"_s);
    }

    void panesThatFloatDoNotJoinEachOther()
    {
        m_window->openEchoLab();
        QTRY_VERIFY_WITH_TIMEOUT(hasPlacedPanes(), Deadline);
        auto* panes = m_window->findChild<QMainWindow*>();
        auto* endpoints = panes->findChild<QDockWidget*>(u"endpoints"_s);
        auto* record = panes->findChild<QDockWidget*>(u"record"_s);
        const auto isGrouped = [panes] { return panes->dockOptions().testFlag(QMainWindow::GroupedDragging); };
        QVERIFY(isGrouped()); // a tab can be dragged
        endpoints->setFloating(true);
        QVERIFY(isGrouped());
        record->setFloating(true);
        QVERIFY(!isGrouped());
        m_window->resetLayout();
        QVERIFY(!endpoints->isFloating() && !record->isFloating());
        QVERIFY(isGrouped());
    }

    void controlsCanBeFoundByRoleAndName_data()
    {
        QTest::addColumn<int>("role");
        const auto row = [](const char* name, QAccessible::Role role) { QTest::newRow(name) << int(role); };
        row("Protocol", QAccessible::ComboBox);
        row("Address", QAccessible::EditableText);
        row("Port", QAccessible::EditableText);
        row("Listen", QAccessible::Button);
        row("Connect", QAccessible::Button);
        row("Endpoints", QAccessible::Tree);
        row("Traffic log", QAccessible::Table);
        row("Payload", QAccessible::EditableText);
        row("Payload format", QAccessible::ComboBox);
        row("Line ending", QAccessible::ComboBox);
        row("Send", QAccessible::Button);
        row("Properties", QAccessible::Tree);
        row("TCP_INFO", QAccessible::Tree);
        row("Filter", QAccessible::EditableText);
        row("Echo lab", QAccessible::Button);
    }
    void controlsCanBeFoundByRoleAndName()
    {
        QFETCH(int, role);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        const auto widgets = m_window->findChildren<QWidget*>();
        const bool isThere = std::any_of(widgets.begin(), widgets.end(), [&](QWidget* widget) {
            QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
            return accessible && accessible->role() == role && accessible->text(QAccessible::Name) == name;
        });
        QVERIFY2(isThere, qPrintable(name));
    }

    void messageGoesThereAndBackAndItsBytesAreShown()
    {
        QTest::mouseClick(button("Echo lab"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->totals().messagesIn, 2U, Deadline);
        const auto* client = current();
        QVERIFY(client);
        QCOMPARE(client->info.role, capture::Role::Connection);
        QAccessibleInterface* bytes = QAccessible::queryAccessibleInterface(m_window->findChild<ui::HexView*>());
        QTRY_VERIFY_WITH_TIMEOUT(accessibleText(bytes).contains("48 65 6c 6c 6f 2c 20 77  6f 72 6c 64"_L1), Deadline);
    }

    void aStreamIsFollowedAndGoesWithItsWindow()
    {
        m_window->openEchoLab();
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->totals().messagesIn, 2U, Deadline);
        QVERIFY(current());
        for (QAction* action : m_window->findChildren<QAction*>()) {
            if (action->shortcut() == QKeySequence(u"Ctrl+Alt+Shift+T"_s))
                action->trigger();
        }
        auto* stream = m_window->findChild<ui::StreamWindow*>();
        QVERIFY(stream);
        QTRY_COMPARE_WITH_TIMEOUT(stream->view()->visibleRows(), u"-> Hello, world\n<- Hello, world"_s, Deadline);
        Q_EMIT stream->recordChosen(3);
        QCOMPARE(m_window->findChild<ui::TrafficPane*>()->currentRecord(), std::optional<quint64>(3));
    }

    void recordsAreComparedInAWindowThatGoesWithTheirs()
    {
        m_window->openEchoLab();
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->totals().messagesIn, 2U, Deadline);
        const quint64 last = m_window->session().recordCount() - 1;
        Q_EMIT m_window->findChild<ui::TrafficPane*>()->compareRequested(0, last);
        QPointer<ui::CompareWindow> compare = m_window->findChild<ui::CompareWindow*>();
        QVERIFY(compare && compare->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(compare->comparison().figures().differing, 12U, Deadline);
        Q_EMIT m_window->findChild<ui::TrafficPane*>()->compareRequested(last, last + 1'000'000);
        QCOMPARE(m_window->findChildren<ui::CompareWindow*>().size(), 1);
        delete m_window;
        QVERIFY(!compare);
    }

    void theInspectorIsRememberedAndLeavesWithTheLayout()
    {
        auto* bytes = m_window->findChild<ui::BytesPane*>();
        QVERIFY(!bytes->isInspecting());
        bytes->setInspecting(true);
        const QByteArray state = bytes->saveState();
        m_window->close();
        QTRY_VERIFY(!m_window);
        QCOMPARE(m_settings->widgetState(u"bytes"_s), state);
        m_window = makeWindow();
        m_window->show();
        bytes = m_window->findChild<ui::BytesPane*>();
        QVERIFY(bytes->isInspecting());
        m_window->resetLayout();
        QVERIFY(!bytes->isInspecting());
    }

    void typedPortListensAndTypedPayloadIsSent()
    {
        const quint16 port = listenOnAnyPort();
        QCOMPARE(current()->state, State::Listening);
        find<QLineEdit>("Port")->setText(QString::number(port));
        QTest::mouseClick(button("Connect"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->info.role == capture::Role::Connection, Deadline);
        QTRY_COMPARE_WITH_TIMEOUT(current()->state, State::Connected, Deadline);
        payload()->setPlainText(u"Hello, world"_s);
        QTRY_VERIFY_WITH_TIMEOUT(button("Send")->isEnabled(), Deadline);
        QTest::mouseClick(button("Send"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->totals().bytesIn, 12U, Deadline);
    }

    void listenerSendsToItsLatestClientOrToAll()
    {
        const quint16 port = listenOnAnyPort();
        const base::EndpointId server = current()->id;
        connectTo(port);
        connectTo(port);
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->status(server)->openChildren, 2U, Deadline);
        m_window->findChild<ui::EndpointsPane*>()->select(server);
        auto* candidates = find<QComboBox>("Send to");
        QVERIFY(candidates);
        QTRY_COMPARE_WITH_TIMEOUT(candidates->count(), 3, Deadline);
        const auto offered = [candidates](int index) { return candidates->itemText(index); };
        QTRY_COMPARE_WITH_TIMEOUT(offered(2), u"all clients of server (2)"_s, Deadline);
        QVERIFY2(offered(0).startsWith(u"server/2 \u2190 127.0.0.1:"_s), qPrintable(offered(0)));
        candidates->setCurrentIndex(2);
        Q_EMIT candidates->activated(2);
        payload()->setPlainText(u"all"_s);
        QTRY_VERIFY_WITH_TIMEOUT(button("Send")->isEnabled(), Deadline);
        QTest::mouseClick(button("Send"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->totals().bytesOut, 6U, Deadline);
        QTRY_COMPARE_WITH_TIMEOUT(endpoints()->totals().bytesIn, 6U, Deadline);
        // Who comes later is one of all.
        m_window->session().open(*session::parseUrl(u"tcp://127.0.0.1:%1"_s.arg(port)));
        QTRY_COMPARE_WITH_TIMEOUT(candidates->currentText(), u"all clients of server (3)"_s, Deadline);
    }

    void wildcardListenerIsToldAndWithdrawn()
    {
        find<QLineEdit>("Address")->setText(u"0.0.0.0"_s);
        listenOnAnyPort();
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains("reachable from the network"_L1), Deadline);
        m_window->session().close(current()->id);
        QTRY_VERIFY_WITH_TIMEOUT(notice().isEmpty(), Deadline);
    }

    void staleSocketFileThatAConnectionIsToBindIsOfferedForRemoval()
    {
        const QString theirs = path("theirs");
        const QString ours = path("ours");
        const auto peer = net::socket(AF_UNIX, SOCK_DGRAM, net::FdMode::NonBlocking);
        QVERIFY(net::bind(peer->get(), *net::Address::fromPath(theirs.toStdString())).has_value());
        leaveSocketFile(ours);
        m_window->open(*session::parseUrl(u"unix-dgram:%1?local=%2"_s.arg(theirs, ours)));
        QTRY_VERIFY_WITH_TIMEOUT(button("Remove It and Connect"), Deadline);
        QTest::mouseClick(button("Remove It and Connect"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Connected, Deadline);
    }

    void staleSocketFileIsOfferedForRemoval()
    {
        const QString file = path("s");
        leaveSocketFile(file);
        open(session::OpenAs::Listener, net::Protocol::UnixStream, file, 0);
        QTRY_VERIFY_WITH_TIMEOUT(button("Remove It and Listen"), Deadline);
        QVERIFY(QFile::exists(file));
        QTest::mouseClick(button("Remove It and Listen"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(current() && current()->state == State::Listening, Deadline);
    }

    void regularFileIsNeverOfferedForRemoval()
    {
        const QString file = m_folder->filePath(u"f"_s);
        QFile contents(file);
        QVERIFY(contents.open(QIODevice::WriteOnly));
        open(session::OpenAs::Listener, net::Protocol::UnixStream, file, 0);
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains("EADDRINUSE"_L1), Deadline);
        QVERIFY(!button("Remove It and Listen"));
        QVERIFY(QFile::exists(file));
    }

    void nameThatIsNotFoundIsTold()
    {
        open(session::OpenAs::Connection, net::Protocol::Tcp, u"no-such-host.invalid"_s, 80);
        QTRY_VERIFY_WITH_TIMEOUT(notice().contains("no-such-host.invalid"_L1), 3 * Deadline);
    }

    void noticeOfAFilterGoesWithTheFilter()
    {
        auto* traffic = m_window->findChild<ui::TrafficPane*>();
        Q_EMIT traffic->filterFailureChanged(u"The filter stopped: EIO."_s);
        QCOMPARE(notice(), u"The filter stopped: EIO."_s);
        Q_EMIT traffic->filterFailureChanged({});
        QVERIFY(notice().isEmpty());
    }

    void propertiesFollowTheSelection()
    {
        const quint16 port = listenOnAnyPort();
        const QAbstractItemModel* rows = find<QTreeView>("Properties")->model();
        QTRY_VERIFY_WITH_TIMEOUT(rows->rowCount() > 0, Deadline);
        QVERIFY(
            rows->match(rows->index(0, 0), Qt::DisplayRole, u"SO_RCVBUF"_s, 1, Qt::MatchExactly | Qt::MatchRecursive)
                .size()
            == 1);
        connectTo(port);
        QTRY_VERIFY_WITH_TIMEOUT(
            !rows->match(rows->index(0, 0), Qt::DisplayRole, u"TCP_NODELAY"_s, 1, Qt::MatchExactly | Qt::MatchRecursive)
                 .isEmpty(),
            Deadline);
    }

    void callThatCausedTheStateIsGoneTo()
    {
        listenOnAnyPort();
        const auto cause = current()->steps.back().record;
        QVERIFY(cause);
        const auto actions = m_window->findChildren<QAction*>();
        const auto goes = std::find_if(actions.begin(), actions.end(),
            [](const QAction* action) { return action->text().contains("Behind This State"_L1); });
        QVERIFY(goes != actions.end() && (*goes)->isEnabled());
        (*goes)->trigger();
        const auto* traffic = m_window->findChild<ui::TrafficPane*>();
        QTRY_COMPARE_WITH_TIMEOUT(traffic->currentRecord(), std::optional<quint64>(cause->value), Deadline);
    }

    void shortcutsAreUnambiguous()
    {
        std::set<QString> seen;
        const auto actions = m_window->findChildren<QAction*>();
        for (const QAction* action : actions) {
            const auto keys = action->shortcuts();
            if (action->shortcutContext() != Qt::WindowShortcut)
                continue;
            for (const QKeySequence& key : keys)
                QVERIFY2(seen.insert(key.toString()).second || key == QKeySequence::Copy, qPrintable(key.toString()));
        }
        for (const char* key : {"Ctrl+N", "Ctrl+L", "Ctrl+/", "Ctrl+F", "Ctrl+G", "Ctrl+K", "Ctrl+Shift+K", "F6"})
            QVERIFY2(seen.contains(QString::fromLatin1(key)), key);
    }

    void newWindowIsAskedFor()
    {
        QSignalSpy spy(m_window.data(), &MainWindow::newWindowRequested);
        QTest::keyClick(m_window, Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(spy.count(), 1);
    }

    void f6GoesRoundThePanes()
    {
        m_window->resize(1280, 800);
        m_window->openEchoLab();
        QTRY_VERIFY_WITH_TIMEOUT(hasPlacedPanes(), Deadline);
        find<QLineEdit>("Address")->setFocus();
        std::vector<QWidget*> visited;
        constexpr int Seen = 6; // what is behind a tab is passed over
        for (int i = 0; i < Seen; ++i) {
            visited.push_back(m_window->focusWidget());
            QTest::keyClick(m_window, Qt::Key_F6);
        }
        QCOMPARE(std::set<QWidget*>(visited.begin(), visited.end()).size(), std::size_t{Seen});
        QCOMPARE(m_window->focusWidget(), find<QLineEdit>("Address"));
        QTest::keyClick(m_window, Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(m_window->focusWidget(), visited.back());
    }

    void windowClosesInTheMiddleOfTraffic()
    {
        const quint16 port = listenOnAnyPort();
        for (int i = 0; i < 20; ++i)
            connectTo(port);
        QTRY_VERIFY_WITH_TIMEOUT(endpoints()->openEndpoints().size() > 20, Deadline);
        payload()->setPlainText(QString(10'000, u'x'));
        QTRY_VERIFY_WITH_TIMEOUT(button("Send")->isEnabled(), Deadline);
        for (int i = 0; i < 20; ++i)
            QTest::mouseClick(button("Send"), Qt::LeftButton);
        m_window->close();
        QTRY_VERIFY(m_window.isNull());
    }

private:
    /// What is left of a Unix socket that nobody has removed the file of.
    static void leaveSocketFile(const QString& file)
    {
        const auto socket = net::socket(AF_UNIX, SOCK_STREAM, net::FdMode::NonBlocking);
        QVERIFY(net::bind(socket->get(), *net::Address::fromPath(file.toStdString())).has_value());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
