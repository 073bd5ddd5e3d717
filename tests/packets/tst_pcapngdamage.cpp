// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "foreignfile.h"
#include "importedfile.h"
#include "savedcapture.h"

#include <QRandomGenerator>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using capture::Operation;
using net::Protocol;

namespace {

/// A small file of ours: two packets, calls before, between and behind them.
QByteArray smallFile(QStringList& records)
{
    SavedCapture capture;
    const auto client = capture.add("client", Protocol::Tcp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    capture.append(capture.call(client, Operation::Socket, 3));
    capture.move(client, Operation::Send, "question");
    capture.append(capture.call(client, Operation::SetTimeout), {}, capture::TextDetail{"detail"});
    capture.move(client, Operation::Recv, "answer");
    capture.append(capture.call(client, Operation::Close));
    const auto reader = capture.reader();
    records = ImportedFile::recordsOf(*reader);
    return capture.save(saving::SaveFormat::Pcapng, "a.pcapng");
}

QByteArray udpPacket(const char* data)
{
    return ForeignFile::ipv4(17, ForeignFile::udp(1, 2, data));
}

} // namespace

class TestPcapngDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCutAtEveryByteKeepsWhatIsBefore();
    void aFlipOfAnyByteIsSurvived();
    void randomBytesAreSurvived();
    void damageIsToldWithItsPlace_data();
    void damageIsToldWithItsPlace();
    void aMillionEmptyBlocksArePassedOver();
    void manyProblemsAreCounted();
    void aPayloadThatIsNotThereIsNotMadeUp();
    void numbersOfEndpointsDoNotMakeHugeFiles();
};

void TestPcapngDamage::aCutAtEveryByteKeepsWhatIsBefore()
{
    QStringList records;
    const QByteArray file = smallFile(records);
    qsizetype last = 0;
    for (qsizetype size = 0; size <= file.size(); ++size) {
        ImportedFile imported(file.first(size));
        const QStringList found = imported.records();
        QVERIFY(found.size() >= last);
        QCOMPARE(found, records.first(found.size()));
        QVERIFY(imported.problems().size() <= 1);
        last = found.size();
    }
    QCOMPARE(last, records.size());
}

void TestPcapngDamage::aFlipOfAnyByteIsSurvived()
{
    QStringList records;
    const QByteArray file = smallFile(records);
    for (qsizetype place = 0; place < file.size(); ++place) {
        QByteArray broken = file;
        broken[place] = char(broken.at(place) ^ std::array{'\x01', '\x80', '\xff'}.at(std::size_t(place % 3)));
        ImportedFile imported(broken);
        QVERIFY(imported.records().size() <= records.size());
    }
}

void TestPcapngDamage::randomBytesAreSurvived()
{
    QStringList records;
    const QByteArray file = smallFile(records);
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int i = 0; i < 200; ++i) {
        QByteArray broken = file;
        for (int k = 0; k < 8; ++k)
            broken[random.bounded(broken.size())] = char(random.bounded(256));
        ImportedFile imported(broken);
        QVERIFY(imported.records().size() <= records.size() + 2);
    }
}

void TestPcapngDamage::damageIsToldWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::addColumn<QString>("problem");
    QTest::addColumn<bool>("goesOn"); // what comes behind it is read
    const ForeignFile file;
    const auto n = [&file](quint32 value) -> QByteArray { return file.number(value); };
    const auto lengths
        = [&](quint32 length) -> QByteArray { return n(6) + n(length) + QByteArray(24, '\0') + n(length); };
    const auto row = [](const char* name, const QByteArray& damage, const QString& problem, bool goesOn = false) {
        QTest::newRow(name) << damage << u"offset 112: "_s + problem << goesOn;
    };
    row("length 0", lengths(0), u"block length 0 is too short"_s);
    row("length 1", lengths(1), u"block length 1 is not a multiple of 4"_s);
    row("length 3", lengths(3), u"block length 3 is not a multiple of 4"_s);
    row("length 8", lengths(8), u"block length 8 is too short"_s);
    row("length 0xffffffff", lengths(0xffffffff), u"block length 4294967295 is not a multiple of 4"_s);
    row("length 0xfffffffc", lengths(0xfffffffc), u"the file ends inside what should have 4294967292 bytes"_s);
    row("lengths differ", n(6) + n(36) + QByteArray(24, '\0') + n(40), u"the block ends with another length, 40"_s);
    row("byte order", n(0x0a0d0d0a) + n(28) + n(0x11223344) + QByteArray(12, '\0') + n(28),
        u"byte-order magic 0x11223344 is in neither order"_s);
    row("short section", n(0x0a0d0d0a) + n(16) + n(0x1a2b3c4d) + n(16), u"block length 16 is too short"_s);
    row("version", file.block(0x0a0d0d0a, n(0x1a2b3c4d) + n(2) + QByteArray(8, '\xff')),
        u"version 2 of the format is not known"_s);
    row("no such interface", file.packet(udpPacket("x"), 1, 7), u"there is no interface 7"_s, true);
    row("captured length", file.block(6, n(0) + n(0) + n(0) + n(1000) + n(1000) + QByteArray(40, '\0')),
        u"captured length 1000 is more than the block holds"_s, true);
    row("captured length 0xffffffff", file.block(6, n(0) + n(0) + n(0) + n(0xffffffff) + n(9) + QByteArray(40, '\0')),
        u"captured length 4294967295 is more than the block holds"_s, true);
    row("short packet block", file.block(6, n(0)), u"block length 16 is too short"_s, true);
    row("short interface", file.block(1, n(0)), u"block length 16 is too short"_s, true);
    row("option past the block", file.interface(101, n(0xffff0009)),
        u"an option of 65535 bytes goes past the end of its block"_s, true);
}

