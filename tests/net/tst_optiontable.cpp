// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/option.h"

#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTest>

#include <netinet/in.h>
#include <netinet/tcp.h>

using namespace Qt::StringLiterals;
using net::OptionInfo;
using net::OptionType;
using net::Protocol;

namespace {

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// What the page says to its reader: without the comments that roff hides.
QByteArray manualPage(const QByteArray& page)
{
    const QByteArray name = page.left(page.indexOf('('));
    QFile file(u"/usr/share/man/man7/"_s + QString::fromLatin1(name) + u".7.gz"_s);
    if (!file.exists())
        return {};
    QProcess gzip;
    gzip.start(u"gzip"_s, {u"-dc"_s, file.fileName()});
    if (!gzip.waitForFinished())
        return {};
    QByteArray text;
    for (const QByteArray& line : gzip.readAllStandardOutput().split('\n'))
        if (!line.startsWith(".\\\""))
            text += line + '\n';
    return text;
}

} // namespace

class TestOptionTable final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheOptionsOfEveryLevel_data()
    {
        QTest::addColumn<QByteArray>("level");
        QTest::addColumn<int>("least");
        QTest::newRow("socket") << QByteArray("SOL_SOCKET") << 40;
        QTest::newRow("ip") << QByteArray("IPPROTO_IP") << 18;
        QTest::newRow("ipv6") << QByteArray("IPPROTO_IPV6") << 20;
        QTest::newRow("tcp") << QByteArray("IPPROTO_TCP") << 20;
        QTest::newRow("udp") << QByteArray("IPPROTO_UDP") << 3;
    }
    void hasTheOptionsOfEveryLevel()
    {
        QFETCH(QByteArray, level);
        QFETCH(int, least);
        const auto table = net::optionTable();
        const auto count = std::count_if(
            table.begin(), table.end(), [&](const OptionInfo& option) { return bytes(option.levelName) == level; });
        QVERIFY2(count >= least, QByteArray::number(qlonglong(count)).constData());
    }

    void listsEachOptionOnceAndByLevel()
    {
        QSet<QByteArray> names;
        QSet<std::pair<int, int>> numbers;
        QList<int> levels;
        for (const OptionInfo& option : net::optionTable()) {
            QVERIFY2(!names.contains(bytes(option.cName)), option.cName.data());
            names.insert(bytes(option.cName));
            QVERIFY2(!numbers.contains({option.level, option.name}), option.cName.data());
            numbers.insert({option.level, option.name});
            if (levels.isEmpty() || levels.last() != option.level)
                levels << option.level;
        }
        QCOMPARE(levels, (QList<int>{SOL_SOCKET, IPPROTO_IP, IPPROTO_IPV6, IPPROTO_TCP, IPPROTO_UDP}));
    }

    void findsEachOptionByBothKeys()
    {
        for (const OptionInfo& option : net::optionTable()) {
            QCOMPARE(net::findOption(option.level, option.name), &option);
            QCOMPARE(net::findOption(option.cName), &option);
        }
    }

    void findsNothingForUnknownKeys()
    {
        QCOMPARE(net::findOption(SOL_SOCKET, 4711), nullptr);
        QCOMPARE(net::findOption(4711, SO_KEEPALIVE), nullptr);
        for (const char* name : {"", "SO_", "so_keepalive", "SO_KEEPALIVE ", "KEEPALIVE", "TCP_NOSUCH"})
            QCOMPARE(net::findOption(name), nullptr);
    }

    void numbersAreTheHeaders_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("number");
        QTest::newRow("SO_RCVBUF") << QByteArray("SO_RCVBUF") << SOL_SOCKET << SO_RCVBUF;
        QTest::newRow("SO_COOKIE") << QByteArray("SO_COOKIE") << SOL_SOCKET << SO_COOKIE;
        QTest::newRow("IP_TTL") << QByteArray("IP_TTL") << int(IPPROTO_IP) << IP_TTL;
        QTest::newRow("IPV6_V6ONLY") << QByteArray("IPV6_V6ONLY") << int(IPPROTO_IPV6) << IPV6_V6ONLY;
        QTest::newRow("TCP_NODELAY") << QByteArray("TCP_NODELAY") << int(IPPROTO_TCP) << TCP_NODELAY;
        QTest::newRow("UDP_SEGMENT") << QByteArray("UDP_SEGMENT") << int(IPPROTO_UDP) << 103;
    }
    void numbersAreTheHeaders()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, level);
        QFETCH(int, number);
        const OptionInfo* option = net::findOption(name.toStdString());
        QVERIFY(option);
        QCOMPARE(option->level, level);
        QCOMPARE(option->name, number);
    }

    void everyRowIsComplete()
    {
        for (const OptionInfo& option : net::optionTable()) {
            const char* name = option.cName.data();
            QVERIFY2(option.minimum <= option.maximum, name);
            QCOMPARE(QByteArray(option.setOperation), "setsockopt(" + bytes(option.cName) + ")");
            QCOMPARE(QByteArray(option.getOperation), "getsockopt(" + bytes(option.cName) + ")");
            for (const net::NamedValue& choice : option.choices)
                QVERIFY2(!choice.name.empty(), name);
            if (option.type == OptionType::Choice)
                for (const net::NamedValue& choice : option.choices)
                    QVERIFY2(choice.value >= option.minimum && choice.value <= option.maximum, name);
        }
    }

    void namedManualPagesDescribeTheOption()
    {
        QHash<QByteArray, QByteArray> pages;
        for (const char* page : {"socket(7)", "ip(7)", "ipv6(7)", "tcp(7)", "udp(7)"}) {
            pages[page] = manualPage(page);
            if (pages[page].isEmpty())
                QSKIP("the manual pages are not installed");
        }
        QStringList wrong;
        for (const OptionInfo& option : net::optionTable()) {
            const QByteArray name = bytes(option.cName);
            if (!option.manPage.empty() && !pages.value(bytes(option.manPage)).contains(name))
                wrong << QString::fromLatin1(name + " is not in " + bytes(option.manPage));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void appliesByProtocolAndFamily_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("expected"); // TCP v4, TCP v6, UDP v4, UDP v6, Unix stream, Unix datagram
        QTest::newRow("all") << QByteArray("SO_RCVBUF") << QByteArray("111111");
        QTest::newRow("internet") << QByteArray("SO_REUSEADDR") << QByteArray("111100");
        QTest::newRow("tcp") << QByteArray("TCP_NODELAY") << QByteArray("110000");
        QTest::newRow("udp") << QByteArray("UDP_SEGMENT") << QByteArray("001100");
        QTest::newRow("v4") << QByteArray("IP_TTL") << QByteArray("101000");
        QTest::newRow("v6") << QByteArray("IPV6_V6ONLY") << QByteArray("010100");
        QTest::newRow("udp v4") << QByteArray("SO_BROADCAST") << QByteArray("001000");
        QTest::newRow("udp v6") << QByteArray("IPV6_DONTFRAG") << QByteArray("000100");
        QTest::newRow("unix") << QByteArray("SO_PASSCRED") << QByteArray("000011");
        QTest::newRow("udp and unix") << QByteArray("SO_PEEK_OFF") << QByteArray("001111");
    }
    void appliesByProtocolAndFamily()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, expected);
        const OptionInfo* option = net::findOption(name.toStdString());
        QVERIFY(option);
        QByteArray applies;
        const auto add
            = [&](Protocol protocol, int family) { applies += net::appliesTo(*option, protocol, family) ? '1' : '0'; };
        add(Protocol::Tcp, AF_INET);
        add(Protocol::Tcp, AF_INET6);
        add(Protocol::Udp, AF_INET);
        add(Protocol::Udp, AF_INET6);
        add(Protocol::UnixStream, AF_UNIX);
        add(Protocol::UnixDatagram, AF_UNIX);
        QCOMPARE(applies, expected);
    }
};

QTEST_GUILESS_MAIN(TestOptionTable)
#include "tst_optiontable.moc"
