// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filterparser.h"
#include "session/models/filteredlog.h"
#include "tests/ui/trafficcapture.h"

#include <QSignalSpy>
#include <QTest>

using base::RecordIndex;
using capture::Operation;
using query::parseFilter;
using session::FilteredLog;
using traffic::SampleCapture;

namespace {

/// Record i is a recv of "message i" on "server/1", but each third a bind of "server" and each tenth an error.
void fill(SampleCapture& capture, int first, int count)
{
    for (int i = first; i < first + count; ++i) {
        if (i % 10 == 9)
            capture.failure(3, Operation::Connect, ECONNREFUSED);
        else if (i % 3 == 0)
            capture.call(1, Operation::Bind);
        else
            capture.data(2, Operation::Recv, "message " + std::to_string(i));
    }
    capture.commit();
}
bool isError(std::uint64_t i)
{
    return i % 10 == 9;
}
bool isData(std::uint64_t i)
{
    return !isError(i) && i % 3 != 0;
}

std::vector<std::uint64_t> shown(const FilteredLog& log)
{
    std::vector<RecordIndex> indexes(log.rowCount());
    log.recordsAt(0, indexes);
    std::vector<std::uint64_t> numbers;
    for (const RecordIndex index : indexes)
        numbers.push_back(index.value);
    return numbers;
}

template <class Predicate> std::vector<std::uint64_t> expected(std::uint64_t first, std::uint64_t end, Predicate passes)
{
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t i = first; i < end; ++i) {
        if (passes(i))
            numbers.push_back(i);
    }
    return numbers;
}

} // namespace

class TestFilteredLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreRecordsWithoutAFilter()
    {
        SampleCapture capture;
        fill(capture, 0, 20);
        FilteredLog log(capture.newReader());
        QSignalSpy counts(&log, &FilteredLog::rowCountChanged);
        log.grow(15);
        log.grow(20);
        log.grow(7); // an older count that came late
        QCOMPARE(counts.count(), 2);
        QCOMPARE(log.rowCount(), quint64(20));
        QCOMPARE(log.recordAt(19), RecordIndex{19});
        QCOMPARE(log.rowOf({4}), std::optional<quint64>(4));
        QVERIFY(!log.rowOf({20}));
        QVERIFY(!log.isFiltered() && !log.isScanning());
    }

    void findsWhatMatchesInOrder()
    {
        SampleCapture capture;
        fill(capture, 0, 30'000);
        FilteredLog log(capture.newReader());
        log.grow(capture.count());
        QSignalSpy resets(&log, &FilteredLog::rowsReset);
        QSignalSpy finished(&log, &FilteredLog::finished);
        log.setFilter(parseFilter("data").value());
        QCOMPARE(resets.count(), 1);
        QVERIFY(log.isFiltered());
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(shown(log), expected(0, 30'000, isData));
        QCOMPARE(log.recordCount(), quint64(30'000));
        QVERIFY(!log.isScanning());

        log.setFilter(parseFilter("errors").value());
        QTRY_COMPARE(log.rowCount(), quint64(3000));
        QCOMPARE(shown(log), expected(0, 30'000, isError));
        log.setFilter({});
        QCOMPARE(log.rowCount(), quint64(30'000));
    }

    void mapsBetweenRowsAndRecords()
    {
        SampleCapture capture;
        fill(capture, 0, 100);
        FilteredLog log(capture.newReader());
        log.grow(capture.count());
        QCOMPARE(log.nearestRow({200}), quint64(99));
        log.setFilter(parseFilter("errors").value()); // 9, 19, ... 99
        QTRY_COMPARE(log.rowCount(), quint64(10));
        QCOMPARE(log.rowOf({19}), std::optional<quint64>(1));
        QVERIFY(!log.rowOf({20}));
        QCOMPARE(log.nearestRow({20}), quint64(2));
        QCOMPARE(log.nearestRow({0}), quint64(0));
        QCOMPARE(log.nearestRow({1000}), quint64(9));
    }

    void findsTextInEndpointAndPayload()
    {
        SampleCapture capture;
        fill(capture, 0, 1000);
        FilteredLog log(capture.newReader());
        log.grow(capture.count());
        log.setFilter(parseFilter("\"MESSAGE 77\"").value());
        QTRY_COMPARE(log.rowCount(), quint64(expected(0, 1000, [](std::uint64_t i) {
            return isData(i) && (i == 77 || (i >= 770 && i < 780));
        }).size()));
        log.setFilter(parseFilter("client").value());
        QTRY_COMPARE(shown(log), expected(0, 1000, isError));
        log.setFilter(parseFilter("\"nowhere to be found\"").value());
        QTRY_VERIFY(!log.isScanning());
        QCOMPARE(log.rowCount(), quint64(0));
        QCOMPARE(log.nearestRow({5}), quint64(0));
    }

    void followsGrowth()
    {
        SampleCapture capture;
        FilteredLog log(capture.newReader());
        log.setFilter(parseFilter("data").value());
        for (int round = 0; round < 50; ++round) {
            fill(capture, round * 700, 700);
            log.grow(capture.count());
            if (round % 7 == 0)
                QTRY_COMPARE(log.rowCount(), quint64(expected(0, capture.count(), isData).size()));
        }
        QTRY_COMPARE(log.rowCount(), quint64(expected(0, 35'000, isData).size()));
        QCOMPARE(shown(log), expected(0, 35'000, isData));
    }

    void switchingFiltersNeverWaits()
    {
        SampleCapture capture;
        fill(capture, 0, 200'000);
        FilteredLog log(capture.newReader());
        log.grow(capture.count());
        for (int i = 0; i < 100; ++i)
            log.setFilter(parseFilter("data and \"message " + std::to_string(i) + "\"").value());
        log.setFilter(parseFilter("errors").value());
        QTRY_COMPARE_WITH_TIMEOUT(log.rowCount(), quint64(20'000), 20'000);
        QCOMPARE(shown(log), expected(0, 200'000, isError));
    }

    void theSameFilterChangesNothing()
    {
        SampleCapture capture;
        fill(capture, 0, 10);
        FilteredLog log(capture.newReader());
        log.grow(capture.count());
        log.setFilter(parseFilter("data").value());
        QSignalSpy resets(&log, &FilteredLog::rowsReset);
        log.setFilter(parseFilter("data").value());
        QCOMPARE(resets.count(), 0);
    }

    void hidesWhatComesBeforeTheFirst()
    {
        SampleCapture capture;
        fill(capture, 0, 100);
        FilteredLog log(capture.newReader());
        log.grow(capture.count());
        log.setFirst({40});
        QCOMPARE(log.rowCount(), quint64(60));
        QCOMPARE(log.recordAt(0), RecordIndex{40});
        QVERIFY(!log.rowOf({39}));
        QCOMPARE(log.nearestRow({3}), quint64(0));
        log.setFilter(parseFilter("data").value());
        QTRY_COMPARE(shown(log), expected(40, 100, isData));
        log.setFirst({1'000'000}); // no more than there are
        QCOMPARE(log.rowCount(), quint64(0));
        QCOMPARE(log.recordCount(), quint64(0));
        fill(capture, 100, 10);
        log.grow(capture.count());
        QTRY_COMPARE(shown(log), expected(100, 110, isData));
        log.setFirst({});
        QTRY_COMPARE(shown(log), expected(0, 110, isData));
    }

    void tellsWhenTheCaptureCannotBeRead()
    {
        FilteredLog log([]() -> base::Result<std::unique_ptr<capture::Reader>> {
            return base::failure({EACCES, "open"}); // which does not pass
        });
        log.grow(10);
        QSignalSpy failures(&log, &FilteredLog::failed);
        log.setFilter(parseFilter("data").value());
        QTRY_COMPARE(failures.count(), 1);
        QCOMPARE(log.rowCount(), quint64(0));
        QVERIFY(!log.isScanning());
        log.grow(20);
        QVERIFY(!log.isScanning());
        log.setFilter({});
        QCOMPARE(log.rowCount(), quint64(20));
    }

    void canBeStoppedAndGoesOnFromThere()
    {
        SampleCapture capture;
        fill(capture, 0, 100'000);
        FilteredLog log(capture.newReader());
        log.grow(capture.count());
        log.setFilter(parseFilter("data").value());
        log.setScanning(false);
        QVERIFY(log.isStopped());
        QTRY_VERIFY(!log.isScanning());
        const quint64 found = log.rowCount();
        QVERIFY(found < expected(0, 100'000, isData).size());
        log.grow(capture.count() + 1); // starts nothing
        QVERIFY(!log.isScanning());
        // However often: the worker is neither lost nor started twice.
        for (int i = 0; i < 1000; ++i)
            log.setScanning(i % 2 == 0);
        log.setScanning(true);
        QTRY_COMPARE(shown(log), expected(0, 100'000, isData));
        QTRY_COMPARE(log.scanned(), 100'000.0 / 100'001);
    }

    void canBeDestroyedInTheMiddle()
    {
        SampleCapture capture;
        fill(capture, 0, 100'000);
        for (int i = 0; i < 20; ++i) {
            FilteredLog log(capture.newReader());
            log.grow(capture.count());
            log.setFilter(parseFilter("message").value());
            if (i % 2 == 0)
                QTRY_VERIFY(log.rowCount() > 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestFilteredLog)
#include "tst_filteredlog.moc"
