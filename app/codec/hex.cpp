// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/hex.h"

namespace codec {

namespace {

/// A unit of either text as a character; a char over 0x7f must not become negative.
constexpr char32_t asCharacter(char16_t unit)
{
    return unit;
}
constexpr char32_t asCharacter(char unit)
{
    return static_cast<unsigned char>(unit);
}

/// What is wrong with the place where a byte's second digit should be. A digit with nothing but space after it is
/// blamed itself: its partner is what is missing, not the space what is too much.
template <class View> ParseError secondDigitError(View text, std::size_t first)
{
    const std::size_t second = first + 1;
    std::size_t rest = second;
    while (rest < text.size() && isAsciiSpace(asCharacter(text[rest])))
        ++rest;
    if (rest == text.size())
        return {first, Reason::OddDigit};
    return {second, rest == second ? Reason::NotHexDigit : Reason::SpaceInsideByte};
}

template <class View> Parsed<std::vector<std::byte>> parseDigits(View text)
{
    std::vector<std::byte> bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t at = 0; at < text.size();) {
        const char32_t unit = asCharacter(text[at]);
        if (isAsciiSpace(unit)) {
            ++at;
            continue;
        }
        const int high = hexValue(unit);
        if (high < 0)
            return refused(at, Reason::NotHexDigit);
        const int low = at + 1 < text.size() ? hexValue(asCharacter(text[at + 1])) : -1;
        if (low < 0)
            return tl::unexpected<ParseError>(secondDigitError(text, at));
        bytes.push_back(static_cast<std::byte>(high << 4 | low));
        at += 2;
    }
    return bytes;
}

} // namespace

Parsed<std::vector<std::byte>> parseHex(std::u16string_view text)
{
    return parseDigits(text);
}

Parsed<std::vector<std::byte>> parseHex(std::string_view text)
{
    return parseDigits(text);
}

void appendHex(std::string& out, std::byte byte)
{
    const auto value = std::to_integer<unsigned>(byte);
    out += HexDigits[value >> 4];
    out += HexDigits[value & 0xf];
}

std::string toHex(std::span<const std::byte> bytes, std::string_view separator)
{
    std::string text;
    text.reserve(bytes.size() * (2 + separator.size()));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0)
            text += separator;
        appendHex(text, bytes[i]);
    }
    return text;
}

} // namespace codec
