// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/jobs/search.h"

#include "query/searchscan.h"
#include "session/models/searchhits.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace session {

namespace {

/// Payload that is looked at in a step: a fraction of a millisecond for text, some tens for a regular expression.
constexpr std::size_t StepBytes = std::size_t{1} << 20;

} // namespace

class Search::Task final : public ScanTask
{
public:
    explicit Task(query::SearchPattern pattern)
        : m_scan(std::move(pattern))
    { }

    base::Result<bool> step(capture::Reader& reader) override
    {
        m_found.clear();
        const auto more = m_scan.step(reader, m_found, StepBytes);
        const std::scoped_lock lock(mutex);
        for (const query::SearchHit& hit : m_found)
            hits.append(hit);
        looked = m_scan.looked();
        return more;
    }

    std::mutex mutex;
    SearchHits hits; // guarded by mutex
    double looked = 0; // guarded by mutex: records looked at, and a part of the next

private:
    query::SearchScan m_scan;
    std::vector<query::SearchHit> m_found;
};

Search::Search(ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_worker(std::move(newReader))
{
    connect(&m_worker, &ScanWorker::progressed, this, &Search::tellProgress);
    connect(&m_worker, &ScanWorker::finished, this, &Search::finished);
    connect(&m_worker, &ScanWorker::failed, this, &Search::failed);
}

Search::~Search() = default;

void Search::setPattern(std::optional<query::SearchPattern> pattern)
{
    m_task = pattern ? std::make_shared<Task>(std::move(*pattern)) : nullptr;
    Q_EMIT reset();
    m_worker.setTask(m_task);
}

void Search::grow(quint64 count)
{
    m_worker.grow(count);
}

void Search::tellProgress()
{
    double looked = 0;
    {
        const std::scoped_lock lock(m_task->mutex);
        looked = m_task->looked;
    }
    Q_EMIT progressed(std::min(1.0, looked / static_cast<double>(m_worker.recordCount())));
}

bool Search::isScanning() const
{
    return m_worker.isRunning();
}

quint64 Search::hitCount() const
{
    if (!m_task)
        return 0;
    const std::scoped_lock lock(m_task->mutex);
    return m_task->hits.count();
}

quint64 Search::listedCount() const
{
    if (!m_task)
        return 0;
    const std::scoped_lock lock(m_task->mutex);
    return m_task->hits.listed();
}

query::SearchHit Search::hitAt(quint64 place) const
{
    const std::scoped_lock lock(m_task->mutex);
    return m_task->hits.at(place);
}

std::optional<quint64> Search::nextPlace(base::RecordIndex record, quint32 offset) const
{
    if (!m_task)
        return {};
    const std::scoped_lock lock(m_task->mutex);
    const std::size_t place = m_task->hits.placeOf(record, offset);
    return place < m_task->hits.listed() ? std::optional<quint64>(place) : std::nullopt;
}

std::optional<quint64> Search::previousPlace(base::RecordIndex record, quint32 offset) const
{
    if (!m_task)
        return {};
    const std::scoped_lock lock(m_task->mutex);
    const std::size_t place = m_task->hits.placeOf(record, offset);
    return place > 0 ? std::optional<quint64>(place - 1) : std::nullopt;
}

bool Search::isAnyIn(base::RecordIndex first, base::RecordIndex end) const
{
    const auto place = nextPlace(first, 0);
    return place && hitAt(*place).record < end;
}

bool Search::contains(base::RecordIndex record) const
{
    if (!m_task)
        return false;
    const std::scoped_lock lock(m_task->mutex);
    return m_task->hits.contains(record);
}

} // namespace session
