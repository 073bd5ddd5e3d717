// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/parseerror.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace codec {

/// What is sent after a typed payload. It is appended only: line breaks inside the payload stay what they are.
enum class LineEnding : std::uint8_t
{
    None,
    Lf,
    Cr,
    CrLf,
    Nul
};

/// The bytes of a line ending, none to two; they live for ever.
[[nodiscard]] std::span<const std::byte> lineEndingBytes(LineEnding ending);

/// Text as UTF-8, exactly: no byte order mark, no normalisation, "\n" stays 0a.
/// Errors: LoneSurrogate at the unit that has no partner. Linear; any thread.
[[nodiscard]] Parsed<std::vector<std::byte>> parseText(std::u16string_view text);

} // namespace codec