void TestPcapngDamage::damageIsToldWithItsPlace()
{
    QFETCH(QByteArray, damage);
    QFETCH(QString, problem);
    QFETCH(bool, goesOn);
    const ForeignFile file;
    const QByteArray before = file.section() + file.interface(101) + file.packet(udpPacket("abc"));
    QCOMPARE(before.size(), 112);
    ImportedFile imported(before + damage + file.packet(udpPacket("x")));
    QCOMPARE(imported.problems().first(1), QStringList(problem));
    QCOMPARE(imported.count(), goesOn ? 2U : 1U);
}

void TestPcapngDamage::aMillionEmptyBlocksArePassedOver()
{
    const ForeignFile file;
    QByteArray blocks = file.section() + file.interface(101);
    const QByteArray empty = file.block(0xbad, {});
    blocks.reserve(blocks.size() + 12'000'100);
    for (int i = 0; i < 1'000'000; ++i)
        blocks += empty;
    ImportedFile imported(blocks + file.packet(udpPacket("x")));
    QCOMPARE(imported.problems(), QStringList());
    QCOMPARE(imported.count(), 1U);
}

void TestPcapngDamage::manyProblemsAreCounted()
{
    const ForeignFile file;
    QByteArray blocks = file.section();
    for (int i = 0; i < 1000; ++i)
        blocks += file.packet(udpPacket("x"));
    ImportedFile imported(blocks);
    QCOMPARE(imported.import().report().problemCount, 1000U);
    QCOMPARE(imported.problems().size(), 16);
}

void TestPcapngDamage::aPayloadThatIsNotThereIsNotMadeUp()
{
    SavedCapture capture;
    const auto client = capture.add("client", Protocol::Tcp, ip("127.0.0.1", 40000), ip("127.0.0.1", 5000));
    capture.move(client, Operation::Send, QByteArray(100'000, 'x'));
    capture.move(client, Operation::Send, "y");
    QByteArray file = capture.save(saving::SaveFormat::Pcapng, "a.pcapng");
    // The second packet of the first record is lost, as when somebody has filtered the file.
    qsizetype at = 0;
    for (int packets = 0; packets < 2;) {
        const auto length = qsizetype(qFromLittleEndian<quint32>(file.constData() + at + 4));
        packets += file.at(at) == '\6' ? 1 : 0;
        if (packets == 2)
            file.remove(at, length);
        else
            at += length;
    }
    ImportedFile imported(file);
    QCOMPARE(imported.count(), 2U);
    QCOMPARE(imported.payload(0), QByteArray(65'495, 'x'));
    QCOMPARE(imported.payload(1), QByteArray("y"));
    QCOMPARE(imported.problems().size(), 1);
    QVERIFY(imported.problems().first().endsWith(u"34505 bytes of a record's payload are missing"));
}

void TestPcapngDamage::numbersOfEndpointsDoNotMakeHugeFiles()
{
    QStringList records;
    QByteArray file = smallFile(records);
    const QByteArray magic("Sock\1\2\0\0\1\0\0\0", 12);
    const qsizetype place = file.indexOf(magic);
    QVERIFY(place > 0);
    file.replace(place + 8, 4, "\xfe\xff\xff\xff", 4);
    ImportedFile imported(file);
    QCOMPARE(imported.count(), 5U);
    QVERIFY(imported.problems().first().endsWith(u"endpoint 4294967294 is over the limit"));
}

QTEST_GUILESS_MAIN(TestPcapngDamage)
#include "tst_pcapngdamage.moc"
