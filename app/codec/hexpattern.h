// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/parseerror.h"

#include <string_view>
#include <vector>

namespace codec {

/// Bytes some of whose digits may be anything.
struct HexPattern
{
    std::vector<std::byte> bytes; ///< an open digit is 0
    std::vector<std::byte> masks; ///< for each byte: 0xf for a digit, 0 for an open one

    friend bool operator==(const HexPattern&, const HexPattern&) = default;
};

/// Reads what parseHex reads, and `?` for any digit: "0d 0a ?? 4?".
/// Errors: those of parseHex, at the first place that is wrong. Linear; any thread.
[[nodiscard]] Parsed<HexPattern> parseHexPattern(std::u16string_view text);

} // namespace codec
