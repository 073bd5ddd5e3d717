// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include <poll.h>

#include <atomic>

using namespace std::chrono_literals;
using capture::Operation;
using capture::Outcome;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

namespace {

/// A socket with only socket(2) done.
base::EndpointId openSocket(EngineRig& rig, Protocol protocol = Protocol::Tcp, int family = AF_INET)
{
    const base::EndpointId id = rig.engine().allocateId();
    rig.engine().post(engine::OpenSocket{.id = id, .protocol = protocol, .family = family});
    return id;
}

net::ConnectCall connectEx(const net::Address& address)
{
    return {address, net::ConnectCall::As::ConnectEx};
}

} // namespace

/// Endpoints whose every call is made by hand.
class TestHandEndpoint final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void familyIsKnownBeforeThereIsAnAddress_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<int>("family");
        QTest::newRow("IPv4") << int(Protocol::Tcp) << AF_INET;
        QTest::newRow("IPv6") << int(Protocol::Udp) << AF_INET6;
        QTest::newRow("Unix") << int(Protocol::UnixStream) << AF_UNIX;
    }
    void familyIsKnownBeforeThereIsAnAddress()
    {
        QFETCH(int, protocol);
        QFETCH(int, family);
        EngineRig rig;
        const auto id = openSocket(rig, Protocol(protocol), family);
        QTRY_COMPARE(rig.state(id), State::Created);
        QCOMPARE(rig.status(id).family, family);
    }

    void eachStateNamesTheRecordThatCausedIt()
    {
        EngineRig rig;
        const auto id = openSocket(rig, Protocol::Tcp);
        rig.engine().post(engine::MakeCall{id, net::BindCall{support::loopback()}});
        rig.engine().post(engine::MakeCall{id, net::ListenCall{1}});
        QTRY_COMPARE(rig.state(id), State::Listening);
        rig.engine().post(engine::Close{id});
        QTRY_COMPARE(rig.state(id), State::Closed);
        const std::pair<State, Operation> expected[] = {{State::Created, Operation::Socket},
            {State::Bound, Operation::Bind}, {State::Listening, Operation::Listen}, {State::Closed, Operation::Close}};
        const auto steps = rig.status(id).steps;
        QCOMPARE(steps.size(), std::size(expected));
        for (std::size_t i = 0; i < steps.size(); ++i) {
            QCOMPARE(steps[i].state, expected[i].first);
            QVERIFY(steps[i].record);
            QTRY_VERIFY(rig.records().size() > steps[i].record->value);
            QCOMPARE(rig.records().at(steps[i].record->value).operation, expected[i].second);
        }
    }

    void nameFollowsWhatTheSocketBecomes()
    {
        EngineRig rig;
        const auto server = openSocket(rig);
        const auto client = openSocket(rig);
        QTRY_COMPARE(rig.state(client), State::Created);
        QCOMPARE(rig.status(server).info.name, std::string("socket"));
        QCOMPARE(rig.status(client).info.name, std::string("socket2"));
        rig.engine().post(engine::MakeCall{server, net::BindCall{support::loopback()}});
        QTRY_COMPARE(rig.state(server), State::Bound);
        QCOMPARE(rig.status(server).info.name, std::string("socket"));
        rig.engine().post(engine::MakeCall{server, net::ListenCall{1}});
        QTRY_COMPARE(rig.state(server), State::Listening);
        QCOMPARE(rig.status(server).info.name, std::string("server"));
        rig.engine().post(engine::MakeCall{client, net::ConnectCall{rig.status(server).info.local}});
        QTRY_COMPARE(rig.state(client), State::Connected);
        QCOMPARE(rig.status(client).info.name, std::string("client"));
        rig.engine().post(engine::MakeCall{server, net::AcceptCall{}});
        QTRY_COMPARE(rig.children(server).size(), std::size_t{1});
        QCOMPARE(rig.children(server).front().info.name, std::string("server/1"));
    }

    void datagramSocketIsNamedOnce()
    {
        EngineRig rig;
        const auto id = openSocket(rig, Protocol::Udp);
        QTRY_COMPARE(rig.status(id).info.name, std::string("socket"));
        rig.engine().post(engine::MakeCall{id, net::BindCall{support::loopback()}});
        QTRY_COMPARE(rig.state(id), State::Bound);
        QCOMPARE(rig.status(id).info.name, std::string("server"));
        rig.engine().post(engine::MakeCall{id, net::ConnectCall{rig.status(id).info.local}});
        QTRY_COMPARE(rig.state(id), State::Connected);
        QCOMPARE(rig.status(id).info.name, std::string("server"));
    }

    void shutdownForSendingIsKnownAfterThePeersEnd()
    {
        EngineRig rig;
        auto listener = PeerSocket::listening(Protocol::Tcp, support::loopback());
        const auto id = openSocket(rig);
        rig.engine().post(engine::MakeCall{id, net::ConnectCall{listener.local()}});
        PeerSocket peer = listener.accept();
        rig.engine().post(engine::MakeCall{id, net::ShutdownCall{SHUT_WR}});
        QTRY_VERIFY(rig.status(id).sendShutDown);
        QTRY_COMPARE(rig.state(id), State::HalfClosedOut);
        peer = {};
        rig.engine().post(engine::MakeCall{id, net::ReceiveCall{.size = 10}});
        QTRY_COMPARE(rig.state(id), State::HalfClosedIn);
        QVERIFY(rig.status(id).sendShutDown);
    }

    void acceptedConnectionHasTheListenersFamily()
    {
        EngineRig rig;
        const auto id = openSocket(rig, Protocol::Tcp, AF_INET6);
        rig.engine().post(engine::MakeCall{id, net::BindCall{support::loopback6()}});
        rig.engine().post(engine::MakeCall{id, net::ListenCall{1}});
        QTRY_COMPARE(rig.state(id), State::Listening);
        const auto peer = PeerSocket::connected(Protocol::Tcp, rig.status(id).info.local);
        rig.engine().post(engine::MakeCall{id, net::AcceptCall{}});
        QTRY_COMPARE(rig.children(id).size(), std::size_t{1});
        QCOMPARE(rig.children(id).front().family, AF_INET6);
    }

    void connectExHasItsErrnoAsValue()
    {
        EngineRig rig;
        const auto id = openSocket(rig);
        auto listener = PeerSocket::listening(Protocol::Tcp, support::loopback());
        const net::Address address = listener.local();
        listener = {};
        rig.engine().post(engine::MakeCall{id, connectEx(address)});
        QTRY_COMPARE(rig.records(id, Operation::ConnectEx).size(), std::size_t{1});
        const capture::Record refused = rig.records(id, Operation::ConnectEx).front();
        QCOMPARE(refused.outcome, Outcome::Value);
        QCOMPARE(refused.result, ECONNREFUSED);
        QVERIFY(!capture::isFailure(refused));
        QCOMPARE(rig.detail<capture::AddressDetail>(refused).address, address);
        QCOMPARE(rig.errorCode(id), -1);
        QCOMPARE(rig.state(id), State::Created);
    }

    void connectExWithoutWaitingIsInProgressAndThenConnected()
    {
        EngineRig rig;
        const auto listener = PeerSocket::listening(Protocol::Tcp, support::loopback());
        const auto id = openSocket(rig);
        rig.engine().post(engine::SetMode{id, {net::Mode::NonBlocking, 0ns}});
        rig.engine().post(engine::MakeCall{id, connectEx(listener.local())});
        QTRY_COMPARE(rig.records(id, Operation::ConnectEx).size(), std::size_t{1});
        QCOMPARE(rig.records(id, Operation::ConnectEx).front().result, EINPROGRESS);
        QTRY_COMPARE(rig.state(id), State::Connecting);
        rig.engine().post(engine::MakeCall{id, net::PollCall{POLLOUT, 5s}});
        QTRY_COMPARE(rig.records(id, Operation::Poll).size(), std::size_t{1});
        rig.engine().post(engine::MakeCall{id, connectEx(listener.local())});
        QTRY_COMPARE(rig.state(id), State::Connected);
        QTRY_COMPARE(rig.records(id, Operation::ConnectEx).size(), std::size_t{2});
        QCOMPARE(rig.records(id, Operation::ConnectEx).back().result, 0);
    }

    void objectTellsItsDescriptorAndItsTimeout()
    {
        EngineRig rig;
        const auto id = openSocket(rig);
        rig.engine().post(engine::SetMode{id, {net::Mode::Timeout, 2500ms}});
        rig.engine().post(engine::MakeCall{id, net::ObjectCall{net::ObjectCall::As::FileNo}});
        rig.engine().post(engine::MakeCall{id, net::ObjectCall{net::ObjectCall::As::GetTimeout}});
        QTRY_COMPARE(rig.records(id, Operation::GetTimeout).size(), std::size_t{1});
        QCOMPARE(rig.records(id, Operation::FileNo).front().result, rig.status(id).fd);
        const auto record = rig.records(id, Operation::GetTimeout).front();
        QCOMPARE(rig.detail<capture::ModeDetail>(record).setting, (net::ModeSetting{net::Mode::Timeout, 2500ms}));
    }

    void waitIsToldThoughNothingIsRecorded()
    {
        EngineRig rig;
        const auto id = openSocket(rig, Protocol::Udp);
        for (int i = 0; i < 20; ++i) {
            std::atomic<bool> isQuiet = false;
            rig.engine().post(engine::Barrier{[&isQuiet] { isQuiet = true; }});
            QTRY_VERIFY(isQuiet); // nothing is left to be committed, which would wake the loop
            rig.engine().post(engine::MakeCall{id, net::ReceiveCall{.size = 10}});
            QTRY_COMPARE(rig.status(id).waiting.size(), std::size_t{1});
            rig.engine().post(engine::CancelCall{id});
            QTRY_VERIFY(rig.status(id).waiting.empty());
        }
    }
};

QTEST_GUILESS_MAIN(TestHandEndpoint)
#include "tst_handendpoint.moc"
