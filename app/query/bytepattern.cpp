// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/bytepattern.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <cstring>

namespace query {

namespace {

constexpr bool isAsciiLetter(std::byte byte)
{
    const auto lower = static_cast<unsigned>(byte | std::byte{0x20});
    return lower >= 'a' && lower <= 'z';
}

/// Roughly how often a byte is met in traffic, which is text and binary: the less, the better it is to look for.
unsigned commonness(std::byte byte, std::byte mask)
{
    const auto value = std::to_integer<unsigned>(byte);
    const auto open = static_cast<unsigned>(8 - std::popcount(std::to_integer<unsigned>(mask)));
    unsigned usual = 1;
    if (value == 0 || value == ' ')
        usual = 8;
    else if (std::string_view("etaoinsr").find(static_cast<char>(value)) != std::string_view::npos)
        usual = 6;
    else if (value == 0xff || (value >= 'a' && value <= 'z'))
        usual = 4;
    else if ((value >= '0' && value <= '9') || value == '\r' || value == '\n' || value == 1)
        usual = 3;
    return usual << open;
}

/// Two bytes that a match has, each with its mask, in bytes that are looked through.
struct Probe
{
    const std::byte* first;
    const std::byte* second;
    std::byte wantedFirst, firstMask;
    std::byte wantedSecond, secondMask;

    /// 1 or 0, without a branch.
    template <bool Exact> [[gnu::always_inline]] unsigned holds(std::size_t place) const
    {
        const unsigned one = Exact ? first[place] == wantedFirst : (first[place] & firstMask) == wantedFirst;
        const unsigned two = Exact ? second[place] == wantedSecond : (second[place] & secondMask) == wantedSecond;
        return one & two;
    }
};

/// The first of the blocks of places from `from` on in which the probe holds somewhere, or where less than a block is
/// left before `end`. The compiler makes vector instructions of the inner loop.
template <bool Exact, std::size_t Block>
[[gnu::always_inline]] inline std::size_t probedBlock(const Probe& probe, std::size_t from, std::size_t end)
{
    for (; end - from >= Block; from += Block) {
        std::uint8_t any = 0;
        for (std::size_t i = 0; i < Block; ++i)
            any |= static_cast<std::uint8_t>(probe.holds<Exact>(from + i));
        if (any != 0)
            break;
    }
    return from;
}

constexpr std::size_t WideBlock = 128;
constexpr std::size_t NarrowBlock = 16;

#if defined(__x86_64__)
template <bool Exact>
[[gnu::target("avx2")]] std::size_t probedBlockAvx2(const Probe& probe, std::size_t from, std::size_t end)
{
    return probedBlock<Exact, WideBlock>(probe, from, end);
}
#endif

template <bool Exact> std::size_t wideBlock(const Probe& probe, std::size_t from, std::size_t end)
{
#if defined(__x86_64__)
    static const bool hasAvx2 = __builtin_cpu_supports("avx2") != 0;
    if (hasAvx2)
        return probedBlockAvx2<Exact>(probe, from, end);
#endif
    return probedBlock<Exact, WideBlock>(probe, from, end);
}

} // namespace

BytePattern::BytePattern(std::vector<std::byte> bytes, std::vector<std::byte> masks)
    : m_bytes(std::move(bytes))
    , m_masks(std::move(masks))
{
    assert(!m_bytes.empty() && (m_masks.empty() || m_masks.size() == m_bytes.size()));
    m_masks.resize(m_bytes.size(), std::byte{0xff});
    m_exact = std::ranges::all_of(m_masks, [](std::byte mask) { return mask == std::byte{0xff}; });
    for (std::size_t i = 0; i < m_bytes.size(); ++i)
        m_bytes[i] &= m_masks[i];
    chooseProbes();
}

BytePattern BytePattern::fromText(std::string_view text, bool ignoreCase)
{
    const auto bytes = std::as_bytes(std::span(text));
    std::vector<std::byte> masks(bytes.size(), std::byte{0xff});
    if (ignoreCase) {
        // The two cases of an ASCII letter differ in one bit, and no other byte becomes a letter without it.
        std::ranges::transform(bytes, masks.begin(),
            [](std::byte byte) { return isAsciiLetter(byte) ? std::byte{0xdf} : std::byte{0xff}; });
    }
    return BytePattern({bytes.begin(), bytes.end()}, std::move(masks));
}

void BytePattern::chooseProbes()
{
    const auto cost = [this](std::size_t place) { return commonness(m_bytes[place], m_masks[place]); };
    for (std::size_t i = 1; i < m_bytes.size(); ++i) {
        if (cost(i) < cost(m_first))
            m_first = i;
    }
    m_second = m_first == 0 ? m_bytes.size() - 1 : 0;
    for (std::size_t i = 0; i < m_bytes.size(); ++i) {
        if (i != m_first && cost(i) < cost(m_second))
            m_second = i;
    }
}

bool BytePattern::startsLike(std::span<const std::byte> bytes) const
{
    const std::size_t count = std::min(bytes.size(), m_bytes.size());
    if (m_exact)
        return std::memcmp(bytes.data(), m_bytes.data(), count) == 0;
    for (std::size_t i = 0; i < count; ++i) {
        if ((bytes[i] & m_masks[i]) != m_bytes[i])
            return false;
    }
    return true;
}

template <bool Exact>
std::optional<std::size_t> BytePattern::search(std::span<const std::byte> bytes, std::size_t from) const
{
    const std::size_t end = bytes.size() - m_bytes.size() + 1; // of the places where the pattern can begin
    const Probe probe{bytes.data() + m_first, bytes.data() + m_second, m_bytes[m_first], m_masks[m_first],
        m_bytes[m_second], m_masks[m_second]};
    while (from < end) {
        from = wideBlock<Exact>(probe, from, end);
        const std::size_t blockEnd = std::min(from + WideBlock, end);
        while (from < blockEnd) {
            from = probedBlock<Exact, NarrowBlock>(probe, from, blockEnd);
            const std::size_t narrowEnd = std::min(from + NarrowBlock, blockEnd);
            for (; from < narrowEnd; ++from) {
                if (probe.holds<Exact>(from) != 0 && startsLike(bytes.subspan(from)))
                    return from;
            }
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> BytePattern::find(std::span<const std::byte> bytes, std::size_t from) const
{
    if (bytes.size() < m_bytes.size())
        return std::nullopt;
    return m_exact ? search<true>(bytes, from) : search<false>(bytes, from);
}

std::optional<std::size_t> BytePattern::findBegun(std::span<const std::byte> bytes, std::size_t from) const
{
    const std::size_t whole = m_bytes.size() - 1;
    for (std::size_t place = std::max(from, bytes.size() - std::min(bytes.size(), whole)); place < bytes.size();
         ++place) {
        if ((bytes[place] & m_masks[0]) == m_bytes[0] && startsLike(bytes.subspan(place)))
            return place;
    }
    return std::nullopt;
}

} // namespace query
