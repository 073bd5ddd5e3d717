// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/streamfile.h"
#include "session/models/followedstream.h"
#include "tests/ui/trafficcapture.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>

#include <random>

using capture::Direction;
using capture::Operation;
using session::FollowedStream;
using session::StreamFile;
using session::StreamRowRule;
using session::StreamSide;
using traffic::SampleCapture;
using namespace Qt::StringLiterals;

namespace {

/// The rows from `first` on, as ">text" for what was sent and "<text" for what came; "|" before a call's first row.
QStringList shown(const FollowedStream& stream, quint64 first = 0, std::size_t count = 10'000)
{
    QStringList lines;
    const auto rows = stream.rows(first, count).value();
    for (const FollowedStream::Row& row : rows) {
        std::string text(row.size, '?');
        const auto read = stream.read(row.offset, std::as_writable_bytes(std::span(text)));
        QString line = row.beginsPart ? u"|"_s : QString();
        line += row.part.direction == Direction::Out ? u'>' : u'<';
        lines << line + (read == row.size ? QString::fromStdString(text) : u"not read"_s);
    }
    return lines;
}

} // namespace

class TestFollowedStream final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsBothDirectionsIntoRows()
    {
        SampleCapture capture;
        capture.data(3, Operation::Send, "GET / HT");
        capture.data(3, Operation::Send, "TP/1.1\r\n\r\n");
        capture.data(2, Operation::Recv, "another endpoint");
        capture.data(3, Operation::Recv, "200 OK\nbody without end");
        capture.commit();
        FollowedStream stream(capture.newReader(), {3});
        QSignalSpy finished(&stream, &FollowedStream::finished);
        stream.setRule({.bytesPerRow = 12, .atNewlines = true});
        stream.grow(capture.count());
        QTRY_VERIFY(finished.count() > 0);
        QTRY_COMPARE(stream.rowCount(), quint64(6));
        QCOMPARE(shown(stream),
            (QStringList{
                u"|>GET / HTTP/1"_s, u">.1\r\n"_s, u">\r\n"_s, u"|<200 OK\n"_s, u"<body without"_s, u"< end"_s}));
        QCOMPARE(stream.callCount(), quint64(3));
        QCOMPARE(stream.size(Direction::Out), quint64(18));
        QCOMPARE(stream.rowOf({3}).value(), quint64(3));
        QCOMPARE(stream.rowOf({1}).value(), quint64(0)); // it lies in the first row
        QCOMPARE(stream.rowOf({99}).value(), quint64(5));

        QSignalSpy resets(&stream, &FollowedStream::rowsReset);
        stream.setRule({.bytesPerRow = 12, .atNewlines = true, .atCalls = true});
        QCOMPARE(resets.count(), 1);
        QTRY_COMPARE(stream.rowCount(), quint64(6));
        QCOMPARE(shown(stream, 0, 3), (QStringList{u"|>GET / HT"_s, u"|>TP/1.1\r\n"_s, u">\r\n"_s}));
        stream.setRule({.bytesPerRow = 16});
        QTRY_COMPARE(stream.rowCount(), quint64(4));
        QCOMPARE(shown(stream).at(1), u">\r\n"_s);
    }

    void theLastRowGrows()
    {
        SampleCapture capture;
        FollowedStream stream(capture.newReader(), {3});
        stream.setRule({.bytesPerRow = 8});
        const auto add = [&](const char* text) {
            capture.data(3, Operation::Recv, text);
            capture.commit();
            stream.grow(capture.count());
        };
        add("abc");
        QTRY_COMPARE(stream.rowCount(), quint64(1));
        add("def");
        QTRY_COMPARE(stream.size(Direction::In), quint64(6));
        QTRY_COMPARE(shown(stream), QStringList{u"|<abcdef"_s});
        add("ghij");
        QTRY_COMPARE(stream.rowCount(), quint64(2));
        QCOMPARE(shown(stream), (QStringList{u"|<abcdefgh"_s, u"<ij"_s}));
    }

    void aFullRowCutsNoCharacter()
    {
        SampleCapture capture;
        capture.data(3, Operation::Recv, "abc\xc3\xa4\xc3\xa4\xc3\xa4");
        capture.data(3, Operation::Send, std::string(12, '\x80'));
        capture.commit();
        FollowedStream stream(capture.newReader(), {3});
        stream.setRule({.bytesPerRow = 4, .atNewlines = true});
        stream.grow(capture.count());
        QTRY_COMPARE(stream.rowCount(), quint64(6));
        const auto rows = stream.rows(0, 10).value();
        QCOMPARE(rows[0].size, std::size_t(3));
        QCOMPARE(rows[1].size, std::size_t(4));
        QCOMPARE(rows[2].size, std::size_t(2));
        QCOMPARE(rows[3].size, std::size_t(4));
    }

