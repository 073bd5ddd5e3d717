// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/lanework.h"
#include "tests/programs/replay.h"
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>

#include <algorithm>
#include <atomic>
#include <fcntl.h>

using capture::Operation;
using engine::State;
using net::Protocol;
using replay::Form;
using support::EngineRig;
using support::PeerSocket;

namespace {

/// Bytes that would break out of a literal or a comment, were they not escaped.
const QByteArray Hostile
    = QByteArrayLiteral("end */ \"quote\" 'single' ?\?/ back\\slash\r\n\0\x7f\xff\xc3\xa4 #{} $TMP %s");

template <class T> engine::OptionSetting option(int level, int name, T value)
{
    engine::OptionSetting setting{level, name, std::vector<std::byte>(sizeof(value))};
    std::memcpy(setting.value.data(), &value, sizeof(value));
    return setting;
}

/// A recording that is made by a real engine, and the peer that it had, which plays its part again for the program.
struct Recording
{
    EngineRig rig;
    std::function<void()> peer; ///< what the other end does; none where both ends were recorded
    QByteArray peerGot; ///< all that the peer has received the last time
    QString toRemove; ///< what a call script leaves behind, since its language has no unlink
    bool comparesCalls = true;

    /// All that was done is committed.
    [[nodiscard]] bool isWhole()
    {
        std::atomic<bool> done = false;
        rig.engine().post(engine::Barrier{[&done] { done = true; }});
        return QTest::qWaitFor([&done] { return done.load(); });
    }
    [[nodiscard]] bool has(base::EndpointId id, State state)
    {
        return QTest::qWaitFor([&] { return rig.state(id) == state; });
    }
    [[nodiscard]] bool hasReceived(base::EndpointId id, const QByteArray& bytes)
    {
        return QTest::qWaitFor([&] { return rig.stream(id, capture::Direction::In) == bytes; });
    }
    [[nodiscard]] bool hasRecords(base::EndpointId id, Operation operation, std::size_t count)
    {
        return QTest::qWaitFor([&] { return rig.records(id, operation).size() == count; });
    }
    base::EndpointId childOf(base::EndpointId listener)
    {
        return QTest::qWaitFor([&] { return rig.children(listener).size() == 1; }) ? rig.children(listener).front().id
                                                                                   : base::EndpointId{};
    }
};

/// A listener, a client that is connected to it, and what was accepted.
struct Pair
{
    base::EndpointId listener;
    base::EndpointId client;
    base::EndpointId child;

