// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/streamindex.h"
#include "query/streamscan.h"

#include "capture/writer.h"
#include "tests/capture/samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>

#include <memory>
#include <random>
#include <string>

using capture::Direction;
using capture::Operation;
using query::StreamIndex;
using query::StreamPart;

class TestStream final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_parent;
    std::unique_ptr<capture::Writer> m_writer;
    std::unique_ptr<capture::Reader> m_reader;

    void append(std::uint32_t endpoint, Operation operation, std::string_view payload, int flags = 0)
    {
        samples::append(*m_writer, endpoint, operation, payload, flags);
    }

    void scanInto(StreamIndex& index, query::StreamScan& scan, std::size_t stepRecords)
    {
        m_writer->flush();
        std::vector<StreamPart> parts;
        while (scan.step(*m_reader, parts, stepRecords).value() > 0) { }
        for (const StreamPart& part : parts)
            index.append(part);
    }

    [[nodiscard]] std::string read(const StreamIndex& index, std::uint64_t offset, std::size_t size)
    {
        std::string text(size, '?');
        const auto count = query::readStream(*m_reader, index, offset, std::as_writable_bytes(std::span(text))).value();
        text.resize(count);
        return text;
    }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        const std::string directory = m_parent.filePath(QString::number(++number)).toStdString();
        m_writer = capture::Writer::create(directory, samples::SmallLayout).value();
        m_reader = capture::Reader::attach(directory, m_writer->committed()).value();
    }

    void anEmptyStreamHasNoParts()
    {
        const StreamIndex index;
        QCOMPARE(index.size(), std::uint64_t(0));
        QCOMPARE(index.partAt(0), std::uint64_t(0));
        QCOMPARE(index.partAt(Direction::Out, 0), std::uint64_t(0));
        QCOMPARE(index.partOf({7}), std::uint64_t(0));
        QCOMPARE(read(index, 0, 10), std::string());
    }

    void hasBothDirectionsInOrder()
    {
        append(1, Operation::Send, "GET");
        append(2, Operation::Recv, "other");
        append(1, Operation::Recv, "", 0);
        append(1, Operation::Recv, "peeked", MSG_PEEK);
        append(1, Operation::Recv, "200 OK");
        append(1, Operation::Send, "x");
        StreamIndex index;
        query::StreamScan scan({1});
        scanInto(index, scan, 4);
        QCOMPARE(index.partCount(), std::uint64_t(3));
        QCOMPARE(index.size(), std::uint64_t(10));
        QCOMPARE(index.size(Direction::Out), std::uint64_t(4));
        QCOMPARE(index.part(1), (StreamPart{{4}, Direction::In, 0, 6, 0, 3, 0}));
        QCOMPARE(index.part(2), (StreamPart{{5}, Direction::Out, 0, 1, 0, 9, 3}));
        QCOMPARE(index.partAt(2), std::uint64_t(0));
        QCOMPARE(index.partAt(3), std::uint64_t(1));
        QCOMPARE(index.partAt(Direction::Out, 3), std::uint64_t(2));
        QCOMPARE(index.partOf({1}), std::uint64_t(1));
        QCOMPARE(read(index, 0, 100), std::string("GET200 OKx"));
        QCOMPARE(read(index, 2, 3), std::string("T20"));
    }

    void growsWithTheCapture()
    {
        append(1, Operation::Send, "a");
        StreamIndex index;
        query::StreamScan scan({1});
        scanInto(index, scan, 100);
        QCOMPARE(index.partCount(), std::uint64_t(1));
        append(1, Operation::Recv, "bc");
        scanInto(index, scan, 100);
        QCOMPARE(read(index, 0, 10), std::string("abc"));
    }

    /// Against plain arrays. The seed is in the output.
    void findsEveryOffset()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937_64 random(seed);
        StreamIndex index;
        std::vector<StreamPart> parts;
        std::uint64_t record = 0;
        std::array<std::uint64_t, 2> sizes{};
        for (int i = 0; i < 20'000; ++i) {
            // Long runs of one direction, so that blocks without the other come up.
            const bool out = i % 4000 > 1000 ? i % 8000 > 4000 : random() % 2 == 0;
            record += 1 + (random() % 1000 == 0 ? std::uint64_t{3'000'000'000} : random() % 5);
            const auto size
                = static_cast<std::uint32_t>(1 + (random() % 50 == 0 ? random() % 4'000'000'000U : random() % 9));
            const Direction direction = out ? Direction::Out : Direction::In;
            parts.push_back({{record}, direction, 0, size, 0, sizes[0] + sizes[1], sizes[out]});
            sizes[out] += size;
            index.append(parts.back());
        }
        QCOMPARE(index.size(), sizes[0] + sizes[1]);
        for (std::uint64_t number = 0; number < parts.size(); ++number) {
            const StreamPart& part = parts[number];
            QCOMPARE(index.part(number), part);
            for (const std::uint64_t place : {std::uint64_t{0}, std::uint64_t{part.size} - 1}) {
                QCOMPARE(index.partAt(part.start + place), number);
                QCOMPARE(index.partAt(part.direction, part.directionStart + place), number);
            }
            QCOMPARE(index.partOf(part.record), number);
            QCOMPARE(index.partOf({part.record.value + 1}), number + 1);
        }
    }

    void aMillionPartsAreSmallAndQuick()
    {
        StreamIndex index;
        for (std::uint64_t i = 0; i < 1'000'000; ++i)
            index.append({.record = {i * 3}, .direction = i % 2 == 0 ? Direction::In : Direction::Out, .size = 64});
        QVERIFY(index.memory() < 20'000'000);
        QElapsedTimer timer;
        timer.start();
        std::uint64_t sum = 0;
        for (std::uint64_t i = 0; i < 10'000; ++i)
            sum += index.partAt(i * 6400);
        QVERIFY(sum > 0);
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
