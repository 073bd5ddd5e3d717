// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "foreignfile.h"
#include "importedfile.h"
#include "savedcapture.h"

#include <QTest>

#include <functional>

using capture::Operation;
using net::Protocol;

namespace {

const QByteArray Macs(12, '\2');

QByteArray ethernet(const QByteArray& ip)
{
    return Macs + ForeignFile::big(ip.at(0) == '\x45' ? 0x0800 : 0x86dd) + ip;
}

QByteArray gre(const QByteArray& header, const QByteArray& content)
{
    return ForeignFile::ipv4(47, header + content);
}

QByteArray vxlan(const QByteArray& frame)
{
    return ForeignFile::udp(40000, 4789, QByteArray("\x08\0\0\0\0\0\7\0", 8) + frame);
}

QByteArray geneve(const QByteArray& frame)
{
    // With one option of 4 bytes.
    return ForeignFile::udp(40000, 6081, QByteArray("\1\0\x65\x58\0\0\7\0\1\2\3\0", 12) + frame);
}

/// A file of raw IP packets, opened.
ImportedFile opened(const QList<QByteArray>& packets)
{
    const ForeignFile file;
    QByteArray bytes = file.section() + file.interface(101);
    for (const QByteArray& packet : packets)
        bytes += file.packet(packet);
    return ImportedFile(bytes);
}

} // namespace

Q_DECLARE_METATYPE(std::function<QByteArray(const QByteArray&)>)
using Wrap = std::function<QByteArray(const QByteArray&)>;

class TestTunnels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theInnermostIsTheRecord_data();
    void theInnermostIsTheRecord();
    void whatIsNoTunnelIsADatagram_data();
    void whatIsNoTunnelIsADatagram();
    void otherTunnelsAreCounted_data();
    void otherTunnelsAreCounted();
    void depthIsBounded();
    void recordsOfOursAreNotLookedInto();
    void aCutTunnelKeepsTheRealLength();
};

void TestTunnels::theInnermostIsTheRecord_data()
{
    QTest::addColumn<Wrap>("wrap");
    const auto row = [](const char* name, const Wrap& wrap) { QTest::newRow(name) << wrap; };
    row("IP in IP", [](const QByteArray& ip) { return ForeignFile::ipv4(4, ip); });
    row("IP in IPv6", [](const QByteArray& ip) { return ForeignFile::ipv6(4, ip); });
    row("GRE", [](const QByteArray& ip) { return gre(QByteArray("\0\0\x08\0", 4), ip); });
    row("GRE, all fields",
        [](const QByteArray& ip) { return gre(QByteArray("\xb0\0\x08\0", 4) + QByteArray(12, '\x45'), ip); });
    row("GRE, key, Ethernet",
        [](const QByteArray& ip) { return gre(QByteArray("\x20\0\x65\x58\0\0\0\7", 8), ethernet(ip)); });
    row("VXLAN", [](const QByteArray& ip) { return ForeignFile::ipv4(17, vxlan(ethernet(ip))); });
    row("VXLAN with a group", [](const QByteArray& ip) {
        return ForeignFile::ipv6(17, ForeignFile::udp(9, 4789, QByteArray("\x88\0\0\5\0\0\7\0", 8) + ethernet(ip)));
    });
    row("GENEVE", [](const QByteArray& ip) { return ForeignFile::ipv4(17, geneve(ethernet(ip))); });
    row("VLAN in VXLAN in GRE in IPv6", [](const QByteArray& ip) {
        const QByteArray tagged = Macs + QByteArray("\x81\0\0\7\x08\0", 6) + ip;
        return ForeignFile::ipv6(47, QByteArray("\0\0\x08\0", 4) + ForeignFile::ipv4(17, vxlan(tagged)));
    });
}

void TestTunnels::theInnermostIsTheRecord()
{
    QFETCH(Wrap, wrap);
    ImportedFile imported = opened({wrap(ForeignFile::ipv4(6, ForeignFile::tcp(1000, 2000, "stream"))),
        wrap(ForeignFile::ipv4(17, ForeignFile::udp(1000, 2000, "datagram")))});
    QCOMPARE(imported.count(), 2U);
    QCOMPARE(imported.payload(0), QByteArray("stream"));
    QCOMPARE(imported.payload(1), QByteArray("datagram"));
    QCOMPARE(imported.reader().endpoint({1}).name, "tcp/1 10.0.0.1:1000 <-> 10.0.0.2:2000");
    QCOMPARE(imported.reader().endpoint({2}).name, "udp/2 10.0.0.1:1000 <-> 10.0.0.2:2000");
}

