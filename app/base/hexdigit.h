// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

namespace base {

/// The value of an ASCII hex digit, or -1. Full-width and other digits of Unicode are none.
[[nodiscard]] constexpr int hexValue(char32_t character)
{
    if (character >= U'0' && character <= U'9')
        return static_cast<int>(character - U'0');
    const char32_t lower = character | 0x20;
    if (character < 0x80 && lower >= U'a' && lower <= U'f')
        return static_cast<int>(lower - U'a') + 10;
    return -1;
}

} // namespace base
