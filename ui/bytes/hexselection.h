// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

namespace ui {

/// The bytes from `first` on, `size` of them.
struct ByteRange
{
    std::uint64_t first = 0;
    std::uint64_t size = 0;

    [[nodiscard]] std::uint64_t last() const { return first + size - 1; }
    [[nodiscard]] bool contains(std::uint64_t offset) const { return offset >= first && offset - first < size; }
    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// Whether a move takes the other end of the selection along.
enum class Extend
{
    No,
    Yes
};

/// The cursor and selection of a hex view. The cursor stands on a byte, so that there is no selection of nothing: it
/// runs from the anchor's byte to the cursor's, both included. Before the first click or key there is none at all.
class HexSelection final
{
public:
    /// Forgets the cursor.
    void reset(std::uint64_t size);
    void clear() { reset(m_size); }

    [[nodiscard]] bool isEmpty() const { return !m_cursor; }
    [[nodiscard]] std::optional<std::uint64_t> cursor() const { return m_cursor; }
    [[nodiscard]] std::uint64_t anchor() const { return m_anchor; }
    /// Size 0 where there is no selection.
    [[nodiscard]] ByteRange range() const;

    /// Puts the cursor on a byte, or the last one if `offset` is beyond.
    void moveTo(std::uint64_t offset, Extend extend);
    /// Moves by a number of bytes and stops at either end.
    void moveBy(std::int64_t distance, Extend extend);
    /// Moves by rows in the same column, and stops at the first and the last row.
    void moveByRows(std::int64_t rows, std::uint64_t bytesPerRow, Extend extend);
    void moveToRowStart(std::uint64_t bytesPerRow, Extend extend);
    void moveToRowEnd(std::uint64_t bytesPerRow, Extend extend);
    void select(const ByteRange& range);
    void selectAll() { select({0, m_size}); }

private:
    std::uint64_t m_size = 0;
    std::uint64_t m_anchor = 0;
    std::optional<std::uint64_t> m_cursor;
};

} // namespace ui
