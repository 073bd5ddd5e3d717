// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/messagescan.h"

#include "query/bytestream.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>
#include <variant>

namespace query {

namespace {

constexpr std::size_t MaxFramedKnown = 65'536;

bool isFramed(const message::Rule& rule)
{
    return !std::holds_alternative<std::monostate>(rule.framing);
}

/// When the bytes of a call came, or went.
std::int64_t timeOfBytes(const capture::Record& record)
{
    // Of the time and the duration that a damaged capture may tell, no sum is too large for this.
    constexpr double LongestSeconds = 4e9;
    if (capture::directionOf(record.operation) != capture::Direction::In || !(record.duration < LongestSeconds)
        || record.timeNs > std::numeric_limits<std::int64_t>::max() / 2)
        return record.timeNs;
    return record.timeNs + static_cast<std::int64_t>(static_cast<double>(record.duration) * 1e9);
}

/// Whether what comes in on a stream ends with a record, or what goes out.
bool endsIn(const capture::Record& record, net::Protocol protocol)
{
    return record.operation == capture::Operation::Close || record.operation == capture::Operation::PeerClosed
        || capture::isEndOfStream(record, protocol);
}

bool endsOut(const capture::Record& record)
{
    return record.operation == capture::Operation::Close
        || (record.operation == capture::Operation::Shutdown && record.outcome == capture::Outcome::Value
            && record.asked != SHUT_RD);
}

void countMarks(MessageCounts& counts, std::span<const message::Mark> marks)
{
    counts.messages += marks.size();
    for (const message::Mark& mark : marks) {
        switch (mark.fit) {
        case message::Fit::Complete: break;
        case message::Fit::Oversize: ++counts.oversize; break;
        case message::Fit::Malformed: ++counts.malformed; break;
        case message::Fit::Torn: ++counts.torn; break;
        }
    }
}

} // namespace

MessageScan::MessageScan(FramingRules rules)
    : m_rules(std::move(rules))
{
    for (const auto& [endpoint, rule] : m_rules) {
        if (isFramed(rule))
            m_counts.emplace(endpoint, MessageCounts());
    }
}

base::Result<bool> MessageScan::step(capture::Reader& reader, std::vector<RecordMessages>& found, std::size_t maxBytes)
{
    return m_cursor.step(reader, maxBytes, [&](const PieceCursor::Piece& piece) -> base::Result<void> {
        lookAt(reader, piece, found);
        return {};
    });
}

std::vector<RecordMessages> MessageScan::waiting() const
{
    std::vector<RecordMessages> all;
    for (const auto& [key, stream] : m_streams) {
        if (const auto record = stream.waiting())
            all.push_back(*record);
    }
    std::ranges::sort(all, {}, &RecordMessages::record);
    return all;
}

MessageScan::StreamKey MessageScan::keyOf(base::EndpointId endpoint, capture::Direction direction)
{
    return StreamKey{endpoint.value} << 1 | StreamKey{direction == capture::Direction::Out};
}

base::EndpointId MessageScan::endpointOf(StreamKey key)
{
    return {static_cast<std::uint32_t>(key >> 1)};
}

MessageScan::Framed MessageScan::framedOf(capture::Reader& reader, base::EndpointId endpoint)
{
    if (const auto known = m_known.find(endpoint); known != m_known.end())
        return known->second;
    const capture::EndpointInfo& info = reader.endpoint(endpoint);
    const auto* const entry = entryFor(m_rules, endpoint, info);
    const Framed framed = entry != nullptr && isFramed(entry->second)
        ? Framed{&entry->second, &m_counts.at(entry->first), info.protocol}
        : Framed{};
    if (m_known.size() >= MaxFramedKnown)
        m_known.clear();
    if (!info.name.empty())
        m_known.emplace(endpoint, framed);
    return framed;
}

void MessageScan::lookAt(capture::Reader& reader, const PieceCursor::Piece& piece, std::vector<RecordMessages>& found)
{
    using capture::Direction;
    const capture::Record& record = piece.record;
    if (piece.isBehindGap)
        passGap(reader, found);
    if (!m_firstWhole)
        noteBegun(reader, record);
    const Framed framed = framedOf(reader, record.endpoint);
    if (framed.rule == nullptr)
        return;
    if (!net::isStream(framed.protocol)) {
        if (movesStream(record))
            feedDatagram(framed, piece, found);
        return;
    }
    if (movesStream(record))
        feed(framed, piece, found);
    if (const std::uint32_t missing = missingAfter(record); missing > 0 && piece.isLast)
        lose(framed, keyOf(record.endpoint, missingIn(record)), missing, found);
    if (endsIn(record, framed.protocol))
        finish(framed, keyOf(record.endpoint, Direction::In), found);
    if (endsOut(record))
        finish(framed, keyOf(record.endpoint, Direction::Out), found);
}

void MessageScan::feed(const Framed& framed, const PieceCursor::Piece& piece, std::vector<RecordMessages>& found)
{
    const capture::Record& record = piece.record;
    FramedStream* const stream
        = streamOf(framed, keyOf(record.endpoint, capture::directionOf(record.operation)), record.endpoint);
    if (stream == nullptr)
        return;
    const std::size_t before = found.size();
    stream->feed({piece.index, piece.bytes, timeOfBytes(record), piece.isLast}, m_marks, found);
    count(framed, std::span(found).subspan(before));
}

/// What a datagram has is all there is of its messages.
void MessageScan::feedDatagram(
    const Framed& framed, const PieceCursor::Piece& piece, std::vector<RecordMessages>& found)
{
    const std::size_t before = found.size();
    if (!m_datagram)
        m_datagram.emplace(*framed.rule);
    m_datagram->feed({piece.index, piece.bytes, piece.record.timeNs, false}, m_marks, found);
    countMarks(*framed.counts, m_marks);
    if (!piece.isLast)
        return;
    m_datagram->finish(m_marks, found);
    m_datagram.reset();
    count(framed, std::span(found).subspan(before));
}

/// The stream of a direction, begun where there is none; null where there are too many.
FramedStream* MessageScan::streamOf(const Framed& framed, StreamKey key, base::EndpointId endpoint)
{
    if (const auto known = m_streams.find(key); known != m_streams.end())
        return &known->second;
    if (m_streams.size() >= MaxStreams)
        std::erase_if(m_streams, [](const auto& entry) { return entry.second.isBetweenMessages(); });
    if (m_streams.size() >= MaxStreams) {
        m_firstWhole.reset();
        return nullptr;
    }
    FramedStream& stream = m_streams.emplace(key, FramedStream(*framed.rule)).first->second;
    if (!m_firstWhole || endpoint < *m_firstWhole)
        stream.loseTrack();
    return &stream;
}

/// Records were let go before they were read: nobody knows what of each stream is missing.
void MessageScan::passGap(capture::Reader& reader, std::vector<RecordMessages>& found)
{
    m_firstWhole.reset();
    m_datagram.reset();
    for (auto& [key, stream] : m_streams) {
        const std::size_t before = found.size();
        stream.lose(message::Framer::UnknownBytes, m_marks, found);
        count(framedOf(reader, endpointOf(key)), std::span(found).subspan(before));
    }
}

void MessageScan::noteBegun(capture::Reader& reader, const capture::Record& record)
{
    if (record.operation == capture::Operation::Socket) {
        m_firstWhole = record.endpoint;
        return;
    }
    if (record.operation != capture::Operation::Accept || record.detail.value == 0)
        return;
    const auto detail = reader.detail(record.detail);
    const auto* const accepted = detail ? std::get_if<capture::AddressDetail>(&*detail) : nullptr;
    if (accepted != nullptr && accepted->child.value != 0)
        m_firstWhole = accepted->child;
}

void MessageScan::lose(const Framed& framed, StreamKey key, std::uint64_t bytes, std::vector<RecordMessages>& found)
{
    const auto known = m_streams.find(key);
    if (known == m_streams.end())
        return;
    const std::size_t before = found.size();
    known->second.lose(bytes, m_marks, found);
    count(framed, std::span(found).subspan(before));
}

void MessageScan::finish(const Framed& framed, StreamKey key, std::vector<RecordMessages>& found)
{
    const auto known = m_streams.find(key);
    if (known == m_streams.end())
        return;
    const std::size_t before = found.size();
    known->second.finish(m_marks, found);
    m_streams.erase(known);
    count(framed, std::span(found).subspan(before));
}

/// What the last step of a stream gave.
void MessageScan::count(const Framed& framed, std::span<const RecordMessages> told) const
{
    MessageCounts& counts = *framed.counts;
    countMarks(counts, m_marks);
    for (const RecordMessages& record : told) {
        counts.splitRecords += static_cast<std::uint64_t>(record.isSplit());
        counts.coalescedRecords += static_cast<std::uint64_t>(record.isCoalesced());
    }
}

} // namespace query
