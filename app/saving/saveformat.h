// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace saving {

/// What a capture can be saved as.
enum class SaveFormat : std::uint8_t
{
    Pcapng,
    JsonLines,
    Csv,
    Text
};

/// By the suffix of a file's name, in lower or upper case: .pcapng, .jsonl, .csv, .txt; none for others.
[[nodiscard]] std::optional<SaveFormat> saveFormatOf(std::string_view fileName);

} // namespace saving
