// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/propertylist.h"
#include "socketproperties.h"

#include <QTest>

#include <sys/socket.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

/// The value of a property by its name; a null text where it is not listed.
QString value(const engine::Properties& properties, const QString& name)
{
    for (const session::Property& property : session::listProperties(properties)) {
        if (property.name == name)
            return property.value.isNull() ? u""_s : property.value;
    }
    return {};
}

/// What is listed of a connected socket under a heading.
QStringList namesIn(session::PropertyGroup group, const SocketKind& kind)
{
    const ConnectedPair pair = connectedPair(kind);
    QStringList names;
    for (const session::Property& property : session::listProperties(socketProperties(pair.client.get(), kind, 1))) {
        if (property.group == group)
            names.append(property.name);
    }
    return names;
}

std::optional<QString> freshValue(const engine::Properties& properties, const QString& name)
{
    const auto list = session::listProperties(properties);
    const auto found = std::ranges::find(list, name, &session::Property::name);
    return found == list.end() ? std::nullopt : found->freshValue;
}

engine::Properties of(net::Protocol protocol)
{
    engine::Properties properties;
    properties.status.info.protocol = protocol;
    return properties;
}

} // namespace

class TestPropertyList final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theModeOfASocketsFileIsInOctal()
    {
        engine::Properties properties = of(net::Protocol::UnixSeqpacket);
        QVERIFY(value(properties, u"file mode"_s).isNull());
        properties.fileMode = 0660;
        QCOMPARE(value(properties, u"file mode"_s), u"0660"_s);
        properties.fileMode = 0;
        QCOMPARE(value(properties, u"file mode"_s), u"0000"_s);
    }

    void howCallsAreMadeComesFirst()
    {
        for (const SocketKind& kind : SocketKinds)
            QCOMPARE(namesIn(session::PropertyGroup::Mode, kind).first(4),
                QStringList({u"Mode"_s, u"Timeout"_s, u"Receive"_s, u"Echo"_s}));
    }

    void whatIsSetMostIsListedBeforeTheLevels_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("TCP v6") << 1
                                << QStringList{u"TCP_NODELAY"_s, u"SO_KEEPALIVE"_s, u"SO_LINGER"_s, u"SO_RCVBUF"_s,
                                       u"SO_SNDBUF"_s, u"SO_REUSEADDR"_s, u"IPV6_V6ONLY"_s, u"IPV6_UNICAST_HOPS"_s};
        QTest::newRow("UDP v4") << 2
                                << QStringList{u"SO_BROADCAST"_s, u"SO_RCVBUF"_s, u"SO_SNDBUF"_s, u"SO_REUSEADDR"_s,
                                       u"IP_TTL"_s, u"IP_MULTICAST_TTL"_s};
        QTest::newRow("Unix stream") << 4 << QStringList{u"SO_RCVBUF"_s, u"SO_SNDBUF"_s, u"SO_PASSCRED"_s};
    }
    void whatIsSetMostIsListedBeforeTheLevels()
    {
        QFETCH(int, kind);
        QStringList names = namesIn(session::PropertyGroup::Common, SocketKinds[static_cast<std::size_t>(kind)]);
        for (const QString& ofTheMode : {u"O_NONBLOCK"_s, u"Lanes"_s, u"Receive size"_s}) // set less often, so behind
            QCOMPARE(names.takeLast(), ofTheMode);
        QTEST(names, "expected");
    }

    void whatAFreshSocketHasIsToldWhereThisOneHasAnotherValue()
    {
        const SocketKind& kind = SocketKinds[0];
        const ConnectedPair pair = connectedPair(kind);
        engine::Properties properties = socketProperties(pair.client.get(), kind, 1);
        const auto fresh = std::make_shared<const std::vector<engine::OptionReading>>(
            socketProperties(openSocket(kind).get(), kind, 2).options);
        QVERIFY(net::setIntOption(pair.client.get(), SOL_SOCKET, SO_KEEPALIVE, 1));
        properties.options = socketProperties(pair.client.get(), kind, 1).options;
        QVERIFY(!freshValue(properties, u"SO_KEEPALIVE"_s)); // not known
        properties.freshOptions = fresh;
        QCOMPARE(freshValue(properties, u"SO_KEEPALIVE"_s), std::optional(u"0"_s));
        QVERIFY(!freshValue(properties, u"TCP_NODELAY"_s)); // the same
        QVERIFY(!freshValue(properties, u"SO_COOKIE"_s)); // nobody can set it
    }

    void valueThatTcpTunedWasAskedByNobody()
    {
        const SocketKind& kind = SocketKinds[0];
        const ConnectedPair pair = connectedPair(kind);
        const auto listed = [&] {
            engine::Properties properties = socketProperties(pair.client.get(), kind, 1);
            properties.freshOptions = std::make_shared<const std::vector<engine::OptionReading>>(
                socketProperties(openSocket(kind).get(), kind, 2).options);
            return properties;
        };
        for (const auto& name : {u"SO_SNDBUF"_s, u"SO_RCVBUF"_s, u"TCP_MAXSEG"_s, u"TCP_WINDOW_CLAMP"_s})
            QVERIFY2(!freshValue(listed(), name), qPrintable(name));
        QVERIFY(net::setIntOption(pair.client.get(), SOL_SOCKET, SO_SNDBUF, 4096));
        if (!net::getIntOption(pair.client.get(), SOL_SOCKET, SO_BUF_LOCK))
            QSKIP("the kernel is older than 5.15, and does not tell which buffers were set");
        QVERIFY(freshValue(listed(), u"SO_SNDBUF"_s));
        QVERIFY(!freshValue(listed(), u"SO_RCVBUF"_s));
    }

    void whatTheKernelDroppedIsAFactOfDatagramsAlone()
    {
        for (const auto protocol : {net::Protocol::Udp, net::Protocol::UnixDatagram}) {
            engine::Properties properties = of(protocol);
            properties.status.counters.kernelDrops = 3;
            QCOMPARE(value(properties, u"dropped by kernel"_s), u"3"_s);
        }
        for (const auto protocol : {net::Protocol::Tcp, net::Protocol::UnixStream, net::Protocol::UnixSeqpacket})
            QVERIFY(value(of(protocol), u"dropped by kernel"_s).isNull());
    }
};

QTEST_GUILESS_MAIN(TestPropertyList)
#include "tst_propertylist.moc"