    Pair(Recording& r, const net::Address& address, Protocol protocol, engine::Setup serverSetup = {},
        engine::Setup clientSetup = {})
    {
        listener = r.rig.listen(protocol, address, std::move(serverSetup));
        if (!r.has(listener, State::Listening))
            return;
        client = r.rig.connectTo(protocol, {r.rig.status(listener).info.local}, std::move(clientSetup));
        if (r.has(client, State::Connected))
            child = r.childOf(listener);
    }
};

std::uint16_t freePort()
{
    return PeerSocket::listening(Protocol::Tcp, support::loopback()).local().port();
}

/// A client of a server that may not be there yet.
PeerSocket connectedSoon(const net::Address& address)
{
    PeerSocket peer;
    (void)QTest::qWaitFor([&] {
        peer = PeerSocket::connected(Protocol::Tcp, address);
        return peer.isOpen();
    });
    return peer;
}

using Make = std::function<bool(Recording&)>;

bool echoOfBothEnds(Recording& r)
{
    const Pair pair(r, support::loopback(), Protocol::Tcp, {.behaviour = engine::EchoBack{}});
    r.rig.send(pair.client, "hello");
    if (!r.hasReceived(pair.client, "hello"))
        return false;
    r.rig.send(pair.client, Hostile);
    if (!r.hasReceived(pair.client, "hello" + Hostile))
        return false;
    r.rig.engine().post(engine::Close{pair.client});
    const bool closed = r.has(pair.child, State::Closed);
    r.rig.engine().post(engine::Close{pair.listener});
    return closed && r.has(pair.listener, State::Closed);
}

bool clientAlone(Recording& r)
{
    auto server = std::make_shared<PeerSocket>(PeerSocket::listening(Protocol::Tcp, support::loopback()));
    r.peer = [&r, server] {
        const PeerSocket accepted = server->accept();
        r.peerGot = accepted.receiveAll(Hostile.size());
        accepted.sendAll("pong");
    };
    const auto client = r.rig.connectTo(Protocol::Tcp, {server->local()});
    r.rig.send(client, Hostile);
    r.peer();
    if (!r.hasReceived(client, "pong") || !r.has(client, State::HalfClosedIn))
        return false;
    r.rig.engine().post(engine::Close{client});
    return r.has(client, State::Closed);
}

bool serverAlone(Recording& r)
{
    const net::Address address = support::loopback(freePort());
    r.peer = [&r, address] {
        const PeerSocket client = connectedSoon(address);
        client.sendAll("over");
        r.peerGot = client.receiveAll(4);
    };
    const auto listener = r.rig.listen(Protocol::Tcp, address, {.behaviour = engine::EchoBack{}});
    if (!r.has(listener, State::Listening))
        return false;
    r.peer();
    const auto child = r.childOf(listener);
    const bool closed = r.has(child, State::Closed);
    r.rig.engine().post(engine::Close{listener});
    return closed && r.has(listener, State::Closed);
}

bool boundDatagrams(Recording& r)
{
    const net::Address address = support::loopback(freePort());
    auto peer = std::make_shared<PeerSocket>(PeerSocket::listening(Protocol::Udp, support::loopback()));
    if (!net::connect(peer->fd(), address))
        return false;
    r.peer = [&r, peer] {
        // A datagram to a port that is not bound yet is refused at once.
        (void)QTest::qWaitFor([&peer] {
            pollfd refused{peer->fd(), 0, 0};
            return peer->sendAll("one") && ::poll(&refused, 1, 0) == 0;
        });
        r.peerGot = peer->receive();
    };
    const auto bound = r.rig.listen(Protocol::Udp, address, {.behaviour = engine::EchoBack{}});
    if (!r.has(bound, State::Bound))
        return false;
    r.peer();
    r.rig.engine().post(engine::Close{bound});
    return r.has(bound, State::Closed);
}

bool connectedDatagrams(Recording& r)
{
    const auto bound = r.rig.listen(Protocol::Udp, support::loopback(), {.behaviour = engine::EchoBack{}});
    if (!r.has(bound, State::Bound))
        return false;
    const auto client = r.rig.connectTo(Protocol::Udp, {r.rig.status(bound).info.local});
    r.rig.send(client, "datagram");
    if (!r.hasReceived(client, "datagram"))
        return false;
    r.rig.send(client, {});
    if (!r.hasRecords(client, Operation::RecvFrom, 2))
        return false;
    r.rig.engine().post(engine::Close{client});
    r.rig.engine().post(engine::Close{bound});
    return r.has(bound, State::Closed);
}

bool unixStream(Recording& r)
{
    const std::string path = r.rig.pathFor("a 'path' $TMP");
    r.toRemove = QString::fromStdString(path);
    const Pair pair(r, net::Address::fromPath(path).value(), Protocol::UnixStream, {.behaviour = engine::EchoBack{}});
    r.rig.send(pair.client, Hostile);
    if (!r.hasReceived(pair.client, Hostile))
        return false;
    r.rig.engine().post(engine::Close{pair.client});
    const bool closed = r.has(pair.child, State::Closed);
    r.rig.engine().post(engine::Close{pair.listener});
    return closed && r.has(pair.listener, State::Closed);
}

bool unixSeqpacket(Recording& r)
{
    const std::string path = r.rig.pathFor("seqpacket");
    r.toRemove = QString::fromStdString(path);
    const Pair pair(
        r, net::Address::fromPath(path).value(), Protocol::UnixSeqpacket, {.behaviour = engine::EchoBack{}});
    r.rig.send(pair.client, "one");
    if (!r.hasReceived(pair.client, "one"))
        return false;
    r.rig.send(pair.client, Hostile);
    if (!r.hasReceived(pair.client, "one" + Hostile))
        return false;
    r.rig.engine().post(engine::Close{pair.client});
    const bool closed = r.has(pair.child, State::Closed);
    r.rig.engine().post(engine::Close{pair.listener});
    return closed && r.has(pair.listener, State::Closed);
}

bool socketOptions(Recording& r)
{
    engine::Setup server;
    server.options = {option(SOL_SOCKET, SO_RCVBUF, 8192), option(IPPROTO_TCP, TCP_DEFER_ACCEPT, 0)};
    engine::Setup client;
    client.options = {option(IPPROTO_TCP, TCP_NODELAY, 1), option(SOL_SOCKET, SO_SNDTIMEO, timeval{2, 500'000})};
    const Pair pair(r, support::loopback6(), Protocol::Tcp, server, client);
    r.rig.engine().post(engine::SetOption{pair.client, option(SOL_SOCKET, SO_KEEPALIVE, 1)});
    r.rig.engine().post(engine::SetOption{pair.client, option(SOL_SOCKET, SO_TIMESTAMPNS, 1)});
    r.rig.engine().post(engine::SetOption{pair.client, option(IPPROTO_TCP, TCP_KEEPIDLE, -1)});
    if (!r.hasRecords(pair.client, Operation::SetSockOpt, 5))
        return false;
    r.rig.send(pair.client, "set");
    if (!r.hasReceived(pair.child, "set"))
        return false;
    r.rig.engine().post(engine::Close{pair.listener});
    r.rig.engine().post(engine::Close{pair.client});
    return r.has(pair.child, State::Closed);
}

bool halfClose(Recording& r)
{
    auto server = std::make_shared<PeerSocket>(PeerSocket::listening(Protocol::Tcp, support::loopback()));
    r.peer = [&r, server] {
        const PeerSocket accepted = server->accept();
        r.peerGot = accepted.receiveAll(1'000'000);
        accepted.sendAll("after the end");
    };
    const auto client = r.rig.connectTo(Protocol::Tcp, {server->local()});
    if (!r.has(client, State::Connected))
        return false;
    r.rig.send(client, "question");
    r.rig.engine().post(engine::MakeCall{client, net::ShutdownCall{SHUT_WR}});
    r.peer();
    return r.hasReceived(client, "after the end") && r.has(client, State::Closed);
}

bool resetByClient(Recording& r)
{
    const Pair pair(r, support::loopback(), Protocol::Tcp);
    r.rig.send(pair.child, "last words");
    if (!r.hasReceived(pair.client, "last words"))
        return false;
    r.rig.engine().post(engine::Reset{pair.client});
    const bool failed = r.has(pair.child, State::Failed);
    r.rig.engine().post(engine::Close{pair.listener});
    return failed && r.has(pair.listener, State::Closed);
}

bool timeoutAndMode(Recording& r)
{
    const Pair pair(r, support::loopback(), Protocol::Tcp, {}, {.receive = engine::ReceiveMode::OnDemand});
    r.rig.engine().post(engine::Receive{pair.client, 100, 0});
    if (!r.hasRecords(pair.client, Operation::Recv, 1))
        return false;
    r.rig.engine().post(engine::SetMode{pair.client, {net::Mode::Timeout, std::chrono::milliseconds(2500)}});
    r.rig.send(pair.client, "in time");
    if (!r.hasReceived(pair.child, "in time"))
        return false;
    r.rig.engine().post(engine::SetMode{pair.client, {net::Mode::NonBlocking, {}}});
    r.rig.send(pair.child, "peeked");
    if (!QTest::qWaitFor([&] { return r.rig.status(pair.child).counters.bytesOut == 6; }))
        return false;
    r.rig.engine().post(engine::Receive{pair.client, 3, MSG_PEEK});
    r.rig.engine().post(engine::Receive{pair.client, 100, 0});
    r.rig.engine().post(engine::Receive{pair.client, 100, 0});
    if (!r.hasRecords(pair.client, Operation::Recv, 4))
        return false;
    r.rig.engine().post(engine::SetMode{pair.client, {net::Mode::Blocking, {}}});
    r.rig.engine().post(engine::Close{pair.client});
    const bool closed = r.has(pair.child, State::Closed);
    r.rig.engine().post(engine::Close{pair.listener});
    return closed && r.has(pair.listener, State::Closed);
}

bool refusedConnect(Recording& r)
{
    const auto client = r.rig.connectTo(Protocol::Tcp, {support::loopback(freePort())});
    return r.has(client, State::Failed);
}

/// More than the kernel holds: with both ends in one thread, a send in one go would wait for ever.
bool largePayload(Recording& r)
{
    r.comparesCalls = false;
    const Pair pair(r, support::loopback(), Protocol::Tcp);
    QByteArray large;
    for (int i = 0; i < 60'000; ++i)
        large += QByteArray::number(i * 7919 % 1'000'003);
    r.rig.send(pair.client, large);
    r.rig.send(pair.client, QByteArray(1'000'000, 'r'));
    const auto sent = quint64(large.size()) + 1'000'000;
    if (!QTest::qWaitFor([&] { return r.rig.status(pair.child).counters.bytesIn == sent; }))
        return false;
    r.rig.engine().post(engine::Close{pair.client});
    const bool closed = r.has(pair.child, State::Closed);
    r.rig.engine().post(engine::Close{pair.listener});
    return closed && r.has(pair.listener, State::Closed);
}

/// Sockets whose every call is made by hand, one after the other.
struct Hand
{
    Recording& r;

    [[nodiscard]] base::EndpointId open(Protocol protocol, int family = AF_INET) const
    {
        const base::EndpointId id = r.rig.engine().allocateId();
        r.rig.engine().post(engine::OpenSocket{.id = id, .protocol = protocol, .family = family});
        return r.has(id, State::Created) ? id : base::EndpointId{};
    }
    [[nodiscard]] bool makes(base::EndpointId id, const net::CallRequest& call) const
    {
        const Operation operation = engine::operationOf(call);
        const std::size_t before = r.rig.records(id, operation).size();
        r.rig.engine().post(engine::MakeCall{id, call});
        return r.hasRecords(id, operation, before + 1);
    }
    [[nodiscard]] bool uses(base::EndpointId id, const engine::FileRequest& request, Operation operation) const
    {
        const std::size_t before = r.rig.records(id, operation).size();
        r.rig.engine().post(engine::UseFile{id, request});
        return r.hasRecords(id, operation, before + 1);
    }
    [[nodiscard]] bool closes(std::initializer_list<base::EndpointId> ids) const
    {
        return std::ranges::all_of(ids, [this](base::EndpointId id) {
            r.rig.engine().post(engine::Close{id});
            return r.has(id, State::Closed);
        });
    }
};

net::SendCall sending(const QByteArray& bytes, net::SendCall::As as)
{
    const auto* begin = reinterpret_cast<const std::byte*>(bytes.constData());
    return {.as = as, .data = std::make_shared<const std::vector<std::byte>>(begin, begin + bytes.size())};
}

using As = net::SendCall::As;
using engine::FileRequest;

constexpr net::NameCall Name{net::NameCall::Of::Sock};
constexpr net::NameCall PeerName{net::NameCall::Of::Peer};
constexpr net::ObjectCall Timeout{net::ObjectCall::As::GetTimeout};

bool streamByHand(Recording& r)
{
    const Hand hand{r};
    const auto server = hand.open(Protocol::Tcp);
    const auto reuse = option(SOL_SOCKET, SO_REUSEADDR, 1);
    bool isWell = hand.makes(server, net::SetOptionCall{reuse.level, reuse.name, reuse.value})
        && hand.makes(server, net::BindCall{support::loopback()}) && hand.makes(server, net::ListenCall{1})
        && hand.makes(server, Name) && r.has(server, State::Listening);
    const auto client = hand.open(Protocol::Tcp);
    isWell = isWell
        && hand.makes(client, net::ConnectCall{r.rig.status(server).info.local, net::ConnectCall::As::ConnectEx})
        && hand.makes(server, net::AcceptCall{});
    const auto child = r.childOf(server);
    return isWell && hand.makes(client, PeerName) && hand.makes(client, Timeout)
        && hand.makes(client, sending("GET /\r\n", As::SendAll))
        && hand.makes(child, net::PollCall{POLLIN, std::chrono::seconds(5)})
        && hand.uses(child, {.as = FileRequest::As::ReadLine}, Operation::FileReadLine)
        && hand.uses(
            child, {.as = FileRequest::As::Write, .data = sending("200 OK\r\n", As::Send).data}, Operation::FileWrite)
        && hand.uses(child, {.as = FileRequest::As::Flush}, Operation::FileFlush)
        && hand.makes(client, net::GetOptionCall{IPPROTO_TCP, TCP_NODELAY})
        && hand.makes(client, net::ReceiveCall{.as = net::ReceiveCall::As::RecvFrom, .size = 100})
        && hand.makes(client, net::ShutdownCall{SHUT_WR}) && hand.makes(child, net::ReceiveCall{.size = 10})
        && hand.closes({child, client, server});
}

bool unixByHand(Recording& r)
{
    const Hand hand{r};
    const std::string path = r.rig.pathFor("by hand");
    r.toRemove = QString::fromStdString(path);
    const auto address = net::Address::fromPath(path).value();
    const auto server = hand.open(Protocol::UnixStream);
    bool isWell = hand.makes(server, net::BindCall{address}) && hand.makes(server, net::ListenCall{1});
    const auto client = hand.open(Protocol::UnixStream);
    isWell = isWell && hand.makes(client, net::ConnectCall{address}) && hand.makes(server, net::AcceptCall{});
    const auto child = r.childOf(server);
    net::SendCall message = sending("with a descriptor", As::SendMsg);
    message.descriptor = std::make_shared<const base::UniqueFd>(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    return isWell && hand.makes(client, message)
        && hand.makes(child, net::ReceiveCall{.as = net::ReceiveCall::As::RecvMsg, .size = 100, .controlSize = 64})
        && hand.makes(child, Name) && hand.closes({client, child, server});
}

bool datagramsByHand(Recording& r)
{
    const Hand hand{r};
    const auto server = hand.open(Protocol::Udp);
    const auto client = hand.open(Protocol::Udp);
    if (!hand.makes(server, net::BindCall{support::loopback()}) || !r.has(server, State::Bound))
        return false;
    net::SendCall ping = sending("ping", As::SendTo);
    ping.to = r.rig.status(server).info.local;
    return hand.makes(client, ping)
        && hand.makes(server, net::ReceiveCall{.as = net::ReceiveCall::As::RecvFrom, .size = 2})
        && hand.makes(client, net::ConnectCall{ping.to}) && hand.makes(client, sending("", As::Send))
        && hand.makes(server, net::ReceiveCall{.as = net::ReceiveCall::As::RecvMsg, .size = 10, .controlSize = 64})
        && hand.makes(client, PeerName) && hand.closes({client, server});
}

/// All bytes of one direction, in the order of the calls.
QByteArray bytesOf(const QByteArrayList& calls, const QByteArray& prefix)
{
    QByteArray bytes;
    for (const QByteArray& call : calls) {
        if (call.startsWith(prefix) && !call.mid(prefix.size()).startsWith('E'))
            bytes += call.mid(prefix.size());
    }
    return bytes;
}

} // namespace

Q_DECLARE_METATYPE(replay::Form)
Q_DECLARE_METATYPE(Make)

class TestProgram final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savedProgramMakesTheSameCalls_data()
    {
        QTest::addColumn<Make>("make");
        QTest::addColumn<Form>("form");
        const std::vector<std::pair<const char*, Make>> recordings{{"echo, both ends", echoOfBothEnds},
            {"TCP client", clientAlone}, {"TCP server", serverAlone}, {"UDP bound", boundDatagrams},
            {"UDP connected", connectedDatagrams}, {"Unix stream", unixStream}, {"Unix seqpacket", unixSeqpacket},
            {"options", socketOptions}, {"half-close", halfClose}, {"reset", resetByClient},
            {"timeout and mode", timeoutAndMode}, {"refused", refusedConnect}, {"large", largePayload},
            {"stream by hand", streamByHand}, {"Unix by hand", unixByHand}, {"datagrams by hand", datagramsByHand}};
        for (const auto& [name, make] : recordings) {
            QTest::addRow("%s, script", name) << make << Form::Script;
            QTest::addRow("%s, Python", name) << make << Form::Python;
            QTest::addRow("%s, C", name) << make << Form::C;
        }
    }
    void savedProgramMakesTheSameCalls()
    {
        QFETCH(Make, make);
        QFETCH(Form, form);
        if (QStandardPaths::findExecutable(QStringLiteral("strace")).isEmpty())
            QSKIP("strace is not installed");
        Recording recording;
        QVERIFY(make(recording) && recording.isWhole());
        const QByteArrayList recorded = replay::recordedCalls(recording.rig);
        const QByteArray peerGot = std::exchange(recording.peerGot, {});

        QTemporaryDir folder;
        const auto outcome = replay::run(replay::programOf(recording.rig), form, folder.path(), recording.peer);
        if (!recording.toRemove.isEmpty())
            QFile::remove(recording.toRemove);
        QVERIFY2(outcome.failure.isEmpty(), qPrintable(outcome.failure));
        if (recording.comparesCalls)
            QCOMPARE(replay::causal(outcome.calls).join('\n'), replay::causal(recorded).join('\n'));
        QVERIFY(bytesOf(outcome.calls, "send ") == bytesOf(recorded, "send "));
        QVERIFY(bytesOf(outcome.calls, "recv ") == bytesOf(recorded, "recv "));
        QCOMPARE(recording.peerGot, peerGot);
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
