// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/filteredlog.h"

#include "query/filterscan.h"
#include "session/models/recordset.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace session {

namespace {

/// So many records a step: a cancelled worker ends within a few milliseconds.
constexpr std::size_t FilterStepRecords = 4096;

} // namespace

/// One filter at work. Shared by the log and the worker.
class FilteredLog::Task final : public ScanTask
{
public:
    Task(query::FilterExpression filter, base::RecordIndex first)
        : m_filter(std::move(filter))
        , m_start(first)
        , m_first(first)
        , m_seen(first.value)
    { }

    [[nodiscard]] base::Result<bool> step(capture::Reader& reader) override
    {
        // A filter of thousands of words takes its time to be made ready: not the window's.
        if (!m_scan)
            m_scan.emplace(m_filter, m_start);
        m_found.clear();
        const auto looked = m_scan->step(reader, m_found, FilterStepRecords);
        if (!looked)
            return base::failure(looked.error());
        const std::scoped_lock lock(m_mutex);
        for (const std::uint64_t index : m_found) {
            if (index >= m_first.value)
                m_matches.append({index});
        }
        m_seen = std::max<quint64>(m_seen, m_scan->position().value);
        return *looked > 0;
    }

    // Thread: any.
    [[nodiscard]] quint64 seen() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_seen;
    }
    void letGo(base::RecordIndex first)
    {
        const std::scoped_lock lock(m_mutex);
        m_matches.removeBelow(first);
        m_first = first;
        m_seen = std::max<quint64>(m_seen, first.value);
    }
    template <class Look> auto lookAt(Look look) const
    {
        const std::scoped_lock lock(m_mutex);
        return look(m_matches);
    }

private:
    const query::FilterExpression m_filter;
    const base::RecordIndex m_start;
    std::optional<query::FilterScan> m_scan; // the worker's alone
    std::vector<std::uint64_t> m_found; // the worker's alone

    mutable std::mutex m_mutex;
    RecordSet m_matches; // guarded by m_mutex
    base::RecordIndex m_first; // guarded by m_mutex: what is found below it is gone
    quint64 m_seen; // guarded by m_mutex: records below it were looked at
};

FilteredLog::FilteredLog(ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_worker(std::move(newReader))
{
    connect(&m_worker, &ScanWorker::progressed, this, &FilteredLog::takeNews);
    connect(&m_worker, &ScanWorker::finished, this, &FilteredLog::finished);
    connect(&m_worker, &ScanWorker::failed, this, &FilteredLog::failed);
}

FilteredLog::~FilteredLog() = default;

void FilteredLog::setFilter(const query::FilterExpression& filter)
{
    if (filter != m_filter)
        restart(filter);
}

void FilteredLog::setFirst(base::RecordIndex first)
{
    m_first = {std::min<quint64>(first.value, m_worker.recordCount())};
    restart(m_filter);
}

void FilteredLog::letGo(base::RecordIndex first)
{
    first = {std::min<quint64>(first.value, m_worker.recordCount())};
    if (first <= m_first)
        return;
    const quint64 gone = first.value - m_first.value;
    m_first = first;
    const quint64 before = m_rowCount;
    if (m_task) {
        m_task->letGo(first);
        // The worker may have found more meanwhile: these are told of as always.
        const quint64 left = m_task->lookAt([](const RecordSet& matches) { return matches.size(); });
        m_rowCount = std::min(before, left);
    } else {
        m_rowCount = before - std::min(before, gone);
    }
    Q_EMIT rowsLetGo(before - m_rowCount);
}

void FilteredLog::restart(const query::FilterExpression& filter)
{
    m_worker.setTask(nullptr);
    m_filter = filter;
    m_task = m_filter.passesAll() ? nullptr : std::make_shared<Task>(m_filter, m_first);
    m_rowCount = m_task ? 0 : recordCount();
    Q_EMIT rowsReset();
    if (m_task)
        m_worker.setTask(m_task);
}

void FilteredLog::grow(quint64 count)
{
    if (count <= m_worker.recordCount())
        return;
    m_worker.grow(count);
    if (m_task)
        return;
    m_rowCount = recordCount();
    Q_EMIT rowCountChanged(m_rowCount);
}

void FilteredLog::takeNews()
{
    if (!m_task)
        return;
    const quint64 rows = m_task->lookAt([](const RecordSet& matches) { return matches.size(); });
    if (std::exchange(m_rowCount, rows) != rows)
        Q_EMIT rowCountChanged(rows);
    Q_EMIT progressed();
}

bool FilteredLog::isScanning() const
{
    return m_worker.isRunning();
}

double FilteredLog::scanned() const
{
    if (!m_task || recordCount() == 0)
        return 1;
    const auto seen = static_cast<double>(m_task->seen() - m_first.value);
    return std::min(1.0, seen / static_cast<double>(recordCount()));
}

void FilteredLog::setScanning(bool on)
{
    if (!m_task || on != isStopped())
        return;
    m_worker.setPaused(!on);
    Q_EMIT progressed();
}

void FilteredLog::recordsAt(quint64 row, std::span<base::RecordIndex> indexes) const
{
    if (!m_task) {
        for (base::RecordIndex& index : indexes)
            index = {m_first.value + row++};
        return;
    }
    m_task->lookAt([&](const RecordSet& matches) {
        for (base::RecordIndex& index : indexes)
            index = matches.at(row++);
    });
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

quint64 FilteredLog::rowsBetween(base::RecordIndex first, base::RecordIndex end) const
{
    if (m_task)
        return m_task->lookAt([&](const RecordSet& matches) { return matches.placeOf(end) - matches.placeOf(first); });
    const quint64 from = std::max(first.value, m_first.value);
    const quint64 to = std::min<quint64>(end.value, m_worker.recordCount());
    return to > from ? to - from : 0;
}

quint64 FilteredLog::nearestRow(base::RecordIndex record) const
{
    if (m_rowCount == 0 || record < m_first)
        return 0;
    if (!m_task)
        return std::min<quint64>(record.value - m_first.value, m_rowCount - 1);
    const quint64 place = m_task->lookAt([record](const RecordSet& matches) { return matches.placeOf(record); });
    return std::min<quint64>(place, m_rowCount - 1);
}

} // namespace session
