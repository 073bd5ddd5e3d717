// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "message/delimiterscan.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace message {

namespace {

/// What stands up to the first `end` and with it; 0 where there is none. By its last byte, which memchr finds five
/// times as fast as memmem finds two bytes; where that byte stands alone too often, memmem goes on, which is linear.
std::size_t behindFirst(std::span<const std::byte> end, std::span<const std::byte> bytes)
{
    constexpr int MaxMisses = 16;
    std::size_t from = end.size() - 1;
    for (int misses = 0; misses < MaxMisses; ++misses) {
        if (from >= bytes.size())
            return 0;
        const void* found = std::memchr(bytes.data() + from, std::to_integer<int>(end.back()), bytes.size() - from);
        if (found == nullptr)
            return 0;
        from = static_cast<std::size_t>(static_cast<const std::byte*>(found) - bytes.data()) + 1;
        if (std::memcmp(bytes.data() + from - end.size(), end.data(), end.size() - 1) == 0)
            return from;
    }
    const std::size_t skipped = from - (end.size() - 1);
    const void* found = ::memmem(bytes.data() + skipped, bytes.size() - skipped, end.data(), end.size());
    return found == nullptr
        ? 0
        : static_cast<std::size_t>(static_cast<const std::byte*>(found) - bytes.data()) + end.size();
}

} // namespace

DelimiterScan::DelimiterScan(const Delimiter& framing)
    : m_framing(framing)
    , m_isInside(framing.starts.empty())
{
    assert(!framing.end.empty());
}

void DelimiterScan::feed(std::span<const std::byte> bytes, OpenMark& open, std::vector<Mark>& marks)
{
    while (!bytes.empty()) {
        if (!m_isInside) {
            const std::size_t noise = findStart(bytes);
            if (noise > 0) {
                open.take(noise);
                open.spoil();
            }
            if (noise == bytes.size())
                return;
            // What the end is looked for in does not begin before the byte behind the start.
            open.close(marks);
            open.take(1);
            m_isInside = true;
            bytes = bytes.subspan(noise + 1);
            continue;
        }
        const std::size_t length = findEnd(bytes);
        if (length == 0) {
            open.take(bytes.size());
            keepTail(bytes);
            return;
        }
        open.take(length);
        open.close(marks);
        m_tail.clear();
        m_isInside = m_framing.starts.empty();
        bytes = bytes.subspan(length);
    }
}

void DelimiterScan::lose(std::uint64_t bytes, OpenMark& open, std::vector<Mark>& /*marks*/)
{
    // An end may be among what is missing, and a start behind it: what is open goes on to the next end that is seen.
    open.lose(bytes);
    m_tail.clear();
}

/// How many bytes stand before the first start; all of them where there is none.
std::size_t DelimiterScan::findStart(std::span<const std::byte> bytes) const
{
    return static_cast<std::size_t>(std::ranges::find_first_of(bytes, m_framing.starts) - bytes.begin());
}

/// How many bytes there are up to the first end and with it; 0 where there is none.
std::size_t DelimiterScan::findEnd(std::span<const std::byte> bytes) const
{
    const std::size_t across = findEndAcross(bytes);
    return across > 0 ? across : behindFirst(m_framing.end, bytes);
}

/// The same for an end that began in the tail.
std::size_t DelimiterScan::findEndAcross(std::span<const std::byte> bytes) const
{
    if (m_tail.empty())
        return 0;
    const std::vector<std::byte>& end = m_framing.end;
    std::array<std::byte, 2 * Delimiter::MaxBytes> joint{};
    const auto behindTail = std::ranges::copy(m_tail, joint.begin()).out;
    const auto behind = std::ranges::copy(bytes.first(std::min(bytes.size(), end.size() - 1)), behindTail).out;
    const auto found = std::search(joint.begin(), behind, end.begin(), end.end());
    if (found == behind)
        return 0;
    return static_cast<std::size_t>(found - joint.begin()) + end.size() - m_tail.size();
}

void DelimiterScan::keepTail(std::span<const std::byte> bytes)
{
    const std::size_t most = m_framing.end.size() - 1;
    if (bytes.size() >= most) {
        m_tail.assign(bytes.end() - static_cast<std::ptrdiff_t>(most), bytes.end());
        return;
    }
    m_tail.insert(m_tail.end(), bytes.begin(), bytes.end());
    if (m_tail.size() > most)
        m_tail.erase(m_tail.begin(), m_tail.end() - static_cast<std::ptrdiff_t>(most));
}

} // namespace message
