// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "foreignfile.h"
#include "importedfile.h"

#include <QRandomGenerator>
#include <QTest>

#include <zlib.h>

using namespace Qt::StringLiterals;

namespace {

/// One member, as gzip(1) makes it.
QByteArray gzip(const QByteArray& bytes, int level = 6)
{
    z_stream zlib{};
    if (deflateInit2(&zlib, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("zlib does not begin");
    QByteArray result(qsizetype(deflateBound(&zlib, uLong(bytes.size()))), '\0');
    QByteArray input = bytes;
    zlib.next_in = reinterpret_cast<Bytef*>(input.data());
    zlib.avail_in = uInt(input.size());
    zlib.next_out = reinterpret_cast<Bytef*>(result.data());
    zlib.avail_out = uInt(result.size());
    if (deflate(&zlib, Z_FINISH) != Z_STREAM_END)
        qFatal("zlib does not end");
    result.resize(qsizetype(zlib.total_out));
    deflateEnd(&zlib);
    return result;
}

QByteArray udp(const QByteArray& data)
{
    return ForeignFile::ipv4(17, ForeignFile::udp(1, 2, data));
}

/// A pcapng file of so many datagrams.
QByteArray pcapng(int datagrams, const QByteArray& data)
{
    const ForeignFile file;
    QByteArray bytes = file.section() + file.interface(101);
    for (int i = 0; i < datagrams; ++i)
        bytes += file.packet(udp(data));
    return bytes;
}

/// A classic file of one packet.
QByteArray pcap(const QByteArray& packet, quint32 captured)
{
    const ForeignFile file;
    return file.number(0xa1b2c3d4U) + file.number(quint16{2}) + file.number(quint16{4}) + QByteArray(8, '\0')
        + file.number(quint32{65535}) + file.number(quint32{101}) + QByteArray(8, '\0') + file.number(captured)
        + file.number(captured) + packet;
}

} // namespace

class TestGzip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothFormatsAreRead();
    void severalMembersAreOneFile();
    void longFilesAreReadThroughTheWindow();
    void aCutAtEveryByteIsTold();
    void aWrongChecksumIsTold();
    void damageIsToldWithItsPlace();
    void whatFollowsIsTold();
    void paddingIsPassedOver();
    void longBlocksArePassedOverStepByStep();
    void aStepIsBoundedWhateverComesOut();
    void aLongPacketThatIsNotThereIsTold();
    void anotherContentIsRefused();
    void randomDamageIsSurvived();
};

void TestGzip::bothFormatsAreRead()
{
    ImportedFile first(gzip(pcapng(1, "pcapng")));
    QCOMPARE(first.problems(), QStringList());
    QCOMPARE(first.payload(0), QByteArray("pcapng"));
    QCOMPARE(first.import().progress(), 1.0);
    const QByteArray packet = udp("pcap");
    ImportedFile second(gzip(pcap(packet, quint32(packet.size()))));
    QCOMPARE(second.problems(), QStringList());
    QCOMPARE(second.payload(0), QByteArray("pcap"));
}

void TestGzip::severalMembersAreOneFile()
{
    const QByteArray file = pcapng(2, "datagram");
    ImportedFile imported(gzip(file.first(70)) + gzip({}) + gzip(file.sliced(70)));
    QCOMPARE(imported.problems(), QStringList());
    QCOMPARE(imported.count(), 2U);
}

void TestGzip::longFilesAreReadThroughTheWindow()
{
    QByteArray data(50'000, '\0');
    for (qsizetype i = 0; i < data.size(); ++i)
        data[i] = char(i * 31 + i / 251);
    ImportedFile imported(gzip(pcapng(100, data)));
    QCOMPARE(imported.problems(), QStringList());
    QCOMPARE(imported.count(), 100U);
    for (std::uint64_t i = 0; i < 100; ++i)
        QVERIFY(imported.payload(i) == data);
}

void TestGzip::aCutAtEveryByteIsTold()
{
    const QByteArray file = gzip(pcapng(3, "datagram"), 0);
    std::uint64_t last = 0;
    for (qsizetype size = 2; size < file.size(); ++size) {
        ImportedFile imported(file.first(size));
        QVERIFY(imported.count() >= last);
        last = imported.count();
        const QString problem = imported.problems().last();
        QVERIFY2(problem.startsWith(u"offset %1: the compressed data (gzip) ends too early"_s.arg(size)),
            qPrintable(problem));
    }
    QCOMPARE(last, 3U);
}

void TestGzip::aWrongChecksumIsTold()
{
    QByteArray file = gzip(pcapng(1, "datagram"));
    file[file.size() - 8] = char(file.at(file.size() - 8) ^ 1);
    ImportedFile imported(file);
    QCOMPARE(imported.count(), 1U);
    QCOMPARE(imported.problems().size(), 1);
    QVERIFY(imported.problems().first().contains(u"gzip) is damaged"));
}

void TestGzip::damageIsToldWithItsPlace()
{
    const QByteArray file = pcapng(1, "datagram");
    const QByteArray whole = gzip(file);
    ImportedFile imported(whole + QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\3\xff", 11));
    QCOMPARE(imported.count(), 1U);
    const QString end = u"the compressed data (gzip) is damaged, after %1 bytes of content"_s.arg(file.size());
    QCOMPARE(imported.problems().size(), 1);
    QVERIFY(imported.problems().first().endsWith(end));
    QVERIFY(imported.problems().first().startsWith(u"offset %1:"_s.arg(whole.size() + 11)));
}

void TestGzip::whatFollowsIsTold()
{
    const QByteArray whole = gzip(pcapng(1, "datagram"));
    ImportedFile imported(whole + "and more");
    QCOMPARE(imported.count(), 1U);
    const QString problem = u"offset %1: what follows the compressed data is not gzip and is not read"_s;
    QCOMPARE(imported.problems(), QStringList(problem.arg(whole.size())));
}

void TestGzip::paddingIsPassedOver()
{
    ImportedFile imported(gzip(pcapng(1, "datagram")) + QByteArray(100'000, '\0'));
    QCOMPARE(imported.problems(), QStringList());
    QCOMPARE(imported.count(), 1U);
}

void TestGzip::longBlocksArePassedOverStepByStep()
{
    const ForeignFile file;
    const QByteArray huge = file.block(0xbad, QByteArray(40'000'000, '\0'));
    const QByteArray bytes = pcapng(1, "before") + huge + file.packet(udp("after"));
    ImportedFile imported(gzip(bytes, 1));
    QCOMPARE(imported.problems(), QStringList());
    QCOMPARE(imported.count(), 2U);
    QCOMPARE(imported.payload(1), QByteArray("after"));
    ImportedFile cut(gzip(pcapng(1, "before") + huge.first(20'000'000), 1));
    QCOMPARE(cut.problems(), QStringList(u"offset 116: the file ends inside what should have 40000012 bytes"_s));
}

void TestGzip::aStepIsBoundedWhateverComesOut()
{
    QTemporaryDir folder;
    const ForeignFile file;
    QFile made(folder.filePath(u"file"_s));
    QVERIFY(made.open(QIODevice::WriteOnly));
    made.write(gzip(file.section() + file.block(0xbad, QByteArray(80'000'000, '\0')), 1));
    made.close();
    auto writer = capture::Writer::create(folder.path().toStdString() + "/capture").value();
    const auto import = packets::CaptureImport::open(made.fileName().toStdString(), *writer).value();
    int steps = 1;
    double progress = 0;
    while (import->step(1'000'000).value()) {
        ++steps;
        QVERIFY(import->progress() > progress);
        progress = import->progress();
    }
    QVERIFY(steps >= 4);
}

void TestGzip::aLongPacketThatIsNotThereIsTold()
{
    ImportedFile imported(gzip(pcap(udp("x"), 100)));
    QCOMPARE(imported.problems(), QStringList(u"offset 24: the file ends inside what should have 116 bytes"_s));
    ImportedFile huge(gzip(pcap(QByteArray(3'000'000, '\0'), 0x7fffffff)));
    QCOMPARE(huge.problems(),
        QStringList({u"offset 24: block length 2147483647 is over the limit; the block is passed over"_s,
            u"offset 24: the file ends inside what should have 2147483663 bytes"_s}));
}

void TestGzip::anotherContentIsRefused()
{
    QCOMPARE(ImportedFile(gzip("a letter")).problems().size(), 1);
    QCOMPARE(ImportedFile(gzip({})).problems(), QStringList(u"offset 0: the file is empty"_s));
}

void TestGzip::randomDamageIsSurvived()
{
    const QByteArray file = gzip(pcapng(20, "datagram"));
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int i = 0; i < 200; ++i) {
        QByteArray broken = file;
        broken[random.bounded(2, int(broken.size()))] = char(random.bounded(256));
        ImportedFile imported(broken);
        QVERIFY(imported.count() <= 40);
    }
}

QTEST_GUILESS_MAIN(TestGzip)
#include "tst_gzip.moc"
