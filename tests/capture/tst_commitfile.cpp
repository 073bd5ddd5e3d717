// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/commitfile.h"

#include "tests/capture/scratchfolder.h"

#include <QTest>

#include <atomic>
#include <cstring>
#include <thread>

#include <fcntl.h>

using capture::Commit;
using capture::CommitFile;
using capture::Extent;

class TestCommitFile final : public QObject
{
    Q_OBJECT

private:
    static constexpr Commit First{.sequence = 0, .startNs = 1234, .layout = {16, 1000}, .extent = {}};

    [[nodiscard]] static base::Result<Commit> read(const ScratchFolder& folder)
    {
        return capture::readCommit(capture::openFile(folder.fd(), "commit", O_RDONLY).value().get());
    }

    /// The same checksum as the file's (FNV-1a), so that a test can forge a slot.
    static void seal(QByteArray& slot)
    {
        quint64 sum = 0xcbf2'9ce4'8422'2325;
        for (qsizetype i = 0; i < 88; ++i)
            sum = (sum ^ static_cast<unsigned char>(slot[i])) * 0x0000'0100'0000'01b3;
        std::memcpy(slot.data() + 88, &sum, sizeof(sum));
    }
    static void put(QByteArray& slot, qsizetype offset, quint64 value)
    {
        std::memcpy(slot.data() + offset, &value, sizeof(value));
    }

private Q_SLOTS:
    void aNewFileHasACommitOfNothing()
    {
        const ScratchFolder folder;
        QVERIFY(CommitFile::create(folder.fd(), First).has_value());
        const Commit commit = read(folder).value();
        QCOMPARE(commit.extent, Extent{});
        QCOMPARE(commit.startNs, First.startNs);
        QCOMPARE(commit.layout, First.layout);
    }

    void theNewestCommitCounts()
    {
        const ScratchFolder folder;
        CommitFile file = CommitFile::create(folder.fd(), First).value();
        std::uint64_t sequence = read(folder)->sequence;
        for (std::uint64_t i = 1; i < 10; ++i) {
            const Extent extent{i, i * 100, i * 8};
            QVERIFY(file.write(extent).has_value());
            const Commit commit = read(folder).value();
            QCOMPARE(commit.extent, extent);
            QCOMPARE(commit.sequence, ++sequence);
            QCOMPARE(commit.startNs, First.startNs);
        }
    }

    void aTornCommitLeavesTheOneBefore()
    {
        const ScratchFolder folder;
        CommitFile file = CommitFile::create(folder.fd(), First).value();
        QVERIFY(file.write({1, 100, 8}).has_value());
        const QByteArray before = folder.contents("commit");
        QVERIFY(file.write({2, 200, 16}).has_value());
        const QByteArray after = folder.contents("commit");
        for (qsizetype written = 0; written <= after.size(); ++written) {
            QVERIFY(folder.replace("commit", after.first(written) + before.sliced(written)));
            const auto commit = read(folder);
            QVERIFY(commit.has_value());
            QVERIFY(commit->extent == (Extent{1, 100, 8}) || commit->extent == (Extent{2, 200, 16}));
        }
    }

    void noSlotIsBadMessage()
    {
        const ScratchFolder folder;
        for (const QByteArray& bytes :
            {QByteArray(), QByteArray(592, '\0'), QByteArray(592, '\xff'), QByteArray(79, 'x')}) {
            QVERIFY(folder.replace("commit", bytes));
            QCOMPARE(read(folder).error().code, EBADMSG);
        }
    }

    void aNewerFormatIsSaidToBeOne()
    {
        const ScratchFolder folder;
        QVERIFY(CommitFile::create(folder.fd(), First).has_value());
        QByteArray slot = folder.contents("commit").first(96);
        slot[8] = 3;
        seal(slot);
        QVERIFY(folder.replace("commit", slot));
        QCOMPARE(read(folder).error().code, EOPNOTSUPP);
    }

    void numbersThatCannotBeAreRefused_data()
    {
        QTest::addColumn<int>("offset");
        QTest::addColumn<quint64>("value");
        QTest::newRow("no records in a segment") << 32 << quint64{0};
        QTest::newRow("too many records in a segment") << 32 << (quint64{1} << 60);
        QTest::newRow("no payload in a segment") << 40 << quint64{0};
        QTest::newRow("too much payload in a segment") << 40 << ~quint64{0};
        QTest::newRow("records whose place overflows") << 48 << (~quint64{0} / 48 + 1);
        QTest::newRow("payload beyond any file") << 56 << (quint64{1} << 63);
        QTest::newRow("details beyond any file") << 64 << ~quint64{0};
    }
    void numbersThatCannotBeAreRefused()
    {
        QFETCH(int, offset);
        QFETCH(quint64, value);
        const ScratchFolder folder;
        QVERIFY(CommitFile::create(folder.fd(), First).has_value());
        QByteArray slot = folder.contents("commit").first(96);
        seal(slot);
        QVERIFY(folder.replace("commit", slot));
        QVERIFY(read(folder).has_value()); // the test's seal is the file's
        put(slot, offset, value);
        seal(slot);
        QVERIFY(folder.replace("commit", slot));
        QCOMPARE(read(folder).error().code, EBADMSG);
    }

    void aReaderBesideTheWriterSeesOnlyWholeCommits()
    {
        const ScratchFolder folder;
        CommitFile file = CommitFile::create(folder.fd(), First).value();
        std::atomic<bool> isDone{false};
        std::atomic<bool> isGood{true};
        std::thread reader([&] {
            const base::UniqueFd fd = capture::openFile(folder.fd(), "commit", O_RDONLY).value();
            std::uint64_t last = 0;
            while (!isDone && isGood) {
                const auto commit = capture::readCommit(fd.get());
                isGood = commit && commit->extent.payloadBytes == commit->extent.records * 7
                    && commit->extent.records >= last;
                last = commit ? commit->extent.records : 0;
            }
        });
        for (std::uint64_t i = 1; i < 20'000; ++i) {
            if (!file.write({i, i * 7, i * 8}))
                isGood = false;
        }
        isDone = true;
        reader.join();
        QVERIFY(isGood);
    }
};

QTEST_GUILESS_MAIN(TestCommitFile)
#include "tst_commitfile.moc"
