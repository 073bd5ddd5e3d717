// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/hexselection.h"

#include <algorithm>

namespace ui {

void HexSelection::reset(std::uint64_t size)
{
    m_size = size;
    m_anchor = 0;
    m_cursor.reset();
}

ByteRange HexSelection::range() const
{
    if (!m_cursor)
        return {};
    const auto [first, last] = std::minmax(m_anchor, *m_cursor);
    return {first, last - first + 1};
}

void HexSelection::moveTo(std::uint64_t offset, Extend extend)
{
    if (m_size == 0)
        return;
    const bool hadCursor = m_cursor.has_value();
    m_cursor = std::min(offset, m_size - 1);
    if (extend == Extend::No || !hadCursor)
        m_anchor = *m_cursor;
}

void HexSelection::moveBy(std::int64_t distance, Extend extend)
{
    if (!m_cursor)
        return moveTo(0, Extend::No);
    // Unsigned arithmetic, so that the far ends of 64 bits do not overflow.
    const std::uint64_t far
        = distance < 0 ? 0 - static_cast<std::uint64_t>(distance) : static_cast<std::uint64_t>(distance);
    if (distance < 0)
        moveTo(*m_cursor - std::min(*m_cursor, far), extend);
    else
        moveTo(*m_cursor + std::min(m_size - 1 - *m_cursor, far), extend);
}

void HexSelection::moveByRows(std::int64_t rows, std::uint64_t bytesPerRow, Extend extend)
{
    if (!m_cursor)
        return moveTo(0, Extend::No);
    const std::uint64_t column = *m_cursor % bytesPerRow;
    const std::uint64_t row = *m_cursor / bytesPerRow;
    const std::uint64_t lastRow = (m_size - 1) / bytesPerRow;
    const std::uint64_t far = rows < 0 ? 0 - static_cast<std::uint64_t>(rows) : static_cast<std::uint64_t>(rows);
    const std::uint64_t target = rows < 0 ? row - std::min(row, far) : row + std::min(lastRow - row, far);
    // Below the end of a last row that is short there is nothing: moveTo stops at the last byte.
    moveTo(target * bytesPerRow + column, extend);
}

void HexSelection::moveToRowStart(std::uint64_t bytesPerRow, Extend extend)
{
    const std::uint64_t cursor = m_cursor.value_or(0);
    moveTo(cursor - cursor % bytesPerRow, extend);
}

void HexSelection::moveToRowEnd(std::uint64_t bytesPerRow, Extend extend)
{
    if (!m_cursor)
        moveTo(0, Extend::No);
    if (m_cursor)
        moveBy(static_cast<std::int64_t>(bytesPerRow - 1 - *m_cursor % bytesPerRow), extend);
}

void HexSelection::select(const ByteRange& range)
{
    if (range.size == 0 || m_size == 0)
        return clear();
    m_anchor = std::min(range.first, m_size - 1);
    m_cursor = std::min(range.last(), m_size - 1);
}

} // namespace ui
