// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace ui {

/// Maps rows to a scroll bar, which counts in int. One step is one row up to 2^31-1 rows; above, a step is as many rows
/// as it takes. In rows and never in pixels: pixels overflow an int at 71 million rows of 30. A value.
class RowScroll final
{
public:
    RowScroll() = default;
    /// @param rows  how many there are.
    /// @param page  how many are visible as a whole; at least 1 is taken.
    constexpr RowScroll(std::uint64_t rows, int page)
        : m_rows(rows)
        , m_page(static_cast<std::uint64_t>(std::max(1, page)))
    { }

    [[nodiscard]] constexpr std::uint64_t rows() const { return m_rows; }
    [[nodiscard]] constexpr std::uint64_t page() const { return m_page; }
    /// The last row that may be on top, so that the last row of all is visible.
    [[nodiscard]] constexpr std::uint64_t maximumTop() const { return m_rows > m_page ? m_rows - m_page : 0; }
    [[nodiscard]] constexpr std::uint64_t boundedTop(std::uint64_t top) const { return std::min(top, maximumTop()); }

    /// Rows that one step of the scroll bar stands for.
    [[nodiscard]] constexpr std::uint64_t rowsPerStep() const { return maximumTop() / MaxValue + 1; }
    [[nodiscard]] constexpr int maximumValue() const
    {
        // Rounded up, so that the end of the scroll bar is the end of the rows.
        return static_cast<int>((maximumTop() + rowsPerStep() - 1) / rowsPerStep());
    }
    [[nodiscard]] constexpr int valueOf(std::uint64_t top) const
    {
        const std::uint64_t bounded = boundedTop(top);
        return bounded == maximumTop() ? maximumValue() : static_cast<int>(bounded / rowsPerStep());
    }
    [[nodiscard]] constexpr std::uint64_t topOf(int value) const
    {
        return boundedTop(static_cast<std::uint64_t>(std::max(0, value)) * rowsPerStep());
    }

    /// The top row after moving by `delta` rows from `top`.
    [[nodiscard]] constexpr std::uint64_t moved(std::uint64_t top, std::int64_t delta) const
    {
        const std::uint64_t distance
            = delta < 0 ? 0 - static_cast<std::uint64_t>(delta) : static_cast<std::uint64_t>(delta);
        if (delta < 0)
            return boundedTop(top > distance ? top - distance : 0);
        return boundedTop(top > maximumTop() || maximumTop() - top < distance ? maximumTop() : top + distance);
    }
    /// The top row that shows `row` with the least movement from `top`.
    [[nodiscard]] constexpr std::uint64_t showing(std::uint64_t row, std::uint64_t top) const
    {
        if (row < top)
            return boundedTop(row);
        if (row - top >= m_page)
            return boundedTop(row - m_page + 1);
        return boundedTop(top);
    }
    /// The top row that has `row` in the middle, as far as there are rows above and below it.
    [[nodiscard]] constexpr std::uint64_t centring(std::uint64_t row) const
    {
        return boundedTop(row - std::min(row, m_page / 2));
    }

private:
    static constexpr std::uint64_t MaxValue = std::numeric_limits<int>::max();

    std::uint64_t m_rows = 0;
    std::uint64_t m_page = 1;
};

} // namespace ui
