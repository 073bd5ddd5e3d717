// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace codec {

/// The bytes of a hex dump: lines of an offset, bytes and perhaps a column of characters. It must hold together: each
/// offset continues the line before it, and the characters agree with the bytes. A fold ("*") is unfolded, to at most
/// 1 MiB. Nothing if the text is no dump or leaves a doubt.
[[nodiscard]] std::optional<std::vector<std::byte>> pastedDump(std::u16string_view text);

} // namespace codec
