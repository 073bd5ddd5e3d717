// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/retention.h"

#include "capture/writer.h"
#include "query/filterparser.h"
#include "query/filterscan.h"
#include "query/timesearch.h"
#include "tests/capture/samples.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using base::RecordIndex;
using capture::Extent;
using capture::FirstKept;
using capture::RecordingLimits;

class TestRetention final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_parent;
    std::string m_directory;
    std::unique_ptr<capture::Writer> m_writer;
    std::unique_ptr<capture::Reader> m_reader;

    void append(std::uint64_t first, std::uint64_t end)
    {
        for (std::uint64_t i = first; i < end; ++i) {
            m_writer->append(samples::record(i), samples::payload(i, samples::payloadSize(i)));
            m_writer->flush();
        }
    }
    [[nodiscard]] QStringList files(const QString& prefix) const
    {
        return QDir(QString::fromStdString(m_directory)).entryList({prefix + u".*"_s}, QDir::Files, QDir::Name);
    }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        m_directory = m_parent.filePath(QString::number(++number)).toStdString();
        m_writer = capture::Writer::create(m_directory, samples::SmallLayout).value();
        m_reader = capture::Reader::attach(m_directory, m_writer->committed()).value();
    }
    void cleanup()
    {
        m_reader.reset();
        m_writer.reset();
    }

    void decidesBySize()
    {
        capture::Retention retention({100, 1000});
        capture::Record record;
        for (std::uint64_t i = 0; i < 500; ++i) {
            record.payloadOffset = i * 10; // a segment of payload begins with each hundredth record, as one of records
            retention.note(record, i);
        }
        const Extent extent{500, 5000, 0};
        QVERIFY(!retention.letGo({}, extent, 0));
        QVERIFY(!retention.letGo({.bytes = 29'000}, extent, 0)); // 48 + 10 bytes a record: all 29,000
        QCOMPARE(retention.letGo({.bytes = 28'999}, extent, 0), std::optional(FirstKept{100, 1000}));
        QVERIFY(!retention.letGo({.bytes = 28'999}, extent, 0));
        QCOMPARE(retention.letGo({.bytes = 1}, extent, 0), std::optional(FirstKept{400, 4000}));
        QVERIFY(!retention.letGo({.bytes = 1}, extent, 0)); // the segment that is being written stays
    }

    void decidesByAge()
    {
        capture::Retention retention({10, 1'000'000});
        capture::Record record;
        for (std::uint64_t i = 0; i < 50; ++i) {
            record.timeNs = static_cast<std::int64_t>(i) * 100;
            retention.note(record, i);
        }
        const RecordingLimits limits{.age = std::chrono::nanoseconds(1000)};
        QVERIFY(!retention.letGo(limits, {50, 0, 0}, 2000));
        QCOMPARE(retention.letGo(limits, {50, 0, 0}, 2001), std::optional(FirstKept{10, 0}));
        QCOMPARE(retention.letGo(limits, {50, 0, 0}, 1'000'000), std::optional(FirstKept{40, 0}));
    }

    void whatIsNotCommittedIsKept()
    {
        capture::Retention retention({10, 1000});
        capture::Record record;
        for (std::uint64_t i = 0; i < 50; ++i)
            retention.note(record, i);
        QCOMPARE(retention.letGo({.bytes = 1}, {25, 0, 0}, 0), std::optional(FirstKept{20, 0}));
    }

    void oldSegmentsGoAndNumbersStay()
    {
        m_writer->setLimits({.bytes = 20'000});
        append(0, 400);
        const FirstKept first = m_writer->first();
        QVERIFY(first.record > 300);
        QCOMPARE(m_reader->firstRecord().value, first.record);
        QCOMPARE(m_reader->recordCount(), 400U);
        QCOMPARE(m_reader->record({0}).error().code, ENODATA);
        QCOMPARE(m_reader->record({first.record - 1}).error().code, ENODATA);
        for (std::uint64_t i = first.record; i < 400; ++i)
            QVERIFY2(samples::isSample(*m_reader, m_reader->record({i}).value(), i), qPrintable(QString::number(i)));
        const auto kept
            = (400 - first.record) * sizeof(capture::Record) + m_writer->extent().payloadBytes - first.payload;
        QVERIFY(kept <= 20'000);
        QVERIFY(files(u"records"_s).size() <= 8);
        QVERIFY(files(u"payload"_s).size() <= 22);
    }

    void aCaptureThatLetGoIsOpenedAgain()
    {
        m_writer->setLimits({.bytes = 20'000});
        append(0, 400);
        const std::uint64_t first = m_writer->first().record;
        cleanup();
        const auto reader = capture::Reader::open(m_directory);
        QVERIFY2(reader.has_value(), reader ? "" : reader.error().message().c_str());
        QCOMPARE((*reader)->firstRecord().value, first);
        for (std::uint64_t i = first; i < 400; ++i)
            QVERIFY(samples::isSample(**reader, (*reader)->record({i}).value(), i));
        QVERIFY(QFile::remove(QString::fromStdString(m_directory) + u'/' + files(u"records"_s).constFirst()));
        QCOMPARE(capture::Reader::open(m_directory).error().code, EBADMSG);
    }

    void scansPassOverWhatIsGone()
    {
        append(0, 50);
        query::FilterScan scan(query::parseFilter("n > 0 or data").value());
        std::vector<std::uint64_t> matches;
        QCOMPARE(scan.step(*m_reader, matches, 10).value(), 10U);
        m_writer->setLimits({.bytes = 20'000});
        append(50, 400);
        while (scan.step(*m_reader, matches, 100).value() > 0) { }
        QCOMPARE(matches.size(), 10 + 400 - m_writer->first().record);
        QCOMPARE(query::findTime(*m_reader, 0).value().value, m_writer->first().record);
    }

    // While segments go, a reader sees records as they were, or that they are gone, and nothing else.
    void readersInTheMiddleSeeNoWrongRecord()
    {
        m_writer->setLimits({.bytes = 20'000});
        std::atomic<bool> ends = false;
        std::atomic<int> wrong = 0;
        std::atomic<int> right = 0;
        std::jthread other([&] {
            std::uint64_t number = 0;
            while (!ends) {
                const auto reader = capture::Reader::attach(m_directory, m_writer->committed());
                if (!reader) {
                    ++wrong;
                    continue;
                }
                for (int i = 0; i < 50; ++i) {
                    number = std::max(number, (*reader)->firstRecord().value);
                    if (number >= (*reader)->recordCount())
                        break;
                    const auto record = (*reader)->record({number});
                    if (!record) {
                        wrong += record.error().code == ENODATA ? 0 : 1;
                        continue;
                    }
                    if (samples::isSample(**reader, *record, number))
                        ++right;
                    else
                        wrong += (*reader)->firstRecord().value > number ? 0 : 1;
                    ++number;
                }
            }
        });
        append(0, 20'000);
        ends = true;
        other.join();
        QCOMPARE(wrong.load(), 0);
        QVERIFY(right.load() > 0);
    }

    void payloadBeyondTheSnapLengthIsCounted()
    {
        m_writer->setLimits({.payloadBytes = 100});
        capture::Record record = samples::record(1);
        record.endpoint = {7};
        m_writer->append(record, samples::payload(1, 100));
        m_writer->append(record, samples::payload(2, 101));
        const auto room = m_writer->reserve(5000);
        const auto bytes = samples::payload(3, 3000);
        std::copy(bytes.begin(), bytes.end(), room.begin());
        m_writer->appendReserved(record, 0, 1000);
        m_writer->appendReserved(record, 1000, 2000);
        m_writer->append(record, samples::payload(4, 5'000'000));
        m_writer->flush();
        QCOMPARE(m_writer->dropped().cutBytes, 1U + 900 + 1900 + 4'999'900);
        QCOMPARE(m_writer->droppedOf({7}).cutBytes, m_writer->dropped().cutBytes);
        QCOMPARE(m_writer->dropped().records, 0U);
        std::vector<std::byte> found(200);
        for (std::uint64_t i = 0; i < 5; ++i)
            QCOMPARE(m_reader->payload(m_reader->record({i}).value(), 0, found).value(), 100U);
        QVERIFY(m_reader->payload(m_reader->record({3}).value(), 0, std::span(found).first(100)).has_value());
        QVERIFY(std::equal(found.begin(), found.begin() + 100, bytes.begin() + 1000));
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
