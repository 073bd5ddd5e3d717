// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/enginerig.h"
#include "tests/support/peersocket.h"

#include "net/option.h"

#include <netinet/in.h>

using capture::Operation;
using engine::State;
using net::Protocol;
using support::EngineRig;
using support::PeerSocket;

namespace {

net::Membership membership(const char* group, const char* source = "")
{
    return net::parseMembership(group, source, "lo").value();
}

/// A bound UDP endpoint, and a sender of multicast whose datagrams leave by the loopback interface.
struct Bound
{
    explicit Bound(int family)
        : id(rig.listen(Protocol::Udp, net::Address::anyOf(family, 0)))
        , sender(net::socket(family, SOCK_DGRAM, net::FdMode::Blocking).value())
    {
        const auto lo = static_cast<int>(net::scopeIndex("lo").value());
        if (family == AF_INET6) {
            (void)net::setIntOption(sender.get(), IPPROTO_IPV6, IPV6_MULTICAST_IF, lo);
        } else {
            const ip_mreqn by{{}, {}, lo};
            (void)net::bind(sender.get(), support::loopback());
            (void)net::setOption(sender.get(), IPPROTO_IP, IP_MULTICAST_IF, std::as_bytes(std::span(&by, 1)));
        }
        (void)QTest::qWaitFor([&] { return rig.state(id) == State::Bound; });
    }
    void change(const net::Membership& membership, bool joins)
    {
        const auto before = options().size();
        rig.engine().post(engine::ChangeMembership{id, membership, joins});
        (void)QTest::qWaitFor([&] { return options().size() > before; });
    }
    /// setsockopt calls that change memberships.
    std::vector<capture::Record> options()
    {
        std::vector<capture::Record> result;
        for (const capture::Record& record : rig.records(id, Operation::SetSockOpt)) {
            const auto detail = rig.detail<capture::OptionDetail>(record);
            if (!net::membershipOptionName(detail.level, detail.name).empty())
                result.push_back(record);
        }
        return result;
    }
    bool sendTo(const net::Membership& membership, const QByteArray& text) const
    {
        const auto port = net::getsockname(fd).value().port();
        const auto bytes = std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size())));
        return net::sendto(sender.get(), bytes, 0, membership.group.withPort(port)).has_value();
    }
    QByteArrayList received()
    {
        QByteArrayList result;
        for (const capture::Record& record : rig.records(id, Operation::RecvFrom))
            result.append(rig.payload(record));
        return result;
    }

    EngineRig rig;
    base::EndpointId id;
    base::UniqueFd sender;
    int fd = -1;
};

} // namespace

