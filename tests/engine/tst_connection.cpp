// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include <QFile>

#include <netinet/in.h>
#include <netinet/tcp.h>

using namespace std::chrono_literals;
using capture::Operation;
using capture::Outcome;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

namespace {

/// A listening socket whose queue is full: the next connect gets no answer at all (the kernel drops its SYN).
class FullListener final
{
public:
    FullListener()
        : m_listener(PeerSocket::listening(Protocol::Tcp, support::loopback(), 0))
    {
        // The queue takes backlog + 1; non-blocking connects fill it and one more waits for ever.
        for (int i = 0; i < 4; ++i) {
            auto fd = net::socket(AF_INET, SOCK_STREAM, net::FdMode::NonBlocking).value();
            (void)net::connect(fd.get(), m_listener.local());
            m_fill.push_back(std::move(fd));
        }
    }
    [[nodiscard]] net::Address address() const { return m_listener.local(); }

private:
    PeerSocket m_listener;
    std::vector<base::UniqueFd> m_fill;
};

net::Address refusedAddress()
{
    // Bound and not listening: nobody else can have the port, and a connect to it is refused.
    static const PeerSocket bound = [] {
        auto fd = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        (void)net::bind(fd.get(), support::loopback()).has_value();
        return PeerSocket(std::move(fd));
    }();
    return bound.local();
}

} // namespace

