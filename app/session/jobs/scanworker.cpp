// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/scanworker.h"

#include "base/clock.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace session {

namespace {

constexpr std::chrono::milliseconds TellEvery{16};
/// After an error that may pass: some 20 s in all.
constexpr std::chrono::milliseconds FirstWait{250};
constexpr std::chrono::milliseconds LongestWait{4000};
constexpr int MostFailures = 8;

} // namespace

/// One task at work. Shared by the owner and the worker; whoever is last frees it.
struct ScanWorker::Job
{
    /// Thread: the worker's. Makes steps until there is no more, and calls `tell` at most once a frame.
    void run(const ReaderFactory& newReader, const std::function<void()>& tell);

    std::shared_ptr<ScanTask> task;
    std::unique_ptr<capture::Reader> reader; // the worker's alone

    std::atomic<bool> cancelled = false;
    std::atomic<bool> paused = false;
    std::atomic<quint64> wakes = 0; // how often there was something new to look at
    std::atomic<bool> told = false; // news are on their way to the owner

    std::mutex mutex;
    std::condition_variable changed; // cancelled, while it waits to try again
    bool running = false; // guarded by mutex: a worker is at it, or queued
    std::optional<base::Error> error; // guarded by mutex

    /// Ends it with its present step. Thread: the owner's.
    void cancel();

private:
    [[nodiscard]] bool step(const ReaderFactory& newReader);
    [[nodiscard]] bool mayTryAgain(const base::Error& why);

    int failures = 0; // one after the other; the worker's alone
};

void ScanWorker::Job::cancel()
{
    {
        const std::scoped_lock lock(mutex);
        cancelled = true;
    }
    changed.notify_all();
}

/// Waits, longer each time. False for what does not pass, and when it has lasted too long to be passing.
bool ScanWorker::Job::mayTryAgain(const base::Error& why)
{
    if (!base::mayPass(why.code) || failures == MostFailures)
        return false;
    const auto wait = std::min(FirstWait * (1 << failures++), LongestWait);
    std::unique_lock lock(mutex);
    changed.wait_for(lock, wait, [this] { return cancelled.load(); });
    return true;
}

bool ScanWorker::Job::step(const ReaderFactory& newReader)
{
    const auto fail = [this](const base::Error& why) {
        if (mayTryAgain(why))
            return true;
        const std::scoped_lock lock(mutex);
        error = why;
        running = false;
        return false;
    };
    if (!reader) {
        auto made = newReader();
        if (!made)
            return fail(made.error());
        reader = std::move(*made);
    }
    const quint64 wakesBefore = wakes;
    const auto more = task->step(*reader);
    if (!more)
        return fail(more.error());
    failures = 0;
    const std::scoped_lock lock(mutex);
    // Nothing left: but if there is something new since this step began, nobody else has been started for it.
    running = *more || wakes != wakesBefore;
    return running;
}

void ScanWorker::Job::run(const ReaderFactory& newReader, const std::function<void()>& tell)
{
    auto lastTold = base::Monotonic::now() - TellEvery; // what is found first is told at once
    // Whoever told it to go on after a pause relies on `running`, which only changes under the lock.
    const auto goesOn = [this] {
        const std::scoped_lock lock(mutex);
        running = running && !paused;
        return running && !cancelled;
    };
    do {
        while (!cancelled && !paused && step(newReader)) {
            if (base::Monotonic::now() - lastTold >= TellEvery) {
                lastTold = base::Monotonic::now();
                tell();
            }
        }
    } while (goesOn());
    tell();
}

ScanWorker::ScanWorker(ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_newReader(std::move(newReader))
{
    m_pool.setMaxThreadCount(1);
}

ScanWorker::~ScanWorker()
{
    if (m_job)
        m_job->cancel();
    m_pool.waitForDone();
}

void ScanWorker::setTask(std::shared_ptr<ScanTask> task)
{
    if (m_job)
        m_job->cancel();
    m_job.reset();
    if (!task)
        return;
    m_job = std::make_shared<Job>();
    m_job->task = std::move(task);
    startJob();
}

void ScanWorker::grow(quint64 count)
{
    if (count <= m_recordCount)
        return;
    m_recordCount = count;
    wake();
}

void ScanWorker::wake()
{
    if (!m_job)
        return;
    ++m_job->wakes;
    startJob();
}

void ScanWorker::setPaused(bool paused)
{
    if (!m_job || m_job->paused == paused)
        return;
    m_job->paused = paused;
    if (!paused)
        startJob();
}

bool ScanWorker::isPaused() const
{
    return m_job && m_job->paused;
}

void ScanWorker::startJob()
{
    {
        const std::scoped_lock lock(m_job->mutex);
        if (m_job->running || m_job->paused || m_job->error || m_recordCount == 0)
            return;
        m_job->running = true;
    }
    m_pool.start([this, job = m_job] {
        job->run(m_newReader, [this, &job] {
            if (!job->told.exchange(true))
                QMetaObject::invokeMethod(
                    this, [this, from = job.get()] { takeNews(from); }, Qt::QueuedConnection);
        });
    });
}

/// @param from  for comparison only: it may be gone.
void ScanWorker::takeNews(const Job* from)
{
    if (m_job.get() != from || !m_job)
        return;
    m_job->told = false;
    bool running = false;
    std::optional<base::Error> error;
    {
        const std::scoped_lock lock(m_job->mutex);
        running = m_job->running;
        error = m_job->error;
    }
    Q_EMIT progressed();
    if (error)
        Q_EMIT failed(*error);
    else if (!running && !m_job->paused)
        Q_EMIT finished();
}

bool ScanWorker::isRunning() const
{
    if (!m_job)
        return false;
    const std::scoped_lock lock(m_job->mutex);
    return m_job->running;
}

} // namespace session
