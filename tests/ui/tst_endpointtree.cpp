// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/endpointnames.h"
#include "session/models/endpointmodel.h"
#include "session/reopening.h"
#include "session/session.h"
#include "tests/ui/shownendpoints.h"
#include "ui/sockets/endpointtext.h"
#include "ui/sockets/endpointwords.h"
#include "ui/sockets/statemark.h"
#include "ui/theme/quantity.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <array>
#include <cerrno>
#include <limits>

using namespace Qt::StringLiterals;
using base::EndpointId;
using engine::EndpointStatus;
using engine::State;
using session::EndpointModel;
using namespace shown;

class TestEndpointTree final : public QObject, private shown::Endpoints
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { end(); }

    void addressesTellWhoOpened()
    {
        QCOMPARE(ui::endpointAddressText(listener()), u"TCP 127.0.0.1:50007"_s);
        QCOMPARE(ui::endpointAddressText(accepted(2)), u"\u2190 127.0.0.1:40112"_s);
        QCOMPARE(ui::endpointAddressText(connection(State::Connected)), u"TCP \u2192 [::1]:80"_s);
        EndpointStatus bound = listener();
        bound.info.role = capture::Role::Datagram;
        bound.info.protocol = net::Protocol::Udp;
        QCOMPARE(ui::endpointAddressText(bound), u"UDP 127.0.0.1:50007"_s);
    }

    void socketMadeByHandHasNoPeerBeforeItIsConnected()
    {
        EndpointStatus status = connection(State::Created);
        status.info.peer = {};
        QCOMPARE(ui::endpointAddressText(status), u"TCP, not bound"_s);
        QCOMPARE(ui::endpointPlainAddress(status), QString());
        status.info.local = address("127.0.0.1", 50008);
        status.state = State::Bound;
        QCOMPARE(ui::endpointAddressText(status), u"TCP 127.0.0.1:50008"_s);
        status.info.peer = address("127.0.0.1", 80);
        QCOMPARE(ui::endpointAddressText(status), u"TCP \u2192 127.0.0.1:80"_s);
    }

    void nameWithoutAnAddressIsShownAsItWasAsked()
    {
        EndpointStatus status = connection(State::Failed);
        status.info.peer = {};
        status.asked = "no.such.host.invalid:50007";
        QCOMPARE(ui::endpointAddressText(status), u"TCP \u2192 no.such.host.invalid:50007"_s);
        QCOMPARE(ui::endpointPlainAddress(status), u"no.such.host.invalid:50007"_s);
        status.info.role = capture::Role::Listener;
        QCOMPARE(ui::endpointAddressText(status), u"TCP no.such.host.invalid:50007"_s);
    }

    void pathsFromOutsideAreInert()
    {
        EndpointStatus status = listener();
        status.info.protocol = net::Protocol::UnixStream;
        status.info.local = *net::Address::fromPath("/run/\x1b[2J\xe2\x80\xae<b>");
        const QString text = ui::endpointAddressText(status);
        QVERIFY(!text.contains(QChar(0x1b)));
        QVERIFY(!text.contains(QChar(0x202e)));
        m_model->apply(std::array{status});
        ui::EndpointWords words;
        words.setSourceModel(m_model.get());
        const QString tip = words.index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains("&lt;b&gt;"_L1));
        QVERIFY(!tip.contains("<b>"_L1));
    }

    void statesHaveWords_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("text");
        QTest::newRow("opening") << int(State::Opening) << u"looking up"_s;
        QTest::newRow("bound") << int(State::Bound) << u"bound"_s;
        QTest::newRow("listening") << int(State::Listening) << u"listening"_s;
        QTest::newRow("connecting") << int(State::Connecting) << u"connecting 2.5 s"_s;
        QTest::newRow("connected") << int(State::Connected) << u"open"_s;
        QTest::newRow("half closed in") << int(State::HalfClosedIn) << u"peer closed"_s;
        QTest::newRow("half closed out") << int(State::HalfClosedOut) << u"shut down"_s;
        QTest::newRow("closed") << int(State::Closed) << u"closed"_s;
        QTest::newRow("failed") << int(State::Failed) << u"failed"_s;
    }
    void statesHaveWords()
    {
        QFETCH(int, state);
        EndpointStatus status = connection(State(state));
        const auto since = status.waiting.empty() ? base::Monotonic::now() : status.waiting.front().since;
        QTEST(ui::endpointStateText(status, since + std::chrono::milliseconds(2500)), "text");
    }

    void echoIsAStateOfItsOwnOnlyWhereOpenGoesWithoutSaying()
    {
        EndpointStatus status = connection(State::Connected);
        status.behaviour = engine::EchoBack{};
        QCOMPARE(ui::endpointStateText(status, {}), u"echo"_s);
        status.state = State::HalfClosedIn;
        QCOMPARE(ui::endpointStateText(status, {}), u"peer closed, echo"_s);
        status.behaviour = engine::Reply{};
        QCOMPARE(ui::endpointStateText(status, {}), u"peer closed, replies"_s);
        status.state = State::Closed;
        QCOMPARE(ui::endpointStateText(status, {}), u"closed"_s);
    }

    void countersAreCompact()
    {
        EndpointStatus status = connection(State::Connected);
        QCOMPARE(ui::endpointCountersText(status), QString());
        status.counters.bytesIn = 12;
        status.counters.bytesOut = 640 * 1024 * 1024;
        QCOMPARE(ui::endpointCountersText(status), u"\u2193 12B  \u2191 640M"_s);
        status.queuedBytes = 4096;
        QCOMPARE(ui::endpointCountersText(status),
            QString(u"\u2193 12B  \u2191 640M  %1K queued"_s.arg(QLocale().toString(4.0, 'f', 1))));
    }

    void failuresNameTheirErrno()
    {
        EndpointStatus status = connection(State::Failed);
        status.lastError = base::Error{ECONNREFUSED, "connect"};
        QCOMPARE(ui::endpointStateText(status, {}), u"failed: ECONNREFUSED"_s);
        status.lastError = base::Error{0, "connect"};
        QCOMPARE(ui::endpointStateText(status, {}), u"failed: timed out"_s);
        status.state = State::Closed;
        status.lastError = base::Error{ECONNRESET, "recv"};
        QCOMPARE(ui::endpointStateText(status, {}), u"closed, ECONNRESET"_s);
        status.lastError = base::Error{ENOPROTOOPT, "setsockopt(SO_MARK)"}; // is not why it is closed
        QCOMPARE(ui::endpointStateText(status, {}), u"closed"_s);
    }

    void everyShapeIsDifferentWithoutColour()
    {
        QSet<QByteArray> shapes;
        for (const State state : {State::Connected, State::Listening, State::Connecting, State::HalfClosedIn,
                 State::HalfClosedOut, State::Failed, State::Closed}) {
            QImage image(24, 24, QImage::Format_Grayscale8);
            image.fill(Qt::white);
            QPainter painter(&image);
            ui::paintStateMark(painter, QRectF(4, 4, 16, 16), state, Qt::black);
            painter.end();
            shapes.insert(QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes()));
        }
        QCOMPARE(shapes.size(), 7);
    }

    void sentenceHoldsEverything()
    {
        EndpointStatus status = listener();
        status.openChildren = 2;
        status.behaviour = engine::EchoBack{};
        status.counters.bytesIn = 12;
        status.counters.messagesIn = 1;
        QCOMPARE(
            ui::endpointSentence(status), u"server, TCP 127.0.0.1:50007, listening, 2 open, echo, 12 B in 0 B out"_s);
    }

    void quantitiesAreShortAndNeverRoundedUp()
    {
        QCOMPARE(ui::bytesText(0), u"0 B"_s);
        QCOMPARE(ui::bytesText(1023), u"1023 B"_s);
        QCOMPARE(ui::bytesText(1024), QString(QLocale().toString(1.0, 'f', 1) % u" KiB"_s));
        QCOMPARE(ui::bytesText(1024 * 1024 - 1), u"1023 KiB"_s.replace(u"1023"_s, QLocale().toString(1023.0, 'f', 0)));
        QVERIFY(ui::bytesText(std::numeric_limits<quint64>::max()).endsWith("EiB"_L1));
    }

    void treeIsLegibleToAScreenReader()
    {
        m_model->apply(std::array{listener(), accepted(2)});
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(tree());
        QCOMPARE(accessible->role(), QAccessible::Tree);
        QCOMPARE(accessible->text(QAccessible::Name), u"Endpoints"_s);
        // Qt counts the header as the first child, even a hidden one.
        QTRY_COMPARE(accessible->childCount(), 3);
        QCOMPARE(accessible->child(1)->text(QAccessible::Name), u"server, TCP 127.0.0.1:50007, listening"_s);
        QCOMPARE(accessible->child(2)->text(QAccessible::Name), u"server/2, \u2190 127.0.0.1:40112, open"_s);
    }

    void emptyTreeSaysWhatWouldFillIt()
    {
        QVERIFY(tree()->findChild<QLabel*>()->isVisible());
        m_model->apply(std::array{listener()});
        QVERIFY(!tree()->findChild<QLabel*>()->isVisible());
    }

    void nameIsNotCutForALongAddress()
    {
        EndpointStatus status = accepted(49);
        m_model->apply(std::array{listener(), status});
        const QImage before = nameOf({49});
        status.info.peer = address("2001:db8:1111:2222:3333:4444:5555:6666", 65535);
        m_model->apply(std::array{status});
        QCOMPARE(nameOf({49}), before);
    }

    void stateAndCountersFitIntoTheRowOfAConnection_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("echo");
        QTest::newRow("open") << int(State::Connected) << false;
        QTest::newRow("echo") << int(State::Connected) << true;
        QTest::newRow("half closed in") << int(State::HalfClosedIn) << false;
        QTest::newRow("half closed out") << int(State::HalfClosedOut) << false;
    }
    void stateAndCountersFitIntoTheRowOfAConnection()
    {
        QFETCH(int, state);
        QFETCH(bool, echo);
        constexpr int DockWidth = 248;
        m_pane->resize(DockWidth, 300);
        EndpointStatus status = accepted(2);
        status.state = State(state);
        status.behaviour = engine::echoIf(echo);
        status.counters.bytesIn = 640 * 1024 * 1024;
        status.counters.bytesOut = 3 * 1024 * 1024;
        m_model->apply(std::array{listener(), status});
        constexpr int MarkAndPadding = 28;
        const QFontMetrics metrics(tree()->font());
        const int wanted = metrics.horizontalAdvance(ui::endpointStateText(status, {}))
            + metrics.horizontalAdvance(ui::endpointCountersText(status)) + ui::GridPixels;
        QVERIFY2(wanted + MarkAndPadding <= rowOf({2}).width(), qPrintable(QString::number(wanted)));
    }

    void currentEndpointStaysInViewWhenOthersComeAboveIt()
    {
        m_model->apply(std::array{listener(), connection(State::Connected, 200)});
        m_pane->select({200});
        for (std::uint32_t id = 2; id < 60; ++id)
            m_model->apply(std::array{accepted(id)});
        QTRY_VERIFY(tree()->viewport()->rect().contains(rowOf({200})));
        // Who scrolls away from it stays there.
        tree()->scrollToTop();
        m_model->apply(std::array{accepted(60), accepted(61)});
        QCoreApplication::processEvents();
        QVERIFY(!tree()->viewport()->rect().intersects(rowOf({200})));
    }

    void wantedEndpointIsSelectedWhenItComes()
    {
        QSignalSpy spy(m_pane.get(), &ui::EndpointsPane::currentEndpointChanged);
        m_model->apply(std::array{listener()});
        m_pane->select({2});
        QVERIFY(m_pane->currentEndpoint() != EndpointId{2});
        m_model->apply(std::array{accepted(2)});
        QCOMPARE(m_pane->currentEndpoint(), EndpointId{2});
        QCOMPARE(spy.last().at(0).value<EndpointId>(), EndpointId{2});
        m_model->remove({2});
        QVERIFY(m_pane->currentEndpoint() != EndpointId{2});
    }

    void whatHasEndedIsFoldedAway()
    {
        m_model->apply(std::array{listener(), accepted(2), connection(State::Connected, 9)});
        m_pane->select({1});
        m_model->apply(std::array{connection(State::Failed, 9), ended(accepted(2))});
        const QModelIndex group = tree()->model()->index(1, 0);
        QCOMPARE(group.data().toString(), u"Closed (2)"_s);
        QCOMPARE(tree()->model()->rowCount(group), 2);
        QVERIFY(!tree()->isExpanded(group));
        QCOMPARE(tree()->model()->rowCount(tree()->model()->index(0, 0)), 0);
        m_model->removeEnded();
        QCOMPARE(tree()->model()->rowCount(), 1);
    }

    void theCurrentEndpointStaysWhereItIsWhenItEnds()
    {
        m_model->apply(std::array{listener(), connection(State::Connecting, 9)});
        m_pane->select({9});
        m_model->apply(std::array{connection(State::Failed, 9)});
        QVERIFY(!parentOf({9}).isValid());
        QCOMPARE(m_pane->currentEndpoint(), EndpointId{9});
        m_pane->select({1});
        QTRY_VERIFY(parentOf({9}).isValid());
        QCOMPARE(m_pane->currentEndpoint(), EndpointId{1});
    }

    void selectingWhatHasEndedUnfoldsIt()
    {
        m_model->apply(std::array{listener(), connection(State::Failed, 9)});
        m_pane->select({9});
        QTRY_VERIFY(tree()->viewport()->rect().contains(rowOf({9})) && !rowOf({9}).isEmpty());
    }

    void listenerThatHasEndedStaysWithItsOpenConnections()
    {
        m_model->apply(std::array{listener(), accepted(2), connection(State::Connected, 9)});
        m_pane->select({9});
        m_model->apply(std::array{ended(listener())});
        QVERIFY(!parentOf({1}).isValid());
        m_model->apply(std::array{ended(accepted(2))});
        QVERIFY(parentOf({1}).isValid());
        QCOMPARE(parentOf({1}), parentOf({2}));
    }

    void longListCanBeSearched()
    {
        const auto* search = m_pane->findChild<QLineEdit*>();
        m_model->apply(std::array{listener()});
        QVERIFY(!search->isVisible());
        for (std::uint32_t id = 2; id < 2 + ui::EndpointsPane::SearchedFrom; ++id)
            m_model->apply(std::array{accepted(id)});
        QVERIFY(search->isVisible());
        QCOMPARE(search->accessibleName(), u"Find endpoint"_s);
        m_pane->findChild<QLineEdit*>()->setText(u"SERVER/7"_s);
        QVERIFY(isHidden({2}));
        QVERIFY(!isHidden({7}) && !isHidden({1}));
        // What comes or changes meanwhile is looked at too.
        m_model->apply(std::array{accepted(70), accepted(80)});
        QVERIFY(!isHidden({70}) && isHidden({80}));
        m_model->apply(std::array{ended(accepted(7))});
        QVERIFY(tree()->isExpanded(parentOf({7})));
        m_model->apply(std::array{ended(accepted(70))});
        QVERIFY(isHidden({1})); // what was found below it has gone
        m_model->apply(std::array{accepted(71)});
        QVERIFY(!isHidden({1}) && !isHidden({71}));
        m_pane->findChild<QLineEdit*>()->clear();
        QVERIFY(!isHidden({2}));
        QVERIFY(!tree()->isExpanded(parentOf({7})));
    }

    void searchThatFindsNoneSaysSo()
    {
        for (std::uint32_t id = 2; id < 2 + ui::EndpointsPane::SearchedFrom; ++id)
            m_model->apply(std::array{accepted(id)});
        auto* search = m_pane->findChild<QLineEdit*>();
        search->setText(u"nobody"_s);
        const auto* hint = tree()->viewport()->findChild<QLabel*>();
        QVERIFY(hint->isVisible() && hint->text() == u"No endpoint matches."_s);
        QCOMPARE(search->accessibleDescription(), hint->text());
        search->setText(u"server"_s);
        QVERIFY(!hint->isVisible());
    }

    void pauseBeforeTheNextTryIsAState()
    {
        QCOMPARE(ui::endpointPauseText(std::chrono::milliseconds(3001)), u"reconnects in 4 s"_s);
        EndpointStatus status = connection(State::Failed);
        status.lastError = base::Error{ECONNREFUSED, "connect"};
        QCOMPARE(ui::endpointSentence(status, std::chrono::milliseconds(500)),
            u"client, TCP \u2192 [::1]:80, failed: ECONNREFUSED, reconnects in 1 s"_s);
    }

    void nameIsEditedInPlaceAndWhatIsNoneIsRefusedThere()
    {
        const QTemporaryDir folder;
        const auto session = session::Session::create(folder.filePath(u"captures"_s)).value();
        m_pane->setModel(session->endpoints(), session->reopening(), session->names());
        const EndpointId id = session->openSocket(net::Protocol::Tcp, AF_INET);
        m_pane->select(id);
        QTRY_VERIFY(find(id).isValid() && find(id).data().toString().startsWith(u"socket"_s));
        m_pane->editName();
        auto* editor = tree()->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        QCOMPARE(editor->accessibleName(), u"Endpoint name"_s);
        QCOMPARE(editor->text(), u"socket"_s);
        editor->setText(u"my socket"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(editor->isVisible());
        QVERIFY(editor->accessibleDescription().startsWith(u"Letters"_s));
        editor->setText(u"mine"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(find(id).data().toString().startsWith(u"mine"_s));
        m_pane->setModel(m_model.get());
    }

    void rowsAreAProperModel()
    {
        QAbstractItemModelTester tester(tree()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->apply(std::array{listener(), accepted(2), accepted(3), connection(State::Connected, 9)});
        m_model->apply(std::array{ended(accepted(3)), connection(State::Failed, 9), ended(listener())});
        m_model->apply(std::array{ended(accepted(2)), accepted(4)});
        m_model->remove({9});
        m_model->removeEnded();
        QCOMPARE(m_model->allEndpoints().size(), std::size_t(2));
    }

    void proxyIsAProperModel()
    {
        ui::EndpointWords words;
        words.setSourceModel(m_model.get());
        QAbstractItemModelTester tester(&words, QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->apply(std::array{listener(), accepted(2), accepted(3)});
        m_model->apply(std::array{listener(), connection(State::Failed)});
        m_model->remove({2});
        m_model->removeEnded();
        QCOMPARE(words.rowCount(), 1);
    }

private:
    [[nodiscard]] bool isHidden(EndpointId id) const { return tree()->isRowHidden(find(id).row(), parentOf(id)); }
    [[nodiscard]] QRect rowOf(EndpointId id) const { return tree()->visualRect(find(id)); }
    /// What is painted where the name is.
    [[nodiscard]] QImage nameOf(EndpointId id) const
    {
        QRect place = rowOf(id);
        place.setWidth(QFontMetrics(tree()->font()).horizontalAdvance(u"server/49"_s) + 20);
        place.setHeight(place.height() / 2);
        return tree()->viewport()->grab(place).toImage();
    }
};

QTEST_MAIN(TestEndpointTree)
#include "tst_endpointtree.moc"