/// Multicast groups are joined and left, each by a setsockopt that is recorded - ip(7), ipv6(7).
class TestMembership final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGroupThatWasJoinedReceivesUntilItIsLeft_data()
    {
        QTest::addColumn<QByteArray>("group");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("join");
        QTest::addColumn<QByteArray>("leave");
        QTest::newRow("any source") << QByteArray("239.1.2.3") << QByteArray() << QByteArray("IP_ADD_MEMBERSHIP")
                                    << QByteArray("IP_DROP_MEMBERSHIP");
        QTest::newRow("one source") << QByteArray("232.1.2.3") << QByteArray("127.0.0.1")
                                    << QByteArray("IP_ADD_SOURCE_MEMBERSHIP")
                                    << QByteArray("IP_DROP_SOURCE_MEMBERSHIP");
    }
    void aGroupThatWasJoinedReceivesUntilItIsLeft()
    {
        QFETCH(const QByteArray, group);
        QFETCH(const QByteArray, source);
        Bound b(AF_INET);
        b.fd = b.rig.status(b.id).fd;
        const int off = 0;
        // Without this a socket gets what any other on this machine has joined - ip(7).
        b.rig.engine().post(engine::SetOption{b.id,
            {IPPROTO_IP, IP_MULTICAST_ALL,
                {reinterpret_cast<const std::byte*>(&off), reinterpret_cast<const std::byte*>(&off) + sizeof(off)}}});
        const auto asked = membership(group.constData(), source.constData());
        b.change(asked, true);
        QTRY_COMPARE(b.rig.status(b.id).memberships.size(), std::size_t{1});
        QVERIFY(b.rig.status(b.id).memberships.front() == asked);
        QVERIFY(b.sendTo(asked, "joined"));
        QTRY_COMPARE(b.received(), QByteArrayList{"joined"});
        b.change(asked, false);
        QTRY_VERIFY(b.rig.status(b.id).memberships.empty());
        QVERIFY(b.sendTo(asked, "left"));
        // What comes next comes alone.
        const PeerSocket peer
            = PeerSocket::connected(Protocol::Udp, support::loopback(b.rig.status(b.id).info.local.port()));
        QVERIFY(peer.sendAll("unicast"));
        QTRY_COMPARE(b.received(), (QByteArrayList{"joined", "unicast"}));
        const auto options = b.options();
        QCOMPARE(options.size(), std::size_t{2});
        const auto nameOf = [&](const capture::Record& record) {
            const auto detail = b.rig.detail<capture::OptionDetail>(record);
            const auto name = net::membershipOptionName(detail.level, detail.name);
            return QByteArray(name.data(), qsizetype(name.size()));
        };
        QTEST(nameOf(options[0]), "join");
        QTEST(nameOf(options[1]), "leave");
    }

    void anotherSourceIsNotHeard()
    {
        Bound b(AF_INET);
        b.fd = b.rig.status(b.id).fd;
        const auto asked = membership("232.1.2.3", "127.0.0.9");
        b.change(asked, true);
        QVERIFY(b.sendTo(asked, "from another"));
        const PeerSocket peer
            = PeerSocket::connected(Protocol::Udp, support::loopback(b.rig.status(b.id).info.local.port()));
        QVERIFY(peer.sendAll("unicast"));
        QTRY_COMPARE(b.received(), QByteArrayList{"unicast"});
    }

    void ipv6GroupsAreJoinedAndLeft()
    {
        Bound b(AF_INET6);
        for (const auto& asked : {membership("ff02::1:3"), membership("ff32::8000:1", "::1")}) {
            b.change(asked, true);
            QTRY_COMPARE(b.rig.status(b.id).memberships.size(), std::size_t{1});
            QVERIFY(b.rig.status(b.id).memberships.front() == asked);
            b.change(asked, false);
            QTRY_VERIFY(b.rig.status(b.id).memberships.empty());
        }
        for (const capture::Record& record : b.options())
            QCOMPARE(record.outcome, capture::Outcome::Value);
    }

    void ipv6GroupReceivesWhereTheMachineRoutesIt()
    {
        Bound b(AF_INET6);
        b.fd = b.rig.status(b.id).fd;
        const auto asked = membership("ff01::1:3");
        b.change(asked, true);
        QTRY_COMPARE(b.rig.status(b.id).memberships.size(), std::size_t{1});
        if (!b.sendTo(asked, "six"))
            QSKIP("the loopback interface has no route for IPv6 multicast here");
        QTRY_COMPARE(b.received(), QByteArrayList{"six"});
    }

    void whatTheKernelRefusesIsRecordedWithItsErrno()
    {
        Bound b(AF_INET);
        const auto asked = membership("239.1.2.3");
        b.change(asked, false);
        QCOMPARE(int{b.options().back().errorNumber}, EADDRNOTAVAIL);
        b.change(asked, true);
        b.change(asked, true);
        QCOMPARE(int{b.options().back().errorNumber}, EADDRINUSE);
        QTRY_COMPARE(b.rig.errorCode(b.id), EADDRINUSE);
        QCOMPARE(b.rig.status(b.id).memberships.size(), std::size_t{1});
        auto elsewhere = asked;
        elsewhere.interfaceIndex = 99'999;
        b.change(elsewhere, true);
        QCOMPARE(int{b.options().back().errorNumber}, ENODEV);
    }

    void oneMoreThanTheKernelAllowsIsEnobufs()
    {
        Bound b(AF_INET);
        for (int i = 1; i <= 21; ++i)
            b.change(membership(("239.1.2." + std::to_string(i)).c_str()), true);
        const auto options = b.options();
        QCOMPARE(options.size(), std::size_t{21});
        // net.ipv4.igmp_max_memberships is 20 where nobody changed it - igmp(7).
        const auto refused = std::count_if(options.begin(), options.end(),
            [](const capture::Record& record) { return record.errorNumber == ENOBUFS; });
        QTRY_COMPARE(b.rig.status(b.id).memberships.size() + static_cast<std::size_t>(refused), std::size_t{21});
    }

    void aClosedEndpointHasNone()
    {
        Bound b(AF_INET);
        b.change(membership("239.1.2.3"), true);
        b.rig.engine().post(engine::Close{b.id});
        QTRY_COMPARE(b.rig.state(b.id), State::Closed);
        QVERIFY(b.rig.status(b.id).memberships.empty());
    }
};

QTEST_GUILESS_MAIN(TestMembership)
#include "tst_membership.moc"
