// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace codec {

/// What separates the columns of a dump's line.
inline constexpr std::u16string_view DumpBlanks = u" \t\r";

/// How a dump shows its characters: |...| as hexdump -C, >...< as od -t x1z, bare as xxd and Wireshark, or not at all.
enum class DumpStyle
{
    Bars,
    Angles,
    Bare,
    None
};

/// What a line's columns hold. `proven` and `open` are about groups of more than two bytes, which a dump may show in
/// either order: proven where only the order of reading agrees with the characters, open where both would.
struct DumpRow
{
    std::vector<std::byte> bytes;
    bool proven = false;
    bool open = false;
    bool needsEnd = false; ///< what follows a gap may be cut characters: only the next line's offset tells
    bool hasCharacters = false; ///< the characters are there, and not blanks alone
};

/// Reads the columns of one line, which has no blanks at its end: groups of hex digits, at most 256 bytes, and in most
/// styles their characters, which must agree. Nothing if the line has not that style, or the characters could begin at
/// more than one place.
[[nodiscard]] std::optional<DumpRow> readDumpRow(std::u16string_view columns, DumpStyle style);

/// How many hex digits stand at `at`.
[[nodiscard]] std::size_t hexDigitRun(std::u16string_view text, std::size_t at);

} // namespace codec
