// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/hexpainter.h"

#include "codec/hex.h"
#include "codec/visible.h"
#include "ui/theme/tones.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <optional>
#include <utility>

namespace ui {

namespace {

QChar hexDigit(unsigned value)
{
    return QLatin1Char(codec::HexDigits[value & 0xf]);
}

QString offsetText(std::uint64_t offset, int digits)
{
    QString text(digits, Qt::Uninitialized);
    for (int i = 0; i < digits; ++i)
        text[i] = hexDigit(static_cast<unsigned>(offset >> 4 * (digits - 1 - i) & 0xf));
    return text;
}

/// The bytes of a row that are in a range, by their places on the row, both included; nothing where there are none.
std::optional<std::pair<int, int>> partOnRow(const ByteRange& range, const HexPainter::Row& row)
{
    const std::uint64_t end = row.offset + static_cast<std::uint64_t>(row.size);
    if (range.size == 0 || row.size == 0 || range.first >= end || range.last() < row.offset)
        return std::nullopt;
    return std::pair(static_cast<int>(std::max(range.first, row.offset) - row.offset),
        static_cast<int>(std::min(range.last(), end - 1) - row.offset));
}

bool isDiffering(const HexPainter::Row& row, int index)
{
    return (row.differing >> index & 1U) != 0;
}

} // namespace

HexPainter::HexPainter(QPainter& painter, const HexLayout& layout, const QPalette& palette)
    : m_painter(painter)
    , m_layout(layout)
    , m_palette(palette)
{
    const QFontMetricsF metrics(painter.font());
    m_baseline = (layout.lineHeight - metrics.height()) / 2 + metrics.ascent();
}

void HexPainter::setSelection(const ByteRange& range, HexColumn active)
{
    m_selected = range;
    m_active = active;
}

void HexPainter::paint(const Row& row)
{
    paintMarks(row);
    m_painter.setPen(toneColor(Tone::Dim, m_palette));
    m_painter.drawText(QPointF(m_layout.margin, row.top + m_baseline), offsetText(row.offset, m_layout.offsetDigits));
    paintColumn(row, HexColumn::Hex);
    paintColumn(row, HexColumn::Ascii);
    if (row.differing != 0)
        paintDifferences(row);
    paintFrame(row);
}

void HexPainter::paintMarks(const Row& row)
{
    const auto part = partOnRow(m_selected, row);
    if (!part)
        return;
    for (const HexColumn column : {HexColumn::Hex, HexColumn::Ascii}) {
        const QColor color
            = column == m_active ? m_palette.color(QPalette::Highlight) : toneColor(Tone::Match, m_palette);
        m_painter.fillRect(m_layout.span(column, part->first, part->second).translated(0, row.top), color);
    }
}

void HexPainter::paintFrame(const Row& row)
{
    const auto part = partOnRow(m_framed, row);
    if (!part)
        return;
    m_painter.setPen(toneColor(Tone::Text, m_palette));
    m_painter.setBrush(Qt::NoBrush);
    for (const HexColumn column : {HexColumn::Hex, HexColumn::Ascii}) {
        const QRect frame = m_layout.span(column, part->first, part->second).translated(0, row.top).toAlignedRect();
        m_painter.drawRect(frame.adjusted(0, 0, -1, -1));
    }
}

/// By a line below as well as by colour, for who does not see the colour.
void HexPainter::paintDifferences(const Row& row)
{
    const QColor color = toneColor(Tone::Warning, m_palette);
    for (int first = 0, next = 0; first < row.size; first = next) {
        next = first + 1;
        if (!isDiffering(row, first))
            continue;
        while (next < row.size && isDiffering(row, next))
            ++next;
        for (const HexColumn column : {HexColumn::Hex, HexColumn::Ascii}) {
            const QRectF span = m_layout.span(column, first, next - 1).translated(0, row.top);
            m_painter.fillRect(QRectF(span.left(), span.bottom() - 2, span.width(), 2), color);
        }
    }
}

HexPainter::Ink HexPainter::inkOf(const Row& row, int index, HexColumn column) const
{
    if (column == m_active && m_selected.contains(row.offset + static_cast<std::uint64_t>(index)))
        return Ink::Selected;
    if (static_cast<std::size_t>(index) >= row.bytes.size())
        return Ink::Lost;
    if (isDiffering(row, index))
        return Ink::Differing;
    const std::byte byte = row.bytes[static_cast<std::size_t>(index)];
    const bool faint = column == HexColumn::Hex ? byte == std::byte{0} : !codec::isPrintableAscii(byte);
    return faint ? Ink::Faint : Ink::Plain;
}

QColor HexPainter::colorOf(Ink ink) const
{
    switch (ink) {
    case Ink::Plain: return toneColor(Tone::Text, m_palette);
    case Ink::Faint: return toneColor(Tone::Dim, m_palette);
    case Ink::Selected: return m_palette.color(QPalette::HighlightedText);
    case Ink::Differing:
    case Ink::Lost: return toneColor(Tone::Warning, m_palette);
    }
    return {};
}

void HexPainter::paintColumn(const Row& row, HexColumn column)
{
    // Bytes of one ink that stand side by side are one call: drawing text costs by the call, not by the letter.
    QString run;
    for (int first = 0, next = 0; first < row.size; first = next) {
        const Ink ink = inkOf(row, first, column);
        run.clear();
        for (next = first; next < row.size && inkOf(row, next, column) == ink; ++next) {
            const bool known = static_cast<std::size_t>(next) < row.bytes.size();
            const unsigned value = known ? std::to_integer<unsigned>(row.bytes[static_cast<std::size_t>(next)]) : 0;
            if (column == HexColumn::Ascii) {
                const bool printable = known && codec::isPrintableAscii(static_cast<std::byte>(value));
                run += !known ? u'?' : printable ? QChar(static_cast<char16_t>(value)) : QChar(u'.');
                continue;
            }
            if (next > first)
                run += next % 8 == 0 ? QStringView(u"  ") : QStringView(u" ");
            run += known ? hexDigit(value >> 4) : QChar(u'?');
            run += known ? hexDigit(value) : QChar(u'?');
        }
        m_painter.setPen(colorOf(ink));
        const qreal x = column == HexColumn::Hex ? m_layout.hexX(first) : m_layout.asciiX(first);
        m_painter.drawText(QPointF(x, row.top + m_baseline), run);
    }
}

} // namespace ui
