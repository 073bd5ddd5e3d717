// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/reader.h"
#include "capture/recovery.h"
#include "tests/capture/childprocess.h"
#include "tests/capture/endlesswriter.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mman.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace {

/// A number that a child writes and its parent reads, without a call that would slow the child down.
class SharedCount final
{
public:
    SharedCount()
        : m_memory(::mmap(
            nullptr, sizeof(std::atomic<std::uint64_t>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
    {
        if (m_memory == MAP_FAILED)
            qFatal("no memory to share");
        m_count = new (m_memory) std::atomic<std::uint64_t>(0);
    }
    SharedCount(const SharedCount&) = delete;
    SharedCount& operator=(const SharedCount&) = delete;
    ~SharedCount() { ::munmap(m_memory, sizeof(std::atomic<std::uint64_t>)); }

    std::atomic<std::uint64_t>& operator*() const { return *m_count; }

private:
    void* m_memory;
    std::atomic<std::uint64_t>* m_count = nullptr;
};

} // namespace

/// kill -9 at moments that nobody has chosen.
class TestKills final : public QObject
{
    Q_OBJECT

private:
    QRandomGenerator m_random;
    std::uint64_t m_kept = 0; ///< records of all children
    std::uint64_t m_unpublished = 0; ///< of them, those that were committed and not yet published

    /// True where everything that the child had published is there, and nothing that it has not written.
    [[nodiscard]] bool survivesAKill(const std::string& parent, const capture::Layout& layout, int microseconds)
    {
        const std::string directory = parent + "/one";
        const SharedCount published;
        ChildProcess child([&](int) {
            endless::write(
                directory, layout, [&](std::uint64_t count) { (*published).store(count, std::memory_order_release); });
        });
        // The moment is the test itself: no state is waited for.
        std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
        child.kill();
        const std::uint64_t promised = (*published).load(std::memory_order_acquire);

        const auto reader = capture::Reader::open(directory);
        const auto found = capture::findCaptures(parent);
        if (!reader) // killed before there was a capture: the files are made one after the other
            return promised == 0 && (found.empty() || found[0].damage.has_value());
        const std::uint64_t count = (*reader)->recordCount();
        m_kept += count;
        m_unpublished += count - promised;
        return count >= promised && endless::isWhole(**reader) && found.size() == 1 && !found[0].locked
            && !found[0].damage && found[0].extent.records == count;
    }

private Q_SLOTS:
    void everythingCommittedSurvives()
    {
        constexpr int Kills = 200;
        constexpr int LatestMicroseconds = 30'000;
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        m_random.seed(seed);
        for (int i = 0; i < Kills; ++i) {
            const QTemporaryDir parent;
            // Some that cross many segments, and the usual ones.
            const capture::Layout layout = i % 2 == 0 ? capture::Layout{} : capture::Layout{64, 20'000};
            const int moment = m_random.bounded(LatestMicroseconds);
            QVERIFY2(survivesAKill(parent.path().toStdString(), layout, moment),
                qPrintable(QStringLiteral("kill %1, after %2 us").arg(i).arg(moment)));
        }
        qInfo("%llu records kept, %llu of them committed and not yet published", qulonglong(m_kept),
            qulonglong(m_unpublished));
        QVERIFY(m_kept > Kills);
    }
};

QTEST_GUILESS_MAIN(TestKills)
#include "tst_kills.moc"
