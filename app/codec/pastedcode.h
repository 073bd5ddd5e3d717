// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace codec {

/// Bytes as assemblers, Pascal, BASIC and URLs write them, one after the other and all in the same way: 0DEh, $DE,
/// #$DE, &HDE, %DE; also behind db, .byte and their kin. Where nothing but decimal digits is there, $10 may be money
/// and 10h hours: then nothing, unless such a word says that they are bytes.
[[nodiscard]] std::optional<std::vector<std::byte>> pastedNotation(std::u16string_view text);

/// Python's b'...' on one line, which says itself that it is bytes, or within bytearray() as it is printed.
[[nodiscard]] std::optional<std::vector<std::byte>> pastedPythonBytes(std::u16string_view text);

/// Hex in what says that it is hex: Node's <Buffer de ad>, bytes.fromhex('de ad') of Python, and what other languages
/// have for it. A buffer that was printed in part ("... 10 more bytes") is nothing.
[[nodiscard]] std::optional<std::vector<std::byte>> pastedHexCall(std::u16string_view text);

} // namespace codec
