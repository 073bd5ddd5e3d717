// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/layout.h"
#include "capture/segmentreader.h"
#include "capture/segmentwriter.h"
#include "tests/capture/samples.h"
#include "tests/capture/scratchfolder.h"

#include <QTest>

#include <filesystem>

using capture::SegmentReader;
using capture::SegmentWriter;

namespace {

constexpr std::uint64_t SegmentBytes = 100;

std::ptrdiff_t openDescriptors()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

} // namespace

/// SegmentWriter and SegmentReader: one stream, many files.
class TestSegments final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesAreWhereTheirPlaceSays_data()
    {
        QTest::addColumn<quint64>("piece");
        for (const quint64 piece : {1U, 7U, 99U, 100U, 101U, 250U, 1000U})
            QTest::addRow("in pieces of %llu", piece) << piece;
    }
    void bytesAreWhereTheirPlaceSays()
    {
        QFETCH(quint64, piece);
        const ScratchFolder folder;
        const auto whole = samples::payload(1, 1000);
        SegmentWriter writer(folder.fd(), "payload", SegmentBytes);
        for (std::size_t at = 0; at < whole.size(); at += piece) {
            const auto bytes = std::span(whole).subspan(at, std::min<std::size_t>(piece, whole.size() - at));
            QVERIFY(writer.write(bytes, at).has_value());
        }
        for (std::uint64_t i = 0; i < 10; ++i)
            QCOMPARE(QFile(folder.pathOf(capture::segmentName("payload", i))).size(), qint64{SegmentBytes});
        QVERIFY(!QFile::exists(folder.pathOf("payload.0010")));

        SegmentReader reader(folder.fd(), "payload", SegmentBytes);
        for (std::size_t at = 0; at < whole.size(); at += 37) {
            std::vector<std::byte> bytes(std::min<std::size_t>(333, whole.size() - at));
            QVERIFY(reader.read(bytes, at).has_value());
            QVERIFY(std::equal(bytes.begin(), bytes.end(), whole.begin() + std::ptrdiff_t(at)));
        }
    }

    void nothingIsWrittenForNothing()
    {
        const ScratchFolder folder;
        SegmentWriter writer(folder.fd(), "payload", SegmentBytes);
        QVERIFY(writer.write({}, 0).has_value());
        QVERIFY(!QFile::exists(folder.pathOf("payload.0000")));
    }

    void aFileOfSomeoneElseIsNotTaken()
    {
        const ScratchFolder folder;
        QVERIFY(folder.replace("payload.0001", "theirs"));
        SegmentWriter writer(folder.fd(), "payload", SegmentBytes);
        const auto bytes = samples::payload(1, 150);
        QCOMPARE(writer.write(bytes, 0).error(), (base::Error{EEXIST, "open"}));
        QCOMPARE(folder.contents("payload.0001"), QByteArray("theirs"));
    }

    void aPlaceIsWrittenAgainAfterAFailure()
    {
        const ScratchFolder folder;
        SegmentWriter writer(folder.fd(), "payload", SegmentBytes);
        QVERIFY(writer.write(samples::payload(1, 350), 0).has_value());
        const auto second = samples::payload(2, 200);
        QVERIFY(writer.write(second, 150).has_value()); // goes back over two segments
        SegmentReader reader(folder.fd(), "payload", SegmentBytes);
        std::vector<std::byte> bytes(350);
        QVERIFY(reader.read(bytes, 0).has_value());
        QVERIFY(std::equal(second.begin(), second.end(), bytes.begin() + 150));
        const auto first = samples::payload(1, 150);
        QVERIFY(std::equal(first.begin(), first.end(), bytes.begin()));
    }

    void missingBytesAreBadMessage()
    {
        const ScratchFolder folder;
        SegmentWriter writer(folder.fd(), "payload", SegmentBytes);
        QVERIFY(writer.write(samples::payload(1, 250), 0).has_value());
        SegmentReader reader(folder.fd(), "payload", SegmentBytes);
        std::vector<std::byte> bytes(100);
        QVERIFY(reader.read(bytes, 150).has_value());
        QCOMPARE(reader.read(bytes, 151).error().code, EBADMSG);
        QCOMPARE(reader.read(bytes, 250).error().code, EBADMSG);
        QCOMPARE(reader.read(bytes, 300).error().code, ENOENT);
        QVERIFY(reader.read({}, 10'000).has_value());
    }

    void fewFilesStayOpen()
    {
        const ScratchFolder folder;
        const std::ptrdiff_t before = openDescriptors();
        SegmentWriter writer(folder.fd(), "payload", SegmentBytes);
        QVERIFY(writer.write(samples::payload(1, 5000), 0).has_value());
        QCOMPARE(openDescriptors(), before + 1);
        SegmentReader reader(folder.fd(), "payload", SegmentBytes);
        std::vector<std::byte> bytes(5000);
        QVERIFY(reader.read(bytes, 0).has_value());
        QCOMPARE(openDescriptors(), before + 1 + 4);
        // Those used last are kept: they can be read even when their names are gone.
        for (const char* name : {"payload.0046", "payload.0049", "payload.0000"})
            QVERIFY(QFile::remove(folder.pathOf(name)));
        QVERIFY(reader.read(std::span(bytes).first(100), 4900).has_value());
        QVERIFY(reader.read(std::span(bytes).first(100), 4600).has_value());
        QCOMPARE(reader.read(std::span(bytes).first(100), 0).error().code, ENOENT);
    }
};

QTEST_GUILESS_MAIN(TestSegments)
#include "tst_segments.moc"
