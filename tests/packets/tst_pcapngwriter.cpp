// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "pcapngfile.h"
#include "savedcapture.h"

#include <QTest>

#include <sys/socket.h>

using namespace Qt::StringLiterals;
using capture::Operation;
using net::Protocol;
using saving::SaveFormat;

namespace {

const QByteArray Loopback("\x7f\0\0\1", 4);
const QByteArray MappedLoopback("\0\0\0\0\0\0\0\0\0\0\xff\xff\x7f\0\0\1", 16);

PcapngFile saved(SavedCapture& capture)
{
    const PcapngFile file = PcapngFile::read(capture.save(SaveFormat::Pcapng, "a.pcapng"));
    if (!file.isWhole)
        qWarning("the blocks do not fit together");
    return file;
}

/// The one's complement sum over what a checksum covers, the checksum included, is 0xffff - RFC 1071.
quint16 sumOf(const QByteArray& bytes, quint32 sum = 0)
{
    for (qsizetype i = 0; i < bytes.size(); ++i)
        sum += quint32(quint8(bytes.at(i))) << (i % 2 == 0 ? 8 : 0);
    while (sum >> 16 != 0)
        sum = (sum & 0xffff) + (sum >> 16);
    return quint16(sum);
}

bool hasGoodChecksums(const PcapngFile::Packet& packet)
{
    const QByteArray transport = packet.bytes.mid(packet.ipBytes());
    const quint32 pseudo = sumOf(packet.source() + packet.destination()) + quint32(transport.size() & 0xffff)
        + quint32(packet.protocol());
    return (packet.isIpv6() || sumOf(packet.bytes.first(20)) == 0xffff) && sumOf(transport, pseudo) == 0xffff;
}

} // namespace

class TestPcapngWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachMoveIsAPacket();
    void numbersGoOnInBothDirections();
    void checksumsAreRight_data();
    void checksumsAreRight();
    void bothEndsOfAConnectionAreStreamsOfTheirOwn();
    void aSocketConnectedToItselfHasTwoEnds();
    void largePayloadsAreSplit();
    void whatWasNotKeptIsCountedAllTheSame();
    void datagramsGoToTheirOwnPeers();
    void anEmptyDatagramIsAPacket();
    void aWildcardIsTheLoopbackThatItTalksTo();
    void mappedAddressesAreIpv4();
    void unixSocketsGetMadeUpAddresses();
    void peekedBytesAreNoTraffic();
    void longDetailsAreNoLargeBlocks();
    void manyEndpointsShareAnInterface();
};

