// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace ui {

/// Rows from first to last, both among them.
struct RowRange
{
    std::uint64_t first = 0;
    std::uint64_t last = 0;

    [[nodiscard]] constexpr std::uint64_t count() const { return last - first + 1; }
    friend bool operator==(const RowRange&, const RowRange&) = default;
};

/// Which rows are selected, and which one is current: as ranges, so that all of 100 million rows are one entry. Knows
/// nothing of widgets and nothing of what the rows hold. A value.
class LogSelection final
{
public:
    /// The row with the focus; where the keyboard moves from.
    [[nodiscard]] std::optional<std::uint64_t> current() const { return m_current; }
    /// Sorted, apart from each other by at least one row.
    [[nodiscard]] const std::vector<RowRange>& ranges() const { return m_ranges; }
    [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
    [[nodiscard]] bool contains(std::uint64_t row) const;
    /// Selected rows.
    [[nodiscard]] std::uint64_t count() const;

    /// Nothing selected and nothing current.
    void clear();
    /// Click, arrow key: this row alone; it becomes current and the anchor.
    void selectOnly(std::uint64_t row);
    /// Ctrl+click: adds the row or takes it away; it becomes current and the anchor.
    void toggle(std::uint64_t row);
    /// Shift: from the anchor to this row, and nothing else; it becomes current.
    void extendTo(std::uint64_t row);
    /// Ctrl+Shift, drag after Ctrl+click: the same, and what was selected stays.
    void addTo(std::uint64_t row);
    /// Ctrl and an arrow key: only the current row moves.
    void moveCurrent(std::uint64_t row);
    /// The current row stays; row 0 becomes it when there is none.
    void selectAll(std::uint64_t rowCount);
    void add(RowRange range);
    void remove(RowRange range);
    /// The first `rows` rows are gone; the others have moved up.
    void dropFirst(std::uint64_t rows);
    /// Forgets what lies at or beyond `rowCount`.
    void truncate(std::uint64_t rowCount);

    friend bool operator==(const LogSelection&, const LogSelection&) = default;

private:
    [[nodiscard]] RowRange fromAnchor(std::uint64_t row) const;

    std::vector<RowRange> m_ranges;
    std::optional<std::uint64_t> m_current;
    std::optional<std::uint64_t> m_anchor;
};

} // namespace ui
