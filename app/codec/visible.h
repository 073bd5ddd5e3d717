// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace codec {

/// The beginning of some bytes as text that is safe to show.
struct VisibleText
{
    std::u16string text; ///< ends with U+2026 if `cut`
    std::size_t bytes = 0; ///< how many bytes of the input the text stands for
    bool cut = false; ///< the input goes on
};

/// Bytes from outside as inert text on one line, injective: two inputs that differ never look the same.
/// Printable UTF-8 is itself and a backslash is doubled; \n, \r and \t are these; every other byte is \xNN, two lower
/// case digits; a valid character that is not to be seen or would move others (controls, bidi, zero width, blanks,
/// private use, unassigned) is \u{X}, its number in upper case. Invalid UTF-8 is \xNN byte by byte. At most four
/// combining marks follow a character; more of them, or one without a character before it, are \u{X} too.
/// @param maxUnits  the text's limit in UTF-16 units, with the ellipsis; no more input is read than it takes.
[[nodiscard]] VisibleText visibleText(std::span<const std::byte> bytes, std::size_t maxUnits);

/// The same for names, paths and comments from outside, whole and without a limit.
[[nodiscard]] std::u16string visibleName(std::string_view name);

/// The same as UTF-8, for the command line, JSON and files.
[[nodiscard]] std::string visibleUtf8(std::span<const std::byte> bytes);
[[nodiscard]] std::string visibleUtf8(std::string_view bytes);

/// True for what the ASCII column of a dump shows as it is: 0x20 to 0x7e.
[[nodiscard]] constexpr bool isPrintableAscii(std::byte byte)
{
    return byte >= std::byte{0x20} && byte < std::byte{0x7f};
}

} // namespace codec
