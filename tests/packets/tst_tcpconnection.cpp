// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/tcpconnection.h"

#include <QTest>

using packets::ParsedPacket;
using packets::TcpConnection;
using packets::TcpReassembly;
using packets::TcpSide;

namespace {

ParsedPacket packet(std::uint32_t sequence, std::uint8_t flags = packets::TcpAck, std::uint32_t size = 0)
{
    ParsedPacket parsed;
    parsed.kind = packets::PacketKind::Tcp;
    parsed.tcpSequence = sequence;
    parsed.tcpFlags = flags;
    parsed.tcpWindow = 1000;
    parsed.payloadBytes = size;
    return parsed;
}

} // namespace

class TestTcpConnection final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersWrapAround()
    {
        TcpSide side;
        side.note(packet(0xffff'fffd, packets::TcpSyn));
        TcpReassembly::Deliveries out;
        QCOMPARE(side.positionOf(0xffff'fffe), 0);
        QCOMPARE(side.positionOf(3), 5);
        for (std::uint64_t i = 0; i < 5; ++i) { // 5 GiB and more
            const std::int64_t position = side.positionOf(0xffff'fffeU + static_cast<std::uint32_t>(i << 30));
            QCOMPARE(position, static_cast<std::int64_t>(i << 30));
            side.bytes.add({{i}, position, 1U << 30, 1U << 30}, out);
        }
        QCOMPARE(out.size(), 5U);
        QCOMPARE(side.positionOf(0xffff'fffd + (1U << 30)), (std::int64_t{5} << 30) - 1);
    }

    void withoutASynTheFirstNumberBegins()
    {
        TcpSide side;
        QVERIFY(!side.isKnown());
        side.note(packet(1000));
        QCOMPARE(side.positionOf(1000), 0);
        QCOMPARE(side.positionOf(990), -10);
    }

    void aSynWithAnotherNumberBeginsAnotherConnection()
    {
        TcpConnection connection;
        const ParsedPacket syn = packet(100, packets::TcpSyn);
        QVERIFY(!connection.isReplacedBy(syn, true));
        connection.sentBy(true).note(syn);
        QVERIFY(!connection.isReplacedBy(syn, true)); // sent again
        QVERIFY(connection.isReplacedBy(packet(101, packets::TcpSyn), true));
        QVERIFY(!connection.isReplacedBy(packet(500, packets::TcpSyn), false)); // both open at the same time
        TcpReassembly::Deliveries out;
        connection.sentBy(true).bytes.end(0, {}, out);
        QVERIFY(connection.isReplacedBy(syn, true)); // it was closed meanwhile
    }

    void aSynThatIsAnsweredAgainMayGetAnotherNumber()
    {
        constexpr std::uint8_t Answer = packets::TcpSyn | packets::TcpAck;
        TcpConnection connection;
        connection.sentBy(true).note(packet(100, packets::TcpSyn));
        connection.sentBy(false).note(packet(5000, Answer));
        QVERIFY(!connection.isReplacedBy(packet(7000, Answer), false));
        connection.sentBy(false).note(packet(7000, Answer));
        QCOMPARE(connection.sentBy(false).positionOf(7001), 0);
        TcpReassembly::Deliveries out;
        connection.sentBy(false).bytes.add({{}, 0, 1, 1}, out);
        QVERIFY(connection.isReplacedBy(packet(9000, Answer), false));
    }
};

QTEST_GUILESS_MAIN(TestTcpConnection)
#include "tst_tcpconnection.moc"
