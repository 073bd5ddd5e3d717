// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/multicast.h"

#include "net/option.h"
#include "net/syscalls.h"

#include <QTest>

#include <netinet/in.h>

using net::Membership;

class TestMulticast final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsTypedBecomesAMembership_data()
    {
        QTest::addColumn<QByteArray>("group");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("interface");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* group, const char* source, const char* interface, const char* expected) {
            QTest::newRow(expected) << QByteArray(group) << QByteArray(source) << QByteArray(interface)
                                    << QByteArray(expected);
        };
        row("239.1.2.3", "", "", "239.1.2.3");
        row("239.1.2.3", "", "lo", "239.1.2.3 on lo");
        row("232.1.2.3", "127.0.0.1", "1", "232.1.2.3 from 127.0.0.1 on lo");
        row("ff02::1%lo", "", "", "ff02::1 on lo");
        row("ff3e::1", "2001:db8::1", "lo", "ff3e::1 from 2001:db8::1 on lo");
        row("[ff01::1]", "", "", "ff01::1");
    }
    void whatIsTypedBecomesAMembership()
    {
        QFETCH(const QByteArray, group);
        QFETCH(const QByteArray, source);
        QFETCH(const QByteArray, interface);
        QFETCH(const QByteArray, expected);
        const auto membership
            = net::parseMembership(group.toStdString(), source.toStdString(), interface.toStdString());
        QVERIFY(membership.has_value());
        QCOMPARE(net::toString(*membership), expected.toStdString());
        // There and back again through the option's bytes.
        for (const bool joins : {true, false}) {
            const auto option = net::membershipOption(*membership, joins);
            QVERIFY(option.has_value());
            QVERIFY(!net::membershipOptionName(option->level, option->name).empty());
            const auto change = net::membershipChange(option->level, option->name, option->value);
            QVERIFY(change.has_value());
            QCOMPARE(change->joins, joins);
            QVERIFY(change->membership == *membership);
        }
    }

    void whatCannotBeJoinedIsNamed_data()
    {
        QTest::addColumn<QByteArray>("group");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("interface");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("no address") << QByteArray("all") << QByteArray() << QByteArray() << EINVAL
                                    << QByteArray("group");
        QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray() << EINVAL << QByteArray("group");
        QTest::newRow("not multicast") << QByteArray("10.0.0.1") << QByteArray() << QByteArray() << EINVAL
                                       << QByteArray("group");
        QTest::newRow("not multicast, IPv6")
            << QByteArray("fe80::1") << QByteArray() << QByteArray() << EINVAL << QByteArray("group");
        QTest::newRow("no such scope") << QByteArray("ff02::1%eth99") << QByteArray() << QByteArray() << ENODEV
                                       << QByteArray("interface");
        QTest::newRow("no such interface")
            << QByteArray("239.1.2.3") << QByteArray() << QByteArray("eth99") << ENODEV << QByteArray("interface");
        QTest::newRow("source is no address")
            << QByteArray("232.1.2.3") << QByteArray("x") << QByteArray() << EINVAL << QByteArray("source");
        QTest::newRow("source is a group")
            << QByteArray("232.1.2.3") << QByteArray("232.1.2.4") << QByteArray() << EINVAL << QByteArray("source");
        QTest::newRow("source of the other family")
            << QByteArray("232.1.2.3") << QByteArray("::1") << QByteArray() << EAFNOSUPPORT << QByteArray("source");
    }
    void whatCannotBeJoinedIsNamed()
    {
        QFETCH(const QByteArray, group);
        QFETCH(const QByteArray, source);
        QFETCH(const QByteArray, interface);
        const auto membership
            = net::parseMembership(group.toStdString(), source.toStdString(), interface.toStdString());
        QVERIFY(!membership.has_value());
        QTEST(membership.error().code, "code");
        QTEST(QByteArray(membership.error().operation), "word");
    }

    void theKernelTakesEachOption()
    {
        const std::array groups{net::parseMembership("239.1.2.3", "", "lo"),
            net::parseMembership("232.1.2.3", "127.0.0.1", "lo"), net::parseMembership("ff02::1:3", "", "lo"),
            net::parseMembership("ff32::8000:1", "::1", "lo")};
        for (const auto& membership : groups) {
            QVERIFY(membership.has_value());
            const auto fd = net::socket(membership->group.family(), SOCK_DGRAM, net::FdMode::Blocking).value();
            for (const bool joins : {true, false}) {
                const auto option = net::membershipOption(*membership, joins).value();
                const auto set = net::setOption(fd.get(), option.level, option.name, option.value);
                QVERIFY2(set.has_value(), set ? "" : set.error().message().c_str());
            }
        }
    }

    void theOlderStructIsUnderstood()
    {
        ip_mreq asked{};
        asked.imr_multiaddr.s_addr = htonl(0xef010203);
        asked.imr_interface.s_addr = htonl(INADDR_LOOPBACK);
        const auto change = net::membershipChange(IPPROTO_IP, IP_ADD_MEMBERSHIP, std::as_bytes(std::span(&asked, 1)));
        QVERIFY(change.has_value());
        QCOMPARE(net::toString(change->membership), std::string("239.1.2.3 on lo"));
    }

    void otherBytesAndOptionsAreNone()
    {
        const std::array<std::byte, 3> few{};
        for (const int name : {IP_ADD_MEMBERSHIP, IP_ADD_SOURCE_MEMBERSHIP, IP_TTL})
            QVERIFY(!net::membershipChange(IPPROTO_IP, name, few).has_value());
        for (const int name : {IPV6_ADD_MEMBERSHIP, MCAST_JOIN_SOURCE_GROUP})
            QVERIFY(!net::membershipChange(IPPROTO_IPV6, name, few).has_value());
        QVERIFY(net::membershipOptionName(SOL_SOCKET, SO_BROADCAST).empty());
    }
};

QTEST_GUILESS_MAIN(TestMulticast)
#include "tst_multicast.moc"
