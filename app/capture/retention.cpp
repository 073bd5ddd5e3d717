// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/retention.h"

namespace capture {

Retention::Retention(const Layout& layout)
    : m_layout(layout)
{ }

void Retention::note(const Record& record, std::uint64_t number)
{
    // Once a record: two comparisons, and divisions only where a segment begins.
    if (number < m_recordsEnd && record.payloadOffset < m_payloadEnd)
        return;
    m_recordsEnd = (number / m_layout.recordsPerSegment + 1) * m_layout.recordsPerSegment;
    m_payloadEnd = (record.payloadOffset / m_layout.payloadSegmentBytes + 1) * m_layout.payloadSegmentBytes;
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
