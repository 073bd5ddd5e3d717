// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/bytes/hexlayout.h"
#include "ui/bytes/hexselection.h"

#include <QColor>

#include <cstddef>
#include <cstdint>
#include <span>

class QPainter;
class QPalette;

namespace ui {

/// Paints rows of a hex view. Made for one paint event.
class HexPainter final
{
public:
    HexPainter(QPainter& painter, const HexLayout& layout, const QPalette& palette);

    /// What is marked, and in which column strongly; the other one has the counterpart.
    void setSelection(const ByteRange& range, HexColumn active);
    /// What has a frame around it, in both columns.
    void setFramed(const ByteRange& range) { m_framed = range; }

    struct Row
    {
        qreal top = 0;
        std::uint64_t offset = 0; ///< of its first byte
        int size = 0; ///< how many bytes the row has
        std::span<const std::byte> bytes; ///< those that could be read; the rest is shown as "??"
        std::uint32_t differing = 0; ///< a bit a byte, the first in bit 0: marked as different from what is compared
    };
    void paint(const Row& row);

private:
    enum class Ink
    {
        Plain,
        Faint, ///< NUL in hex, and what has no glyph in ASCII
        Selected,
        Differing,
        Lost
    };
    void paintMarks(const Row& row);
    void paintFrame(const Row& row);
    void paintDifferences(const Row& row);
    void paintColumn(const Row& row, HexColumn column);
    [[nodiscard]] Ink inkOf(const Row& row, int index, HexColumn column) const;
    [[nodiscard]] QColor colorOf(Ink ink) const;

    QPainter& m_painter;
    const HexLayout& m_layout;
    const QPalette& m_palette;
    ByteRange m_selected;
    ByteRange m_framed;
    HexColumn m_active = HexColumn::Hex;
    qreal m_baseline = 0;
};

} // namespace ui
