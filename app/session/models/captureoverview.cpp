// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/captureoverview.h"

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <utility>
#include <vector>

namespace session {

namespace {

constexpr std::size_t OverviewStepRecords = 8192; // 384 KiB, a millisecond

} // namespace

class CaptureOverview::Task final : public ScanTask
{
public:
    [[nodiscard]] base::Result<bool> step(capture::Reader& reader) override
    {
        const std::uint64_t count = reader.recordCount();
        if (const std::uint64_t first = reader.firstRecord().value; m_position < first) {
            const std::scoped_lock lock(mutex);
            overview.skip(first - m_position);
            m_position = first;
        }
        if (m_position == count)
            return false;
        m_records.resize(std::min<std::uint64_t>(OverviewStepRecords, count - m_position));
        const auto read = reader.records({m_position}, m_records);
        if (!read && read.error().code == ENODATA)
            return true; // let go meanwhile; the next step passes it over
        if (!read)
            return base::failure(read.error());
        m_position += *read;
        const std::scoped_lock lock(mutex);
        overview.append(std::span(m_records).first(*read));
        return *read > 0;
    }

    std::mutex mutex;
    query::Overview overview; // guarded by mutex

private:
    std::uint64_t m_position = 0;
    std::vector<capture::Record> m_records;
};

CaptureOverview::CaptureOverview(ReaderFactory newReader, QObject* parent)
    : QObject(parent)
    , m_worker(std::move(newReader))
    , m_task(std::make_shared<Task>())
{
    connect(&m_worker, &ScanWorker::progressed, this, &CaptureOverview::changed);
    m_worker.setTask(m_task);
}

CaptureOverview::~CaptureOverview() = default;

void CaptureOverview::grow(quint64 count)
{
    m_worker.grow(count);
}

query::Overview CaptureOverview::overview() const
{
    const std::scoped_lock lock(m_task->mutex);
    return m_task->overview;
}

} // namespace session
