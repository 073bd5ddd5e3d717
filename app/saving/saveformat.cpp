// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "saving/saveformat.h"

#include <algorithm>
#include <array>
#include <utility>

namespace saving {

std::optional<SaveFormat> saveFormatOf(std::string_view fileName)
{
    static constexpr std::array Suffixes{std::pair(std::string_view(".pcapng"), SaveFormat::Pcapng),
        std::pair(std::string_view(".jsonl"), SaveFormat::JsonLines),
        std::pair(std::string_view(".csv"), SaveFormat::Csv), std::pair(std::string_view(".txt"), SaveFormat::Text)};
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    for (const auto& [suffix, format] : Suffixes) {
        const bool isLonger = fileName.size() > suffix.size();
        if (isLonger && std::ranges::equal(fileName.substr(fileName.size() - suffix.size()), suffix, {}, lower))
            return format;
    }
    return std::nullopt;
}

} // namespace saving
