// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/tcpreassembly.h"

#include "capture/record.h"

#include <algorithm>
#include <iterator>

namespace packets {

using capture::SegmentMark;

namespace {

constexpr std::uint16_t markBits(SegmentMark mark)
{
    return static_cast<std::uint16_t>(mark);
}

TcpDelivered deliveredOf(
    base::RecordIndex record, std::uint32_t offset, std::uint32_t size, std::uint32_t kept, bool isWhole)
{
    return {.record = record, .offset = offset, .size = kept, .missing = size - kept, .isWhole = isWhole};
}

} // namespace

/// Calls `take(begin, end)` for each part of the segment that has not come before, in order.
template <class Take> void TcpReassembly::forEachNew(const TcpSegment& segment, Take take) const
{
    std::int64_t begin = std::max(segment.position, m_next);
    const std::int64_t end = segment.position + segment.size;
    if (m_held) {
        auto held = m_held->upper_bound(begin);
        if (held != m_held->begin())
            --held; // it may reach into the segment
        for (; held != m_held->end() && held->first < end; ++held) {
            if (begin < held->first)
                take(begin, held->first);
            begin = std::max(begin, held->first + held->second.size);
        }
    }
    if (begin < end)
        take(begin, end);
}

TcpArrival TcpReassembly::arrivalOf(const TcpSegment& segment) const
{
    TcpArrival arrival{.distance = segment.position - m_highest};
    if (arrival.distance == 0)
        return arrival;
    if (arrival.distance > 0) {
        arrival.marks = markBits(SegmentMark::Ahead);
        return arrival;
    }
    std::int64_t news = 0;
    bool fills = false;
    forEachNew(segment, [&](std::int64_t begin, std::int64_t end) {
        news += end - begin;
        fills = fills || begin < m_highest;
    });
    const bool isLate
        = m_gapStart < m_gapEnd && segment.position < m_gapEnd && segment.position + segment.size > m_gapStart;
    if (isLate)
        arrival.marks |= markBits(SegmentMark::TooLate);
    else if (news == 0 && segment.size == 1 && arrival.distance == -1)
        arrival.marks |= markBits(SegmentMark::KeepAlive); // RFC 9293 3.8.4; its byte may be any
    else if (news == 0)
        arrival.marks |= markBits(SegmentMark::Retransmission);
    else if (news < segment.size)
        arrival.marks |= markBits(SegmentMark::PartRetransmission);
    if (fills)
        arrival.marks |= markBits(SegmentMark::OutOfOrder);
    return arrival;
}

void TcpReassembly::add(const TcpSegment& segment, Deliveries& out)
{
    m_highest = std::max(m_highest, segment.position + segment.size);
    if (!m_held && segment.position == m_next) {
        out.push_back(deliveredOf(segment.record, 0, segment.size, segment.kept, true));
        m_next += segment.size;
        handUp(out);
        return;
    }
    if (!m_held)
        m_held = std::make_unique<HeldPieces>();
    HeldPieces pieces;
    forEachNew(segment, [&](std::int64_t begin, std::int64_t end) {
        const auto offset = static_cast<std::uint32_t>(begin - segment.position);
        const auto size = static_cast<std::uint32_t>(end - begin);
        const std::uint32_t kept = std::min(size, segment.kept - std::min(segment.kept, offset));
        pieces.emplace_hint(pieces.end(), begin, Held{segment.record, offset, size, kept, size == segment.size});
    });
    m_held->merge(pieces);
    handUp(out);
    while (held() > MaxHeld)
        closeGap(out);
}

void TcpReassembly::end(std::int64_t position, base::RecordIndex record, Deliveries& out)
{
    if (m_end)
        return;
    m_end = End{position, record};
    handUp(out);
}

/// Hands up what waited for the bytes before it, and no longer does.
void TcpReassembly::handUp(Deliveries& out)
{
    while (m_held && !m_held->empty() && m_held->begin()->first == m_next) {
        const Held& piece = m_held->begin()->second;
        out.push_back(deliveredOf(piece.record, piece.offset, piece.size, piece.kept, piece.isWhole));
        m_next += piece.size;
        m_held->erase(m_held->begin());
    }
    if (m_held && m_held->empty())
        m_held.reset();
    if (m_end && !m_end->isDelivered && m_end->position <= m_next) {
        out.push_back({.record = m_end->record, .isWhole = true});
        m_end->isDelivered = true;
    }
}

/// Where the first piece, or the end, is that waits.
std::optional<std::int64_t> TcpReassembly::firstWaiting() const
{
    std::optional<std::int64_t> first;
    if (m_held && !m_held->empty())
        first = m_held->begin()->first;
    if (m_end && !m_end->isDelivered)
        first = std::min(first.value_or(m_end->position), m_end->position);
    return first;
}

void TcpReassembly::closeUpTo(std::int64_t position, Deliveries& out)
{
    if (position > m_next) {
        out.push_back({.gap = static_cast<std::uint64_t>(position - m_next), .gapPlace = {m_next, m_next - m_highest}});
        m_gapStart = m_next;
        m_gapEnd = position;
        m_next = position;
        m_highest = std::max(m_highest, position);
    }
    handUp(out);
}

void TcpReassembly::closeGap(Deliveries& out)
{
    if (const auto first = firstWaiting())
        closeUpTo(*first, out);
}

void TcpReassembly::acknowledge(std::int64_t position, Deliveries& out)
{
    // No window is larger - RFC 7323 2.3 - so no receiver acknowledges what lies beyond.
    constexpr std::int64_t MaxWindow = std::int64_t{1} << 30;
    if (position - m_highest > MaxWindow)
        return;
    m_acknowledged = std::max(m_acknowledged, position);
    for (auto first = firstWaiting(); first && *first < position; first = firstWaiting())
        closeUpTo(*first, out);
}

void TcpReassembly::skipTo(std::int64_t position, Deliveries& out)
{
    for (auto first = firstWaiting(); first && *first < position; first = firstWaiting())
        closeUpTo(*first, out);
    m_next = std::max(m_next, position);
    m_highest = std::max(m_highest, position);
    handUp(out);
}

void TcpReassembly::finish(Deliveries& out)
{
    while (firstWaiting())
        closeGap(out);
    // One more than the bytes that came may be a FIN that was not captured.
    if (m_acknowledged > m_next + 1 && !m_end)
        closeUpTo(m_acknowledged, out);
}

} // namespace packets
