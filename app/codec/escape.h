// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/parseerror.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace codec {

/// What a text with escapes stands for.
struct Escaped
{
    std::vector<std::byte> bytes;
    bool encodedAsUtf8 = false; ///< it held characters that are not ASCII, which a bytes literal has not
};

/// Reads escapes as Python reads a bytes literal: \n \r \t \a \b \f \v \\ \' \", octal of one to three digits, \xHH
/// with exactly two, and a backslash before a line break, which joins the lines. Stricter than Python where that would
/// send a typing error: an unknown escape is not kept and an octal number over 377 does not wrap; both are errors.
/// Other characters than ASCII become UTF-8, which the result says. Errors: UnknownEscape, BadHexEscape, OctalTooLarge,
/// TrailingBackslash, all at the backslash; LoneSurrogate. Linear; any thread.
[[nodiscard]] Parsed<Escaped> parseEscaped(std::u16string_view text);

/// Bytes as ASCII that parseEscaped reads back: \n \r \t, a doubled backslash, otherwise \xHH with lower case digits.
[[nodiscard]] std::string toEscaped(std::span<const std::byte> bytes);

/// The escape or the character for one byte, appended.
void appendEscaped(std::string& out, std::byte byte);

} // namespace codec