void TestPcapngWriter::eachMoveIsAPacket()
{
    SavedCapture capture;
    const auto client = capture.add("client", Protocol::Tcp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    capture.append(capture.call(client, Operation::Socket, 3));
    capture.move(client, Operation::Send, "question");
    capture.move(client, Operation::Recv, "answer");
    capture.append(capture.call(client, Operation::Recv, 0));
    capture.append(capture.call(client, Operation::Close));
    const PcapngFile file = saved(capture);
    QVERIFY(file.isWhole);
    QCOMPARE(file.packets.size(), 2);
    const auto reader = capture.reader();
    for (int i : {0, 1}) {
        const PcapngFile::Packet& packet = file.packets.at(i);
        QCOMPARE(packet.time, quint64(reader->record({std::uint64_t(i) + 1}).value().timeNs));
        QCOMPARE(packet.source(), Loopback);
        QCOMPARE(packet.originalBytes, quint32(packet.bytes.size()));
    }
    QCOMPARE(file.packets.at(0).data(), QByteArray("question"));
    QCOMPARE(file.packets.at(0).flags, 2U);
    QCOMPARE(file.packets.at(0).sourcePort(), 40000);
    QCOMPARE(file.packets.at(1).data(), QByteArray("answer"));
    QCOMPARE(file.packets.at(1).flags, 1U);
    QCOMPARE(file.packets.at(1).sourcePort(), 5000);
}

void TestPcapngWriter::numbersGoOnInBothDirections()
{
    SavedCapture capture;
    const auto client = capture.add("client", Protocol::Tcp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    const auto again = capture.add("again", Protocol::Tcp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    capture.move(client, Operation::Send, "12345");
    capture.move(client, Operation::Recv, "123");
    capture.move(client, Operation::Send, "1");
    // A later connection with the same two ends begins anew.
    capture.move(again, Operation::Recv, "12");
    const QList<PcapngFile::Packet> packets = saved(capture).packets;
    constexpr quint32 Later = 0x1000'0000;
    const std::array<std::pair<quint32, quint32>, 6> wanted{
        {{1, 1}, {1, 6}, {6, 4}, {Later, 0}, {Later, Later + 1}, {Later + 1, Later + 1}}};
    QCOMPARE(packets.size(), qsizetype(wanted.size()));
    for (int i = 0; i < packets.size(); ++i) {
        QCOMPARE(packets.at(i).sequence(), wanted.at(std::size_t(i)).first);
        QCOMPARE(packets.at(i).acknowledged(), wanted.at(std::size_t(i)).second);
    }
    const auto flagsOf = [&](int packet) { return int(packets.at(packet).bytes.at(33)); };
    QCOMPARE(flagsOf(3), 0x02); // SYN
    QCOMPARE(flagsOf(4), 0x12); // SYN, ACK
    QCOMPARE(flagsOf(5), 0x18);
    QVERIFY(packets.at(0).interface != packets.at(5).interface);
}

void TestPcapngWriter::checksumsAreRight_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isTcp");
    for (const char* host : {"127.0.0.1", "::1"}) {
        for (const bool isTcp : {true, false})
            QTest::addRow("%s %s", host, isTcp ? "TCP" : "UDP") << QByteArray(host) << isTcp;
    }
}

void TestPcapngWriter::checksumsAreRight()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, isTcp);
    SavedCapture capture;
    const auto id = capture.add(
        "client", isTcp ? Protocol::Tcp : Protocol::Udp, ip(host.constData(), 40000), ip(host.constData(), 5000));
    for (int size = 1; size < 70; ++size)
        capture.move(id, size % 2 == 0 ? Operation::Send : Operation::Recv, QByteArray(size, char(size * 37)));
    capture.move(id, Operation::Send, QByteArray(60'001, '\xff'));
    const PcapngFile file = saved(capture);
    QCOMPARE(file.packets.size(), 70);
    for (const PcapngFile::Packet& packet : file.packets)
        QVERIFY(hasGoodChecksums(packet));
}

void TestPcapngWriter::bothEndsOfAConnectionAreStreamsOfTheirOwn()
{
    SavedCapture capture;
    const auto client = capture.add("client", Protocol::Tcp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    const auto server = capture.add("server/1", Protocol::Tcp, ip("127.0.0.1", 5000), ip("127.0.0.1", 40000));
    const auto client6 = capture.add("client6", Protocol::Tcp, ip("::1", 40000), ip("::1", 5000));
    const auto server6 = capture.add("server6/1", Protocol::Tcp, ip("::1", 5000), ip("::1", 40000));
    capture.move(client, Operation::Send, "x");
    capture.move(server, Operation::Recv, "x");
    capture.move(client6, Operation::Send, "x");
    capture.move(server6, Operation::Recv, "x");
    const QList<PcapngFile::Packet> packets = saved(capture).packets;
    QCOMPARE(packets.at(0).source(), Loopback);
    QCOMPARE(packets.at(1).source(), MappedLoopback);
    QCOMPARE(packets.at(1).destination(), MappedLoopback);
    QCOMPARE(packets.at(1).sourcePort(), 40000);
    QCOMPARE(packets.at(1).sequence(), 1U);
    QCOMPARE(packets.at(2).source(), QByteArray(15, '\0') + '\1');
    QCOMPARE(packets.at(3).source(), QByteArray::fromHex("20010db8") + QByteArray(11, '\0') + '\1');
    QVERIFY(hasGoodChecksums(packets.at(1)) && hasGoodChecksums(packets.at(3)));
}

void TestPcapngWriter::aSocketConnectedToItselfHasTwoEnds()
{
    SavedCapture capture;
    const auto self = capture.add("self", Protocol::Tcp, ip("127.0.0.1", 5000), ip("127.0.0.1", 5000));
    capture.move(self, Operation::Send, "x");
    capture.move(self, Operation::Recv, "x");
    const QList<PcapngFile::Packet> packets = saved(capture).packets;
    QVERIFY(packets.at(0).source() != packets.at(0).destination());
    QCOMPARE(packets.at(1).source(), packets.at(0).destination());
    QCOMPARE(packets.at(1).acknowledged(), 2U);
}

void TestPcapngWriter::largePayloadsAreSplit()
{
    SavedCapture capture;
    const auto client = capture.add("client", Protocol::Tcp, ip("::1", 40000), ip("::1", 5000));
    QByteArray payload(1'000'001, '\0');
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = char(i * 7 + i / 256);
    capture.move(client, Operation::Send, payload);
    const PcapngFile file = saved(capture);
    QByteArray all;
    quint32 next = 1;
    for (const PcapngFile::Packet& packet : file.packets) {
        QVERIFY(packet.bytes.size() <= 65'535);
        QCOMPARE(packet.sequence(), next);
        QVERIFY(hasGoodChecksums(packet));
        next += quint32(packet.data().size());
        all += packet.data();
    }
    QCOMPARE(all, payload);
}

void TestPcapngWriter::whatWasNotKeptIsCountedAllTheSame()
{
    SavedCapture capture;
    const auto client = capture.add("client", Protocol::Tcp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    const auto udp = capture.add("udp", Protocol::Udp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    capture.append(capture.call(client, Operation::SendFile, 200'000), QByteArray(100'000, 'x'));
    capture.move(client, Operation::Send, "y");
    capture.append(capture.call(udp, Operation::Recv, 1000), QByteArray(10, 'x'));
    const QList<PcapngFile::Packet> packets = saved(capture).packets;
    QCOMPARE(packets.size(), 6);
    QCOMPARE(packets.at(4).sequence(), 200'001U);
    QCOMPARE(packets.at(2).originalBytes, 65'535U);
    QCOMPARE(packets.at(2).bytes.size(), 40);
    QCOMPARE(packets.at(5).originalBytes, 1028U);
    QCOMPARE(packets.at(5).bytes.size(), 38);
}

void TestPcapngWriter::datagramsGoToTheirOwnPeers()
{
    SavedCapture capture;
    const auto udp = capture.add("udp", Protocol::Udp, ip("127.0.0.1", 5000), {}, capture::Role::Datagram);
    for (const std::uint16_t port : {std::uint16_t{4001}, std::uint16_t{4002}, std::uint16_t{4001}})
        capture.move(udp, Operation::RecvFrom, "x", capture::AddressDetail{.address = ip("127.0.0.2", port)});
    capture.move(udp, Operation::SendTo, "y", capture::AddressDetail{.address = ip("127.0.0.2", 4002)});
    const QList<PcapngFile::Packet> packets = saved(capture).packets;
    QCOMPARE(packets.at(0).sourcePort(), 4001);
    QCOMPARE(packets.at(1).sourcePort(), 4002);
    QCOMPARE(packets.at(2).sourcePort(), 4001);
    QCOMPARE(packets.at(3).destinationPort(), 4002);
    QCOMPARE(packets.at(0).source(), QByteArray("\x7f\0\0\2", 4));
    for (const PcapngFile::Packet& packet : packets)
        QVERIFY(packet.protocol() == 17 && hasGoodChecksums(packet));
}

void TestPcapngWriter::anEmptyDatagramIsAPacket()
{
    SavedCapture capture;
    const auto udp = capture.add("udp", Protocol::Udp, ip("127.0.0.1", 5000), ip("127.0.0.1", 5001));
    capture.append(capture.call(udp, Operation::Recv, 0));
    capture::Record& failed = capture.call(udp, Operation::Recv, -1);
    failed.outcome = capture::Outcome::Errno;
    failed.errorNumber = EAGAIN;
    capture.append(failed);
    const QList<PcapngFile::Packet> packets = saved(capture).packets;
    QCOMPARE(packets.size(), 1);
    QCOMPARE(packets.at(0).bytes.size(), 28);
}

void TestPcapngWriter::aWildcardIsTheLoopbackThatItTalksTo()
{
    SavedCapture capture;
    const auto v4 = capture.add("v4", Protocol::Udp, ip("0.0.0.0", 5000), {}, capture::Role::Datagram);
    const auto v6 = capture.add("v6", Protocol::Udp, ip("::", 5000), {}, capture::Role::Datagram);
    const auto from = [](const char* host) { return capture::AddressDetail{.address = ip(host, 4001)}; };
    capture.move(v4, Operation::RecvFrom, "x", from("127.0.0.9"));
    capture.move(v4, Operation::RecvFrom, "x", from("192.0.2.77"));
    capture.move(v6, Operation::RecvFrom, "x", from("::1"));
    capture.move(v6, Operation::RecvFrom, "x", from("::ffff:127.0.0.1"));
    capture::AddressDetail told = from("10.0.0.1");
    told.local = ip("224.0.0.251", 5000);
    capture.move(v4, Operation::RecvFrom, "x", told);
    const QList<PcapngFile::Packet> packets = saved(capture).packets;
    QCOMPARE(packets.at(0).destination(), Loopback);
    QCOMPARE(packets.at(1).destination(), QByteArray(4, '\0'));
    QCOMPARE(packets.at(2).destination(), QByteArray(15, '\0') + '\1');
    QCOMPARE(packets.at(3).destination(), Loopback);
    QCOMPARE(packets.at(4).destination(), QByteArray::fromHex("e00000fb"));
}

void TestPcapngWriter::mappedAddressesAreIpv4()
{
    SavedCapture capture;
    const auto dual
        = capture.add("server/1", Protocol::Tcp, ip("::ffff:127.0.0.1", 5000), ip("::ffff:127.0.0.1", 40000));
    capture.move(dual, Operation::Recv, "x");
    QVERIFY(!saved(capture).packets.at(0).isIpv6());
}

void TestPcapngWriter::unixSocketsGetMadeUpAddresses()
{
    SavedCapture capture;
    const net::Address path = net::Address::fromPath("/run/x").value();
    const sockaddr unnamed{AF_UNIX, {}};
    const net::Address none = net::Address::fromSockaddr(&unnamed, sizeof(sa_family_t));
    const auto server = capture.add("server/1", Protocol::UnixStream, path, none);
    const auto second = capture.add("server/2", Protocol::UnixStream, path, none);
    const auto client = capture.add("client", Protocol::UnixStream, none, path);
    const auto packet = capture.add("packet", Protocol::UnixSeqpacket, path, none);
    const auto datagram = capture.add("datagram", Protocol::UnixDatagram, path, {});
    for (const auto id : {server, second, client, packet, datagram})
        capture.move(id, Operation::Recv, "x");
    const QList<PcapngFile::Packet> packets = saved(capture).packets;
    QSet<QByteArray> streams;
    for (const PcapngFile::Packet& one : packets) {
        QVERIFY(one.source().startsWith(QByteArray::fromHex("c00002")));
        QVERIFY(one.destination().startsWith(QByteArray::fromHex("c00002")));
        streams.insert(one.bytes.mid(9, 1) + one.source() + one.destination() + one.bytes.mid(20, 4));
    }
    QCOMPARE(streams.size(), 5);
    QCOMPARE(packets.at(4).protocol(), 17);
    QVERIFY(capture.contents("a.pcapng").contains("Unix stream /run/x <-> (unnamed)"));
}

void TestPcapngWriter::peekedBytesAreNoTraffic()
{
    SavedCapture capture;
    const auto client = capture.add("client", Protocol::Tcp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    capture::Record& peek = capture.call(client, Operation::Recv, 4);
    peek.messageFlags = MSG_PEEK;
    capture.append(peek, "peek");
    capture.move(client, Operation::Recv, "peek");
    const QList<PcapngFile::Packet> packets = saved(capture).packets;
    QCOMPARE(packets.size(), 1);
    QCOMPARE(packets.at(0).sequence(), 1U);
}

void TestPcapngWriter::longDetailsAreNoLargeBlocks()
{
    SavedCapture capture;
    const auto client = capture.add("client", Protocol::Tcp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    for (int i = 0; i < 3; ++i)
        capture.append(capture.call(client, Operation::Resolve), {}, capture::TextDetail{std::string(900'000, 'x')});
    capture.move(client, Operation::Send, QByteArray(200'000, 'x'));
    const PcapngFile file = saved(capture);
    QVERIFY(file.isWhole);
    for (const PcapngFile::Block& block : file.blocks)
        QVERIFY(block.body.size() < 262'144 - 12);
}

void TestPcapngWriter::manyEndpointsShareAnInterface()
{
    SavedCapture capture;
    for (std::uint16_t i = 0; i < 5000; ++i) {
        const auto id = capture.add(
            "client" + std::to_string(i), Protocol::Tcp, ip("127.0.0.1", std::uint16_t(i + 1)), ip("127.0.0.2", 5000));
        capture.move(id, Operation::Send, "x");
    }
    const PcapngFile file = saved(capture);
    QCOMPARE(file.packets.size(), 5000);
    QCOMPARE(std::ranges::count(file.blocks, 1U, &PcapngFile::Block::type), 4097);
    QCOMPARE(file.packets.at(4999).interface, 4096U);
    QCOMPARE(file.packets.at(4998).interface, 4096U);
}

QTEST_GUILESS_MAIN(TestPcapngWriter)
#include "tst_pcapngwriter.moc"
