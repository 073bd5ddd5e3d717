// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/ipfragments.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace packets {

namespace {

/// What the length of an IP packet can say.
constexpr std::size_t MostPacketBytes = 65'535;

/// Times of a file are anything, and their difference need not be a number.
bool isTooLate(std::int64_t begunNs, std::int64_t nowNs)
{
    return nowNs > begunNs
        && static_cast<std::uint64_t>(nowNs) - static_cast<std::uint64_t>(begunNs)
        > std::uint64_t{IpFragments::TimeoutNs};
}

bool isPossible(const IpFragments::Fragment& fragment)
{
    const std::size_t size = fragment.bytes.onWire;
    const bool fits = size > 0 && fragment.offset + size <= MostPacketBytes;
    // All but the last end where another can begin.
    return fits && (fragment.isLast || size % 8 == 0);
}

} // namespace

void IpFragments::Ranges::add(std::size_t begin, std::size_t end)
{
    if (begin >= end)
        return;
    // Those that overlap or touch become one.
    const auto first = std::ranges::lower_bound(m_ranges, begin, {}, &std::pair<std::size_t, std::size_t>::second);
    auto last = first;
    for (; last != m_ranges.end() && last->first <= end; ++last) {
        begin = std::min(begin, last->first);
        end = std::max(end, last->second);
    }
    if (first == last) {
        m_ranges.insert(first, {begin, end});
        return;
    }
    *first = {begin, end};
    m_ranges.erase(first + 1, last);
}

std::size_t IpFragments::Ranges::end() const
{
    return m_ranges.empty() || m_ranges.front().first > 0 ? 0 : m_ranges.front().second;
}

IpFragments::Result IpFragments::take(const Fragment& fragment)
{
    if (!isPossible(fragment))
        return {};
    const auto place = packetOf(fragment);
    Packet& packet = *place;
    if (packet.isLetGo || contradicts(packet, fragment)) {
        packet.isLetGo = true;
        m_bytes -= packet.bytes.size();
        packet.bytes = {};
        return {.outcome = Outcome::Contradicts, .before = std::exchange(packet.taken, {})};
    }
    add(packet, fragment);
    if (packet.total && packet.seen.end() >= *packet.total)
        return finish(place);
    if (repeats(fragment))
        return {.outcome = Outcome::Repeats};
    ++packet.taken.packets;
    packet.taken.bytes += fragment.bytes.onWire;
    return {.outcome = Outcome::Waits};
}

IpFragments::Result IpFragments::finish(Place place)
{
    Packet& packet = *place;
    Result whole{Outcome::Whole, packet.taken, packet.protocol, *packet.total, {}};
    m_bytes -= packet.bytes.size();
    whole.bytes = std::exchange(packet.bytes, {});
    whole.bytes.resize(packet.captured.end());
    if (m_done.size() >= MaxWholes)
        m_done.pop_front();
    m_done.push_back({packet.key, packet.timeNs, *packet.total, whole.bytes});
    letGo(place);
    return whole;
}

/// The newest of its key decides: numbers are used again, for other bytes.
bool IpFragments::repeats(const Fragment& fragment) const
{
    const auto done = std::find_if(
        m_done.rbegin(), m_done.rend(), [&fragment](const Done& whole) { return whole.key == fragment.key; });
    if (done == m_done.rend() || isTooLate(done->timeNs, fragment.timeNs))
        return false;
    const std::size_t end = fragment.offset + fragment.bytes.onWire;
    if (fragment.isLast ? end != done->total : end >= done->total)
        return false;
    const std::size_t known = done->bytes.size() - std::min(fragment.offset, done->bytes.size());
    const std::size_t compared = std::min(fragment.bytes.captured.size(), known);
    return std::ranges::equal(
        fragment.bytes.captured.first(compared), std::span(done->bytes).last(known).first(compared));
}

void IpFragments::forget()
{
    m_places.clear();
    m_packets.clear();
    m_done.clear();
    m_bytes = 0;
}

IpFragments::Place IpFragments::packetOf(const Fragment& fragment)
{
    // Whatever comes now fits in then.
    while (!m_packets.empty()
        && (isTooLate(m_packets.front().timeNs, fragment.timeNs) || m_packets.size() >= MaxPackets
            || m_bytes + MostPacketBytes > MaxBytes))
        letGo(m_packets.begin());
    const auto [found, isNew] = m_places.try_emplace(fragment.key);
    if (isNew) {
        found->second = m_packets.insert(
            m_packets.end(), Packet{.key = fragment.key, .timeNs = fragment.timeNs, .protocol = fragment.protocol});
    }
    return found->second;
}

bool IpFragments::contradicts(const Packet& packet, const Fragment& fragment)
{
    const std::size_t begin = fragment.offset;
    const std::size_t end = begin + fragment.bytes.onWire;
    if (packet.total ? end > *packet.total || (fragment.isLast && end < *packet.total)
                     : fragment.isLast && end < packet.highest)
        return true;
    const std::span<const std::byte> captured = fragment.bytes.captured;
    return std::ranges::any_of(packet.captured.all(), [&](const auto& range) {
        const std::size_t from = std::max(begin, range.first);
        const std::size_t to = std::min(begin + captured.size(), range.second);
        return from < to && std::memcmp(captured.data() + (from - begin), packet.bytes.data() + from, to - from) != 0;
    });
}

void IpFragments::add(Packet& packet, const Fragment& fragment)
{
    const std::size_t begin = fragment.offset;
    const std::size_t end = begin + fragment.bytes.onWire;
    const std::size_t capturedEnd = begin + fragment.bytes.captured.size();
    if (packet.bytes.size() < capturedEnd) {
        m_bytes += capturedEnd - packet.bytes.size();
        packet.bytes.resize(capturedEnd);
    }
    std::ranges::copy(fragment.bytes.captured, packet.bytes.begin() + static_cast<std::ptrdiff_t>(begin));
    packet.captured.add(begin, capturedEnd);
    packet.seen.add(begin, end);
    packet.highest = std::max(packet.highest, end);
    if (fragment.isLast)
        packet.total = end;
    if (begin == 0)
        packet.protocol = fragment.protocol;
}

void IpFragments::letGo(Place place)
{
    m_bytes -= place->bytes.size();
    m_places.erase(place->key);
    m_packets.erase(place);
}

} // namespace packets
