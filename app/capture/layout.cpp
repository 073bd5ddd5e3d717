// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/layout.h"

#include <algorithm>

namespace capture {

namespace {

constexpr std::size_t MinimumDigits = 4;
constexpr std::size_t MaximumDigits = 20; // of a 64-bit number

bool isNumbered(std::string_view name, std::string_view prefix)
{
    if (!name.starts_with(prefix) || name.size() <= prefix.size() || name[prefix.size()] != '.')
        return false;
    const std::string_view digits = name.substr(prefix.size() + 1);
    return digits.size() >= MinimumDigits && digits.size() <= MaximumDigits
        && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::string segmentName(std::string_view prefix, std::uint64_t index)
{
    const std::string digits = std::to_string(index);
    std::string name(prefix);
    name += '.';
    name.append(MinimumDigits - std::min(MinimumDigits, digits.size()), '0');
    return name + digits;
}

bool isSegmentName(std::string_view name)
{
    return isNumbered(name, RecordsPrefix) || isNumbered(name, PayloadPrefix);
}

} // namespace capture
