// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/parseerror.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace codec {

/// The bytes of a hex dump: lines of an offset, bytes and perhaps a column of characters. It must hold together: each
/// offset continues the line before it, and the characters agree with the bytes. A fold ("*") stands for copies of a
/// full line, and is unfolded to at most 1 MiB. Nothing if the text is no dump or leaves a doubt.
[[nodiscard]] std::optional<std::vector<std::byte>> pastedDump(std::u16string_view text);

/// Where and why a text that is a dump beyond doubt cannot be read as one: OffsetMisfit, FoldMisfit, FoldTooLong,
/// OffsetInDoubt, or WordOrder where groups of several bytes follow an address. Nothing for a dump that can be read,
/// for plain hex and any other text. Linear; any thread.
[[nodiscard]] std::optional<ParseError> dumpProblem(std::u16string_view text);

} // namespace codec
