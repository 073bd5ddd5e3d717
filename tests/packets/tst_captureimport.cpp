// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "foreignfile.h"
#include "importedfile.h"
#include "savedcapture.h"

#include <QTest>

#include <sys/socket.h>

using namespace Qt::StringLiterals;
using capture::Operation;
using net::Protocol;
using packets::ImportCounts;
using saving::SaveFormat;

namespace {

/// Records of every kind: with each kind of detail, with and without packets.
void fillWithAll(SavedCapture& capture)
{
    const auto server = capture.add("server", Protocol::Tcp, ip("127.0.0.1", 5000), {}, capture::Role::Listener);
    const auto accepted = capture.add(
        "server/1", Protocol::Tcp, ip("127.0.0.1", 5000), ip("127.0.0.1", 40000), capture::Role::Accepted, server);
    const auto client = capture.add("client", Protocol::Tcp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    const auto udp = capture.add("udp", Protocol::Udp, ip("::", 5000), {}, capture::Role::Datagram);
    const auto path = net::Address::fromAbstract("x\xff").value();
    const auto local = capture.add("unix", Protocol::UnixSeqpacket, path, {});
    capture.append(capture.call(server, Operation::Bind), {},
        capture::AddressDetail{.address = ip("127.0.0.1", 0), .local = ip("127.0.0.1", 5000)});
    capture.append(capture.call(server, Operation::SetSockOpt), {},
        capture::OptionDetail{SOL_SOCKET, SO_RCVBUF, {std::byte{1}}, {std::byte{2}}});
    capture.append(capture.call(server, Operation::SetTimeout), {},
        capture::ModeDetail{{net::Mode::Timeout, std::chrono::nanoseconds(2'500'000'001)}});
    capture.append(capture.call(server, Operation::Accept, 9), {},
        capture::AddressDetail{.address = ip("127.0.0.1", 40000), .child = accepted});
    capture.append(capture.call(client, Operation::Resolve, -2), {}, capture::TextDetail{std::string(100'000, 'n')});
    capture.move(client, Operation::Send, QByteArray(200'001, 's'));
    capture.move(accepted, Operation::Recv, QByteArray(65'536, 's'));
    capture::Record& peek = capture.call(accepted, Operation::Recv, 70'000);
    peek.messageFlags = MSG_PEEK;
    capture.append(peek, QByteArray(70'000, 'p'));
    capture::Record& failed = capture.call(client, Operation::Recv, -1);
    failed.outcome = capture::Outcome::Errno;
    failed.errorNumber = ECONNRESET;
    capture.append(failed);
    capture.append(capture.call(client, Operation::SendFile, 300'000), QByteArray(100'000, 'f'));
    capture.move(udp, Operation::RecvFrom, "datagram",
        capture::AddressDetail{.address = ip("::1", 4001), .local = ip("::1", 5000), .interface = "lo", .hops = 64});
    capture.append(capture.call(udp, Operation::RecvFrom), {}, capture::AddressDetail{.address = ip("::1", 4001)});
    capture.append(capture.call(udp, Operation::RecvFrom, 900), QByteArray(10, 'c'));
    capture.move(local, Operation::Recv, QByteArray("\0\n\xff", 3));
    capture.append(capture.call(local, Operation::Close));
}

ImportCounts counts(std::uint64_t packets, std::uint64_t imported)
{
    return {.packets = packets, .imported = imported};
}

} // namespace

class TestCaptureImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSavedComesBack();
    void anEmptyCaptureComesBack();
    void twoSectionsAreTwoSetsOfEndpoints();
    void largePayloadsComeBack();
    void linksOfOthers_data();
    void linksOfOthers();
    void byteOrdersAndTimes_data();
    void byteOrdersAndTimes();
    void oldAndSimplePacketsAreRead();
    void classicFilesAreRead_data();
    void classicFilesAreRead();
    void whoSentTheSynIsLocal();
    void nothingIsPassedOverInSilence();
    void udpLengthsThatCannotBeAreDamage_data();
    void udpLengthsThatCannotBeAreDamage();
    void cutPayloadsSayTheirLength();
    void optionsOfTcpThatWereCutOffDoNotMatter();
    void anotherFileIsRefused();
};

void TestCaptureImport::whatWasSavedComesBack()
{
    SavedCapture capture;
    fillWithAll(capture);
    const QByteArray file = capture.save(SaveFormat::Pcapng, "a.pcapng");
    ImportedFile imported(file);
    QCOMPARE(imported.problems(), QStringList());
    const auto reader = capture.reader();
    QCOMPARE(imported.records(), ImportedFile::recordsOf(*reader));
    for (std::uint32_t id = 1; id <= 5; ++id)
        QVERIFY(imported.reader().endpoint({id}) == reader->endpoint({id}));
    QCOMPARE(imported.import().report().counts.imported, imported.import().report().counts.packets);
}

void TestCaptureImport::anEmptyCaptureComesBack()
{
    SavedCapture capture;
    ImportedFile imported(capture.save(SaveFormat::Pcapng, "a.pcapng"));
    QCOMPARE(imported.problems(), QStringList());
    QCOMPARE(imported.count(), 0U);
}

void TestCaptureImport::twoSectionsAreTwoSetsOfEndpoints()
{
    SavedCapture capture;
    fillWithAll(capture);
    const QByteArray file = capture.save(SaveFormat::Pcapng, "a.pcapng");
    ImportedFile imported(file + file);
    const auto reader = capture.reader();
    const std::uint64_t count = reader->recordCount();
    QCOMPARE(imported.count(), 2 * count);
    QCOMPARE(imported.problems(), QStringList());
    QCOMPARE(imported.reader().record({count}).value().endpoint, base::EndpointId{6});
    QCOMPARE(imported.reader().endpoint({7}).parent, base::EndpointId{6});
    const auto accept = imported.reader().record({count + 3}).value();
    const auto detail = imported.reader().detail(accept.detail).value();
    QCOMPARE(std::get<capture::AddressDetail>(detail).child, base::EndpointId{7});
}

void TestCaptureImport::largePayloadsComeBack()
{
    SavedCapture capture;
    const auto client = capture.add("client", Protocol::Tcp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    QByteArray payload(9'000'001, '\0');
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = char(i * 31 + i / 251);
    capture.move(client, Operation::Send, payload);
    capture::Record& peek = capture.call(client, Operation::Recv, int(payload.size()));
    peek.messageFlags = MSG_PEEK;
    capture.append(peek, payload);
    capture.move(client, Operation::Recv, "after");
    ImportedFile imported(capture.save(SaveFormat::Pcapng, "a.pcapng"));
    QCOMPARE(imported.problems(), QStringList());
    QCOMPARE(imported.count(), 3U);
    QVERIFY(imported.payload(0) == payload);
    QVERIFY(imported.payload(1) == payload);
    QCOMPARE(imported.payload(2), QByteArray("after"));
}

void TestCaptureImport::linksOfOthers_data()
{
    QTest::addColumn<quint16>("link");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("isIpv6");
    const QByteArray macs(12, '\2');
    const auto row = [](const char* name, int link, const QByteArray& header, bool isIpv6 = false) {
        QTest::newRow(name) << quint16(link) << header << isIpv6;
    };
    row("raw", 101, {});
    row("raw, IPv6", 101, {}, true);
    row("IPv4", 228, {});
    row("IPv6", 229, {}, true);
    row("Ethernet", 1, macs + QByteArray("\x08\0", 2));
    row("Ethernet, IPv6", 1, macs + QByteArray("\x86\xdd", 2), true);
    row("VLAN", 1, macs + QByteArray("\x81\0\0\7\x08\0", 6));
    row("VLAN in VLAN", 1, macs + QByteArray("\x88\xa8\0\7\x81\0\0\7\x08\0", 10));
    row("VLAN as before 802.1ad", 1, macs + QByteArray("\x91\0\0\7\x81\0\0\7\x86\xdd", 10), true);
    row("802.3 with SNAP", 1, macs + QByteArray("\1\0\xaa\xaa\3\0\0\0\x08\0", 10));
    row("SNAP in VLAN", 1, macs + QByteArray("\x81\0\0\7\1\0\xaa\xaa\3\0\0\0\x08\0", 14));
    row("PPPoE", 1, macs + QByteArray("\x88\x64\x11\0\0\1\1\0\0\x21", 10));
    row("PPPoE in VLAN, IPv6", 1, macs + QByteArray("\x81\0\0\7\x88\x64\x11\0\0\1\1\0\0\x57", 14), true);
    row("MPLS", 1, macs + QByteArray("\x88\x47\0\1\0\x40\0\1\1\x40", 10));
    row("PPP", 9, QByteArray("\0\x21", 2));
    row("PPP, IPv6, compressed", 9, QByteArray("\x57", 1), true);
    row("PPP with framing", 9, QByteArray("\xff\3\0\x21", 4));
    row("PPP in HDLC", 50, QByteArray("\xff\3\0\x57", 4), true);
    row("Cisco HDLC", 104, QByteArray("\x0f\0\x08\0", 4));
    row("PPPoE alone", 51, QByteArray("\x11\0\0\1\1\0\0\x21", 8));
    row("null, little", 0, QByteArray("\2\0\0\0", 4));
    row("null, big, IPv6", 0, QByteArray("\0\0\0\x1e", 4), true);
    row("loop", 108, QByteArray("\0\0\0\2", 4));
    row("cooked", 113, QByteArray(14, '\0') + QByteArray("\x08\0", 2));
    row("cooked, VLAN", 113, QByteArray(14, '\0') + QByteArray("\x81\0\0\7\x08\0", 6));
    row("cooked, VLAN in VLAN", 113, QByteArray(14, '\0') + QByteArray("\x88\xa8\0\7\x81\0\0\7\x86\xdd", 10), true);
    row("cooked, PPPoE", 113, QByteArray(14, '\0') + QByteArray("\x88\x64\x11\0\0\1\1\0\0\x21", 10));
    row("cooked, SNAP", 113, QByteArray(14, '\0') + QByteArray("\0\4\xaa\xaa\3\0\0\0\x08\0", 10));
    row("cooked, second, VLAN", 276, QByteArray("\x81\0", 2) + QByteArray(18, '\0') + QByteArray("\0\7\x08\0", 4));
    row("cooked, second, old VLAN in VLAN", 276,
        QByteArray("\x91\0", 2) + QByteArray(18, '\0') + QByteArray("\0\7\x81\0\0\7\x86\xdd", 8), true);
    row("cooked, second", 276, QByteArray("\x86\xdd", 2) + QByteArray(18, '\0'), true);
}

void TestCaptureImport::linksOfOthers()
{
    QFETCH(quint16, link);
    QFETCH(QByteArray, header);
    QFETCH(bool, isIpv6);
    const ForeignFile file;
    const auto packet = [&](int protocol, const QByteArray& content) {
        return file.packet(header
            + (isIpv6 ? ForeignFile::ipv6(protocol, content) : ForeignFile::ipv4(protocol, content))
            + QByteArray(9, '\x55')); // padding of the link
    };
    ImportedFile imported(file.section() + file.interface(link) + packet(6, ForeignFile::tcp(1000, 2000, "stream"))
        + packet(17, ForeignFile::udp(1000, 2000, "datagram")) + packet(17, ForeignFile::udp(1000, 2000, {})));
    QCOMPARE(imported.problems(), QStringList());
    QCOMPARE(imported.import().report().counts, counts(3, 3));
    QCOMPARE(imported.payload(0), QByteArray("stream"));
    QCOMPARE(imported.payload(1), QByteArray("datagram"));
    QCOMPARE(imported.payload(2), QByteArray());
    const auto& info = imported.reader().endpoint({1});
    QCOMPARE(info.name, isIpv6 ? "tcp/1 [::1]:1000 <-> [::2]:2000" : "tcp/1 10.0.0.1:1000 <-> 10.0.0.2:2000");
    QCOMPARE(imported.reader().endpoint({2}).protocol, Protocol::Udp);
}

void TestCaptureImport::byteOrdersAndTimes_data()
{
    QTest::addColumn<bool>("isBig");
    QTest::addColumn<int>("resolution");
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<quint64>("ticks");
    QTest::addColumn<qint64>("wanted");
    QTest::newRow("microseconds") << false << -1 << 0LL << 1'700'000'000'123'456ULL << 1'700'000'000'123'456'000LL;
    QTest::newRow("microseconds, big") << true << -1 << 0LL << 1'700'000'000'123'456ULL << 1'700'000'000'123'456'000LL;
    QTest::newRow("nanoseconds") << false << 9 << 0LL << 1'700'000'000'123'456'789ULL << 1'700'000'000'123'456'789LL;
    QTest::newRow("nanoseconds, big") << true << 9 << 0LL << 1'700'000'000'123'456'789ULL
                                      << 1'700'000'000'123'456'789LL;
    QTest::newRow("seconds") << false << 0 << 0LL << 5ULL << 5'000'000'000LL;
    QTest::newRow("2^-10") << true << 0x8a << 0LL << 1536ULL << 1'500'000'000LL;
    QTest::newRow("an offset") << true << 3 << 100LL << 1500ULL << 101'500'000'000LL;
    QTest::newRow("before 1970") << false << 3 << -100LL << 1500ULL << 0LL;
    QTest::newRow("too late") << false << 0 << 0LL << ~0ULL << std::numeric_limits<qint64>::max();
    QTest::newRow("a fine one") << false << 127 << 0LL << ~0ULL << 0LL;
    QTest::newRow("2^-127") << false << 0xff << 0LL << ~0ULL << 0LL;
}

void TestCaptureImport::byteOrdersAndTimes()
{
    QFETCH(bool, isBig);
    QFETCH(int, resolution);
    QFETCH(qint64, offset);
    QFETCH(quint64, ticks);
    const ForeignFile file(isBig);
    const QByteArray options = (resolution < 0 ? QByteArray() : file.option(9, QByteArray(1, char(resolution))))
        + (offset == 0 ? QByteArray() : file.option(14, file.number(offset)));
    // The section before it is in the other order.
    ImportedFile imported(ForeignFile(!isBig).section() + file.section() + file.interface(101, options)
        + file.packet(ForeignFile::ipv4(17, ForeignFile::udp(1, 2, "x")), ticks));
    QCOMPARE(imported.problems(), QStringList());
    QTEST(qint64(imported.reader().record({0}).value().timeNs), "wanted");
}

void TestCaptureImport::oldAndSimplePacketsAreRead()
{
    const ForeignFile file;
    const QByteArray packet = ForeignFile::ipv4(17, ForeignFile::udp(1, 2, "x"));
    const auto size = quint32(packet.size());
    ImportedFile imported(file.section() + file.interface(101)
        + file.block(2,
            file.number(quint16{0}) + file.number(quint16{0}) + file.number(quint32{0}) + file.number(quint32{7})
                + file.number(size) + file.number(size) + ForeignFile::padded(packet))
        + file.block(3, file.number(size) + packet));
    QCOMPARE(imported.problems(), QStringList());
    QCOMPARE(imported.count(), 2U);
    QCOMPARE(imported.reader().record({0}).value().timeNs, 7000);
    QCOMPARE(imported.reader().record({1}).value().timeNs, 7000);
    QCOMPARE(imported.payload(1), QByteArray("x"));
}

void TestCaptureImport::classicFilesAreRead_data()
{
    QTest::addColumn<bool>("isBig");
    QTest::addColumn<quint32>("magic");
    QTest::addColumn<qint64>("wanted");
    for (const bool isBig : {false, true}) {
        QTest::addRow("microseconds %d", isBig) << isBig << 0xa1b2c3d4U << 3'000'007'000LL;
        QTest::addRow("nanoseconds %d", isBig) << isBig << 0xa1b23c4dU << 3'000'000'007LL;
    }
}

void TestCaptureImport::classicFilesAreRead()
{
    QFETCH(bool, isBig);
    QFETCH(quint32, magic);
    const ForeignFile file(isBig);
    const QByteArray packet = ForeignFile::ipv4(6, ForeignFile::tcp(1, 2, "x"));
    const auto size = quint32(packet.size());
    const QByteArray whole = file.number(magic) + file.number(quint16{2}) + file.number(quint16{4})
        + QByteArray(8, '\0') + file.number(quint32{65535}) + file.number(quint32{101}) + file.number(quint32{3})
        + file.number(quint32{7}) + file.number(size) + file.number(size) + packet;
    ImportedFile imported(whole);
    QCOMPARE(imported.problems(), QStringList());
    QCOMPARE(imported.payload(0), QByteArray("x"));
    QTEST(qint64(imported.reader().record({0}).value().timeNs), "wanted");
    for (qsizetype size2 = 4; size2 < whole.size(); ++size2) {
        ImportedFile cut(whole.first(size2));
        QCOMPARE(cut.count(), 0U);
        QCOMPARE(cut.problems().size(), size2 == 24 ? 0 : 1);
    }
}

void TestCaptureImport::whoSentTheSynIsLocal()
{
    const ForeignFile file;
    const auto tcp = [](quint16 from, quint16 to, const QByteArray& data, char flags, bool isBack) {
        return ForeignFile::ipv4(6, ForeignFile::tcp(from, to, data, flags), isBack);
    };
    ImportedFile imported(file.section() + file.interface(101) + file.packet(tcp(9, 80, {}, 0x02, false))
        + file.packet(tcp(80, 9, {}, 0x12, true)) + file.packet(tcp(80, 9, "greeting", 0x18, true))
        + file.packet(tcp(9, 80, "question", 0x18, false))
        // Here the capture begins with the answer.
        + file.packet(tcp(80, 10, {}, 0x12, true)) + file.packet(tcp(10, 80, "question", 0x18, false)));
    QCOMPARE(imported.count(), 3U);
    QCOMPARE(imported.import().report().counts.withoutPayload, 3U);
    QCOMPARE(imported.reader().record({0}).value().operation, Operation::Recv);
    QCOMPARE(imported.reader().record({1}).value().operation, Operation::Send);
    QCOMPARE(imported.reader().record({2}).value().operation, Operation::Send);
    QCOMPARE(imported.reader().endpoint({1}).local.port(), 9);
    QCOMPARE(imported.reader().endpoint({2}).peer.port(), 80);
}

void TestCaptureImport::nothingIsPassedOverInSilence()
{
    const ForeignFile file;
    const QByteArray udp = ForeignFile::udp(1, 2, "x");
    const QByteArray fragment6 = QByteArray("\x11\0\0\1\0\0\0\0", 8) + udp;
    const QByteArray whole6 = QByteArray("\x11\0\0\0\0\0\0\0", 8) + udp;
    const QByteArray hop6 = QByteArray("\x11\0\1\4\0\0\0\0", 8) + udp;
    ImportedFile imported(file.section() + file.interface(101) + file.interface(105)
        + file.packet(ForeignFile::ipv4(17, udp, false, 0x2000)) + file.packet(ForeignFile::ipv4(17, udp, false, 5))
        + file.packet(ForeignFile::ipv6(44, fragment6)) + file.packet(ForeignFile::ipv4(1, udp))
        + file.packet(udp, 1, 1) + file.packet(QByteArray("\x45\0\0", 3)) + file.packet({})
        + file.packet(ForeignFile::ipv4(6, QByteArray(20, '\0'))) + file.packet(ForeignFile::ipv6(44, whole6))
        + file.packet(ForeignFile::ipv6(0, hop6)));
    const ImportCounts wanted{.packets = 10,
        .imported = 2,
        .fragments = 1,
        .otherProtocols = 1,
        .otherLinks = 1,
        .damaged = 5, // also two fragments that no other could follow
        .fragmentBytes = 9};
    QCOMPARE(imported.import().report().counts, wanted);
    QCOMPARE(imported.payload(0), QByteArray("x"));
    QCOMPARE(imported.payload(1), QByteArray("x"));
}

void TestCaptureImport::udpLengthsThatCannotBeAreDamage_data()
{
    QTest::addColumn<quint16>("told");
    QTest::addColumn<bool>("isIpv6");
    QTest::addColumn<int>("size"); // of the payload; -1 where there is no record
    const auto row
        = [](const char* name, quint16 told, bool isIpv6, int size) { QTest::newRow(name) << told << isIpv6 << size; };
    row("right", 12, false, 4);
    row("less than there is", 10, false, 2);
    row("the header alone", 8, false, 0);
    row("shorter than the header", 7, false, -1);
    row("more than the IP packet holds", 13, false, -1);
    row("none", 0, false, -1);
    row("none, as a jumbogram has", 0, true, 4);
    row("shorter than the header, IPv6", 7, true, -1);
    row("more than the IPv6 packet holds", 13, true, -1);
}

void TestCaptureImport::udpLengthsThatCannotBeAreDamage()
{
    QFETCH(quint16, told);
    QFETCH(bool, isIpv6);
    QFETCH(int, size);
    const ForeignFile file;
    QByteArray datagram = ForeignFile::udp(1, 2, "data");
    datagram.replace(4, 2, ForeignFile::big(told));
    const QByteArray packet = isIpv6 ? ForeignFile::ipv6(17, datagram) : ForeignFile::ipv4(17, datagram);
    ImportedFile imported(file.section() + file.interface(101) + file.packet(packet));
    QCOMPARE(imported.import().report().counts.damaged, size < 0 ? 1U : 0U);
    QCOMPARE(imported.count(), size < 0 ? 0U : 1U);
    if (size >= 0)
        QCOMPARE(imported.reader().record({0}).value().payloadSize, quint32(size));
}

void TestCaptureImport::cutPayloadsSayTheirLength()
{
    const ForeignFile file;
    const QByteArray packet = ForeignFile::ipv4(17, ForeignFile::udp(1, 2, QByteArray(100, 'x')));
    ImportedFile imported(file.section() + file.interface(101) + file.packet(packet.first(40), 1, 0, 128));
    const capture::Record record = imported.reader().record({0}).value();
    QCOMPARE(record.result, 100);
    QCOMPARE(record.payloadSize, 12U);
    QCOMPARE(record.messageFlags, MSG_TRUNC);
}

void TestCaptureImport::optionsOfTcpThatWereCutOffDoNotMatter()
{
    const ForeignFile file;
    QByteArray segment = ForeignFile::tcp(1, 2, QByteArray(112, 'x'));
    segment[12] = '\x80'; // 12 bytes of what follows are options
    const QByteArray packet = ForeignFile::ipv4(6, segment);
    ImportedFile imported(file.section() + file.interface(101) + file.packet(packet.first(44), 1, 0, 152));
    const capture::Record record = imported.reader().record({0}).value();
    QCOMPARE(record.result, 100);
    QCOMPARE(record.payloadSize, 0U);
    QCOMPARE(record.messageFlags, MSG_TRUNC);
}

void TestCaptureImport::anotherFileIsRefused()
{
    QCOMPARE(ImportedFile("hello").problems(),
        QStringList(u"offset 0: the file is neither pcapng nor pcap: it begins with 'hell'"_s));
    QCOMPARE(ImportedFile("\xff\xfeh\n, and so on").problems(),
        QStringList(u"offset 0: the file is neither pcapng nor pcap: it begins with the bytes ff fe 68 0a"_s));
    QCOMPARE(ImportedFile("hi").problems(), QStringList(u"offset 0: the file ends inside what should have 12 bytes"_s));
    QCOMPARE(ImportedFile({}).problems(), QStringList(u"offset 0: the file is empty"_s));
    QCOMPARE(ImportedFile("\x28\xb5\x2f\xfd, and so on").problems(),
        QStringList(u"offset 0: the file is compressed by zstd, which is not read (gzip is): decompress it first"_s));
    QTemporaryDir folder;
    auto writer = capture::Writer::create(folder.path().toStdString() + "/capture").value();
    const auto errorOf = [&](const std::string& path) {
        const auto opened = packets::CaptureImport::open(path, *writer);
        return opened ? 0 : opened.error().code;
    };
    QCOMPARE(errorOf("/dev/zero"), EINVAL);
    QCOMPARE(errorOf(folder.path().toStdString()), EISDIR);
    QCOMPARE(errorOf(folder.path().toStdString() + "/missing"), ENOENT);
}

QTEST_GUILESS_MAIN(TestCaptureImport)
#include "tst_captureimport.moc"
