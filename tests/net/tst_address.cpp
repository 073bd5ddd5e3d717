// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/address.h"

#include <QTest>

#include <netinet/in.h>
#include <sys/un.h>

using net::Address;

class TestAddress final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numericAddressesRoundTrip_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("v4") << QByteArray("127.0.0.1") << QByteArray("127.0.0.1:80");
        QTest::newRow("v6") << QByteArray("::1") << QByteArray("[::1]:80");
        QTest::newRow("v6 in brackets") << QByteArray("[::1]") << QByteArray("[::1]:80");
        QTest::newRow("scope") << QByteArray("fe80::1%lo") << QByteArray("[fe80::1%lo]:80");
        QTest::newRow("scope number") << QByteArray("fe80::1%1") << QByteArray("[fe80::1%lo]:80");
        QTest::newRow("mapped") << QByteArray("::ffff:127.0.0.1") << QByteArray("[::ffff:127.0.0.1]:80");
    }
    void numericAddressesRoundTrip()
    {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, shown);
        const auto address = Address::fromIp(host.toStdString(), 80);
        QVERIFY(address.has_value());
        QCOMPARE(QByteArray::fromStdString(address->toString()), shown);
        QCOMPARE(Address::fromSockaddr(address->data(), address->size()), *address);
    }

    void refusesWhatIsNotNumeric_data()
    {
        QTest::addColumn<QByteArray>("host");
        for (const char* host : {"", "localhost", "127.1", "0x7f.1", "2130706433", "127.0.0.1 ", "1.2.3.4.5",
                 "[1.2.3.4]", "127.0.0.1%lo", ":::", "::1%nosuchif", "::1%", "12345::"})
            QTest::newRow(*host ? host : "empty") << QByteArray(host);
        QTest::newRow("full-width digits") << QByteArray("\xef\xbc\x91.1.1.1");
        QTest::newRow("NUL") << QByteArray("127.0.0.1\0x", 11);
        QTest::newRow("NUL in the scope") << QByteArray("fe80::1%lo\0x", 12);
    }
    void refusesWhatIsNotNumeric()
    {
        QFETCH(QByteArray, host);
        QVERIFY(!Address::fromIp(host.toStdString(), 1).has_value());
    }

    void unknownScopeIsEnodev() { QCOMPARE(Address::fromIp("fe80::1%nosuchif", 1).error().code, ENODEV); }

    void pathLimitIs107Bytes()
    {
        const std::string longest(107, 'x');
        QVERIFY(Address::fromPath(longest).has_value());
        QCOMPARE(Address::fromPath(longest)->path(), longest);
        QCOMPARE(Address::fromPath(longest + 'x').error().code, ENAMETOOLONG);
        QCOMPARE(Address::fromAbstract(longest)->host(), '@' + longest);
        QCOMPARE(Address::fromAbstract(longest + 'x').error().code, ENAMETOOLONG);
    }

    void pathWithNulIsRefusedAndAbstractNameKeepsIt()
    {
        const std::string name("a\0b", 3);
        QCOMPARE(Address::fromPath(name).error().code, EINVAL);
        QCOMPARE(Address::fromPath("").error().code, EINVAL);
        QCOMPARE(Address::fromAbstract(name)->host(), '@' + name);
    }

    void unnamedUnixSocketSaysSo()
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const Address unnamed = Address::fromSockaddr(reinterpret_cast<sockaddr*>(&address), sizeof(sa_family_t));
        QCOMPARE(unnamed.toString(), std::string("(unnamed)"));
        QVERIFY(unnamed.path().empty());
    }

    void tellsLoopbackAndWildcard()
    {
        QVERIFY(Address::fromIp("127.9.9.9", 1)->isLoopback());
        QVERIFY(Address::fromIp("::1", 1)->isLoopback());
        QVERIFY(Address::fromIp("::ffff:127.0.0.1", 1)->isLoopback());
        QVERIFY(!Address::fromIp("192.0.2.1", 1)->isLoopback());
        QVERIFY(Address::fromIp("0.0.0.0", 1)->isWildcard());
        QVERIFY(Address::fromIp("::", 1)->isWildcard());
        QVERIFY(Address::fromIp("::ffff:0.0.0.0", 1)->isWildcard());
        QVERIFY(!Address::fromIp("::1", 1)->isWildcard());
        QCOMPARE(Address::anyOf(AF_INET6, 7).toString(), std::string("[::]:7"));
    }

    void portsAreStrict_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::newRow("zero") << QByteArray("0") << 0;
        QTest::newRow("most") << QByteArray("65535") << 0;
        QTest::newRow("too much") << QByteArray("65536") << ERANGE;
        QTest::newRow("far too much") << QByteArray("99999999999999999999") << ERANGE;
        for (const char* text : {"-1", "+1", "abc", "80 ", "0x50", "8.0"})
            QTest::newRow(text) << QByteArray(text) << EINVAL;
        QTest::newRow("empty") << QByteArray() << EINVAL;
    }
    void portsAreStrict()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        const auto port = net::parsePort(text.toStdString());
        QCOMPARE(port ? 0 : port.error().code, code);
    }
};

QTEST_GUILESS_MAIN(TestAddress)
#include "tst_address.moc"
