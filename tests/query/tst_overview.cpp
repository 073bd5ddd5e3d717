// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/overview.h"

#include <QTest>

#include <cerrno>

using capture::Record;
using query::Overview;

namespace {

std::vector<Record> records(std::uint64_t first, std::uint64_t count)
{
    std::vector<Record> made(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        made[i].timeNs = static_cast<std::int64_t>(first + i) * 10;
        made[i].payloadSize = 3;
        made[i].operation = capture::Operation::Recv;
        if ((first + i) % 10 == 0) {
            made[i].outcome = capture::Outcome::Errno;
            made[i].errorNumber = ECONNRESET;
        }
    }
    return made;
}

} // namespace

class TestOverview final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isEmptyAtFirst()
    {
        const Overview overview;
        QVERIFY(overview.buckets().empty());
        QCOMPARE(overview.sum(0, 100), Overview::Bucket());
    }

    void fewRecordsHaveABucketEach()
    {
        Overview overview;
        overview.append(records(0, 3));
        QCOMPARE(overview.bucketRecords(), 1U);
        QCOMPARE(overview.buckets().size(), std::size_t(3));
        QCOMPARE(overview.buckets()[1], (Overview::Bucket{10, 10, 3, 1, 0}));
        QCOMPARE(overview.sum(0, 3), (Overview::Bucket{0, 20, 9, 3, 1}));
    }

    void manyRecordsLoseNothing()
    {
        Overview overview;
        constexpr std::uint64_t Count = 1'000'003;
        for (std::uint64_t first = 0; first < Count; first += 777)
            overview.append(records(first, std::min<std::uint64_t>(777, Count - first)));
        QCOMPARE(overview.recordCount(), Count);
        QVERIFY(overview.buckets().size() <= Overview::MaxBuckets);
        QVERIFY(overview.buckets().size() > Overview::MaxBuckets / 2 - 1);
        QCOMPARE(overview.bucketRecords(), 256U);
        const Overview::Bucket all = overview.sum(0, overview.buckets().size());
        QCOMPARE(all, (Overview::Bucket{0, (Count - 1) * 10, Count * 3, Count, (Count + 9) / 10}));
        for (std::size_t i = 0; i + 1 < overview.buckets().size(); ++i) {
            QCOMPARE(overview.buckets()[i].records, 256U);
            QCOMPARE(overview.buckets()[i].firstNs, std::int64_t(i * 256 * 10));
        }
    }

    void aClockThatIsSetBackIsNoHarm()
    {
        Overview overview;
        overview.append(records(100, 1));
        overview.append(records(5, 1));
        QCOMPARE(overview.sum(0, 2), (Overview::Bucket{1000, 1000, 6, 2, 1}));
    }
};

QTEST_GUILESS_MAIN(TestOverview)
#include "tst_overview.moc"