class TestConnection final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connectIsEinprogressThenConnected()
    {
        EngineRig rig;
        const PeerSocket listener = PeerSocket::listening(Protocol::Tcp, support::loopback());
        const auto id = rig.connectTo(Protocol::Tcp, {listener.local()});
        const PeerSocket peer = listener.accept();
        QVERIFY(peer.isOpen());
        QTRY_COMPARE(rig.state(id), State::Connected);
        QTRY_COMPARE(rig.records(id, Operation::Connected).size(), std::size_t{1});
        const auto connect = rig.records(id, Operation::Connect).front();
        QCOMPARE(int{connect.errorNumber}, EINPROGRESS);
        QCOMPARE(rig.detail<capture::AddressDetail>(connect).address, listener.local());
        const auto local = rig.detail<capture::AddressDetail>(rig.records(id, Operation::Connected).front()).local;
        QCOMPARE(rig.status(id).info.local, local);
        QVERIFY(!rig.status(id).lastError);
    }

    void wildcardToBindToIsThatOfEachAddress()
    {
        EngineRig rig;
        const PeerSocket listener = PeerSocket::listening(Protocol::Tcp, support::loopback6());
        if (!listener.isOpen())
            QSKIP("no IPv6 on this machine");
        engine::Connect command;
        command.id = rig.engine().allocateId();
        command.addresses = {refusedAddress(), listener.local()};
        command.local = net::Address::anyOf(AF_INET, 0);
        const auto id = command.id;
        rig.engine().post(std::move(command));
        QTRY_COMPARE(rig.state(id), State::Connected);
        QTRY_COMPARE(rig.records(id, Operation::Bind).size(), std::size_t{2});
        const auto binds = rig.records(id, Operation::Bind);
        QCOMPARE(rig.detail<capture::AddressDetail>(binds[0]).address, net::Address::anyOf(AF_INET, 0));
        QCOMPARE(rig.detail<capture::AddressDetail>(binds[1]).address, net::Address::anyOf(AF_INET6, 0));
    }

    void ttlIsSetByTheOptionOfTheFamily_data()
    {
        QTest::addColumn<bool>("isV6");
        QTest::newRow("IPv4") << false;
        QTest::newRow("IPv6") << true;
    }
    void ttlIsSetByTheOptionOfTheFamily()
    {
        QFETCH(bool, isV6);
        EngineRig rig;
        const PeerSocket listener
            = PeerSocket::listening(Protocol::Tcp, isV6 ? support::loopback6() : support::loopback());
        if (!listener.isOpen())
            QSKIP("no IPv6 on this machine");
        const auto id = rig.connectTo(Protocol::Tcp, {listener.local()}, {.ttl = std::uint8_t{3}});
        QTRY_COMPARE(rig.records(id, Operation::SetSockOpt).size(), std::size_t{1});
        const auto detail = rig.detail<capture::OptionDetail>(rig.records(id, Operation::SetSockOpt).front());
        QCOMPARE(detail.level, isV6 ? IPPROTO_IPV6 : IPPROTO_IP);
        QCOMPARE(detail.name, isV6 ? IPV6_UNICAST_HOPS : IP_TTL);
        QVERIFY(detail.effective == detail.asked);
    }

    void refusedIsEconnrefusedAndClosed()
    {
        EngineRig rig;
        const auto id = rig.connectTo(Protocol::Tcp, {refusedAddress()});
        QTRY_COMPARE(rig.state(id), State::Failed);
        QTRY_COMPARE(rig.errorCode(id), ECONNREFUSED);
        QTRY_COMPARE(rig.records(id, Operation::Close).size(), std::size_t{1});
        // What it failed by is the call that was refused, not the close after it.
        const auto cause = rig.status(id).steps.back().record;
        QVERIFY(cause);
        QCOMPARE(int{rig.records().at(cause->value).errorNumber}, ECONNREFUSED);
    }

    void addressesAreTriedInTurn()
    {
        EngineRig rig;
        const PeerSocket listener = PeerSocket::listening(Protocol::Tcp, support::loopback6());
        const auto id = rig.connectTo(Protocol::Tcp, {refusedAddress(), listener.local()});
        const PeerSocket peer = listener.accept();
        QTRY_COMPARE(rig.state(id), State::Connected);
        QCOMPARE(rig.status(id).info.peer, listener.local());
        QTRY_COMPARE(rig.records(id, Operation::Socket).size(), std::size_t{2});
        QCOMPARE(rig.records(id, Operation::Connect).size(), std::size_t{2});
        QCOMPARE(rig.records(id, Operation::Close).size(), std::size_t{1});
    }

    void timeoutIsNoErrno()
    {
        EngineRig rig;
        const FullListener full;
        const auto id = rig.connectTo(Protocol::Tcp, {full.address()}, {}, 50ms);
        QTRY_COMPARE(rig.state(id), State::Failed);
        QTRY_COMPARE(rig.errorCode(id), 0);
        QTRY_COMPARE(rig.records(id, Operation::ConnectFailed).size(), std::size_t{1});
        const auto failed = rig.records(id, Operation::ConnectFailed).front();
        QCOMPARE(failed.outcome, Outcome::TimedOut);
        QCOMPARE(int{failed.errorNumber}, 0);
        QVERIFY(failed.duration >= 0.05F);
    }

    void modeTimeoutGovernsConnect()
    {
        EngineRig rig;
        const FullListener full;
        engine::Setup setup;
        setup.mode = {net::Mode::Timeout, 20ms};
        const auto id = rig.connectTo(Protocol::Tcp, {full.address()}, setup);
        QTRY_COMPARE(rig.state(id), State::Failed);
        // A lane made the call, so that its own record says how it ended.
        QTRY_COMPARE(rig.records(id, Operation::Connect).size(), std::size_t{1});
        QCOMPARE(rig.records(id, Operation::Connect).front().outcome, Outcome::TimedOut);
    }

    void waitingConnectIsSeenAndCancelled()
    {
        EngineRig rig;
        const FullListener full;
        const auto id = rig.connectTo(Protocol::Tcp, {full.address()});
        QTRY_VERIFY(!rig.status(id).waiting.empty());
        QCOMPARE(rig.state(id), State::Connecting);
        rig.engine().post(engine::CancelCall{id});
        QTRY_COMPARE(rig.state(id), State::Closed);
        QVERIFY(rig.status(id).waiting.empty());
        QTRY_COMPARE(rig.records(id, Operation::ConnectFailed).size(), std::size_t{1});
        QCOMPARE(rig.records(id, Operation::ConnectFailed).front().outcome, Outcome::Cancelled);
    }

    void closingWhileConnectingEndsTheCallFirst()
    {
        EngineRig rig;
        const FullListener full;
        const auto id = rig.connectTo(Protocol::Tcp, {full.address()}, {}, 10s);
        QTRY_VERIFY(!rig.status(id).waiting.empty());
        rig.send(id, "never sent");
        rig.engine().post(engine::Close{id});
        QTRY_COMPARE(rig.state(id), State::Closed);
        QTRY_COMPARE(rig.records(id, Operation::Close).size(), std::size_t{1});
        const auto failed = rig.records(id, Operation::ConnectFailed);
        QCOMPARE(failed.size(), std::size_t{1});
        QCOMPARE(failed.front().outcome, Outcome::Cancelled);
        QCOMPARE(rig.records(id, Operation::SendRefused).front().result, 10);
    }

    void payloadSentWhileConnectingArrives()
    {
        EngineRig rig;
        const PeerSocket listener = PeerSocket::listening(Protocol::Tcp, support::loopback());
        const auto id = rig.connectTo(Protocol::Tcp, {listener.local()});
        rig.send(id, "early");
        const PeerSocket peer = listener.accept();
        QCOMPARE(peer.receiveAll(5), QByteArray("early"));
        QTRY_COMPARE(rig.stream(id, capture::Direction::Out), QByteArray("early"));
    }

    void optionsOfTheSetupAreSetBeforeConnecting()
    {
        EngineRig rig;
        const PeerSocket listener = PeerSocket::listening(Protocol::Tcp, support::loopback());
        const int size = 10000;
        engine::Setup setup;
        const auto* bytes = reinterpret_cast<const std::byte*>(&size);
        setup.options.push_back({SOL_SOCKET, SO_RCVBUF, {bytes, bytes + sizeof(size)}});
        const auto id = rig.connectTo(Protocol::Tcp, {listener.local()}, setup);
        QTRY_COMPARE(rig.state(id), State::Connected);
        QTRY_COMPARE(rig.records(id, Operation::SetSockOpt).size(), std::size_t{1});
        const auto detail = rig.detail<capture::OptionDetail>(rig.records(id, Operation::SetSockOpt).front());
        int effective = 0;
        QCOMPARE(detail.effective.size(), sizeof(effective));
        std::memcpy(&effective, detail.effective.data(), sizeof(effective));
        QCOMPARE(effective, 20000); // the kernel doubles it: socket(7)
    }

    void unixPathWithoutListenerIsEnoent()
    {
        EngineRig rig;
        const auto id = rig.connectTo(Protocol::UnixStream, {net::Address::fromPath(rig.pathFor("none")).value()});
        QTRY_COMPARE(rig.state(id), State::Failed);
        QTRY_COMPARE(rig.errorCode(id), ENOENT);
    }

    void unixConnectToFullBacklogIsEagainAtOnce()
    {
        EngineRig rig;
        const auto address = net::Address::fromPath(rig.pathFor("full")).value();
        const PeerSocket listener = PeerSocket::listening(Protocol::UnixStream, address, 0);
        const PeerSocket first = PeerSocket::connected(Protocol::UnixStream, address);
        QVERIFY(first.isOpen());
        const auto id = rig.connectTo(Protocol::UnixStream, {address});
        QTRY_COMPARE(rig.state(id), State::Failed);
        QTRY_COMPARE(rig.errorCode(id), EAGAIN);
    }

    void abstractNameConnects()
    {
        EngineRig rig;
        const auto name = "sockscope-test-" + std::to_string(::getpid());
        const auto id = rig.listen(
            Protocol::UnixStream, net::Address::fromAbstract(name).value(), {.behaviour = engine::EchoBack{}});
        QTRY_COMPARE(rig.state(id), State::Listening);
        const auto client = rig.connectTo(Protocol::UnixStream, {net::Address::fromAbstract(name).value()});
        QTRY_COMPARE(rig.state(client), State::Connected);
        rig.send(client, "abstract");
        QTRY_COMPARE(rig.stream(client, capture::Direction::In), QByteArray("abstract"));
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
