// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "foreignfile.h"
#include "importedfile.h"
#include "packets/ipfragments.h"

#include <QTest>

#include <sys/socket.h>

#include <algorithm>
#include <array>

using packets::ImportCounts;
using packets::IpFragments;

namespace {

QByteArray counting(qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i * 7 + i / 256);
    return bytes;
}

/// A part of what an IP packet carries, in a packet of its own.
struct Part
{
    qsizetype begin = 0;
    qsizetype end = 0;
};

QByteArray fragment4(const QByteArray& whole, Part part, quint16 number = 7, int protocol = 17)
{
    const bool isLast = part.end == whole.size();
    QByteArray packet = ForeignFile::ipv4(protocol, whole.sliced(part.begin, part.end - part.begin), false,
        quint16(part.begin / 8 | (isLast ? 0 : 0x2000)));
    packet.replace(4, 2, ForeignFile::big(number));
    return packet;
}

QByteArray fragment6(const QByteArray& whole, Part part, int protocol = 17)
{
    const bool isLast = part.end == whole.size();
    return ForeignFile::ipv6(44,
        char(protocol) + QByteArray(1, '\0') + ForeignFile::big(quint16(part.begin | (isLast ? 0 : 1)))
            + QByteArray("\0\0\0\7", 4) + whole.sliced(part.begin, part.end - part.begin));
}

/// A file of raw IP packets a second apart, opened.
ImportedFile opened(const QList<QByteArray>& packets)
{
    const ForeignFile file;
    QByteArray bytes = file.section() + file.interface(101);
    for (qsizetype i = 0; i < packets.size(); ++i)
        bytes += file.packet(packets.at(i), quint64(i + 1) * 1'000'000);
    return ImportedFile(bytes);
}

} // namespace

class TestFragments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyOrderMakesTheWhole_data();
    void anyOrderMakesTheWhole();
    void theWholeHasTheTimeOfWhatCompletedIt();
    void segmentsOfTcpArePutTogether();
    void overlapsOfTheSameBytesAreTaken();
    void whatComesAgainIsNotMissing_data();
    void whatComesAgainIsNotMissing();
    void aWholeThatComesAgainIsTwo();
    void aNumberThatIsUsedAgainIsNoRepetition();
    void contradictionsLetTheWholeGo_data();
    void contradictionsLetTheWholeGo();
    void whatIsMissingIsToldWithItsBytes();
    void theRestIsNotWaitedForForever();
    void numbersTellPacketsApart();
    void fragmentsInTunnelsArePutTogether();
    void aTunnelInFragmentsIsOpened();
    void cutFragmentsKeepTheRealLength();
    void impossiblePlacesAreDamage_data();
    void impossiblePlacesAreDamage();
    void anotherProtocolIsNotWaitedFor();
    void aSectionBeginsAnew();
    void manyBeginningsTakeBoundedMemory();
};

void TestFragments::anyOrderMakesTheWhole_data()
{
    QTest::addColumn<bool>("isIpv6");
    QTest::newRow("IPv4") << false;
    QTest::newRow("IPv6") << true;
}

void TestFragments::anyOrderMakesTheWhole()
{
    QFETCH(bool, isIpv6);
    const QByteArray data = counting(2048);
    const QByteArray whole = ForeignFile::udp(1000, 2000, data);
    std::array<Part, 4> parts{Part{0, 8}, Part{8, 800}, Part{800, 1600}, Part{1600, whole.size()}};
    std::array order{0U, 1U, 2U, 3U};
    do {
        QList<QByteArray> packets;
        for (const unsigned i : order)
            packets.append(isIpv6 ? fragment6(whole, parts.at(i)) : fragment4(whole, parts.at(i)));
        packets.insert(2, packets.at(1)); // which the sender sent twice
        ImportedFile imported = opened(packets);
        const ImportCounts wanted{.packets = 5, .imported = 1, .joined = 4};
        QCOMPARE(imported.import().report().counts, wanted);
        QCOMPARE(imported.payload(0), data);
    } while (std::ranges::next_permutation(order).found);
}

