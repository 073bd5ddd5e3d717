// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/reader.h"

#include "capture/writer.h"
#include "tests/capture/samples.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using capture::EndpointInfo;
using capture::Reader;
using capture::Writer;

class TestReader final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_parent;
    std::string m_directory;
    std::unique_ptr<Writer> m_writer;

    void appendSamples(std::uint64_t first, std::uint64_t last)
    {
        for (std::uint64_t i = first; i < last; ++i)
            m_writer->append(samples::record(i), samples::payload(i, samples::payloadSize(i)));
    }

private Q_SLOTS:
    void init()
    {
        m_parent = std::make_unique<QTemporaryDir>();
        m_directory = m_parent->filePath(QStringLiteral("one")).toStdString();
        m_writer = Writer::create(m_directory, samples::SmallLayout).value();
    }
    void cleanup() { m_writer.reset(); }

    void anEmptyCaptureHasNothing()
    {
        const auto reader = Reader::open(m_directory).value();
        std::array<capture::Record, 4> records;
        QCOMPARE(reader->recordCount(), 0U);
        QCOMPARE(reader->records({0}, records), 0U);
        QCOMPARE(reader->record({0}).error().code, ERANGE);
        QCOMPARE(reader->detail({}), capture::Detail());
        QCOMPARE(reader->detail({1}).error().code, EBADMSG);
        QVERIFY(reader->endpoint({1}).name.empty());
        QCOMPARE(reader->directory(), m_directory);
    }

    void readsBackOverManySegments()
    {
        constexpr std::uint64_t Count = 500;
        appendSamples(0, Count);
        m_writer->flush();
        for (const auto& reader : {Reader::attach(m_directory, m_writer->committed()), Reader::open(m_directory)}) {
            QVERIFY(reader.has_value());
            QCOMPARE((*reader)->recordCount(), Count);
            for (std::uint64_t step = 0; step < Count; ++step) {
                const std::uint64_t i = step * 263 % Count; // every record, far apart
                QVERIFY(samples::isSample(**reader, (*reader)->record({i}).value(), i));
            }
        }
    }

    void blocksEndWhereTheCaptureEnds()
    {
        appendSamples(0, 100);
        m_writer->flush();
        const auto reader = Reader::open(m_directory).value();
        std::vector<capture::Record> records(64);
        QCOMPARE(reader->records({0}, records), 64U);
        QVERIFY(samples::isSample(*reader, records.back(), 63));
        QCOMPARE(reader->records({64}, records), 36U);
        QVERIFY(samples::isSample(*reader, records[35], 99));
        QCOMPARE(reader->records({100}, records), 0U);
        QCOMPARE(reader->records({~std::uint64_t{0}}, records), 0U);
    }

    void payloadIsReadInPieces()
    {
        const std::size_t size = 2500; // two and a half segments
        m_writer->append(samples::record(1), samples::payload(1, size));
        m_writer->flush();
        const auto reader = Reader::open(m_directory).value();
        const capture::Record record = reader->record({0}).value();
        const auto whole = samples::payload(1, size);
        for (std::size_t offset = 0; offset < size; offset += 333) {
            std::vector<std::byte> piece(1100);
            const auto count = reader->payload(record, offset, piece);
            QCOMPARE(count, std::min<std::size_t>(piece.size(), size - offset));
            QVERIFY(std::equal(
                piece.begin(), piece.begin() + std::ptrdiff_t(*count), whole.begin() + std::ptrdiff_t(offset)));
        }
        std::vector<std::byte> none(10);
        QCOMPARE(reader->payload(record, size, none), 0U);
        QCOMPARE(reader->payload(record, ~std::uint64_t{0}, none), 0U);
    }

    void aRecordThatPointsOutsideIsRefused()
    {
        appendSamples(1, 3);
        m_writer->flush();
        const auto reader = Reader::open(m_directory).value();
        capture::Record record = reader->record({0}).value();
        std::vector<std::byte> bytes(10);
        record.payloadOffset = ~std::uint64_t{0} - 5;
        QCOMPARE(reader->payload(record, 0, bytes).error().code, EBADMSG);
        record.payloadOffset = 0;
        record.payloadSize = ~std::uint32_t{0};
        QCOMPARE(reader->payload(record, 0, bytes).error().code, EBADMSG);
    }

    void seesEachCommit()
    {
        const auto attached = Reader::attach(m_directory, m_writer->committed()).value();
        const auto opened = Reader::open(m_directory).value();
        for (std::uint64_t i = 0; i < 20; ++i) {
            appendSamples(i, i + 1);
            QCOMPARE(attached->recordCount(), i);
            QCOMPARE(opened->recordCount(), i);
            m_writer->flush();
            QVERIFY(samples::isSample(*attached, attached->record({i}).value(), i));
            QVERIFY(samples::isSample(*opened, opened->record({i}).value(), i));
        }
    }

    void recordsThatACommitFileCannotTellOfAreAnError()
    {
        const auto reader = Reader::attach(m_directory, m_writer->committed()).value();
        appendSamples(0, 3);
        m_writer->flush();
        QFile commit(QString::fromStdString(m_directory + "/commit"));
        QVERIFY(commit.open(QIODevice::ReadWrite));
        QVERIFY(commit.resize(0));
        std::array<capture::Record, 4> records;
        // Not 0: whoever reads on up to the count would take that for the end.
        QCOMPARE(reader->recordCount(), 3U);
        QCOMPARE(reader->records({0}, records).error().code, EBADMSG);
    }

    void anEndpointIsKnownOnceItIsDescribed()
    {
        const auto reader = Reader::attach(m_directory, m_writer->committed()).value();
        EndpointInfo info{"client", {}, net::Protocol::Tcp, capture::Role::Connection, {}, {}};
        m_writer->describe({3}, info);
        QVERIFY(reader->endpoint({3}).name.empty());
        m_writer->flush();
        QCOMPARE(reader->endpoint({3}), info);
        QVERIFY(reader->endpoint({2}).name.empty());
        QVERIFY(reader->endpoint({4}).name.empty());
        QVERIFY(reader->endpoint({~std::uint32_t{0}}).name.empty());
    }

    void anAddressThatBecomesKnownLaterIsSeen()
    {
        const auto reader = Reader::attach(m_directory, m_writer->committed()).value();
        const auto opened = Reader::open(m_directory).value();
        EndpointInfo info{"client", {}, net::Protocol::Tcp, capture::Role::Connection, {}, {}};
        for (std::uint16_t port = 1; port < 5; ++port) {
            info.local = net::Address::fromIp("127.0.0.1", port).value();
            if (port > 1)
                info.peer = net::Address::fromIp("::1", port).value();
            m_writer->describe({1}, info);
            appendSamples(port, port + 1U);
            m_writer->flush();
            QCOMPARE(reader->recordCount(), opened->recordCount());
            QCOMPARE(reader->endpoint({1}), info);
            QCOMPARE(opened->endpoint({1}), info);
        }
    }

    void manyEndpointsKeepTheirNames()
    {
        constexpr std::uint32_t Count = 40'000; // more than a reader remembers
        for (std::uint32_t i = 1; i <= Count; ++i)
            m_writer->describe({i}, {std::to_string(i), {}, net::Protocol::Udp, capture::Role::Datagram, {}, {}});
        m_writer->flush();
        const auto reader = Reader::open(m_directory).value();
        for (std::uint32_t round = 0; round < 2; ++round) {
            for (std::uint32_t i = 1; i <= Count; i += 3)
                QCOMPARE(reader->endpoint({i}).name, std::to_string(i));
        }
    }

    void readsWhileAnotherThreadWrites()
    {
        constexpr std::uint64_t Count = 3000;
        m_writer.reset();
        m_directory += ".two";
        m_writer = Writer::create(m_directory, {256, 40'000}).value();
        std::atomic<bool> isGood{true};
        std::thread thread([this, &isGood, committed = m_writer->committed()] {
            const auto reader = Reader::attach(m_directory, committed).value();
            std::vector<capture::Record> records(50);
            for (std::uint64_t seen = 0; seen < Count && isGood;) {
                const auto count = reader->records({seen}, records);
                if (!count) {
                    isGood = false;
                    break;
                }
                if (*count == 0)
                    std::this_thread::yield();
                for (std::size_t i = 0; i < *count; ++i, ++seen)
                    isGood = isGood && samples::isSample(*reader, records[i], seen);
            }
        });
        for (std::uint64_t i = 0; i < Count; ++i) {
            appendSamples(i, i + 1);
            if (i % 13 == 0)
                m_writer->flush();
        }
        m_writer->flush();
        thread.join();
        QVERIFY(isGood);
    }

    void whatIsNoCaptureIsRefused()
    {
        QCOMPARE(Reader::open(m_directory + "x").error().code, ENOENT);
        QCOMPARE(Reader::open(m_parent->path().toStdString()).error().code, ENOENT);
        QCOMPARE(Reader::open(m_directory + "/commit").error().code, ENOTDIR);
        const std::string link = m_directory + ".link";
        QCOMPARE(::symlink(m_directory.c_str(), link.c_str()), 0);
        QVERIFY(!Reader::open(link).has_value());
    }
};

QTEST_GUILESS_MAIN(TestReader)
#include "tst_reader.moc"