    /// Rows are the same from every place, and all the bytes. The seed is in the output.
    void rowsFromAnywhereAreTheSame_data()
    {
        QTest::addColumn<bool>("atNewlines");
        QTest::addColumn<bool>("atCalls");
        QTest::newRow("width") << false << false;
        QTest::newRow("newlines") << true << false;
        QTest::newRow("calls") << false << true;
        QTest::newRow("newlines and calls") << true << true;
    }
    void rowsFromAnywhereAreTheSame()
    {
        QFETCH(const bool, atNewlines);
        QFETCH(const bool, atCalls);
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        SampleCapture capture;
        FollowedStream stream(capture.newReader(), {3});
        stream.setRule({.bytesPerRow = 10, .atNewlines = atNewlines, .atCalls = atCalls});
        std::string all;
        for (int i = 0; i < 3000; ++i) {
            std::string payload(1 + random() % (i % 100 == 0 ? 5000 : 12), 'a');
            for (char& c : payload)
                c = "ab\n\xc3\xa4 "[random() % 6];
            all += payload;
            capture.data(3, random() % 4 == 0 ? Operation::Send : Operation::Recv, payload);
            if (i % 500 == 250) {
                capture.commit();
                stream.grow(capture.count());
                QCoreApplication::processEvents(); // the worker comes at different places
            }
        }
        capture.commit();
        stream.grow(capture.count());
        QTRY_VERIFY(!stream.isScanning());
        QTRY_COMPARE(stream.size(Direction::In) + stream.size(Direction::Out), quint64(all.size()));
        const auto rows = stream.rows(0, 1'000'000).value();
        QCOMPARE(quint64(rows.size()), stream.rowCount());
        std::uint64_t offset = 0;
        for (const FollowedStream::Row& row : rows) {
            QCOMPARE(row.offset, offset);
            QVERIFY(row.size > 0 && row.size <= 10);
            offset += row.size;
        }
        QCOMPARE(offset, std::uint64_t(all.size()));
        for (int i = 0; i < 300; ++i) {
            const quint64 first = random() % rows.size();
            const auto some = stream.rows(first, 3).value();
            QCOMPARE(some.front().offset, rows[first].offset);
            QCOMPARE(some.front().beginsRun, rows[first].beginsRun);
        }
    }

    void savesOneSideOrBoth()
    {
        SampleCapture capture;
        capture.data(3, Operation::Send, "ping");
        capture.data(3, Operation::Recv, std::string(600'000, 'p') + "ong");
        capture.data(2, Operation::Recv, "other");
        capture.data(3, Operation::Send, "!");
        capture.commit();
        QTemporaryDir folder;
        StreamFile file(capture.newReader());
        const auto saved = [&](StreamSide side) {
            QSignalSpy finished(&file, &StreamFile::finished);
            const QString path = folder.filePath(u"stream"_s);
            file.save({3}, side, path);
            if (!QTest::qWaitFor([&] { return finished.count() == 1; }) || !finished.at(0).at(3).toString().isEmpty())
                return QByteArray("not saved");
            QFile in(path);
            return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("not there");
        };
        QCOMPARE(saved(StreamSide::Sent), QByteArray("ping!"));
        QCOMPARE(saved(StreamSide::Received), QByteArray(600'000, 'p') + "ong");
        QCOMPARE(saved(StreamSide::Both), "ping" + QByteArray(600'000, 'p') + "ong!");
        QCOMPARE(QFileInfo(folder.filePath(u"stream"_s)).permissions() & (QFile::ReadGroup | QFile::ReadOther),
            QFile::Permissions());
    }

    void gapsAreToldAndNoRowGoesAcross()
    {
        SampleCapture capture;
        capture.data(3, Operation::Send, "one");
        capture.data(3, Operation::Recv, "yes");
        capture.call(3, Operation::SendMissing, 7);
        capture.data(3, Operation::Send, "two");
        capture.call(3, Operation::SendMissing, 2);
        capture.data(3, Operation::Send, "three");
        capture.call(3, Operation::ReceiveMissing, 9);
        capture.commit();
        FollowedStream stream(capture.newReader(), {3});
        stream.setRule({.bytesPerRow = 100});
        stream.grow(capture.count());
        QTRY_COMPARE(stream.rowCount(), quint64(4));
        QCOMPARE(shown(stream), (QStringList{u"|>one"_s, u"|<yes"_s, u"|>two"_s, u"|>three"_s}));
        const auto rows = stream.rows(0, 10).value();
        QCOMPARE(rows[0].part.missing, 0U);
        QCOMPARE(rows[2].part.missing, 7U);
        QCOMPARE(rows[3].part.missing, 2U);
        QCOMPARE(stream.missing(Direction::Out), quint64(9));
        QCOMPARE(stream.missingAtEnd(Direction::Out), quint64(0));
        QCOMPARE(stream.missingAtEnd(Direction::In), quint64(9));
        QTemporaryDir folder;
        StreamFile file(capture.newReader());
        QSignalSpy finished(&file, &StreamFile::finished);
        file.save({3}, StreamSide::Sent, folder.filePath(u"stream"_s));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(finished.at(0).at(0).toULongLong(), 11ULL);
        QCOMPARE(finished.at(0).at(1).toULongLong(), 9ULL);
    }

    void whatCannotBeWrittenIsTold()
    {
        SampleCapture capture;
        capture.data(3, Operation::Send, "ping");
        capture.commit();
        StreamFile file(capture.newReader());
        QSignalSpy finished(&file, &StreamFile::finished);
        file.save({3}, StreamSide::Both, u"/nowhere/at/all"_s);
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(!finished.at(0).at(3).toString().isEmpty());
        QVERIFY(!file.isSaving());
    }
};

QTEST_GUILESS_MAIN(TestFollowedStream)
#include "tst_followedstream.moc"
