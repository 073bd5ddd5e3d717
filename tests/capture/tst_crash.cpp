// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/reader.h"
#include "capture/recovery.h"
#include "capture/writer.h"
#include "tests/capture/childprocess.h"
#include "tests/capture/samples.h"

#include <QTemporaryDir>
#include <QTest>

namespace {

capture::EndpointInfo infoOf(std::uint32_t number)
{
    return {"endpoint " + std::to_string(number), {}, net::Protocol::Tcp, capture::Role::Listener,
        net::Address::fromIp("127.0.0.1", static_cast<std::uint16_t>(number)).value(), {}};
}

/// Records without end, with a detail and now and then a new endpoint each, and tells each commit.
[[noreturn]] void writeForEver(const std::string& directory, const capture::Layout& layout, int tellFd)
{
    auto writer = capture::Writer::create(directory, layout);
    if (!writer)
        ::_exit(1);
    std::uint64_t told = 0;
    for (std::uint64_t i = 0;; ++i) {
        if (i % 10 == 0)
            (*writer)->describe({static_cast<std::uint32_t>(i / 10 + 1)}, infoOf(static_cast<std::uint32_t>(i / 10)));
        capture::Record record = samples::record(i);
        record.detail = (*writer)->intern(capture::TextDetail{std::to_string(i)});
        (*writer)->append(record, samples::payload(i, samples::payloadSize(i)));
        if (i % 17 == 3)
            (*writer)->flush();
        if (const std::uint64_t committed = (*writer)->committed()->records(); committed > told) {
            ChildProcess::tell(tellFd, committed);
            told = committed;
        }
    }
}

} // namespace

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

        ChildProcess child([&](int tellFd) { writeForEver(directory, layout, tellFd); });
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
        for (std::uint64_t i = 0; i < count; ++i) {
            const auto record = (*reader)->record({i});
            QVERIFY(record.has_value());
            QVERIFY(samples::isSample(**reader, *record, i));
            QCOMPARE((*reader)->detail(record->detail), capture::Detail(capture::TextDetail{std::to_string(i)}));
            if (i % 10 == 0) {
                const auto number = static_cast<std::uint32_t>(i / 10);
                QCOMPARE((*reader)->endpoint({number + 1}), infoOf(number));
            }
        }

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
        ChildProcess child([&](int tellFd) { writeForEver(directory, samples::SmallLayout, tellFd); });
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
