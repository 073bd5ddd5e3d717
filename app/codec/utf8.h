// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

namespace codec {

/// One character read from UTF-8. `size` is its number of bytes, or 0 where no valid character begins.
struct Utf8Character
{
    char32_t value = 0;
    std::size_t size = 0;
};

/// Reads the character at `offset`, which must be inside. Strict, RFC 3629: overlong forms, surrogates, values over
/// U+10FFFF and cut sequences are not characters. Reads at most four bytes.
[[nodiscard]] Utf8Character decodeUtf8(std::span<const std::byte> bytes, std::size_t offset);

/// Appends a character to a std::string or a vector of bytes. It must not be a surrogate, nor over U+10FFFF.
template <class Container> void appendUtf8(Container& out, char32_t character)
{
    const auto put = [&out](char32_t value) { out.push_back(static_cast<typename Container::value_type>(value)); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xc0 | character >> 6);
        put(0x80 | (character & 0x3f));
    } else if (character < 0x10000) {
        put(0xe0 | character >> 12);
        put(0x80 | (character >> 6 & 0x3f));
        put(0x80 | (character & 0x3f));
    } else {
        put(0xf0 | character >> 18);
        put(0x80 | (character >> 12 & 0x3f));
        put(0x80 | (character >> 6 & 0x3f));
        put(0x80 | (character & 0x3f));
    }
}

} // namespace codec
