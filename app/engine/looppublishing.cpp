// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
// How the loop's capture and statuses get to their readers; its endpoints are in loop.cpp.
#include "engine/loop.h"

namespace engine {

void Loop::run(const LimitRecording& command)
{
    m_recorder.writer().setLimits(command.limits);
}

void Loop::run(const ResumeRecording&)
{
    (void)m_recorder.writer().resume(); // why not is the failure that is shown
    m_shared.news();
}

void Loop::run(const Barrier& command)
{
    m_recorder.writer().flush();
    publish(m_urgent);
    publish(m_lazy);
    commitIfDue(base::Monotonic::now());
    command.answer();
}

void Loop::commitIfDue(base::Monotonic::time_point now)
{
    const auto due = m_recorder.writer().flushDeadline();
    if (due && now >= *due)
        m_recorder.writer().flush();
    const std::uint64_t committed = m_recorder.writer().committed()->records();
    if (committed != m_lastCommitted) {
        m_lastCommitted = committed;
        m_shared.news();
    }
    tryToRecord(now);
    noticeFailure();
}

void Loop::tryToRecord(base::Monotonic::time_point now)
{
    capture::Writer& writer = m_recorder.writer();
    if (!writer.failure()) {
        m_recordingRetry.succeeded();
    } else if (!m_recordingRetry.due()) {
        m_recordingRetry.failed(now);
    } else if (m_recordingRetry.isDue(now) && !writer.resume()) {
        m_recordingRetry.failed(now);
    }
}

void Loop::noticeFailure()
{
    const bool hasFailed = m_recorder.writer().failure().has_value();
    if (hasFailed == m_hasFailed)
        return;
    m_hasFailed = hasFailed;
    // What could not be written was counted as recorded before. No traffic may follow that would tell.
    for (const auto& [id, endpoint] : m_endpoints)
        changed(*endpoint, Urgency::WithCounters);
    m_shared.news();
}

void Loop::publishChanges(base::Monotonic::time_point now)
{
    if (!m_urgent.empty())
        publish(m_urgent);
    if (m_lazy.empty())
        return;
    if (now - m_lastPublished < CountersEvery)
        return;
    m_lastPublished = now;
    publish(m_lazy);
}

void Loop::publish(std::vector<Endpoint*>& endpoints)
{
    std::vector<EndpointStatus> statuses;
    const capture::DropCount all = m_recorder.writer().dropped();
    const bool hasDropped = all.records > 0 || all.cutBytes > 0;
    for (Endpoint* endpoint : endpoints) {
        if (!endpoint->news)
            continue; // published already, by the other list
        endpoint->news.reset();
        statuses.push_back(endpoint->status());
        if (hasDropped) {
            const capture::DropCount dropped = m_recorder.writer().droppedOf(endpoint->id());
            statuses.back().counters.droppedRecords = dropped.records;
            statuses.back().counters.droppedBytes = dropped.bytes;
            statuses.back().counters.cutBytes = dropped.cutBytes;
        }
    }
    endpoints.clear();
    if (statuses.empty())
        return;
    m_shared.board.put(std::move(statuses));
    m_shared.news();
}

} // namespace engine
