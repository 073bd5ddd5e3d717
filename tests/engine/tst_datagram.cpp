// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include "base/clock.h"
#include "net/option.h"

#include <QFile>

using capture::Direction;
using capture::Operation;
using capture::Outcome;
using engine::ReceiveMode;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

namespace {

struct Bound
{
    explicit Bound(
        engine::Setup setup = {}, const net::Address& address = support::loopback(), Protocol protocol = Protocol::Udp)
        : id(rig.listen(protocol, address, std::move(setup)))
    {
        if (QTest::qWaitFor([&] { return rig.state(id) == State::Bound; })) {
            where = rig.status(id).info.local;
            peer = PeerSocket::connected(protocol, where);
        }
    }
    std::vector<capture::Record> received() { return rig.records(id, Operation::RecvFrom); }

    EngineRig rig;
    base::EndpointId id;
    net::Address where;
    PeerSocket peer;
};

} // namespace

class TestDatagram final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachDatagramIsARecordWithItsSenderAndTheKernelsTime()
    {
        Bound b;
        const auto before = base::wallClockNs();
        QVERIFY(b.peer.sendAll("one"));
        QVERIFY(b.peer.sendAll("two"));
        QTRY_COMPARE(b.received().size(), std::size_t{2});
        const auto records = b.received();
        QCOMPARE(b.rig.payload(records[0]), QByteArray("one"));
        QCOMPARE(b.rig.payload(records[1]), QByteArray("two"));
        QCOMPARE(b.rig.detail<capture::AddressDetail>(records[0]).address, b.peer.local());
        QVERIFY(records[0].timeNs >= before - 1'000'000);
        QVERIFY(records[1].timeNs <= base::wallClockNs());
    }

    void eachOfManySendersIsNamed()
    {
        Bound b;
        const PeerSocket other = PeerSocket::connected(Protocol::Udp, b.where);
        for (int i = 0; i < 10; ++i) {
            QVERIFY(b.peer.sendAll("peer"));
            QVERIFY(other.sendAll("other"));
            QVERIFY(other.sendAll("other"));
        }
        QTRY_COMPARE(b.received().size(), std::size_t{30});
        for (const capture::Record& record : b.received()) {
            const net::Address sender = b.rig.payload(record) == "peer" ? b.peer.local() : other.local();
            QCOMPARE(b.rig.detail<capture::AddressDetail>(record).address, sender);
        }
        QTRY_COMPARE(b.rig.status(b.id).lastSender, other.local());
    }

    void emptyDatagramIsARecordToo()
    {
        Bound b;
        QCOMPARE(net::send(b.peer.fd(), {}, 0).value(), std::size_t{0});
        QTRY_COMPARE(b.received().size(), std::size_t{1});
        QCOMPARE(b.received().front().result, 0);
        QTRY_COMPARE(b.rig.status(b.id).counters.messagesIn, std::uint64_t{1});
    }

    void cutDatagramTellsItsRealLength()
    {
        Bound b({.receiveSize = 4});
        QVERIFY(b.peer.sendAll("0123456789"));
        QTRY_COMPARE(b.received().size(), std::size_t{1});
        const auto record = b.received().front();
        QCOMPARE(record.result, 10);
        QCOMPARE(b.rig.payload(record), QByteArray("0123"));
        QVERIFY(record.messageFlags & MSG_TRUNC);
    }

    void echoGoesBackToTheSender()
    {
        Bound b({.behaviour = engine::EchoBack{}});
        QVERIFY(b.peer.sendAll("ping"));
        QCOMPARE(b.peer.receive(), QByteArray("ping"));
        QTRY_COMPARE(b.rig.records(b.id, Operation::SendTo).size(), std::size_t{1});
        const auto sent = b.rig.records(b.id, Operation::SendTo).front();
        QCOMPARE(b.rig.detail<capture::AddressDetail>(sent).address, b.peer.local());
    }

    void sendToReachesAnAddress()
    {
        Bound b;
        const PeerSocket other = PeerSocket::listening(Protocol::Udp, support::loopback());
        b.rig.send(b.id, "hello", other.local());
        QCOMPARE(other.receive(), QByteArray("hello"));
    }

    void emptySendSendsADatagram()
    {
        Bound b;
        const PeerSocket other = PeerSocket::listening(Protocol::Udp, support::loopback());
        b.rig.send(b.id, {}, other.local());
        QCOMPARE(other.receive(), QByteArray());
    }

    void sendWithoutAnAddressIsEdestaddrreq()
    {
        Bound b;
        b.rig.send(b.id, "where to");
        QTRY_COMPARE(b.rig.records(b.id, Operation::Send).size(), std::size_t{1});
        QCOMPARE(int{b.rig.records(b.id, Operation::Send).front().errorNumber}, EDESTADDRREQ);
        QCOMPARE(b.rig.state(b.id), State::Bound);
    }

    void broadcastNeedsToBeAskedFor()
    {
        Bound b({}, net::Address::anyOf(AF_INET, 0));
        const auto everybody = net::Address::fromIp("127.255.255.255", b.where.port()).value();
        b.rig.send(b.id, "refused", everybody);
        QTRY_COMPARE(b.rig.records(b.id, Operation::SendTo).size(), std::size_t{1});
        QCOMPARE(int{b.rig.records(b.id, Operation::SendTo).front().errorNumber}, EACCES);
        QCOMPARE(b.rig.state(b.id), State::Bound);
        const int on = 1;
        const auto* bytes = reinterpret_cast<const std::byte*>(&on);
        b.rig.engine().post(engine::SetOption{b.id, {SOL_SOCKET, SO_BROADCAST, {bytes, bytes + sizeof(on)}}});
        b.rig.send(b.id, "heard", everybody);
        QTRY_COMPARE(b.received().size(), std::size_t{1});
        QCOMPARE(b.rig.payload(b.received().front()), QByteArray("heard"));
    }

    void tooLargeDatagramIsEmsgsize()
    {
        Bound b;
        b.rig.send(b.id, QByteArray(65'508, 'x'), support::loopback(9));
        QTRY_COMPARE(b.rig.records(b.id, Operation::SendTo).size(), std::size_t{1});
        QCOMPARE(int{b.rig.records(b.id, Operation::SendTo).front().errorNumber}, EMSGSIZE);
    }

    void icmpErrorOfAConnectedSocketIsAnEvent()
    {
        EngineRig rig;
        net::Address gone;
        {
            const PeerSocket closed = PeerSocket::listening(Protocol::Udp, support::loopback());
            gone = closed.local();
        }
        const auto id = rig.connectTo(Protocol::Udp, {gone});
        QTRY_COMPARE(rig.state(id), State::Connected);
        rig.send(id, "anybody?");
        QTRY_COMPARE(rig.records(id, Operation::SocketError).size(), std::size_t{1});
        const auto error = rig.records(id, Operation::SocketError).front();
        QCOMPARE(int{error.errorNumber}, ECONNREFUSED);
        QCOMPARE(rig.detail<capture::AddressDetail>(error).address, gone);
        QCOMPARE(rig.detail<capture::AddressDetail>(error).local.host(), std::string("127.0.0.1"));
        QCOMPARE(rig.state(id), State::Connected);
    }

    void icmpErrorOfAnUnconnectedSocketNamesTheDestination()
    {
        Bound b;
        net::Address gone;
        {
            const PeerSocket closed = PeerSocket::listening(Protocol::Udp, support::loopback());
            gone = closed.local();
        }
        b.rig.send(b.id, "anybody?", gone);
        QTRY_COMPARE(b.rig.records(b.id, Operation::SocketError).size(), std::size_t{1});
        const auto error = b.rig.records(b.id, Operation::SocketError).front();
        QCOMPARE(b.rig.detail<capture::AddressDetail>(error).address, gone);
    }

    void kernelDropsAreCounted()
    {
        // A tiny buffer and a receiver that waits until it has overflowed.
        const int tiny = 2304;
        const auto* bytes = reinterpret_cast<const std::byte*>(&tiny);
        engine::Setup setup{.receive = ReceiveMode::OnDemand};
        setup.options.push_back({SOL_SOCKET, SO_RCVBUF, {bytes, bytes + sizeof(tiny)}});
        Bound b(setup);
        constexpr int Sent = 200;
        for (int i = 0; i < Sent; ++i)
            QVERIFY(b.peer.sendAll(QByteArray(100, 'd')));
        b.rig.engine().post(engine::SetReceive{b.id, ReceiveMode::Automatic, 0});
        // The counter comes with a datagram that was queued after the drops.
        QTRY_VERIFY(!b.received().empty());
        QVERIFY(b.peer.sendAll("last"));
        QTRY_COMPARE(b.rig.payload(b.rig.last(b.id, Operation::RecvFrom)), QByteArray("last"));
        QTRY_COMPARE(b.rig.status(b.id).counters.kernelDrops + b.received().size() - 1, std::size_t{Sent});
        QVERIFY(!b.rig.records(b.id, Operation::KernelDropped).empty());
    }

    void onDemandTakesOneDatagram()
    {
        Bound b({.receive = ReceiveMode::OnDemand});
        QVERIFY(b.peer.sendAll("first"));
        QVERIFY(b.peer.sendAll("second"));
        QTRY_COMPARE(net::receiveQueue(b.rig.status(b.id).fd).value_or(-1), 5);
        b.rig.engine().post(engine::Receive{b.id, 3, MSG_TRUNC});
        b.rig.engine().post(engine::Receive{b.id, 100, 0});
        b.rig.engine().post(engine::Receive{b.id, 100, 0});
        QTRY_COMPARE(b.received().size(), std::size_t{3});
        const auto records = b.received();
        QCOMPARE(records[0].result, 5);
        QCOMPARE(b.rig.payload(records[0]), QByteArray("fir"));
        QCOMPARE(b.rig.payload(records[1]), QByteArray("second"));
        QCOMPARE(int{records[2].errorNumber}, EAGAIN);
    }

    void shutDownForReadingDoesNotSpin()
    {
        EngineRig rig;
        const PeerSocket peer = PeerSocket::listening(Protocol::Udp, support::loopback());
        const auto id = rig.connectTo(Protocol::Udp, {peer.local()});
        QTRY_COMPARE(rig.state(id), State::Connected);
        rig.engine().post(engine::MakeCall{id, net::ShutdownCall{SHUT_RD}});
        QTRY_COMPARE(rig.records(id, Operation::Shutdown).size(), std::size_t{1});
        rig.send(id, "still sends");
        QCOMPARE(peer.receive(), QByteArray("still sends"));
        QVERIFY(rig.records(id, Operation::RecvFrom).size() <= 1);
    }

    void largeReceiveBufferIsAskedForAndTheKernelsAnswerRecorded()
    {
        Bound b;
        QTRY_VERIFY(!b.rig.records(b.id, Operation::Bind).empty());
        const auto options = b.rig.records(b.id, Operation::SetSockOpt);
        const auto found = std::find_if(options.begin(), options.end(), [&](const capture::Record& record) {
            return b.rig.detail<capture::OptionDetail>(record).name == SO_RCVBUF;
        });
        QVERIFY(found != options.end());
        const auto detail = b.rig.detail<capture::OptionDetail>(*found);
        int asked = 0;
        int effective = 0;
        QCOMPARE(detail.effective.size(), sizeof(effective));
        std::memcpy(&asked, detail.asked.data(), sizeof(asked));
        std::memcpy(&effective, detail.effective.data(), sizeof(effective));
        QFile limit(QStringLiteral("/proc/sys/net/core/rmem_max"));
        QVERIFY(limit.open(QIODevice::ReadOnly));
        QCOMPARE(effective, 2 * std::min(asked, limit.readAll().trimmed().toInt())); // socket(7)
    }

    void burstIsReceivedWhole()
    {
        Bound b;
        constexpr int Count = 5000;
        for (int i = 0; i < Count; ++i)
            QVERIFY(b.peer.sendAll(QByteArray::number(i)));
        QTRY_COMPARE(b.received().size() + b.rig.status(b.id).counters.kernelDrops, std::size_t{Count});
        QCOMPARE(b.rig.payload(b.received().front()), QByteArray("0"));
    }

    void fileBecomesOneDatagramAndALargeOneIsRefused()
    {
        EngineRig rig;
        const PeerSocket peer = PeerSocket::listening(Protocol::Udp, support::loopback());
        const auto id = rig.connectTo(Protocol::Udp, {peer.local()});
        QTRY_COMPARE(rig.state(id), State::Connected);
        const auto write = [&](const char* name, const QByteArray& content) {
            QFile file(QString::fromStdString(rig.pathFor(name)));
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        };
        QVERIFY(write("small", "from a file"));
        QVERIFY(write("large", QByteArray(70'000, 'x')));
        rig.engine().post(engine::SendFile{id, rig.pathFor("small")});
        QCOMPARE(peer.receive(), QByteArray("from a file"));
        rig.engine().post(engine::SendFile{id, rig.pathFor("large")});
        QTRY_COMPARE(rig.records(id, Operation::Open).size(), std::size_t{2});
        QCOMPARE(int{rig.records(id, Operation::Open).back().errorNumber}, EMSGSIZE);
    }

    void ipv6DatagramsWork()
    {
        Bound b({.behaviour = engine::EchoBack{}}, support::loopback6());
        QVERIFY(b.peer.sendAll("six"));
        QCOMPARE(b.peer.receive(), QByteArray("six"));
    }
};

QTEST_GUILESS_MAIN(TestDatagram)
#include "tst_datagram.moc"
