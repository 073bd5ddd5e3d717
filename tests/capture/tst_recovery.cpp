// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/recovery.h"

#include "capture/capturelock.h"
#include "capture/file.h"
#include "capture/reader.h"
#include "capture/writer.h"
#include "tests/capture/childprocess.h"
#include "tests/capture/samples.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using capture::Writer;

class TestRecovery final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_parent;

    [[nodiscard]] std::string pathOf(const char* name) const { return m_parent->path().toStdString() + '/' + name; }
    [[nodiscard]] std::vector<capture::FoundCapture> find() const
    {
        return capture::findCaptures(m_parent->path().toStdString());
    }
    void make(const char* name, std::uint64_t records) const
    {
        const auto writer = Writer::create(pathOf(name), samples::SmallLayout).value();
        for (std::uint64_t i = 0; i < records; ++i)
            writer->append(samples::record(i), samples::payload(i, samples::payloadSize(i)));
    }

private Q_SLOTS:
    void init() { m_parent = std::make_unique<QTemporaryDir>(); }

    void noParentHasNoCaptures()
    {
        QVERIFY(find().empty());
        QVERIFY(capture::findCaptures(pathOf("missing")).empty());
    }

    void findsCapturesOldestFirst()
    {
        const std::int64_t before = base::wallClockNs();
        make("b", 3);
        make("a", 100);
        make("c", 0);
        const auto found = find();
        QCOMPARE(found.size(), 3U);
        QCOMPARE(found[0].directory, pathOf("b"));
        QCOMPARE(found[1].directory, pathOf("a"));
        QCOMPARE(found[2].directory, pathOf("c"));
        QCOMPARE(found[0].extent.records, 3U);
        QCOMPARE(found[1].extent.records, 100U);
        QVERIFY(found[1].extent.payloadBytes > found[0].extent.payloadBytes);
        for (const capture::FoundCapture& one : found) {
            QVERIFY(!one.damage.has_value());
            QVERIFY(!one.locked);
            QVERIFY(one.startNs >= before && one.startNs <= base::wallClockNs());
            QVERIFY(one.changedNs > 0);
        }
    }

    void aCaptureInUseIsLocked()
    {
        const auto writer = Writer::create(pathOf("mine")).value();
        ChildProcess child([this](int tellFd) {
            const auto theirs = Writer::create(pathOf("theirs"));
            ChildProcess::tell(tellFd, theirs.has_value());
            while (true)
                ::pause();
        });
        QCOMPARE(child.listen(), std::uint64_t{1});
        auto found = find();
        QCOMPARE(found.size(), 2U);
        QVERIFY(found[0].locked);
        QCOMPARE(found[0].process, ::getpid());
        QVERIFY(found[1].locked);
        QCOMPARE(found[1].process, child.pid());
        QCOMPARE(capture::removeCapture(pathOf("theirs")).error().code, EBUSY);
        QCOMPARE(capture::removeCapture(pathOf("mine")).error().code, EBUSY);

        child.kill();
        found = find();
        QVERIFY(found[0].locked);
        QVERIFY(!found[1].locked);
        QVERIFY(capture::removeCapture(pathOf("theirs")).has_value());
        QCOMPARE(find().size(), 1U);
    }

    // Looking must not get into the way of a writer, or of another one who looks.
    void lookingLeavesTheLockFree()
    {
        make("a", 1);
        const auto folder = capture::openFolder(pathOf("a")).value();
        QVERIFY(!capture::lockHolder(folder.get())->locked);
        const auto lock = capture::CaptureLock::take(folder.get());
        QVERIFY(lock.has_value());
        QVERIFY(capture::lockHolder(folder.get())->locked);
        QCOMPARE(capture::CaptureLock::take(folder.get()).error().code, EBUSY);
    }

    void damagedFoldersAreReported()
    {
        make("cut", 50);
        QVERIFY(QFile::resize(QString::fromStdString(pathOf("cut/records.0001")), 7));
        make("uncommitted", 50);
        QVERIFY(QFile::remove(QString::fromStdString(pathOf("uncommitted/commit"))));
        QVERIFY(QDir(m_parent->path()).mkdir(u"empty"_s));
        QVERIFY(QFile::link(QString::fromStdString(pathOf("cut")), QString::fromStdString(pathOf("link"))));
        QFile file(QString::fromStdString(pathOf("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        make("good", 50);

        QMap<QString, int> damage;
        for (const capture::FoundCapture& one : find())
            damage.insert(
                QFileInfo(QString::fromStdString(one.directory)).fileName(), one.damage ? one.damage->code : 0);
        QCOMPARE(damage,
            (QMap<QString, int>{
                {u"cut"_s, EBADMSG}, {u"uncommitted"_s, ENOENT}, {u"empty"_s, ENOENT}, {u"good"_s, 0}}));
    }

    void anUnreadableFolderIsReported()
    {
        if (::geteuid() == 0)
            QSKIP("root reads every folder");
        make("a", 1);
        QCOMPARE(::chmod(pathOf("a").c_str(), 0), 0);
        const auto found = find();
        QCOMPARE(::chmod(pathOf("a").c_str(), 0700), 0);
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found[0].damage->code, EACCES);
    }

    void removesWhateverStateItIsIn()
    {
        make("whole", 100);
        make("cut", 50);
        QVERIFY(QFile::remove(QString::fromStdString(pathOf("cut/commit"))));
        make("unlocked", 50);
        QVERIFY(QFile::remove(QString::fromStdString(pathOf("unlocked/lock"))));
        QCOMPARE(::mkdir(pathOf("empty").c_str(), 0700), 0);
        for (const char* name : {"whole", "cut", "unlocked", "empty"}) {
            const auto removed = capture::removeCapture(pathOf(name));
            QVERIFY2(removed.has_value(), name);
        }
        QVERIFY(QDir(m_parent->path()).isEmpty());
    }

    void removesNothingThatIsNotOurs()
    {
        make("a", 10);
        for (const char* name : {"a/notes.txt", "a/records.1", "a/records.00x0", "a/payload", "a/.hidden"}) {
            QFile file(QString::fromStdString(pathOf(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(capture::removeCapture(pathOf("a")).error().code, ENOTEMPTY);
            QCOMPARE(capture::Reader::open(pathOf("a")).value()->recordCount(), 10U);
            QVERIFY(file.remove());
        }
        QCOMPARE(capture::removeCapture(pathOf("missing")).error().code, ENOENT);
    }

    void neverFollowsALink()
    {
        make("a", 10);
        QVERIFY(QFile::link(QString::fromStdString(pathOf("a")), QString::fromStdString(pathOf("link"))));
        QVERIFY(!capture::removeCapture(pathOf("link")).has_value());
        QVERIFY(!capture::removeCapture(pathOf("link/")).has_value());
        QCOMPARE(capture::Reader::open(pathOf("a")).value()->recordCount(), 10U);

        // A link among the files goes; what it points to stays.
        QFile target(QString::fromStdString(pathOf("target")));
        QVERIFY(target.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(target.fileName(), QString::fromStdString(pathOf("a/payload.0099"))));
        QVERIFY(capture::removeCapture(pathOf("a")).has_value());
        QVERIFY(target.exists());
    }
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
