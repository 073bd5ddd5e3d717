// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/endpointnames.h"
#include "session/models/endpointmodel.h"
#include "session/reopening.h"
#include "session/session.h"
#include "tests/support/peersocket.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using base::EndpointId;
using engine::State;
using session::OpenAs;
using session::OpenRequest;
using session::Reopening;
using support::PeerSocket;

namespace {

OpenRequest listener()
{
    OpenRequest request;
    request.as = OpenAs::Listener;
    return request;
}

OpenRequest clientOf(const PeerSocket& peer)
{
    OpenRequest request;
    request.host = u"127.0.0.1"_s;
    request.port = peer.local().port();
    return request;
}

/// Of a port that nobody listens on, and that nobody else gets while it is there.
PeerSocket bound()
{
    auto fd = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
    if (!net::bind(fd.get(), *net::Address::fromIp("127.0.0.1", 0)))
        fd.reset();
    return PeerSocket(std::move(fd));
}

PeerSocket listening()
{
    return PeerSocket::listening(net::Protocol::Tcp, *net::Address::fromIp("127.0.0.1", 0));
}

} // namespace

class TestReopening final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_session = session::Session::create(m_folder.filePath(u"captures"_s)).value(); }
    void cleanup() { m_session.reset(); }

    void listenerGetsThePortAgainThatTheKernelChose()
    {
        const EndpointId id = m_session->open(listener());
        QTRY_VERIFY(isIn(id, State::Listening));
        const std::uint16_t port = status(id)->info.local.port();
        m_session->close(id);
        QTRY_VERIFY(isIn(id, State::Closed));
        const EndpointId again = reopening().open(id);
        QTRY_VERIFY(isIn(again, State::Listening));
        QCOMPARE(status(again)->info.local.port(), port);
    }

    void whatWasChosenSinceIsChosenAgain()
    {
        const EndpointId id = m_session->open(listener());
        m_session->post(engine::SetMode{id, {net::Mode::Timeout, 2500ms}});
        m_session->post(engine::SetBehaviour{id, engine::EchoBack{}});
        m_session->post(engine::MakeCall{id, net::ListenCall{7}});
        QTRY_VERIFY(status(id) && status(id)->backlog == 7);
        const auto request = reopening().requestFor(id);
        QVERIFY(request);
        QCOMPARE(request->setup.mode.timeout, std::chrono::nanoseconds(2500ms));
        QVERIFY(engine::echoes(request->setup.behaviour));
        QCOMPARE(request->backlog, 7);
    }

    void whatNobodyAskedForIsNotOpenedAgain()
    {
        const EndpointId id = m_session->open(listener());
        QTRY_VERIFY(isIn(id, State::Listening));
        const auto peer = PeerSocket::connected(net::Protocol::Tcp, status(id)->info.local);
        QTRY_COMPARE(m_session->endpoints()->allEndpoints().size(), std::size_t(2));
        QVERIFY(!reopening().requestFor(m_session->endpoints()->allEndpoints().back()));
    }

    void theOneThatWasClosedLastIsReopenedFirst()
    {
        QVERIFY(!reopening().lastClosed());
        const EndpointId first = m_session->open(listener());
        const EndpointId second = m_session->open(listener());
        QTRY_VERIFY(isIn(first, State::Listening) && isIn(second, State::Listening));
        m_session->close(second);
        m_session->reset(first);
        QCOMPARE(reopening().lastClosed(), std::optional(first));
        QTRY_VERIFY(isIn(first, State::Closed) && isIn(second, State::Closed));
        reopening().open(first);
        QCOMPARE(reopening().lastClosed(), std::optional(second));
        reopening().open(second);
        QVERIFY(!reopening().lastClosed());
    }

    void whatIsNotThereAnyMoreIsNotOpenedAgain()
    {
        const EndpointId id = m_session->open(listener());
        QTRY_VERIFY(isIn(id, State::Listening));
        m_session->close(id);
        QTRY_VERIFY(isIn(id, State::Closed));
        QSignalSpy changed(&reopening(), &Reopening::changed);
        m_session->endpoints()->removeEnded();
        QVERIFY(!reopening().lastClosed());
        QVERIFY(!reopening().requestFor(id));
        QCOMPARE(changed.count(), 1);
    }

    void connectionKeepsItsNameWithTheNumberOfTheAttempt()
    {
        const PeerSocket peer = listening();
        const EndpointId first = m_session->open(clientOf(peer));
        QTRY_VERIFY(isIn(first, State::Connected));
        m_session->close(first);
        QTRY_VERIFY(isIn(first, State::Closed));
        const EndpointId second = reopening().open(first);
        QTRY_VERIFY(isIn(second, State::Connected));
        QCOMPARE(status(second)->info.name, std::string("client/2"));
        QCOMPARE(status(second)->info.parent, first);
        QVERIFY(!reopening().requestFor(first)); // the second stands for it
        m_session->names()->rename(second, u"plc"_s);
        m_session->close(second);
        QTRY_VERIFY(isIn(second, State::Closed));
        const EndpointId third = reopening().open(second);
        QTRY_VERIFY(isIn(third, State::Connected));
        QCOMPARE(status(third)->info.name, std::string("plc/3"));
        QCOMPARE(status(third)->info.parent, first);
        // The next connection to somebody else has the next name of its own.
        const EndpointId other = m_session->open(clientOf(peer));
        QTRY_VERIFY(status(other));
        QCOMPARE(status(other)->info.name, std::string("client2"));
    }

    void pauseGrowsToHalfAMinute()
    {
        QCOMPARE(Reopening::pauseAfter(0), 500ms);
        QCOMPARE(Reopening::pauseAfter(1), 1000ms);
        QCOMPARE(Reopening::pauseAfter(5), 16'000ms);
        QCOMPARE(Reopening::pauseAfter(6), 30'000ms);
        QCOMPARE(Reopening::pauseAfter(1'000'000), 30'000ms);
    }

    void connectionThatWasRefusedIsTriedAgain()
    {
        const PeerSocket taken = bound();
        const EndpointId id = m_session->open(clientOf(taken));
        reopening().setAutomatic(id, true);
        QTRY_VERIFY(reopening().remainingPause(id));
        QVERIFY(isIn(id, State::Failed));
        QSignalSpy reopened(&reopening(), &Reopening::reopened);
        reopening().open(id);
        QCOMPARE(reopened.count(), 1);
        QCOMPARE(reopened.at(0).at(0).value<EndpointId>(), id);
        const auto next = reopened.at(0).at(1).value<EndpointId>();
        QVERIFY(reopening().isAutomatic(next) && !reopening().isAutomatic(id));
        QTRY_VERIFY(reopening().remainingPause(next));
        QVERIFY(!status(id)); // the last try stands for all of them
    }

    void connectionIsOpenedAgainByItselfWhenThePeerHasGone()
    {
        const PeerSocket peer = listening();
        const EndpointId id = m_session->open(clientOf(peer));
        reopening().setAutomatic(id, true);
        PeerSocket first = peer.accept();
        QVERIFY(first.isOpen());
        first.close();
        QTRY_VERIFY(isIn(id, State::Closed));
        QTRY_VERIFY_WITH_TIMEOUT(!reopening().isAutomatic(id), 10'000);
        QVERIFY(peer.accept().isOpen());
        QVERIFY(status(id)); // it was a connection, and stays to be seen
    }

    void whatAPersonClosesStaysClosed()
    {
        const PeerSocket peer = listening();
        const EndpointId id = m_session->open(clientOf(peer));
        reopening().setAutomatic(id, true);
        QTRY_VERIFY(isIn(id, State::Connected));
        m_session->close(id);
        QVERIFY(!reopening().isAutomatic(id));
        QTRY_VERIFY(isIn(id, State::Closed));
        QVERIFY(!reopening().remainingPause(id));
    }

    void whatWaitsToBeOpenedAgainCanBeClosed()
    {
        const PeerSocket taken = bound();
        const EndpointId id = m_session->open(clientOf(taken));
        reopening().setAutomatic(id, true);
        QTRY_VERIFY(reopening().remainingPause(id));
        m_session->close(id);
        QVERIFY(!reopening().isAutomatic(id));
        QCOMPARE(reopening().lastClosed(), std::optional(id));
    }

    void pauseEndsWhenItIsSwitchedOff()
    {
        const PeerSocket taken = bound();
        const EndpointId id = m_session->open(clientOf(taken));
        reopening().setAutomatic(id, true);
        QTRY_VERIFY(reopening().remainingPause(id));
        reopening().setAutomatic(id, false);
        QVERIFY(!reopening().remainingPause(id));
        reopening().setAutomatic(id, true); // has ended already
        QVERIFY(reopening().remainingPause(id));
    }

private:
    [[nodiscard]] Reopening& reopening() const { return *m_session->reopening(); }
    [[nodiscard]] const engine::EndpointStatus* status(EndpointId id) const
    {
        return m_session->endpoints()->status(id);
    }
    [[nodiscard]] bool isIn(EndpointId id, State state) const { return status(id) && status(id)->state == state; }

    QTemporaryDir m_folder;
    std::unique_ptr<session::Session> m_session;
};

QTEST_GUILESS_MAIN(TestReopening)
#include "tst_reopening.moc"
