// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/addresstext.h"

#include "codec/hex.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace codec {

namespace {

constexpr std::size_t Ipv6Groups = 8;
using Groups = std::array<unsigned, Ipv6Groups>;

struct ZeroRun
{
    std::size_t first = Ipv6Groups;
    std::size_t count = 0;
};

/// The run that "::" stands for; none where the longest is a single group, which must be written (RFC 5952 4.2.2).
ZeroRun longestZeroRun(const Groups& groups, std::size_t count)
{
    ZeroRun longest;
    for (std::size_t first = 0; first < count;) {
        std::size_t next = first;
        while (next < count && groups[next] == 0)
            ++next;
        if (next - first > std::max<std::size_t>(longest.count, 1))
            longest = {first, next - first};
        first = std::max(next, first + 1);
    }
    return longest;
}

void appendGroup(std::string& text, unsigned value)
{
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    text.append(digits.data(), end);
}

bool isIpv4Mapped(const Groups& groups)
{
    return std::all_of(groups.begin(), groups.begin() + 5, [](unsigned group) { return group == 0; })
        && groups[5] == 0xffff;
}

} // namespace

std::string ipv4Text(std::span<const std::byte, 4> bytes)
{
    std::string text;
    for (const std::byte byte : bytes) {
        if (!text.empty())
            text += '.';
        text += std::to_string(std::to_integer<unsigned>(byte));
    }
    return text;
}

std::string ipv6Text(std::span<const std::byte, 16> bytes)
{
    Groups groups{};
    for (std::size_t i = 0; i < Ipv6Groups; ++i)
        groups[i] = std::to_integer<unsigned>(bytes[2 * i]) << 8 | std::to_integer<unsigned>(bytes[2 * i + 1]);
    const bool mapped = isIpv4Mapped(groups);
    const std::size_t count = mapped ? Ipv6Groups - 2 : Ipv6Groups;
    const ZeroRun zeros = longestZeroRun(groups, count);
    std::string text;
    for (std::size_t i = 0; i < count;) {
        if (i == zeros.first) {
            text += "::";
            i += zeros.count;
            continue;
        }
        if (!text.empty() && text.back() != ':')
            text += ':';
        appendGroup(text, groups[i]);
        ++i;
    }
    if (mapped)
        text += ':' + ipv4Text(bytes.last<4>());
    return text;
}

std::string macText(std::span<const std::byte, 6> bytes)
{
    return toHex(bytes, ":");
}

} // namespace codec
