// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/retention.h"

namespace capture {

Retention::Retention(const Layout& layout)
    : m_layout(layout)
{ }

void Retention::note(const Record& record, std::uint64_t number)
{
    const std::uint64_t recordSegment = number / m_layout.recordsPerSegment;
    const std::uint64_t payloadSegment = record.payloadOffset / m_layout.payloadSegmentBytes;
    if (!m_begins.empty() && recordSegment == m_recordSegment && payloadSegment == m_payloadSegment)
        return;
    m_recordSegment = recordSegment;
    m_payloadSegment = payloadSegment;
    m_begins.push_back({{number, record.payloadOffset}, record.timeNs});
}

std::optional<FirstKept> Retention::letGo(const RecordingLimits& limits, const Extent& committed, std::int64_t nowNs)
{
    bool hasGone = false;
    // The segment that is being written stays, however large a record made it.
    while (m_begins.size() > 1 && m_begins[1].first.record <= committed.records && mustGo(limits, committed, nowNs)) {
        m_begins.pop_front();
        hasGone = true;
    }
    return hasGone ? std::optional(m_begins.front().first) : std::nullopt;
}

bool Retention::mustGo(const RecordingLimits& limits, const Extent& committed, std::int64_t nowNs) const
{
    const FirstKept& first = m_begins.front().first;
    const std::uint64_t kept
        = (committed.records - first.record) * sizeof(Record) + (committed.payloadBytes - first.payload);
    if (limits.bytes > 0 && kept > limits.bytes)
        return true;
    // All records before the next beginning are older than it, as far as a clock goes forward.
    return limits.age.count() > 0 && m_begins[1].timeNs < nowNs - limits.age.count();
}

} // namespace capture
