// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/hexdigit.h"
#include "codec/parseerror.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace codec {

inline constexpr std::string_view HexDigits = "0123456789abcdef";

using base::hexValue;

/// ASCII white space as C's isspace and Python's bytes.fromhex have it; never a no-break or zero width space.
[[nodiscard]] constexpr bool isAsciiSpace(char32_t character)
{
    return character == U' ' || (character >= U'\t' && character <= U'\r');
}

/// `text` without white space at its ends.
[[nodiscard]] constexpr std::u16string_view trimmed(std::u16string_view text)
{
    while (!text.empty() && isAsciiSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isAsciiSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Reads hex digits exactly as Python's bytes.fromhex does: ASCII digits of either case, ASCII white space between
/// bytes only. Nothing is skipped and nothing guessed, so that a typing error is never sent.
/// Errors: OddDigit, NotHexDigit, SpaceInsideByte, at the first place that is wrong. Linear; any thread.
[[nodiscard]] Parsed<std::vector<std::byte>> parseHex(std::u16string_view text);
[[nodiscard]] Parsed<std::vector<std::byte>> parseHex(std::string_view text);

/// Appends a byte's two lower case digits.
void appendHex(std::string& out, std::byte byte);

/// Two lower case digits a byte, with `separator` between bytes. parseHex reads it back if that is white space.
[[nodiscard]] std::string toHex(std::span<const std::byte> bytes, std::string_view separator = {});

} // namespace codec
