// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/visible.h"

#include "codec/characters.h"
#include "codec/hex.h"
#include "codec/utf8.h"

#include <algorithm>
#include <array>
#include <limits>

namespace codec {

namespace {

constexpr int MarksAfterACharacter = 4;
constexpr char16_t Ellipsis = u'\u2026';

/// Bytes that are themselves in the text, and the bulk of most traffic.
constexpr bool isPlain(std::byte byte)
{
    return isPrintableAscii(byte) && byte != std::byte{'\\'};
}

/// What one byte or character became: an escape of ASCII letters, or a character to be shown.
struct Token
{
    std::array<char, 10> escape{}; ///< "\u{10FFFF}" is the longest
    std::size_t escapeSize = 0; ///< 0 for a character that is shown
    char32_t character = 0;
    std::size_t bytes = 1; ///< of the input

    void put(char letter) { escape[escapeSize++] = letter; }
};

Token byteToken(std::byte byte)
{
    Token token;
    token.put('\\');
    switch (std::to_integer<char>(byte)) {
    case '\\': token.put('\\'); return token;
    case '\n': token.put('n'); return token;
    case '\r': token.put('r'); return token;
    case '\t': token.put('t'); return token;
    default: break;
    }
    token.put('x');
    token.put(HexDigits[std::to_integer<unsigned>(byte) >> 4]);
    token.put(HexDigits[std::to_integer<unsigned>(byte) & 0xf]);
    return token;
}

Token numberToken(Utf8Character character)
{
    Token token;
    token.bytes = character.size;
    for (const char letter : {'\\', 'u', '{'})
        token.put(letter);
    int shift = 20;
    while (shift > 0 && character.value >> shift == 0)
        shift -= 4;
    for (; shift >= 0; shift -= 4)
        token.put("0123456789ABCDEF"[character.value >> shift & 0xf]);
    token.put('}');
    return token;
}

/// Reads tokens one after the other; what it remembers is how many marks the next character may still be.
class Tokenizer
{
public:
    explicit Tokenizer(std::span<const std::byte> bytes)
        : m_bytes(bytes)
    { }

    /// The length of the plain run at `offset`, at most `limit`.
    std::size_t plainRun(std::size_t offset, std::size_t limit)
    {
        const std::size_t end = offset + std::min(limit, m_bytes.size() - offset);
        std::size_t at = offset;
        while (at < end && isPlain(m_bytes[at]))
            ++at;
        if (at > offset)
            m_marksLeft = MarksAfterACharacter;
        return at - offset;
    }

    Token next(std::size_t offset)
    {
        const Utf8Character character = decodeUtf8(m_bytes, offset);
        const bool ascii = character.size <= 1;
        const CharacterClass kind = ascii ? CharacterClass::Hidden : characterClass(character.value);
        const bool shown = kind == CharacterClass::Shown || (kind == CharacterClass::Mark && m_marksLeft > 0);
        if (!shown) {
            m_marksLeft = 0;
            return ascii ? byteToken(m_bytes[offset]) : numberToken(character);
        }
        m_marksLeft = kind == CharacterClass::Mark ? m_marksLeft - 1 : MarksAfterACharacter;
        Token token;
        token.character = character.value;
        token.bytes = character.size;
        return token;
    }

private:
    std::span<const std::byte> m_bytes;
    int m_marksLeft = 0;
};

std::size_t unitsOf(const Token& token)
{
    if (token.escapeSize > 0)
        return token.escapeSize;
    return token.character < 0x10000 ? 1 : 2;
}

void append(std::u16string& text, const Token& token)
{
    if (token.escapeSize > 0) {
        text.append(token.escape.begin(), token.escape.begin() + static_cast<std::ptrdiff_t>(token.escapeSize));
    } else if (token.character < 0x10000) {
        text += static_cast<char16_t>(token.character);
    } else {
        text += static_cast<char16_t>(0xd7c0 + (token.character >> 10));
        text += static_cast<char16_t>(0xdc00 + (token.character & 0x3ff));
    }
}

void appendPlain(std::u16string& text, std::span<const std::byte> run)
{
    const std::size_t start = text.size();
    text.resize(start + run.size());
    std::ranges::transform(run, text.data() + start, [](std::byte byte) { return std::to_integer<char16_t>(byte); });
}

/// A place where the text can end: so many units of text for so many bytes of input.
struct Boundary
{
    std::size_t units = 0;
    std::size_t bytes = 0;
};

} // namespace

VisibleText visibleText(std::span<const std::byte> bytes, std::size_t maxUnits)
{
    VisibleText result;
    std::u16string& text = result.text;
    text.reserve(std::min(bytes.size(), maxUnits));
    Tokenizer tokenizer(bytes);
    Boundary room; // the last boundary that leaves room for the ellipsis
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (text.size() < maxUnits)
            room = {text.size(), at};
        const std::size_t run = tokenizer.plainRun(at, maxUnits - text.size());
        if (run > 0) {
            appendPlain(text, bytes.subspan(at, run));
            at += run;
            room = {text.size() - 1, at - 1};
            continue;
        }
        const Token token = tokenizer.next(at);
        if (unitsOf(token) > maxUnits - text.size()) {
            result.cut = true;
            break;
        }
        append(text, token);
        at += token.bytes;
    }
    result.bytes = at;
    if (result.cut) {
        result.bytes = room.bytes;
        text.resize(room.units);
        if (maxUnits > 0)
            text += Ellipsis;
    }
    return result;
}

std::u16string visibleName(std::string_view name)
{
    return visibleText(std::as_bytes(std::span(name)), std::numeric_limits<std::size_t>::max()).text;
}

std::string visibleUtf8(std::span<const std::byte> bytes)
{
    std::string text;
    text.reserve(bytes.size());
    Tokenizer tokenizer(bytes);
    for (std::size_t at = 0; at < bytes.size();) {
        if (const std::size_t run = tokenizer.plainRun(at, bytes.size()); run > 0) {
            text.append(reinterpret_cast<const char*>(bytes.data()) + at, run);
            at += run;
            continue;
        }
        const Token token = tokenizer.next(at);
        if (token.escapeSize > 0)
            text.append(token.escape.data(), token.escapeSize);
        else
            appendUtf8(text, token.character);
        at += token.bytes;
    }
    return text;
}

std::string visibleUtf8(std::string_view bytes)
{
    return visibleUtf8(std::as_bytes(std::span(bytes)));
}

} // namespace codec
