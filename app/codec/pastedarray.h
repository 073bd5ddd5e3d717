// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace codec {

/// The bytes of a list as programs hold them: `0x48, 0x65`, `{0x48, 0x65}`, `[0x48, 0x65]`, or a whole definition such
/// as `static const uint8_t data[2] = {0x48, 'e'};` with its comments and xxd -i's length behind it. Numbers that are
/// not 0xHH are taken only where a byte type declares them. Nothing where sizes disagree, elements may be larger than a
/// byte, or the text is anything else.
[[nodiscard]] std::optional<std::vector<std::byte>> pastedArray(std::u16string_view text);

} // namespace codec
