// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/hexlayout.h"

#include <algorithm>
#include <cmath>

namespace ui {

HexLayout HexLayout::fitting(qreal width, std::uint64_t size, qreal charWidth, qreal lineHeight)
{
    HexLayout layout;
    layout.charWidth = charWidth;
    layout.lineHeight = lineHeight;
    if (size <= std::uint64_t{1} << 16)
        layout.offsetDigits = 4;
    else if (size > std::uint64_t{1} << 32)
        layout.offsetDigits = 16;
    for (const int bytes : {32, 16, 8}) {
        layout.bytesPerRow = bytes;
        if (layout.width() <= width)
            break;
    }
    return layout;
}

std::uint64_t HexLayout::rowCount(std::uint64_t size) const
{
    const auto bytes = static_cast<std::uint64_t>(bytesPerRow);
    return size / bytes + (size % bytes != 0);
}

qreal HexLayout::hexX(int index) const
{
    return margin + (offsetDigits + 2 + hexChars(index)) * charWidth;
}

qreal HexLayout::asciiX(int index) const
{
    return hexX(0) + (hexChars(bytesPerRow) + 1 + index) * charWidth;
}

qreal HexLayout::width() const
{
    return asciiX(bytesPerRow) + margin;
}

QRectF HexLayout::span(HexColumn column, int first, int last) const
{
    if (column == HexColumn::Ascii)
        return {asciiX(first), 0, (last - first + 1) * charWidth, lineHeight};
    // Half a character on either side, so that a mark on one byte does not touch the digits.
    const qreal pad = charWidth / 2;
    return {hexX(first) - pad, 0, hexX(last) - hexX(first) + 2 * charWidth + 2 * pad, lineHeight};
}

HexLayout::Hit HexLayout::hit(qreal x) const
{
    const HexColumn column = x < asciiX(0) - charWidth / 2 ? HexColumn::Hex : HexColumn::Ascii;
    return {column, hitIn(column, x)};
}

int HexLayout::hitIn(HexColumn column, qreal x) const
{
    if (column == HexColumn::Ascii) {
        const auto index = std::floor((x - asciiX(0)) / charWidth);
        return static_cast<int>(std::clamp(index, 0.0, static_cast<double>(bytesPerRow - 1)));
    }
    int index = 0;
    while (index + 1 < bytesPerRow && x >= hexX(index + 1) - charWidth / 2)
        ++index;
    return index;
}

} // namespace ui
