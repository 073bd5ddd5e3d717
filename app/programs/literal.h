// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Bytes from outside as literals of other languages. All results are printable ASCII, and none can be left.
namespace programs {

using Bytes = std::span<const std::byte>;

/// The same bytes, not made inert.
[[nodiscard]] std::string_view textOf(Bytes bytes);

/// Bytes that are one unit again and again.
struct Repetition
{
    Bytes unit;
    std::size_t times = 1;
};
/// The shortest unit of up to 64 bytes that makes up bytes of over 256; none where there is none.
[[nodiscard]] std::optional<Repetition> repetitionOf(Bytes bytes);

/// A string literal of C, in pieces on lines of their own where it is long: "a\n\000". Escapes are octal with three
/// digits, which no digit behind them can join, and no two question marks stand together (trigraphs).
[[nodiscard]] std::string cString(Bytes bytes, std::string_view indent = {});
/// A bytes expression of Python: b'a\n', b'ab' * 500, or pieces in brackets.
[[nodiscard]] std::string pythonBytes(Bytes bytes, std::string_view indent = {});
/// `data` of the call script: text, {"hex"} or {"rep", "n"}.
[[nodiscard]] std::string scriptData(Bytes bytes);

/// Text that a comment of C, Python or JSON can hold: one line of printable ASCII; whatever else is there becomes \xNN.
[[nodiscard]] std::string plainAscii(std::string_view text);
/// A comment of C around such text, which cannot end it.
[[nodiscard]] std::string cComment(std::string_view text);

} // namespace programs
