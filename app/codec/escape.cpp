// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/escape.h"

#include "codec/hex.h"
#include "codec/utf16.h"
#include "codec/utf8.h"
#include "codec/visible.h"

#include <algorithm>

namespace codec {

namespace {

/// The byte that a backslash before `letter` stands for, or -1.
int simpleEscape(char16_t letter)
{
    switch (letter) {
    case u'n': return '\n';
    case u'r': return '\r';
    case u't': return '\t';
    case u'a': return '\a';
    case u'b': return '\b';
    case u'f': return '\f';
    case u'v': return '\v';
    case u'\\':
    case u'\'':
    case u'"': return letter;
    default: return -1;
    }
}

bool isOctalDigit(char16_t letter)
{
    return letter >= u'0' && letter <= u'7';
}

/// One escape: how long it is with its backslash, and its byte; none for a joined line.
struct Escape
{
    std::size_t size = 2;
    int byte = -1;
};

Parsed<Escape> hexEscape(std::u16string_view text, std::size_t at)
{
    const int high = at + 2 < text.size() ? hexValue(text[at + 2]) : -1;
    const int low = at + 3 < text.size() ? hexValue(text[at + 3]) : -1;
    if (high < 0 || low < 0)
        return refused(at, Reason::BadHexEscape);
    return Escape{4, high << 4 | low};
}

Parsed<Escape> octalEscape(std::u16string_view text, std::size_t at)
{
    Escape escape{1, 0};
    while (escape.size < 4 && at + escape.size < text.size() && isOctalDigit(text[at + escape.size])) {
        escape.byte = escape.byte * 8 + (text[at + escape.size] - u'0');
        ++escape.size;
    }
    if (escape.byte > 0377)
        return refused(at, Reason::OctalTooLarge);
    return escape;
}

/// Reads the escape whose backslash is at `at`.
Parsed<Escape> readEscape(std::u16string_view text, std::size_t at)
{
    if (at + 1 == text.size())
        return refused(at, Reason::TrailingBackslash);
    const char16_t letter = text[at + 1];
    if (letter == u'\n')
        return Escape{2};
    if (letter == u'\r')
        return Escape{at + 2 < text.size() && text[at + 2] == u'\n' ? std::size_t{3} : std::size_t{2}};
    if (letter == u'x')
        return hexEscape(text, at);
    if (isOctalDigit(letter))
        return octalEscape(text, at);
    const int byte = simpleEscape(letter);
    if (byte < 0)
        return refused(at, Reason::UnknownEscape);
    return Escape{2, byte};
}

} // namespace

Parsed<Escaped> parseEscaped(std::u16string_view text)
{
    Escaped result;
    result.bytes.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == u'\\') {
            const Parsed<Escape> escape = readEscape(text, at);
            if (!escape)
                return tl::unexpected<ParseError>(escape.error());
            if (escape->byte >= 0)
                result.bytes.push_back(static_cast<std::byte>(escape->byte));
            at += escape->size;
            continue;
        }
        const Utf16Character character = decodeUtf16(text, at);
        if (character.size == 0)
            return refused(at, Reason::LoneSurrogate);
        result.encodedAsUtf8 = result.encodedAsUtf8 || character.value >= 0x80;
        appendUtf8(result.bytes, character.value);
        at += character.size;
    }
    return result;
}

void appendEscaped(std::string& out, std::byte byte)
{
    const char letter = std::to_integer<char>(byte);
    switch (letter) {
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\\': out += "\\\\"; return;
    default: break;
    }
    if (isPrintableAscii(byte)) {
        out += letter;
        return;
    }
    out += "\\x";
    appendHex(out, byte);
}

std::string toEscaped(std::span<const std::byte> bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (const std::byte byte : bytes)
        appendEscaped(text, byte);
    return text;
}

} // namespace codec
