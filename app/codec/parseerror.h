// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>

namespace codec {

/// Why a typed payload was refused. The words for people are the user interface's.
enum class Reason : std::uint8_t
{
    OddDigit, ///< a hex digit without its partner at the end of the text
    NotHexDigit, ///< neither a hex digit nor ASCII white space
    SpaceInsideByte, ///< white space between the two digits of a byte
    UnknownEscape, ///< a backslash before a character that makes no escape
    BadHexEscape, ///< \x without two hex digits after it
    OctalTooLarge, ///< an octal escape over \377
    TrailingBackslash, ///< a backslash at the end of the text
    LoneSurrogate, ///< half of a UTF-16 pair, which has no UTF-8
    OffsetMisfit, ///< a dump's offset that is not where the line before it ended
    FoldMisfit, ///< a dump's "*" behind a line that is not full, or in place of no whole number of lines
    FoldTooLong, ///< a dump's "*" for more bytes than are unfolded
    OffsetInDoubt, ///< the offset of a dump of which it is not clear what its bytes are, or where they end
    WordOrder, ///< the address before words, whose bytes may stand in either order
    BinaryNumber, ///< 0b and at least eight binary digits, where hex is typed
};

/// Where and why a text could not become bytes. `offset` counts units of the input: UTF-16 units where the text came
/// from an editor, and so the place in that editor; bytes where it came as bytes.
struct ParseError
{
    std::size_t offset = 0;
    Reason reason = Reason::NotHexDigit;

    friend bool operator==(const ParseError&, const ParseError&) = default;
};

/// A value, or the place and the reason of the first mistake.
template <class T> using Parsed = tl::expected<T, ParseError>;

/// Shorthand for the unhappy path: `return refused(offset, Reason::OddDigit);`
[[nodiscard]] inline tl::unexpected<ParseError> refused(std::size_t offset, Reason reason)
{
    return tl::unexpected<ParseError>(ParseError{offset, reason});
}

} // namespace codec