void TestTunnels::whatIsNoTunnelIsADatagram_data()
{
    QTest::addColumn<quint16>("port");
    QTest::addColumn<QByteArray>("content");
    const QByteArray frame = ethernet(ForeignFile::ipv4(17, ForeignFile::udp(1, 2, "x")));
    const QByteArray arp = Macs + QByteArray("\x08\6", 2) + QByteArray(28, '\1');
    const auto row
        = [](const char* name, quint16 port, const QByteArray& content) { QTest::newRow(name) << port << content; };
    row("text", 4789, "hello");
    row("nothing", 4789, {});
    row("no network number", 4789, QByteArray("\0\0\0\0\0\0\7\0", 8) + frame);
    row("reserved bits", 4789, QByteArray("\x08\0\0\1\0\0\7\0", 8) + frame);
    row("reserved byte", 4789, QByteArray("\x08\0\0\0\0\0\7\1", 8) + frame);
    row("header alone", 4789, QByteArray("\x08\0\0\0\0\0\7\0", 8));
    row("ARP inside", 4789, QByteArray("\x08\0\0\0\0\0\7\0", 8) + arp);
    row("damaged inside", 4789, QByteArray("\x08\0\0\0\0\0\7\0", 8) + frame.first(20));
    row("another port", 4790, QByteArray("\x08\0\0\0\0\0\7\0", 8) + frame);
    row("GENEVE of version 1", 6081, QByteArray("\x40\0\x65\x58\0\0\7\0", 8) + frame);
    row("GENEVE, options past the end", 6081, QByteArray("\x3f\0\x65\x58\0\0\7\0", 8) + frame);
}

void TestTunnels::whatIsNoTunnelIsADatagram()
{
    QFETCH(quint16, port);
    QFETCH(QByteArray, content);
    ImportedFile imported = opened({ForeignFile::ipv4(17, ForeignFile::udp(40000, port, content))});
    QCOMPARE(imported.count(), 1U);
    QCOMPARE(imported.payload(0), content);
    QCOMPARE(imported.reader().endpoint({1}).peer.port(), port);
}

void TestTunnels::otherTunnelsAreCounted_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("version 1") << QByteArray("\0\1\x08\0", 4);
    QTest::newRow("source routes") << QByteArray("\x40\0\x08\0", 4);
    QTest::newRow("another protocol") << QByteArray("\0\0\x08\6", 4);
    QTest::newRow("a header that is cut") << QByteArray("\0", 1);
}

void TestTunnels::otherTunnelsAreCounted()
{
    QFETCH(QByteArray, header);
    ImportedFile imported = opened({gre(header, header.size() < 4 ? QByteArray() : ForeignFile::ipv4(17, "12345678"))});
    QCOMPARE(imported.import().report().counts.otherProtocols, 1U);
}

void TestTunnels::depthIsBounded()
{
    QByteArray packet = ForeignFile::ipv4(17, ForeignFile::udp(1, 2, "x"));
    for (int i = 0; i < packets::PacketParser::MaxDepth; ++i)
        packet = ForeignFile::ipv4(4, packet);
    ImportedFile imported = opened({packet, ForeignFile::ipv4(4, packet)});
    QCOMPARE(imported.count(), 1U);
    QCOMPARE(imported.payload(0), QByteArray("x"));
    QCOMPARE(imported.import().report().counts.otherProtocols, 1U);
}

void TestTunnels::recordsOfOursAreNotLookedInto()
{
    SavedCapture capture;
    const auto socket = capture.add("udp", Protocol::Udp, ip("127.0.0.1", 40000), ip("127.0.0.1", 4789));
    const QByteArray frame = ethernet(ForeignFile::ipv4(17, ForeignFile::udp(1, 2, "x")));
    const QByteArray content = QByteArray("\x08\0\0\0\0\0\7\0", 8) + frame;
    capture.move(socket, Operation::Send, content);
    ImportedFile imported(capture.save(saving::SaveFormat::Pcapng, "a.pcapng"));
    QCOMPARE(imported.count(), 1U);
    QCOMPARE(imported.payload(0), content);
}

void TestTunnels::aCutTunnelKeepsTheRealLength()
{
    const ForeignFile file;
    const QByteArray inner = ForeignFile::ipv4(17, ForeignFile::udp(1, 2, QByteArray(1000, 'x')));
    const QByteArray packet = ForeignFile::ipv4(17, vxlan(ethernet(inner)));
    ImportedFile imported(
        file.section() + file.interface(101) + file.packet(packet.first(100), 1, 0, quint32(packet.size())));
    const capture::Record record = imported.reader().record({0}).value();
    QCOMPARE(record.result, 1000);
    QCOMPARE(record.payloadSize, 100U - 28 - 8 - 14 - 28);
}

QTEST_GUILESS_MAIN(TestTunnels)
#include "tst_tunnels.moc"
