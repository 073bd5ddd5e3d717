// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/handover.h"

#include "query/bytestream.h"

#include <algorithm>
#include <limits>

namespace packets {

using capture::Direction;
using capture::Operation;

namespace {

/// Streams of a saved capture in which something may wait at the same time; of more none waits any longer.
constexpr std::size_t MaxWaitingStreams = 65'536;

/// The direction that a record of a stream belongs to.
Direction streamDirection(const capture::Record& record)
{
    switch (record.operation) {
    case Operation::PeerClosed: return Direction::In;
    case Operation::Shutdown: return Direction::Out;
    default: return query::missingIn(record);
    }
}

std::uint32_t segmentSize(const capture::Record& record)
{
    return query::movesStream(record) ? record.payloadSize + query::missingAfter(record) : 0;
}

void writeGap(capture::Writer& writer, const StreamDirection& stream, const TcpDelivered& delivered)
{
    constexpr std::uint64_t Most = std::numeric_limits<std::int32_t>::max();
    capture::Record record;
    record.timeNs = stream.timeNs;
    record.endpoint = stream.endpoint;
    record.operation = stream.direction == Direction::Out ? Operation::SendMissing : Operation::ReceiveMissing;
    record.result = static_cast<std::int32_t>(std::min(delivered.gap, Most));
    record.detail = writer.intern(capture::SegmentDetail{delivered.gapPlace.position, delivered.gapPlace.distance});
    const base::RecordIndex index{writer.extent().records};
    writer.append(record);
    writer.deliver({.record = index, .count = 1});
}

} // namespace

void handUp(capture::Writer& writer, const StreamDirection& stream, std::span<const TcpDelivered> deliveries)
{
    for (const TcpDelivered& delivered : deliveries) {
        if (delivered.gap > 0)
            writeGap(writer, stream, delivered);
        if (!delivered.record)
            continue;
        if (delivered.isWhole)
            writer.deliver({.record = *delivered.record, .count = 1});
        else
            writer.deliver({*delivered.record, 0, delivered.offset, delivered.size, delivered.missing});
    }
}

void SavedOrder::take(base::RecordIndex index, const capture::Record& record, const capture::SegmentDetail* segment)
{
    m_timeNs = record.timeNs;
    const Key key{record.endpoint, streamDirection(record)};
    auto found = m_waiting.empty() ? m_waiting.end() : m_waiting.find(key);
    if (key.second == Direction::None || (!segment && found == m_waiting.end())) {
        m_writer.deliver({.record = index, .count = 1}); // of almost all
        return;
    }
    if (found == m_waiting.end()) {
        if (m_waiting.size() >= MaxWaitingStreams)
            finish();
        found = m_waiting.emplace(key, TcpReassembly(segment->position - segment->distance)).first;
    }
    TcpReassembly& bytes = found->second;
    takeInto(bytes, index, record, bytes.highest() + (segment ? segment->distance : 0));
    handUp(m_writer, {key.first, key.second, m_timeNs}, m_out);
    m_out.clear();
    if (!bytes.isWaiting())
        m_waiting.erase(found);
}

void SavedOrder::takeInto(
    TcpReassembly& bytes, base::RecordIndex index, const capture::Record& record, std::int64_t place)
{
    const bool isGap = capture::missingDirectionOf(record.operation) != Direction::None;
    if (isGap) {
        m_writer.deliver({.record = index, .count = 1});
        bytes.skipTo(place + record.result, m_out);
    } else if (const std::uint32_t size = segmentSize(record); size > 0) {
        bytes.add({index, place, size, record.payloadSize}, m_out);
    } else if (record.operation == Operation::PeerClosed || record.operation == Operation::Shutdown) {
        bytes.end(place, index, m_out);
    } else {
        m_writer.deliver({.record = index, .count = 1});
    }
}

void SavedOrder::finish()
{
    for (auto& [key, bytes] : m_waiting) {
        bytes.finish(m_out);
        handUp(m_writer, {key.first, key.second, m_timeNs}, m_out);
        m_out.clear();
    }
    m_waiting.clear();
}

} // namespace packets
