// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/json.h"

#include "codec/characters.h"
#include "codec/hex.h"
#include "codec/utf8.h"

#include <array>
#include <charconv>
#include <cmath>

namespace codec {

namespace {

void appendUnit(std::string& out, char32_t unit)
{
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += HexDigits[unit >> shift & 0xf];
}

void appendCharacter(std::string& out, char32_t character)
{
    switch (character) {
    case U'"': out += "\\\""; return;
    case U'\\': out += "\\\\"; return;
    case U'\n': out += "\\n"; return;
    case U'\r': out += "\\r"; return;
    case U'\t': out += "\\t"; return;
    default: break;
    }
    if (characterClass(character) != CharacterClass::Hidden) {
        appendUtf8(out, character);
    } else if (character < 0x10000) {
        appendUnit(out, character);
    } else {
        appendUnit(out, 0xd7c0 + (character >> 10));
        appendUnit(out, 0xdc00 + (character & 0x3ff));
    }
}

} // namespace

void appendJsonString(std::string& out, std::string_view utf8)
{
    const auto bytes = std::as_bytes(std::span(utf8));
    out += '"';
    for (std::size_t at = 0; at < bytes.size();) {
        const Utf8Character character = decodeUtf8(bytes, at);
        if (character.size == 0) {
            out += "\\\\x";
            appendHex(out, bytes[at]);
            ++at;
            continue;
        }
        appendCharacter(out, character.value);
        at += character.size;
    }
    out += '"';
}

JsonObject& JsonObject::add(std::string_view key, std::string_view value)
{
    std::string json;
    appendJsonString(json, value);
    return addRaw(key, json);
}

JsonObject& JsonObject::add(std::string_view key, double value)
{
    if (!std::isfinite(value))
        return add(key, nullptr);
    // A duration is 0.0005 rather than 5e-04: as many digits as that takes have room.
    const double size = std::abs(value);
    const bool isEveryday = size == 0 || (size >= 1e-9 && size < 1e15);
    const auto format = isEveryday ? std::chars_format::fixed : std::chars_format::scientific;
    std::array<char, 40> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, format).ptr;
    return addRaw(key, {digits.data(), static_cast<std::size_t>(end - digits.data())});
}

JsonObject& JsonObject::addRaw(std::string_view key, std::string_view json)
{
    if (m_text.size() > 1)
        m_text += ',';
    appendJsonString(m_text, key);
    m_text += ':';
    m_text += json;
    return *this;
}

} // namespace codec
