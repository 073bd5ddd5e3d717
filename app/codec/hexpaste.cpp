// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/hexpaste.h"

#include "codec/dumprow.h"
#include "codec/hex.h"
#include "codec/pastedarray.h"
#include "codec/pastedcode.h"
#include "codec/pasteddump.h"

#include <algorithm>

namespace codec {

namespace {

using Bytes = std::vector<std::byte>;

constexpr std::size_t MostUnits = 64 << 20;

bool isSpaceOnly(std::u16string_view text)
{
    return std::ranges::all_of(text, isAsciiSpace);
}

/// The byte of two hex digits at `at`, or -1.
int pairValue(std::u16string_view text, std::size_t at)
{
    if (at + 2 > text.size())
        return -1;
    const int high = hexValue(text[at]);
    const int low = hexValue(text[at + 1]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/// "de:ad:be:ef", with white space around the separators if there is some. Groups without a single letter could be a
/// time, a date or a decimal list; six or more with colons or dashes are a MAC address or a fingerprint.
std::optional<Bytes> separatedPairs(std::u16string_view text, char16_t separator)
{
    Bytes bytes;
    bool hasLetter = false;
    text = trimmed(text);
    for (std::size_t at = 0; at < text.size();) {
        const int value = pairValue(text, at);
        if (value < 0)
            return std::nullopt;
        bytes.push_back(static_cast<std::byte>(value));
        hasLetter = hasLetter || (value & 0xf) > 9 || value >> 4 > 9;
        at += 2;
        while (at < text.size() && isAsciiSpace(text[at]))
            ++at;
        if (at < text.size() && text[at++] != separator)
            return std::nullopt;
        while (at < text.size() && isAsciiSpace(text[at]))
            ++at;
    }
    const bool isClear = hasLetter || (separator != u',' && bytes.size() >= 6);
    if (bytes.size() < 2 || !isClear)
        return std::nullopt;
    return bytes;
}

std::optional<Bytes> pastedPairs(std::u16string_view text)
{
    for (const char16_t separator : {u',', u':', u'-'}) {
        if (auto bytes = separatedPairs(text, separator))
            return bytes;
    }
    return std::nullopt;
}

/// \xHH and nothing else, bare or in one or more string literals; between them white space, or a backslash at the end
/// of a line. A letter between the escapes would be read by C as one more digit, and so makes the text no clear case.
std::optional<Bytes> pastedEscapes(std::u16string_view text)
{
    Bytes bytes;
    char16_t quote = 0;
    text = trimmed(text);
    if (text.ends_with(u';'))
        text.remove_suffix(1);
    for (std::size_t at = 0; at < text.size();) {
        const char16_t unit = text[at];
        const int value = text.substr(at).starts_with(u"\\x") ? pairValue(text, at + 2) : -1;
        if (value >= 0) {
            bytes.push_back(static_cast<std::byte>(value));
            at += 4;
        } else if (unit == quote || (quote == 0 && (unit == u'"' || unit == u'\''))) {
            quote = quote == 0 ? unit : char16_t{0};
            ++at;
        } else if (quote == 0
            && (isAsciiSpace(unit) || text.substr(at, 2) == u"\\\n" || text.substr(at, 2) == u"\\\r")) {
            ++at;
        } else {
            return std::nullopt;
        }
    }
    if (bytes.empty() || quote != 0)
        return std::nullopt;
    return bytes;
}

/// A no-break space, which web pages and word processors put for a space, is one; what has no width is left out.
std::u16string withPlainSpaces(std::u16string_view text)
{
    std::u16string plain;
    plain.reserve(text.size());
    for (const char16_t unit : text) {
        const bool isInvisible = unit == u'\u200b' || unit == u'\ufeff' || unit == u'\u2060';
        const bool isNoBreak = unit == u'\u00a0' || unit == u'\u202f' || unit == u'\u2007';
        if (!isInvisible)
            plain += isNoBreak ? u' ' : unit;
    }
    return plain;
}

std::optional<Bytes> pastedBytes(std::u16string_view text)
{
    for (const auto reader :
        {pastedDump, pastedArray, pastedEscapes, pastedPythonBytes, pastedHexCall, pastedNotation, pastedPairs}) {
        if (auto bytes = reader(text))
            return bytes;
    }
    return std::nullopt;
}

/// Where the first number of C's binary kind stands, 0b11011110, of at least a byte: all of it are hex digits, too.
std::optional<std::size_t> binaryNumber(std::u16string_view text)
{
    constexpr std::size_t FewestDigits = 8;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t digits = hexDigitRun(text, at);
        const std::u16string_view word = text.substr(at, digits);
        const bool isPrefixed = word.starts_with(u"0b") || word.starts_with(u"0B");
        if (isPrefixed && digits >= 2 + FewestDigits && word.find_first_not_of(u"01", 2) == std::u16string_view::npos)
            return at;
        at += digits + 1;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::u16string> normalizePastedHex(std::u16string_view text)
{
    if (text.size() > MostUnits || isSpaceOnly(text))
        return std::nullopt;
    const std::u16string plain = withPlainSpaces(text);
    std::optional<Bytes> bytes = pastedBytes(plain);
    if (!bytes && plain != text) {
        // Plain hex but for its spaces, which the strict parser would refuse.
        if (auto parsed = parseEditedHex(plain))
            bytes = std::move(*parsed);
    }
    if (!bytes)
        return std::nullopt;
    const std::string hex = toHex(*bytes, " ");
    return std::u16string(hex.begin(), hex.end());
}

Parsed<std::vector<std::byte>> parseEditedHex(std::u16string_view text)
{
    if (const std::optional<ParseError> problem = dumpProblem(text))
        return tl::unexpected(*problem);
    if (const std::optional<std::size_t> place = binaryNumber(text))
        return refused(*place, Reason::BinaryNumber);
    return parseHex(text);
}

} // namespace codec
