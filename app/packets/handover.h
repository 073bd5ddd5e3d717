// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/record.h"
#include "capture/writer.h"
#include "packets/tcpreassembly.h"

#include <cstdint>
#include <map>
#include <span>
#include <utility>

namespace packets {

/// One direction of an endpoint's stream, and when it was that something was found out about it.
struct StreamDirection
{
    base::EndpointId endpoint;
    capture::Direction direction = capture::Direction::In; ///< In or Out
    std::int64_t timeNs = 0;
};

/// Writes what a receiver hands up as deliveries. A gap becomes a record of its own. Thread: the writer's.
void handUp(capture::Writer& writer, const StreamDirection& stream, std::span<const TcpDelivered> deliveries);

/// The order of bytes in a capture that is made of records which were saved: found again by what they say of their
/// places. Memory: only streams in which something waits are remembered. Thread: the writer's.
class SavedOrder final
{
public:
    explicit SavedOrder(capture::Writer& writer)
        : m_writer(writer)
    { }

    /// A record was appended. @param segment  its detail; null where that is another, or none.
    void take(base::RecordIndex index, const capture::Record& record, const capture::SegmentDetail* segment);
    /// No more records come of these streams.
    void finish();

private:
    using Key = std::pair<base::EndpointId, capture::Direction>;

    void takeInto(TcpReassembly& bytes, base::RecordIndex index, const capture::Record& record, std::int64_t place);

    capture::Writer& m_writer;
    std::map<Key, TcpReassembly> m_waiting;
    std::int64_t m_timeNs = 0; // of the last record
    TcpReassembly::Deliveries m_out;
};

} // namespace packets