void TestFragments::theWholeHasTheTimeOfWhatCompletedIt()
{
    const QByteArray whole = ForeignFile::udp(1, 2, counting(100));
    ImportedFile imported = opened({fragment4(whole, {48, 108}), fragment4(whole, {0, 48})});
    QCOMPARE(imported.reader().record({0}).value().timeNs, 2'000'000'000);
}

void TestFragments::segmentsOfTcpArePutTogether()
{
    const QByteArray data = counting(3000);
    const QByteArray whole = ForeignFile::tcp(1, 2, data);
    ImportedFile imported = opened({fragment4(whole, {0, 1480}, 7, 6), fragment4(whole, {1480, whole.size()}, 7, 6)});
    QCOMPARE(imported.count(), 1U);
    QCOMPARE(imported.payload(0), data);
}

void TestFragments::overlapsOfTheSameBytesAreTaken()
{
    const QByteArray data = counting(500);
    const QByteArray whole = ForeignFile::udp(1, 2, data);
    ImportedFile imported = opened({fragment4(whole, {0, 200}), fragment4(whole, {400, 508}),
        fragment4(whole, {104, 304}), fragment4(whole, {296, 504}), fragment4(whole, {0, 200})});
    const ImportCounts wanted{.packets = 5, .imported = 1, .joined = 4};
    QCOMPARE(imported.import().report().counts, wanted);
    QCOMPARE(imported.payload(0), data);
}

void TestFragments::whatComesAgainIsNotMissing_data()
{
    QTest::addColumn<QList<QByteArray>>("packets");
    const QByteArray whole = ForeignFile::udp(1, 2, counting(200));
    const auto row = [](const char* name, const QList<QByteArray>& packets) { QTest::newRow(name) << packets; };
    const QByteArray first = fragment4(whole, {0, 104});
    const QByteArray last = fragment4(whole, {104, 208});
    row("the last", {first, last, last});
    row("the first", {first, last, first});
    row("a part", {first, last, fragment4(whole, {56, 80})});
    row("in IPv6", {fragment6(whole, {0, 104}), fragment6(whole, {104, 208}), fragment6(whole, {104, 208})});
}

void TestFragments::whatComesAgainIsNotMissing()
{
    QFETCH(QList<QByteArray>, packets);
    ImportedFile imported = opened(packets);
    const ImportCounts wanted{.packets = 3, .imported = 1, .joined = 2};
    QCOMPARE(imported.import().report().counts, wanted);
    QCOMPARE(imported.count(), 1U);
}

void TestFragments::aWholeThatComesAgainIsTwo()
{
    const QByteArray whole = ForeignFile::udp(1, 2, counting(200));
    const QByteArray first = fragment4(whole, {0, 104});
    const QByteArray last = fragment4(whole, {104, 208});
    ImportedFile imported = opened({first, last, first, last});
    const ImportCounts wanted{.packets = 4, .imported = 2, .joined = 2};
    QCOMPARE(imported.import().report().counts, wanted);
    QCOMPARE(imported.payload(1), counting(200));
}

void TestFragments::aNumberThatIsUsedAgainIsNoRepetition()
{
    const QByteArray whole = ForeignFile::udp(1, 2, counting(200));
    const QByteArray other = ForeignFile::udp(1, 2, QByteArray(200, 'x'));
    ImportedFile imported
        = opened({fragment4(whole, {0, 104}), fragment4(whole, {104, 208}), fragment4(other, {104, 208})});
    const ImportCounts wanted{.packets = 3, .imported = 1, .joined = 1, .fragments = 1, .fragmentBytes = 104};
    QCOMPARE(imported.import().report().counts, wanted);
}

void TestFragments::contradictionsLetTheWholeGo_data()
{
    QTest::addColumn<QList<QByteArray>>("packets");
    const QByteArray whole = ForeignFile::udp(1, 2, counting(200));
    QByteArray other = whole;
    other[60] = char(other.at(60) + 1);
    const QByteArray longer = whole + QByteArray(40, 'x');
    const auto row = [](const char* name, const QList<QByteArray>& packets) { QTest::newRow(name) << packets; };
    row("other bytes", {fragment4(whole, {0, 104}), fragment4(other, {56, 104}), fragment4(whole, {104, 208})});
    row("other bytes, IPv6", {fragment6(whole, {0, 104}), fragment6(other, {56, 104}), fragment6(whole, {104, 208})});
    row("another end", {fragment4(whole, {104, 208}), fragment4(longer, {104, 248}), fragment4(whole, {0, 104})});
    row("an end before", {fragment4(longer, {104, 240}), fragment4(whole, {104, 208}), fragment4(whole, {0, 104})});
    row("past the end", {fragment4(whole, {104, 208}), fragment4(longer, {208, 240}), fragment4(whole, {0, 104})});
}

void TestFragments::contradictionsLetTheWholeGo()
{
    QFETCH(QList<QByteArray>, packets);
    ImportedFile imported = opened(packets);
    const ImportCounts wanted{.packets = 3, .contradicting = 3};
    QCOMPARE(imported.import().report().counts, wanted);
    QCOMPARE(imported.count(), 0U);
}

void TestFragments::whatIsMissingIsToldWithItsBytes()
{
    const QByteArray whole = ForeignFile::udp(1, 2, counting(3000));
    ImportedFile imported = opened({fragment4(whole, {0, 1480}), fragment4(whole, {2960, whole.size()})});
    const ImportCounts wanted{.packets = 2, .fragments = 2, .fragmentBytes = 1480 + 48};
    QCOMPARE(imported.import().report().counts, wanted);
}

void TestFragments::theRestIsNotWaitedForForever()
{
    const QByteArray whole = ForeignFile::udp(1, 2, counting(200));
    QList<QByteArray> packets(62, fragment4(whole, {0, 104}, 8));
    packets.front() = fragment4(whole, {0, 104});
    packets.back() = fragment4(whole, {104, 208}); // 61 seconds later
    ImportedFile imported = opened(packets);
    QCOMPARE(imported.count(), 0U);
    QCOMPARE(imported.import().report().counts.fragments, 62U);
}

void TestFragments::numbersTellPacketsApart()
{
    const QByteArray first = ForeignFile::udp(1, 2, counting(200));
    const QByteArray second = ForeignFile::udp(1, 2, QByteArray(200, 'x'));
    ImportedFile imported = opened({fragment4(first, {0, 104}, 1), fragment4(second, {0, 104}, 2),
        fragment4(second, {104, 208}, 2), fragment4(first, {104, 208}, 1)});
    QCOMPARE(imported.count(), 2U);
    QCOMPARE(imported.payload(0), QByteArray(200, 'x'));
    QCOMPARE(imported.payload(1), counting(200));
}

void TestFragments::fragmentsInTunnelsArePutTogether()
{
    const QByteArray whole = ForeignFile::udp(1, 2, counting(2000));
    const auto gre = [](const QByteArray& ip) { return ForeignFile::ipv4(47, QByteArray("\0\0\x08\0", 4) + ip); };
    ImportedFile imported = opened({gre(fragment4(whole, {1000, 2008})), gre(fragment4(whole, {0, 1000}))});
    QCOMPARE(imported.count(), 1U);
    QCOMPARE(imported.payload(0), counting(2000));
}

void TestFragments::aTunnelInFragmentsIsOpened()
{
    const QByteArray inner = ForeignFile::ipv4(17, ForeignFile::udp(1, 2, counting(2000)));
    const QByteArray frame = QByteArray(12, '\2') + QByteArray("\x08\0", 2) + inner;
    const QByteArray outer = ForeignFile::udp(9, 4789, QByteArray("\x08\0\0\0\0\0\7\0", 8) + frame);
    // And the tunnel's content is a fragment itself.
    const QByteArray whole = ForeignFile::udp(1, 2, counting(200));
    const QByteArray gre = QByteArray("\0\0\x08\0", 4) + fragment4(whole, {0, 104});
    ImportedFile imported = opened({fragment6(outer, {0, 1000}), fragment6(outer, {1000, outer.size()}),
        fragment4(gre, {0, 64}, 9, 47), fragment4(gre, {64, gre.size()}, 9, 47), fragment4(whole, {104, 208})});
    const ImportCounts wanted{.packets = 5, .imported = 2, .joined = 3};
    QCOMPARE(imported.import().report().counts, wanted);
    QCOMPARE(imported.payload(0), counting(2000));
    QCOMPARE(imported.payload(1), counting(200));
}

void TestFragments::cutFragmentsKeepTheRealLength()
{
    const QByteArray whole = ForeignFile::udp(1, 2, counting(2000));
    const ForeignFile file;
    const QByteArray first = fragment4(whole, {0, 1480});
    const QByteArray last = fragment4(whole, {1480, 2008});
    ImportedFile imported(file.section() + file.interface(101) + file.packet(last.first(120), 1, 0, 548)
        + file.packet(first.first(120), 1, 0, 1500));
    const capture::Record record = imported.reader().record({0}).value();
    QCOMPARE(record.result, 2000);
    QCOMPARE(record.messageFlags, MSG_TRUNC);
    QCOMPARE(imported.payload(0), counting(2000).first(92));
}

void TestFragments::impossiblePlacesAreDamage_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("past the longest packet") << ForeignFile::ipv4(17, QByteArray(16, 'x'), false, 0x1fff);
    QTest::newRow("no multiple of 8") << ForeignFile::ipv4(17, QByteArray(15, 'x'), false, 0x2000);
    QTest::newRow("empty") << ForeignFile::ipv4(17, {}, false, 0x2001);
}

