// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "importedfile.h"
#include "tcpfile.h"

#include "packets/foreignimport.h"
#include "programs/program.h"
#include "query/deliverycursor.h"
#include "query/filterparser.h"
#include "query/filterscan.h"
#include "query/searchscan.h"
#include "query/streamscan.h"
#include "saving/saverecords.h"
#include "words/recordtext.h"

#include <QTest>

#include <sys/socket.h>

#include <cerrno>
#include <numeric>

using capture::Direction;
using capture::Operation;

namespace {

/// What went one way over an endpoint; "(4)" where 4 bytes are missing.
QByteArray streamOf(capture::Reader& reader, std::uint32_t endpoint, Direction direction)
{
    query::StreamScan scan({endpoint});
    std::vector<query::StreamPart> parts;
    while (scan.step(reader, parts, 512).value() > 0) { }
    query::StreamIndex index;
    for (const query::StreamPart& part : parts)
        index.append(part);
    QByteArray text;
    const auto tellMissing = [&text](std::uint64_t missing) {
        if (missing > 0)
            text += '(' + QByteArray::number(quint64(missing)) + ')';
    };
    for (std::uint64_t number = 0; number < index.partCount(); ++number) {
        const query::StreamPart part = index.part(number);
        if (part.direction != direction)
            continue;
        tellMissing(part.missing);
        QByteArray bytes(qsizetype(part.size), '\0');
        const std::span room(reinterpret_cast<std::byte*>(bytes.data()), part.size);
        if (query::readStream(reader, index, part.start, room).value() != part.size)
            return "not read";
        text += bytes;
    }
    tellMissing(index.missingAtEnd(direction));
    return text;
}

/// The rows: "send AAAA", with what the segment was behind it.
QStringList rows(ImportedFile& imported)
{
    QStringList result;
    for (std::uint64_t i = 0; i < imported.count(); ++i) {
        const capture::Record record = imported.reader().record({i}).value();
        const std::string_view name = capture::operationName(record.operation);
        QString row = QString::fromLatin1(name.data(), qsizetype(name.size()));
        if (record.payloadSize > 0)
            row += QLatin1Char(' ') + QString::fromLatin1(imported.payload(i));
        if (capture::missingDirectionOf(record.operation) != Direction::None)
            row += QLatin1Char(' ') + QString::number(record.result);
        const std::string segment = words::segmentText(record, imported.reader().detail(record.detail).value());
        if (!segment.empty())
            row += QStringLiteral(": ") + QString::fromStdString(segment);
        result.append(row);
    }
    return result;
}

/// Saved as pcapng.
QByteArray saved(ImportedFile& imported)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("saved"));
    if (!saving::saveRecords(
            imported.reader(), query::allRecords(imported.count()), saving::SaveFormat::Pcapng, path.toStdString()))
        return "not saved";
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

/// All deliveries of a capture, with runs of whole records taken apart.
std::vector<capture::Delivery> orderOf(capture::Reader& reader)
{
    std::vector<capture::Delivery> order(1000);
    order.resize(reader.deliveries(0, order).value());
    std::vector<capture::Delivery> apart;
    for (const capture::Delivery& each : order) {
        if (each.count == 0)
            apart.push_back(each);
        for (std::uint32_t i = 0; i < each.count; ++i)
            apart.push_back({{each.record.value + i}, 1});
    }
    return apart;
}

} // namespace

