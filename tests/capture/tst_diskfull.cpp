// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/reader.h"
#include "capture/writer.h"
#include "tests/capture/samples.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <csignal>

using capture::Reader;
using capture::Writer;

namespace {

/// RLIMIT_FSIZE for this process as long as it lives. Without SIGXFSZ ignored the kernel would end us - setrlimit(2).
class FileSizeLimit final
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class TestDiskFull final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_parent;
    std::string m_directory;
    std::uint64_t m_next = 0; ///< the number of the next sample
    std::uint64_t m_bytes = 0; ///< payload offered so far

    void append(Writer& writer, std::uint64_t count)
    {
        for (const std::uint64_t last = m_next + count; m_next < last; ++m_next) {
            m_bytes += samples::payloadSize(m_next);
            writer.append(samples::record(m_next), samples::payload(m_next, samples::payloadSize(m_next)));
        }
    }
    /// Nothing is lost silently: what was offered is recorded or counted, and what is recorded is right.
    [[nodiscard]] bool addsUp(const Writer& writer) const
    {
        return writer.extent().records + writer.dropped().records == m_next
            && writer.extent().payloadBytes + writer.dropped().bytes == m_bytes;
    }
    [[nodiscard]] static bool isPrefix(Reader& reader, std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i) {
            const auto record = reader.record({i});
            if (!record || !samples::isSample(reader, *record, i))
                return false;
        }
        return reader.recordCount() == count;
    }

