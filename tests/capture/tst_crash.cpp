// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/reader.h"
#include "capture/recovery.h"
#include "tests/capture/childprocess.h"
#include "tests/capture/endlesswriter.h"

#include <QTemporaryDir>
#include <QTest>

class TestCrash final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingCommittedSurvivesAKill_data()
    {
        QTest::addColumn<quint64>("killAt");
        QTest::addColumn<bool>("smallSegments");
        QTest::newRow("at the first commit") << quint64{1} << true;
        for (const quint64 records : {10U, 100U, 333U, 1000U, 3000U}) {
            QTest::addRow("small segments, %llu records", records) << records << true;
            QTest::addRow("usual segments, %llu records", records) << records << false;
        }
    }
    void everythingCommittedSurvivesAKill()
    {
        QFETCH(quint64, killAt);
        QFETCH(bool, smallSegments);
        const QTemporaryDir parent;
        const std::string directory = parent.filePath(QStringLiteral("one")).toStdString();
        const capture::Layout layout = smallSegments ? samples::SmallLayout : capture::Layout{};

        ChildProcess child([&](int tellFd) {
            endless::write(directory, layout, [tellFd](std::uint64_t count) { ChildProcess::tell(tellFd, count); });
        });
        std::optional<std::uint64_t> told = child.listen();
        while (told && *told < killAt)
            told = child.listen();
        QVERIFY(told.has_value());
        child.kill();
        std::uint64_t last = *told;
        while (const auto more = child.listen())
            last = *more;

        const auto reader = capture::Reader::open(directory);
        QVERIFY2(reader.has_value(), reader ? "" : reader.error().message().c_str());
        const std::uint64_t count = (*reader)->recordCount();
        QVERIFY(count >= last);
        QVERIFY(endless::isWhole(**reader));

        const auto found = capture::findCaptures(parent.path().toStdString());
        QCOMPARE(found.size(), 1U);
        QVERIFY(!found[0].locked);
        QVERIFY(!found[0].damage.has_value());
        QCOMPARE(found[0].extent.records, count);
    }

    // The writer is in another process and lives: its commits are seen as they come.
    void aCaptureIsReadWhileAnotherProcessWritesIt()
    {
        const QTemporaryDir parent;
        const std::string directory = parent.filePath(QStringLiteral("one")).toStdString();
        ChildProcess child([&](int tellFd) {
            endless::write(
                directory, samples::SmallLayout, [tellFd](std::uint64_t count) { ChildProcess::tell(tellFd, count); });
        });
        QVERIFY(child.listen().has_value());
        const auto reader = capture::Reader::open(directory).value();
        std::vector<capture::Record> records(100);
        for (std::uint64_t seen = 0; seen < 2000;) {
            const auto told = child.listen();
            QVERIFY(told.has_value());
            QVERIFY(reader->recordCount() >= *told);
            const auto count = reader->records({seen}, records);
            QVERIFY(count.has_value());
            for (std::size_t i = 0; i < *count; ++i, ++seen)
                QVERIFY(samples::isSample(*reader, records[i], seen));
        }
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
