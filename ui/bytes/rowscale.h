// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>

namespace ui {

/// Maps the rows of a view, 64 bits of them, to a scroll bar, whose value is an int. Up to a thousand million rows one
/// step of the bar is one row; above that the bar is coarse, and keys and wheel still move by single rows.
struct RowScale
{
    static constexpr int MaxValue = 1'000'000'000;

    std::uint64_t lastTop = 0; ///< the highest row that can be on top

    [[nodiscard]] int maximum() const { return static_cast<int>(std::min<std::uint64_t>(lastTop, MaxValue)); }
    [[nodiscard]] int valueOf(std::uint64_t top) const
    {
        if (lastTop <= MaxValue)
            return static_cast<int>(std::min(top, lastTop));
        const long double part = static_cast<long double>(std::min(top, lastTop)) / static_cast<long double>(lastTop);
        return static_cast<int>(part * MaxValue);
    }
    [[nodiscard]] std::uint64_t topOf(int value) const
    {
        const auto wanted = static_cast<std::uint64_t>(std::max(value, 0));
        if (lastTop <= MaxValue)
            return std::min(wanted, lastTop);
        if (value >= MaxValue)
            return lastTop;
        const long double part = static_cast<long double>(wanted) / MaxValue;
        return static_cast<std::uint64_t>(part * static_cast<long double>(lastTop));
    }
};

} // namespace ui
