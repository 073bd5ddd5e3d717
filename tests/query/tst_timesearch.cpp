// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/timesearch.h"

#include "capture/writer.h"
#include "query/filtervalue.h"
#include "tests/capture/samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

#include <ctime>

class TestTimeSearch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheFirstAtOrAfterATime()
    {
        QTemporaryDir folder;
        const std::string directory = folder.filePath(QStringLiteral("c")).toStdString();
        const auto writer = capture::Writer::create(directory, samples::SmallLayout).value();
        const auto reader = capture::Reader::attach(directory, writer->committed()).value();
        QCOMPARE(query::findTime(*reader, 5).value(), base::RecordIndex{0});
        for (std::uint64_t i = 0; i < 100; ++i)
            writer->append(samples::record(i), samples::payload(i, samples::payloadSize(i)));
        writer->flush();
        const std::int64_t start = samples::record(0).timeNs;
        QCOMPARE(reader->startNs(), start);
        QCOMPARE(query::findTime(*reader, 0).value(), base::RecordIndex{0});
        QCOMPARE(query::findTime(*reader, start + 50'000).value(), base::RecordIndex{50});
        QCOMPARE(query::findTime(*reader, start + 50'001).value(), base::RecordIndex{51});
        QCOMPARE(query::findTime(*reader, start + 99'000).value(), base::RecordIndex{99});
        QCOMPARE(query::findTime(*reader, start + 1'000'000).value(), base::RecordIndex{100});
    }

    void aTimeOfDayIsTheNextOneAfterTheStart()
    {
        qputenv("TZ", "UTC");
        ::tzset();
        const auto moment = [](const char* text, std::int64_t start) {
            const auto time = query::parseTime(text).value();
            return query::momentOf(time.field, time.value, start);
        };
        constexpr std::int64_t Second = 1'000'000'000;
        constexpr std::int64_t Start = 1'700'000'000 * Second; // 2023-11-14T22:13:20Z
        QCOMPARE(moment("22:13:20", Start), Start);
        QCOMPARE(moment("22:13:21.5", Start), Start + Second * 3 / 2);
        QCOMPARE(moment("22:13:19", Start), Start + 86'399 * Second);
        QCOMPARE(moment("+2.5s", Start), Start + Second * 5 / 2);
        QCOMPARE(moment("2023-11-14T22:13:25Z", Start), Start + 5 * Second);
    }

    void aMomentBeyondAllTimesIsTheLast()
    {
        using Field = query::NumberTest::Field;
        constexpr std::int64_t Last = std::numeric_limits<std::int64_t>::max();
        const auto hours = query::parseTime("+2500000h").value();
        QCOMPARE(query::momentOf(hours.field, hours.value, 1'700'000'000'000'000'000), Last);
        QCOMPARE(query::momentOf(Field::SinceStart, -1, Last), Last - 1);
        QCOMPARE(query::momentOf(Field::TimeOfDay, 0, Last), Last);
    }
};

QTEST_GUILESS_MAIN(TestTimeSearch)
#include "tst_timesearch.moc"