private Q_SLOTS:
    void init()
    {
        m_parent = std::make_unique<QTemporaryDir>();
        m_directory = m_parent->filePath(QStringLiteral("one")).toStdString();
        m_next = 0;
        m_bytes = 0;
    }

    // The limit is for each file: where segments are smaller, only the other stream meets it.
    void recordingStopsAtTheLastCommit_data()
    {
        QTest::addColumn<quint64>("recordsPerSegment");
        QTest::addColumn<quint64>("payloadSegment");
        QTest::newRow("payload refused") << quint64{16} << quint64{1'000'000};
        QTest::newRow("records refused") << quint64{100'000} << quint64{10'000};
        QTest::newRow("both") << quint64{100'000} << quint64{1'000'000};
    }
    void recordingStopsAtTheLastCommit()
    {
        QFETCH(quint64, recordsPerSegment);
        QFETCH(quint64, payloadSegment);
        const auto writer = Writer::create(m_directory, {recordsPerSegment, payloadSegment}).value();
        const auto reader = Reader::attach(m_directory, writer->committed()).value();
        const FileSizeLimit limit(30'000);
        for (int i = 0; i < 1000 && !writer->failure(); ++i) {
            append(*writer, 5);
            writer->flush();
            QVERIFY(addsUp(*writer));
        }
        QCOMPARE(writer->failure(), (base::Error{EFBIG, "write"}));
        const std::uint64_t recorded = writer->extent().records;
        QVERIFY(recorded > 0 && recorded % 5 == 0);
        QCOMPARE(writer->committed()->records(), recorded);
        QCOMPARE(writer->dropped().records, 5U);

        // The traffic goes on: everything is taken, nothing is kept, all of it is counted.
        append(*writer, 100);
        const auto room = writer->reserve(1000);
        QCOMPARE(room.size(), 1000U);
        writer->appendReserved(samples::record(0), 0, room.size());
        m_bytes += room.size();
        ++m_next;
        QCOMPARE(writer->intern(capture::TextDetail{"x"}), base::DetailId{});
        writer->flush();
        QVERIFY(!writer->flushDeadline().has_value());
        QVERIFY(addsUp(*writer));
        QCOMPARE(writer->extent().records, recorded);
        QVERIFY(isPrefix(*reader, recorded));
        QVERIFY(isPrefix(*Reader::open(m_directory).value(), recorded));
    }

    void detailsRefusedStopRecordingToo()
    {
        const auto writer = Writer::create(m_directory, samples::SmallLayout).value();
        append(*writer, 10);
        writer->flush();
        const FileSizeLimit limit(5000);
        static_cast<void>(writer->intern(capture::TextDetail{std::string(6000, 'x')}));
        append(*writer, 1);
        writer->flush();
        QCOMPARE(writer->failure(), (base::Error{EFBIG, "write"}));
        QVERIFY(addsUp(*writer));
        QVERIFY(isPrefix(*Reader::open(m_directory).value(), 10));
    }

    void aLargePayloadRefusedIsCounted()
    {
        const auto writer = Writer::create(m_directory).value();
        append(*writer, 10);
        const FileSizeLimit limit(2'000'000);
        const std::vector<std::byte> large(Writer::MaxReserve + 1);
        writer->append(samples::record(10), large);
        m_bytes += large.size();
        ++m_next;
        QCOMPARE(writer->failure(), (base::Error{EFBIG, "write"}));
        QVERIFY(addsUp(*writer));
        QVERIFY(isPrefix(*Reader::open(m_directory).value(), 10));
    }

    void recordingGoesOnWhenAsked()
    {
        const auto writer = Writer::create(m_directory, {1000, 100'000}).value();
        const auto reader = Reader::attach(m_directory, writer->committed()).value();
        writer->describe({1}, {"one", {}, net::Protocol::Tcp, capture::Role::Listener, {}, {}});
        append(*writer, 10);
        writer->flush();
        const std::uint64_t recorded = writer->extent().records;
        {
            const FileSizeLimit limit(8000);
            writer->describe({2}, {"two", {}, net::Protocol::Tcp, capture::Role::Listener, {}, {}});
            append(*writer, 50);
            writer->flush();
            QVERIFY(writer->failure().has_value());
            writer->describe({3}, {"three", {}, net::Protocol::Tcp, capture::Role::Listener, {}, {}});
            append(*writer, 20);
            QVERIFY(addsUp(*writer));
        }
        const capture::DropCount dropped = writer->dropped();
        m_next = recorded; // the samples that follow stand where the dropped ones would have stood
        writer->resume();
        QVERIFY(!writer->failure().has_value());
        append(*writer, 500);
        const base::DetailId detail = writer->intern(capture::TextDetail{"after"});
        writer->flush();
        QVERIFY(!writer->failure().has_value());
        QCOMPARE(writer->dropped().records, dropped.records);
        QVERIFY(isPrefix(*reader, recorded + 500));
        for (const auto& one : {Reader::open(m_directory), Reader::attach(m_directory, writer->committed())}) {
            QCOMPARE((*one)->endpoint({1}).name, std::string("one"));
            QCOMPARE((*one)->endpoint({2}).name, std::string("two"));
            QCOMPARE((*one)->endpoint({3}).name, std::string("three"));
            QCOMPARE((*one)->detail(detail), capture::Detail(capture::TextDetail{"after"}));
        }
    }

    void whatCannotBeCreatedLeavesNothingBehind()
    {
        const FileSizeLimit limit(100);
        const auto writer = Writer::create(m_directory);
        QCOMPARE(writer.error(), (base::Error{EFBIG, "write"}));
        QVERIFY(QDir(m_parent->path()).isEmpty());
    }

    // A real full disk: the last write is short, then comes ENOSPC.
    void aFullDiskStopsRecording()
    {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
            QSKIP("mounting a small file system takes root");
        const std::string mountPoint = m_parent->path().toStdString();
        if (::mount("tmpfs", mountPoint.c_str(), "tmpfs", 0, "size=2m,mode=0700") != 0)
            QSKIP("no tmpfs can be mounted here");
        {
            const auto writer = Writer::create(m_directory, {1000, 300'000}).value();
            for (int i = 0; i < 10'000 && !writer->failure(); ++i)
                append(*writer, 100);
            QCOMPARE(writer->failure().value_or(base::Error{}).code, ENOSPC);
            append(*writer, 1000);
            QVERIFY(addsUp(*writer));
            const auto reader = Reader::attach(m_directory, writer->committed()).value();
            QVERIFY(isPrefix(*reader, writer->extent().records));
        }
        QVERIFY(isPrefix(*Reader::open(m_directory).value(), Reader::open(m_directory).value()->recordCount()));
        QCOMPARE(::umount2(mountPoint.c_str(), MNT_DETACH), 0);
    }
};

QTEST_GUILESS_MAIN(TestDiskFull)
#include "tst_diskfull.moc"
