// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/bytepattern.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <cstring>

namespace capture {

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

/// So many places are looked at before the answer is: the compiler makes vector instructions of the inner loop.
constexpr std::size_t ProbeBlock = 128;

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
    const std::byte* first = bytes.data() + m_first;
    const std::byte* second = bytes.data() + m_second;
    const std::byte wantedFirst = m_bytes[m_first];
    const std::byte wantedSecond = m_bytes[m_second];
    const std::byte firstMask = m_masks[m_first];
    const std::byte secondMask = m_masks[m_second];
    const auto isProbed = [=](std::size_t place) {
        const unsigned one = Exact ? first[place] == wantedFirst : (first[place] & firstMask) == wantedFirst;
        const unsigned two = Exact ? second[place] == wantedSecond : (second[place] & secondMask) == wantedSecond;
        return one & two; // without a branch
    };
    while (from < end) {
        const std::size_t block = std::min(ProbeBlock, end - from);
        if (block == ProbeBlock) {
            std::uint8_t any = 0;
            for (std::size_t i = 0; i < ProbeBlock; ++i)
                any |= static_cast<std::uint8_t>(isProbed(from + i));
            if (any == 0) {
                from += ProbeBlock;
                continue;
            }
        }
        for (std::size_t place = from; place < from + block; ++place) {
            if (isProbed(place) != 0 && startsLike(bytes.subspan(place)))
                return place;
        }
        from += block;
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
        if (startsLike(bytes.subspan(place)))
            return place;
    }
    return std::nullopt;
}

} // namespace capture
