// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include "net/option.h"

#include <netinet/in.h>

using capture::AddressDetail;
using capture::Operation;
using engine::ReceiveMode;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

namespace {

engine::OptionSetting on(int level, int name)
{
    const int one = 1;
    const auto* bytes = reinterpret_cast<const std::byte*>(&one);
    return {level, name, {bytes, bytes + sizeof(one)}};
}

std::vector<engine::OptionSetting> askedOf(int family)
{
    if (family == AF_INET6)
        return {on(IPPROTO_IPV6, IPV6_RECVPKTINFO), on(IPPROTO_IPV6, IPV6_RECVHOPLIMIT)};
    return {on(IPPROTO_IP, IP_PKTINFO), on(IPPROTO_IP, IP_RECVTTL)};
}

} // namespace

Q_DECLARE_METATYPE(net::ModeSetting)

/// How a datagram arrived is recorded with it, where the socket was asked to tell, whoever makes the call.
class TestArrival final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void destinationInterfaceAndHopsAreRecorded_data()
    {
        QTest::addColumn<QString>("bindTo");
        QTest::addColumn<QString>("sendTo");
        QTest::addColumn<net::ModeSetting>("mode");
        const net::ModeSetting loop{};
        const net::ModeSetting lane{net::Mode::Blocking, {}};
        QTest::newRow("IPv4") << "0.0.0.0"
                              << "127.0.0.7" << loop;
        QTest::newRow("IPv4 in a lane") << "0.0.0.0"
                                        << "127.0.0.7" << lane;
        QTest::newRow("IPv6") << "::"
                              << "::1" << loop;
        QTest::newRow("IPv6 in a lane") << "::"
                                        << "::1" << lane;
    }
    void destinationInterfaceAndHopsAreRecorded()
    {
        QFETCH(const QString, bindTo);
        QFETCH(const QString, sendTo);
        QFETCH(const net::ModeSetting, mode);
        const auto address = net::Address::fromIp(bindTo.toStdString(), 0).value();
        EngineRig rig;
        const auto id = rig.listen(Protocol::Udp, address, {.mode = mode, .options = askedOf(address.family())});
        QTRY_COMPARE(rig.state(id), State::Bound);
        const auto target = net::Address::fromIp(sendTo.toStdString(), rig.status(id).info.local.port()).value();
        const PeerSocket peer = PeerSocket::connected(Protocol::Udp, target);
        QVERIFY(peer.sendAll("hello"));
        const auto operation = mode.mode == net::Mode::NonBlocking ? Operation::RecvFrom : Operation::RecvMsg;
        QTRY_COMPARE(rig.records(id, operation).size(), std::size_t{1});
        const auto detail = rig.detail<AddressDetail>(rig.records(id, operation).front());
        QCOMPARE(detail.address, peer.local());
        QCOMPARE(detail.local, target);
        QCOMPARE(detail.interface, std::string("lo"));
        QCOMPARE(int{detail.hops.value_or(0)}, 64);
    }

    void aReceiveOnDemandTellsItToo()
    {
        EngineRig rig;
        const auto id = rig.listen(
            Protocol::Udp, support::loopback(), {.receive = ReceiveMode::OnDemand, .options = askedOf(AF_INET)});
        QTRY_COMPARE(rig.state(id), State::Bound);
        const PeerSocket peer = PeerSocket::connected(Protocol::Udp, rig.status(id).info.local);
        QVERIFY(peer.sendAll("0123456789"));
        QTRY_COMPARE(net::receiveQueue(rig.status(id).fd).value_or(-1), 10);
        rig.engine().post(engine::Receive{id, 4, 0});
        QTRY_COMPARE(rig.records(id, Operation::RecvFrom).size(), std::size_t{1});
        const auto record = rig.records(id, Operation::RecvFrom).front();
        QCOMPARE(rig.detail<AddressDetail>(record).local, rig.status(id).info.local);
        QCOMPARE(rig.detail<AddressDetail>(record).interface, std::string("lo"));
        QCOMPARE(int{record.messageFlags}, int{MSG_TRUNC});
    }

    void anOptionThatIsSetLaterCountsFromThenOn()
    {
        EngineRig rig;
        const PeerSocket peer = PeerSocket::listening(Protocol::Udp, support::loopback());
        const auto id = rig.connectTo(Protocol::Udp, {peer.local()});
        QTRY_COMPARE(rig.state(id), State::Connected);
        QVERIFY(net::connect(peer.fd(), rig.status(id).info.local).has_value());
        QVERIFY(peer.sendAll("before"));
        QTRY_COMPARE(rig.records(id, Operation::RecvFrom).size(), std::size_t{1});
        rig.engine().post(engine::SetOption{id, on(IPPROTO_IP, IP_RECVTTL)});
        const auto isSet
            = [&] { return net::getIntOption(rig.status(id).fd, IPPROTO_IP, IP_RECVTTL).value_or(0) == 1; };
        QTRY_VERIFY(isSet());
        QVERIFY(peer.sendAll("after"));
        QTRY_COMPARE(rig.records(id, Operation::RecvFrom).size(), std::size_t{2});
        const auto records = rig.records(id, Operation::RecvFrom);
        QVERIFY(rig.detail<AddressDetail>(records[0]) == AddressDetail());
        QCOMPARE(int{rig.detail<AddressDetail>(records[1]).hops.value_or(0)}, 64);
        QVERIFY(rig.detail<AddressDetail>(records[1]).local.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestArrival)
#include "tst_arrival.moc"
