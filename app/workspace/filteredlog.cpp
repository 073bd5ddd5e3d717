// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "workspace/filteredlog.h"

#include "base/clock.h"
#include "capture/filterscan.h"
#include "workspace/recordset.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

namespace workspace {

namespace {

constexpr std::chrono::milliseconds Frame{16};
/// So many records a step: a cancelled worker ends within a few milliseconds.
constexpr std::size_t StepRecords = 4096;

} // namespace

/// One filter at work. Shared by the log and the worker; whoever is last frees it.
struct FilteredLog::Job
{
    Job(const capture::FilterExpression& filter, base::RecordIndex first)
        : scan(filter, first)
        , seen(first.value)
    { }

    /// Thread: the worker's. Looks at records below `target`, in steps, and calls `tell` at most once a frame.
    void run(const ReaderFactory& newReader, const std::function<void()>& tell);

    // The worker's alone.
    capture::FilterScan scan;
    std::unique_ptr<capture::Reader> reader;
    std::vector<std::uint64_t> found;

    std::atomic<bool> cancelled = false;
    std::atomic<bool> stopped = false; // for now, by the user
    std::atomic<quint64> target = 0; // records in the capture
    std::atomic<bool> told = false; // news are on their way to the log

    std::mutex mutex;
    RecordSet matches; // guarded by mutex
    quint64 seen = 0; // guarded by mutex: records below it were looked at
    bool running = false; // guarded by mutex: a worker is at it, or queued
    std::optional<base::Error> error; // guarded by mutex

private:
    [[nodiscard]] bool step(const ReaderFactory& newReader);
};

bool FilteredLog::Job::step(const ReaderFactory& newReader)
{
    const auto fail = [this](const base::Error& why) {
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
    const quint64 wanted = target;
    found.clear();
    const auto looked = scan.step(*reader, found, StepRecords);
    if (!looked)
        return fail(looked.error());
    const std::scoped_lock lock(mutex);
    for (const std::uint64_t index : found)
        matches.append({index});
    seen = scan.position().value;
    // Nothing left: but if the log has grown since this step began, nobody else has been started for it.
    running = *looked > 0 || target != wanted;
    return running;
}

void FilteredLog::Job::run(const ReaderFactory& newReader, const std::function<void()>& tell)
{
    auto lastTold = base::Monotonic::now();
    const auto goesOn = [this] {
        const std::scoped_lock lock(mutex);
        running = running && !stopped;
        return running && !cancelled;
    };
    // Whoever told it to go on after a stop has relied on `running`, which only changes under the lock.
    do {
        while (!cancelled && !stopped && step(newReader)) {
            if (base::Monotonic::now() - lastTold >= Frame) {
                lastTold = base::Monotonic::now();
                tell();
            }
        }
    } while (goesOn());
    tell();
}

FilteredLog::FilteredLog(ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_newReader(std::move(newReader))
{
    m_pool.setMaxThreadCount(1);
}

FilteredLog::~FilteredLog()
{
    if (m_job)
        m_job->cancelled = true;
    m_pool.waitForDone();
}

void FilteredLog::setFilter(const capture::FilterExpression& filter)
{
    if (filter != m_filter)
        restart(filter);
}

void FilteredLog::setFirst(base::RecordIndex first)
{
    m_first = {std::min<quint64>(first.value, m_recordCount)};
    restart(m_filter);
}

void FilteredLog::restart(const capture::FilterExpression& filter)
{
    if (m_job)
        m_job->cancelled = true;
    m_job.reset();
    m_stopped = false;
    m_filter = filter;
    if (!m_filter.passesAll()) {
        m_job = std::make_shared<Job>(m_filter, m_first);
        m_job->target = m_recordCount;
    }
    m_rowCount = m_job ? 0 : recordCount();
    Q_EMIT rowsReset();
    if (m_job)
        startWorker();
}

void FilteredLog::grow(quint64 count)
{
    if (count <= m_recordCount)
        return;
    m_recordCount = count;
    if (m_job) {
        m_job->target = count;
        startWorker();
        return;
    }
    m_rowCount = recordCount();
    Q_EMIT rowCountChanged(m_rowCount);
}

void FilteredLog::startWorker()
{
    if (m_stopped)
        return;
    {
        const std::scoped_lock lock(m_job->mutex);
        if (m_job->running || m_job->error || m_job->seen >= m_recordCount)
            return;
        m_job->running = true;
    }
    m_pool.start([this, job = m_job] {
        job->run(m_newReader, [this, &job] {
            if (!job->told.exchange(true))
                QMetaObject::invokeMethod(this, &FilteredLog::takeNews, Qt::QueuedConnection);
        });
    });
}

void FilteredLog::takeNews()
{
    if (!m_job)
        return;
    m_job->told = false;
    quint64 rows = 0;
    bool running = false;
    std::optional<base::Error> error;
    {
        const std::scoped_lock lock(m_job->mutex);
        rows = m_job->matches.size();
        running = m_job->running;
        error = m_job->error;
    }
    if (std::exchange(m_rowCount, rows) != rows)
        Q_EMIT rowCountChanged(rows);
    Q_EMIT progressed();
    if (error)
        Q_EMIT failed(*error);
    else if (!running && !m_stopped)
        Q_EMIT finished();
}

bool FilteredLog::isScanning() const
{
    if (!m_job)
        return false;
    const std::scoped_lock lock(m_job->mutex);
    return m_job->running;
}

double FilteredLog::scanned() const
{
    if (!m_job || recordCount() == 0)
        return 1;
    const std::scoped_lock lock(m_job->mutex);
    const auto seen = static_cast<double>(m_job->seen - m_first.value);
    return std::min(1.0, seen / static_cast<double>(recordCount()));
}

void FilteredLog::setScanning(bool on)
{
    if (!m_job || on != m_stopped)
        return;
    m_stopped = !on;
    m_job->stopped = m_stopped;
    if (on)
        startWorker();
    Q_EMIT progressed();
}

void FilteredLog::recordsAt(quint64 row, std::span<base::RecordIndex> indexes) const
{
    if (!m_job) {
        for (base::RecordIndex& index : indexes)
            index = {m_first.value + row++};
        return;
    }
    const std::scoped_lock lock(m_job->mutex);
    for (base::RecordIndex& index : indexes)
        index = m_job->matches.at(row++);
}

base::RecordIndex FilteredLog::recordAt(quint64 row) const
{
    base::RecordIndex index;
    recordsAt(row, std::span(&index, 1));
    return index;
}

std::optional<quint64> FilteredLog::rowOf(base::RecordIndex record) const
{
    if (m_rowCount == 0 || record < m_first)
        return {};
    const quint64 row = nearestRow(record);
    return recordAt(row) == record ? std::optional(row) : std::nullopt;
}

quint64 FilteredLog::nearestRow(base::RecordIndex record) const
{
    if (m_rowCount == 0 || record < m_first)
        return 0;
    if (!m_job)
        return std::min<quint64>(record.value - m_first.value, m_rowCount - 1);
    const std::scoped_lock lock(m_job->mutex);
    return std::min<quint64>(m_job->matches.placeOf(record), m_rowCount - 1);
}

} // namespace workspace