void TestFragments::impossiblePlacesAreDamage()
{
    QFETCH(QByteArray, packet);
    ImportedFile imported = opened({packet});
    QCOMPARE(imported.import().report().counts.damaged, 1U);
}

void TestFragments::anotherProtocolIsNotWaitedFor()
{
    const QByteArray whole = counting(200);
    ImportedFile imported = opened({fragment4(whole, {0, 104}, 7, 1), fragment4(whole, {104, 200}, 7, 1)});
    QCOMPARE(imported.import().report().counts.otherProtocols, 2U);
}

void TestFragments::aSectionBeginsAnew()
{
    const QByteArray whole = ForeignFile::udp(1, 2, counting(200));
    const ForeignFile file;
    const QByteArray begin = file.section() + file.interface(101);
    ImportedFile imported(
        begin + file.packet(fragment4(whole, {0, 104})) + begin + file.packet(fragment4(whole, {104, 208})));
    QCOMPARE(imported.import().report().counts.fragments, 2U);
}

void TestFragments::manyBeginningsTakeBoundedMemory()
{
    IpFragments fragments;
    const std::vector<std::byte> bytes(1024, std::byte{1});
    IpFragments::Fragment fragment;
    fragment.bytes = {bytes, bytes.size()};
    fragment.offset = std::size_t{62} * 1024;
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        fragment.key.number = i;
        QVERIFY(fragments.take(fragment).outcome == IpFragments::Outcome::Waits);
    }
    // The newest is still waited for, and the oldest is not.
    fragment.isLast = true;
    fragment.offset = 0;
    fragment.bytes = {std::span(bytes).first(8), 8};
    QVERIFY(fragments.take(fragment).outcome == IpFragments::Outcome::Contradicts);
    fragment.key.number = 0;
    QVERIFY(fragments.take(fragment).outcome == IpFragments::Outcome::Whole);
}

QTEST_GUILESS_MAIN(TestFragments)
#include "tst_fragments.moc"
