// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace codec {

/// What a view may do with a character that came from outside.
enum class CharacterClass : std::uint8_t
{
    Shown, ///< has ink, or is U+0020
    Mark, ///< combines with the character before it (Mn, Mc, Me)
    Hidden, ///< controls, formats, bidi, blanks, private use, unassigned: shown by its number only
};

/// The class of a code point, by Unicode 14.0. A character that a later version assigns is Hidden: its number is shown,
/// nothing is lost. Binary search over two tables outside ASCII.
[[nodiscard]] CharacterClass characterClass(char32_t character);

} // namespace codec
