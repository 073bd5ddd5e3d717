// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/hexpattern.h"

#include "codec/hex.h"

#include <string>

namespace codec {

namespace {

constexpr std::byte digitMask(char16_t digit)
{
    return digit == u'?' ? std::byte{0} : std::byte{0xf};
}

} // namespace

Parsed<HexPattern> parseHexPattern(std::u16string_view text)
{
    std::u16string digits(text);
    for (char16_t& unit : digits) {
        if (unit == u'?')
            unit = u'0';
    }
    auto bytes = parseHex(digits);
    if (!bytes)
        return tl::unexpected<ParseError>(bytes.error());
    HexPattern pattern{std::move(*bytes), {}};
    pattern.masks.reserve(pattern.bytes.size());
    for (std::size_t at = 0; at < text.size();) {
        if (isAsciiSpace(text[at])) {
            ++at;
            continue;
        }
        pattern.masks.push_back(digitMask(text[at]) << 4 | digitMask(text[at + 1]));
        at += 2;
    }
    return pattern;
}

} // namespace codec
