// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/endpointnames.h"
#include "session/reopening.h"
#include "session/session.h"
#include "tests/ui/shownendpoints.h"
#include "ui/sockets/endpointactions.h"
#include "ui/sockets/endpointtext.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using base::EndpointId;
using engine::EndpointStatus;
using engine::State;
using session::EndpointModel;
using namespace shown;

/// Connections that are opened one after another, each in the place of the one before.
class TestEndpointAttempts final : public QObject, private shown::Endpoints
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { end(); }

    void connectionThatIsOpenedAgainKeepsItsRow()
    {
        m_model->apply(std::array{connection(State::Connected), listener(20)});
        m_pane->select({9});
        const QPersistentModelIndex row = find({9});
        QSignalSpy spy(m_pane.get(), &ui::EndpointsPane::currentEndpointChanged);
        m_model->apply(std::array{wasConnected(ended(connection(State::Connected)))});
        m_model->apply(std::array{attempt(2, State::Connecting)});
        QCOMPARE(QModelIndex(row), find({11}));
        QCOMPARE(row.row(), 0);
        QCOMPARE(tree()->currentIndex(), QModelIndex(row));
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.at(0).at(0).value<EndpointId>(), EndpointId{11});
        QCOMPARE(tree()->model()->rowCount(), 2); // nothing is gathered
        QCOMPARE(parentOf({9}), QModelIndex(row));
        QVERIFY(!tree()->isExpanded(row));
    }

    void connectionThatIsOpenedAgainHasItsNameAndTheNumberOfTheAttempt()
    {
        const EndpointStatus status = attempt(3, State::Connected);
        QCOMPARE(ui::endpointSentence(status), u"client, TCP \u2192 [::1]:80, open, attempt 3"_s);
        QVERIFY(ui::endpointDetailText(status).startsWith(u"client/3 "_s)); // as the log has it
        QCOMPARE(ui::endpointStateForms(status, {}, {}), (QStringList{u"open, attempt 3"_s, u"open /3"_s, u"open"_s}));
        QCOMPARE(ui::endpointStateForms(connection(State::Connected), {}, {}), QStringList{u"open"_s});
    }

    void numberOfTheAttemptIsSeenInANarrowTree()
    {
        constexpr int NarrowDock = 200;
        m_pane->resize(NarrowDock, 300);
        EndpointStatus status = attempt(3, State::Connected);
        status.counters.bytesIn = 640 * 1024;
        status.counters.bytesOut = 640 * 1024;
        m_model->apply(std::array{status});
        const QFontMetrics metrics(tree()->font());
        constexpr int MarkAndPadding = 3 * ui::GridPixels;
        const int wanted = metrics.horizontalAdvance(u"open /3"_s) + ui::GridPixels
            + metrics.horizontalAdvance(ui::endpointCountersText(status)) + MarkAndPadding;
        QVERIFY2(wanted <= tree()->visualRect(find(status.id)).width(), qPrintable(QString::number(wanted)));
    }

    void triesThatFailedLeaveNothingBelowTheRow()
    {
        m_model->apply(std::array{connection(State::Failed)});
        for (unsigned number = 2; number <= 5; ++number) {
            m_model->apply(std::array{attempt(number, State::Connecting)});
            m_model->apply(std::array{attempt(number, number == 5 ? State::Connected : State::Failed)});
        }
        QCOMPARE(m_model->allEndpoints(), std::vector{EndpointId{14}});
        QCOMPARE(tree()->model()->rowCount(find({14})), 0);
        QVERIFY(!parentOf({14}).isValid());
    }

    void connectionsBeforeTheLatestAreKeptOnlyToALimit()
    {
        m_model->apply(std::array{wasConnected(ended(connection(State::Connected)))});
        constexpr unsigned Last = EndpointModel::MaxEndedChildren + 5;
        for (unsigned number = 2; number <= Last; ++number)
            m_model->apply(std::array{wasConnected(attempt(number, State::Closed))});
        QCOMPARE(tree()->model()->rowCount(find({9 + Last})), EndpointModel::MaxEndedChildren);
        QVERIFY(!m_model->status(EndpointId{9}));
    }

    void closedConnectionComesBackWhenItIsOpenedAgain()
    {
        m_model->apply(std::array{listener(), wasConnected(ended(connection(State::Connected)))});
        QVERIFY(parentOf({9}).isValid());
        m_model->apply(std::array{attempt(2, State::Connected)});
        QCOMPARE(find({11}).row(), 1);
        QVERIFY(!parentOf({11}).isValid());
        QCOMPARE(tree()->model()->rowCount(), 2); // the group has gone with its last one
        m_model->apply(std::array{wasConnected(attempt(2, State::Closed))});
        QCOMPARE(parentOf({11}).data().toString(), u"Closed (1)"_s);
        QCOMPARE(parentOf({9}), find({11}));
        m_model->removeEnded();
        QCOMPARE(tree()->model()->rowCount(), 1);
    }

    void connectionThatWaitsToBeOpenedAgainStaysWhereItIs()
    {
        const QTemporaryDir folder;
        const auto session = session::Session::create(folder.filePath(u"captures"_s)).value();
        m_pane->setModel(session->endpoints(), session->reopening(), session->names());
        session::OpenRequest request;
        request.host = u"127.0.0.1"_s;
        request.port = 1; // nobody listens there
        const EndpointId id = session->open(request);
        session->reopening()->setAutomatic(id, true);
        m_pane->select(session->openSocket(net::Protocol::Tcp, AF_INET));
        QTRY_VERIFY(session->reopening()->remainingPause(id));
        QVERIFY(!parentOf(id).isValid());
        const EndpointId next = session->reopening()->open(id);
        QVERIFY(!parentOf(id).isValid()); // while the next one has not come
        QTRY_VERIFY(session->reopening()->remainingPause(next));
        QVERIFY(!parentOf(next).isValid() && !find(id).isValid());
        session->close(next);
        QVERIFY(parentOf(next).isValid());
        session->reopening()->setAutomatic(next, true);
        QVERIFY(!parentOf(next).isValid());
        m_pane->setModel(m_model.get());
    }

    void removingAllClosedEndsNoWaitButCloseDoes()
    {
        const QTemporaryDir folder;
        const auto session = session::Session::create(folder.filePath(u"captures"_s)).value();
        ui::EndpointActions actions(*session);
        const auto action = [&actions](const QString& text) {
            const auto isMeant = [&text](const QAction* each) { return each->text().remove(u'&') == text; };
            return *std::ranges::find_if(actions.all(), isMeant);
        };
        session::OpenRequest request;
        request.host = u"127.0.0.1"_s;
        request.port = 1; // nobody listens there
        const EndpointId id = session->open(request);
        session->reopening()->setAutomatic(id, true);
        QTRY_VERIFY(session->reopening()->remainingPause(id));
        action(u"Remove All Closed"_s)->trigger();
        QVERIFY(session->endpoints()->status(id));
        QVERIFY(session->reopening()->remainingPause(id));
        actions.setEndpoint(session->endpoints()->status(id));
        QVERIFY(action(u"Close"_s)->isEnabled());
        action(u"Close"_s)->trigger();
        QVERIFY(!session->reopening()->isAutomatic(id));
        QVERIFY(!action(u"Close"_s)->isEnabled());
        action(u"Remove All Closed"_s)->trigger();
        QVERIFY(!session->endpoints()->status(id));
    }

    void rowsOfAttemptsAreAProperModel()
    {
        QAbstractItemModelTester tester(tree()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->apply(std::array{listener(), wasConnected(ended(connection(State::Connected)))});
        m_model->apply(std::array{attempt(2, State::Connected)});
        m_model->apply(std::array{wasConnected(attempt(2, State::Closed)), attempt(3, State::Connected)});
        m_model->apply(std::array{ended(attempt(3, State::Connected))});
        m_model->remove({12});
        m_model->removeEnded();
        QCOMPARE(m_model->allEndpoints(), std::vector{EndpointId{1}});
    }
};

QTEST_MAIN(TestEndpointAttempts)
#include "tst_endpointattempts.moc"
