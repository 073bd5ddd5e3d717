// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace codec {

/// One character read from UTF-16. `size` is 1 or 2 units, or 0 for half of a pair alone.
struct Utf16Character
{
    char32_t value = 0;
    std::size_t size = 0;
};

/// Reads the character at `offset`, which must be inside.
[[nodiscard]] constexpr Utf16Character decodeUtf16(std::u16string_view text, std::size_t offset)
{
    const char32_t unit = text[offset];
    if (unit < 0xd800 || unit > 0xdfff)
        return {unit, 1};
    if (unit > 0xdbff || offset + 1 == text.size())
        return {};
    const char32_t low = text[offset + 1];
    if (low < 0xdc00 || low > 0xdfff)
        return {};
    return {0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), 2};
}

} // namespace codec