class TestForeignStreams final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void segmentsOutOfOrderAreAStream()
    {
        ImportedFile imported(
            TcpFile().open().client(0, "GET\n").server(4, "BBBB", Data, 4).server(0, "AAAA", Data, 4).bytes());
        QCOMPARE(streamOf(imported.reader(), 1, Direction::Out), QByteArray("GET\n"));
        QCOMPARE(streamOf(imported.reader(), 1, Direction::In), QByteArray("AAAABBBB"));
        QCOMPARE(rows(imported),
            (QStringList{QStringLiteral("send GET\n"),
                QStringLiteral("recv BBBB: gap of 4 bytes before this, position 4"),
                QStringLiteral("recv AAAA: out of order, position 0")}));
        QCOMPARE(imported.import().report().counts.imported, 3U);
        QCOMPARE(imported.import().report().counts.withoutPayload, 3U);
    }

    void portsUsedAgainAreTwoConnections()
    {
        TcpFile file;
        file.open().client(0, "first").client(5, {}, Fin).server(0, {}, Fin, 6);
        file.client(9000 - 1, {}, Syn).client(9000, "second");
        ImportedFile imported(file.bytes());
        QCOMPARE(streamOf(imported.reader(), 1, Direction::Out), QByteArray("first"));
        QCOMPARE(streamOf(imported.reader(), 2, Direction::Out), QByteArray("second"));
        QCOMPARE(imported.reader().endpoint({2}).name, "tcp/2 10.0.0.1:40000 <-> 10.0.0.2:80");
    }

    void aRetransmittedSynBeginsNothing()
    {
        ImportedFile imported(TcpFile().open().client(-1, {}, Syn).client(0, "one").client(-1, {}, Syn).bytes());
        QCOMPARE(streamOf(imported.reader(), 1, Direction::Out), QByteArray("one"));
        QVERIFY(imported.reader().endpoint({2}).name.empty());
    }

    void theFirstFinAndRstOfASideAreRows()
    {
        TcpFile file;
        file.open().client(0, "x").client(1, {}, Fin).client(1, {}, Fin).server(0, "y", Fin, 2).server(1, {}, Rst);
        file.server(1, {}, Rst).client(2, {}, Rst);
        ImportedFile imported(file.bytes());
        QCOMPARE(rows(imported),
            (QStringList{QStringLiteral("send x"), QStringLiteral("shutdown"), QStringLiteral("recv y"),
                QStringLiteral("peer closed"), QStringLiteral("socket error"), QStringLiteral("close")}));
        QCOMPARE(imported.reader().record({1}).value().asked, std::uint32_t{SHUT_WR});
        QCOMPARE(imported.reader().record({4}).value().errorNumber, std::uint16_t{ECONNRESET});
    }

    void aRefusedConnectionIsARow()
    {
        ImportedFile imported(TcpFile().client(-1, {}, Syn).server(0, {}, char(Rst | Ack)).bytes());
        QCOMPARE(rows(imported), QStringList{QStringLiteral("connect failed")});
        QCOMPARE(imported.reader().record({0}).value().errorNumber, std::uint16_t{ECONNREFUSED});
    }

    void aGapThatWasAcknowledgedIsToldOnce()
    {
        TcpFile file;
        file.open().client(0, "one").client(10, "two").server(0, {}, Ack, 13).client(13, "three").client(3, "late");
        ImportedFile imported(file.bytes());
        QCOMPARE(streamOf(imported.reader(), 1, Direction::Out), QByteArray("one(7)twothree"));
        QCOMPARE(rows(imported),
            (QStringList{QStringLiteral("send one"),
                QStringLiteral("send two: gap of 7 bytes before this, position 10"),
                QStringLiteral("send missing 7: position 3"), QStringLiteral("send three"),
                QStringLiteral("send late: too late for its gap, position 3")}));
    }

    void aGapAtTheEndOfTheFileIsTold()
    {
        ImportedFile imported(TcpFile().open().client(0, "one").client(10, "two").bytes());
        QCOMPARE(streamOf(imported.reader(), 1, Direction::Out), QByteArray("one(7)two"));
        ImportedFile acknowledged(TcpFile().open().client(0, "one").server(0, {}, Ack, 50).bytes());
        QCOMPARE(streamOf(acknowledged.reader(), 1, Direction::Out), QByteArray("one(47)"));
    }

    void aCaptureFromTheMiddleBeginsWhereItBegins()
    {
        ImportedFile imported(TcpFile().client(700, "in the middle").client(690, "older").server(9, "yes").bytes());
        QCOMPARE(streamOf(imported.reader(), 1, Direction::Out), QByteArray("in the middle"));
        QCOMPARE(streamOf(imported.reader(), 1, Direction::In), QByteArray("yes"));
    }

    void bytesBehindTheSnapLengthAreAGap()
    {
        TcpFile file;
        file.open().snap(44).client(0, "abcdefghij").client(10, "klmno");
        ImportedFile imported(file.bytes());
        QCOMPARE(streamOf(imported.reader(), 1, Direction::Out), QByteArray("abcd(6)klmn(1)"));
    }

    void probesAndKeepAlivesAreSaid()
    {
        TcpFile file;
        file.open().client(0, "ab").window(0).server(0, {}, Ack, 2).window(1000).client(2, "c").client(1, "!");
        file.client(2, "cd");
        ImportedFile imported(file.bytes());
        QCOMPARE(streamOf(imported.reader(), 1, Direction::Out), QByteArray("abcd"));
        QCOMPARE(rows(imported).mid(1),
            (QStringList{QStringLiteral("send c: zero window probe"),
                QStringLiteral("send !: retransmission, position 1"),
                QStringLiteral("send cd: partly retransmission, position 2")}));
        ImportedFile kept(TcpFile().open().client(0, "ab").client(1, "!").bytes());
        QCOMPARE(streamOf(kept.reader(), 1, Direction::Out), QByteArray("ab"));
        QCOMPARE(rows(kept).last(), QStringLiteral("send !: keep-alive, position 1"));
    }

    void whatIsSavedHasTheSameOrder()
    {
        TcpFile file;
        file.open().client(4, "BBBB").client(0, "AAAA").client(2, "AABBBBCC").client(20, "DD").client(0, "AAAA");
        file.server(3, "late").server(0, {}, Ack, 22).client(22, "E", Fin).port(40'001).client(0, "another");
        file.port(40'000).server(0, "yes").client(70'000 - 1, {}, Syn).client(70'003, "second").client(70'000, "The");
        ImportedFile imported(file.bytes());
        ImportedFile again(saved(imported));
        QCOMPARE(again.problems(), QStringList());
        QCOMPARE(again.records(), imported.records());
        QVERIFY(orderOf(again.reader()) == orderOf(imported.reader()));
        QCOMPARE(streamOf(again.reader(), 1, Direction::Out), QByteArray("AAAABBBBCC(10)DDE"));
        QCOMPARE(streamOf(again.reader(), 1, Direction::In), QByteArray("yeslate"));
        QCOMPARE(streamOf(again.reader(), 3, Direction::Out), QByteArray("Thesecond"));
        QVERIFY(saved(again) == saved(imported));
    }

    void searchGoesAcrossSegmentsInTheirOrder()
    {
        TcpFile file;
        file.open().client(4, "o, ").client(0, "hel").client(3, "l").client(0, "hell").client(20, "o");
        ImportedFile imported(file.bytes());
        const auto find = [&](std::string_view text) {
            std::vector<std::byte> bytes;
            std::ranges::transform(text, std::back_inserter(bytes), [](char c) { return std::byte(c); });
            query::SearchScan scan{query::SearchPattern(query::BytePattern(bytes))};
            std::vector<query::SearchHit> hits;
            while (scan.step(imported.reader(), hits, 10).value()) { }
            return hits;
        };
        QVERIFY(find("hello") == (std::vector<query::SearchHit>{{{1}, 0, 5, {0}, 1}})); // found once
        QVERIFY(find(", o").empty()); // not across the gap
    }

    void filtersFindWhatSegmentsWere_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QByteArray>("found");
        QTest::newRow("again") << QByteArray("retransmission") << QByteArray("2 3 4 ");
        QTest::newRow("out of order") << QByteArray("outoforder") << QByteArray("1 ");
        QTest::newRow("gaps") << QByteArray("gaps") << QByteArray("0 5 6 ");
        QTest::newRow("the event") << QByteArray("call = send-missing") << QByteArray("6 ");
    }
    void filtersFindWhatSegmentsWere()
    {
        QFETCH(const QByteArray, filter);
        TcpFile file;
        file.open().client(4, "BBBB").client(0, "AAAA").client(0, "AAAA").client(7, "!").client(6, "BBCC");
        file.client(20, "D").server(0, {}, Ack, 21);
        ImportedFile imported(file.bytes());
        query::FilterScan scan(query::parseFilter(filter.toStdString()).value());
        std::vector<std::uint64_t> matches;
        while (scan.step(imported.reader(), matches, 100).value() > 0) { }
        QByteArray found;
        for (const std::uint64_t match : matches)
            found += QByteArray::number(quint64(match)) + ' ';
        QTEST(found, "found");
    }

    void programsHaveTheBytesInOrder()
    {
        TcpFile file;
        file.open().client(3, "def").client(0, "abc").client(2, "cdefg").client(0, "abc").client(7, {}, Fin);
        ImportedFile imported(file.bytes());
        std::vector<base::RecordIndex> all(imported.count());
        for (std::uint64_t i = 0; i < all.size(); ++i)
            all[i] = {i};
        const auto program = programs::readProgram(imported.reader(), all).value();
        QByteArray sent;
        for (const programs::Step& step : program.steps) {
            if (capture::directionOf(step.operation) == Direction::Out)
                sent += QByteArray(reinterpret_cast<const char*>(step.data.data()), qsizetype(step.data.size())) + '|';
        }
        QCOMPARE(sent, QByteArray("abc|def|g|"));
        QCOMPARE(program.steps.back().operation, Operation::Shutdown);
    }

    void whatWaitsInAllConnectionsIsBounded()
    {
        constexpr qint64 Each = 60'000;
        TcpFile file;
        for (quint16 port = 1; port <= 5; ++port) {
            file.port(port).client(0, "a");
            for (qint64 i = 0; i < Each; ++i)
                file.client(10 + 2 * i, "b");
        }
        ImportedFile imported(file.bytes());
        // Some of the last connection's gaps were closed while it went on, the others at the end of the file.
        const std::uint64_t firstOfLast = 4 * (Each + 1);
        std::uint64_t index = firstOfLast;
        while (imported.reader().record({index}).value().operation != Operation::SendMissing)
            ++index;
        QCOMPARE(index, std::uint64_t{packets::ForeignImport::MaxHeldInAll + 5 + 1});
        QCOMPARE(imported.count(), std::uint64_t(5 * (2 * Each + 1)));
        QCOMPARE(streamOf(imported.reader(), 5, Direction::Out).left(10), QByteArray("a(9)b(1)b("));
    }

    void eachConnectionHasItsOwnOrder()
    {
        TcpFile file;
        for (quint16 port = 1; port <= 300; ++port)
            file.port(port).client(0, "x").client(2, "z").client(1, "y");
        ImportedFile imported(file.bytes());
        QCOMPARE(imported.count(), 900U);
        for (std::uint32_t endpoint = 1; endpoint <= 300; ++endpoint)
            QCOMPARE(streamOf(imported.reader(), endpoint, Direction::Out), QByteArray("xyz"));
    }
};

QTEST_GUILESS_MAIN(TestForeignStreams)
#include "tst_foreignstreams.moc"
