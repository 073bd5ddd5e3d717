// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/parseerror.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace codec {

/// Turns what people paste into a hex editor into plain hex, "de ad be ef", to be shown before anything is sent:
/// 0x lists, \x strings, pairs with commas, colons or dashes between them, arrays of C and its kin, Python bytes
/// literals, what other languages and assemblers have for bytes, and dumps with offsets (xxd, hexdump -C, od,
/// Wireshark, ncat, tcpdump -X, openssl, curl, gdb, WinDbg and our own), whose ASCII column is checked against the
/// bytes. No-break spaces are spaces. Never guesses: nothing for plain hex, for anything else, and for what can be read
/// in two ways (a list that may be decimal, words whose byte order is open). The text is then pasted as it is. Linear;
/// works on texts of up to 64 Mi units. Any thread.
[[nodiscard]] std::optional<std::u16string> normalizePastedHex(std::u16string_view text);

/// Reads what stands in a hex editor, as parseHex does, but refuses a dump that was pasted as it is because it could
/// not be read: its offsets would be taken for bytes. So does it refuse 0b11011110, which is no 0b 11 01 11 10. Errors:
/// those of parseHex and of dumpProblem, and BinaryNumber. Linear; any thread.
[[nodiscard]] Parsed<std::vector<std::byte>> parseEditedHex(std::u16string_view text);

} // namespace codec
