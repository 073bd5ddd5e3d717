// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QRectF>

#include <cstdint>
#include <optional>

namespace ui {

/// Which half of the view a person works in.
enum class HexColumn
{
    Hex,
    Ascii
};

/// Where everything in a hex view is, in pixels from the left of its content. Pure geometry; no widget, no bytes.
/// The columns are those of `hexdump -C`: offset, two spaces, bytes with a gap after each eighth, ASCII.
struct HexLayout
{
    int bytesPerRow = 16;
    int offsetDigits = 8;
    qreal charWidth = 8;
    qreal lineHeight = 16;
    qreal margin = 8;

    /// The layout for a viewport: 32 bytes a row where they fit, 16 as usual, 8 where 16 do not fit.
    [[nodiscard]] static HexLayout fitting(qreal width, std::uint64_t size, qreal charWidth, qreal lineHeight);

    [[nodiscard]] std::uint64_t rowCount(std::uint64_t size) const;
    [[nodiscard]] std::uint64_t rowOf(std::uint64_t offset) const
    {
        return offset / static_cast<std::uint64_t>(bytesPerRow);
    }
    [[nodiscard]] std::uint64_t rowOffset(std::uint64_t row) const
    {
        return row * static_cast<std::uint64_t>(bytesPerRow);
    }
    [[nodiscard]] qreal hexX(int index) const;
    [[nodiscard]] qreal asciiX(int index) const;
    [[nodiscard]] qreal width() const;
    /// The rectangle behind bytes `first` to `last` of one row, both included, with the row's top at 0.
    [[nodiscard]] QRectF span(HexColumn column, int first, int last) const;

    struct Hit
    {
        HexColumn column = HexColumn::Hex;
        int index = 0; ///< of the byte on its row
    };
    /// The byte nearest to `x`. Over the offset column it is the row's first byte, in the hex column.
    [[nodiscard]] Hit hit(qreal x) const;
    /// The byte of `column` that is nearest to `x`: a drag stays in the column where it began.
    [[nodiscard]] int hitIn(HexColumn column, qreal x) const;

private:
    [[nodiscard]] static int hexChars(int index) { return index * 3 + index / 8; }
};

} // namespace ui
