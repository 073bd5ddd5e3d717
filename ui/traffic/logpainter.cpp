// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/logpainter.h"

#include "ui/traffic/filtermarks.h"
#include "ui/traffic/logheader.h"
#include "ui/traffic/logsymbols.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int LeastRowHeight = 20; // what the default fonts have, with some air
constexpr int RowPadding = 3; // of larger ones
constexpr int SignGap = 5;
constexpr int MarkPixels = 4; // of a row that a search has found something in
// Of 255; so thin that every tone keeps its contrast on them.
constexpr int FailureTint = 20;
constexpr int UnfocusedTint = 190;
constexpr int LabelTint = 34;
constexpr int MatchTint = 40;
constexpr int LabelPixels = 12; // the tag with the label's number
constexpr int EndpointPixels = 3; // the bar in the endpoint's colour

} // namespace

LogPainter::LogPainter(const QFont& font)
    : m_fixed(fixedFont())
    , m_words(font)
{
    const double ascent = std::max(m_fixed.ascent(), m_words.ascent());
    const double height = ascent + std::max(m_fixed.descent(), m_words.descent());
    m_rowHeight = std::max(LeastRowHeight, static_cast<int>(std::ceil(height)) + RowPadding);
    m_baseline = static_cast<int>(std::round((m_rowHeight - height) / 2 + ascent));
}

int LogPainter::widthOf(LogColumn column, const QString& text) const
{
    const double width = faceOf(column).widthOf(text);
    const int beside = column == LogColumn::Call ? SignPixels + SignGap
        : column == LogColumn::Endpoint          ? EndpointPixels + SignGap
        : column == LogColumn::Number            ? LabelPixels
                                                 : 0;
    return static_cast<int>(std::ceil(width)) + 2 * Margin + beside;
}

const TextFace& LogPainter::faceOf(LogColumn column) const
{
    return column == LogColumn::Endpoint || column == LogColumn::Call ? m_words : m_fixed;
}

void LogPainter::paintRow(QPainter& painter, const LogHeader& header, const QRect& rect, const LogRow& row,
    RowState state, const QPalette& palette) const
{
    paintBackground(painter, rect, row, state, palette);
    const bool inverted = state.selected && state.focused;
    const QColor highlighted = palette.color(QPalette::HighlightedText);
    const QColor text = palette.color(QPalette::Text);
    // On a selection's paper dimmed text would be too faint.
    const QColor dim = state.selected ? text : toneColor(Tone::Dim, palette);
    const Ink ink = inverted ? Ink{highlighted, highlighted, highlighted, highlighted, highlighted, highlighted}
                             : Ink{text, dim, toneColor(row.tone, palette), toneColor(Tone::Error, palette),
                                 endpointColor(row.colored.value, palette), toneColor(Tone::Accent, palette)};
    for (int section = 0; section < LogColumnCount; ++section) {
        const auto column = static_cast<LogColumn>(section);
        if (!header.isShown(column))
            continue;
        const QRect cell(header.left(column), rect.top(), header.width(column), rect.height());
        if (cell.right() < rect.left() || cell.left() > rect.right())
            continue;
        if (column == LogColumn::Preview && state.matches && row.hasBytes)
            paintMatches(painter, cell, row, *state.matches, ink, inverted ? 0 : MatchTint);
        paintCell(painter, cell, column, row, ink);
        if (column == LogColumn::Number && state.label > 0)
            paintLabel(painter, cell, state.label, palette);
    }
    if (state.marked)
        painter.fillRect(rect.left(), rect.top(), MarkPixels, rect.height(),
            inverted ? highlighted : toneColor(Tone::Warning, palette));
    if (state.current && state.focused) {
        painter.setPen(inverted ? highlighted : palette.color(QPalette::Highlight));
        painter.setBrush(Qt::NoBrush);
        painter.setOpacity(0.6);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
        painter.setOpacity(1);
    }
}

void LogPainter::paintBackground(
    QPainter& painter, const QRect& rect, const LogRow& row, RowState state, const QPalette& palette) const
{
    if (state.selected) {
        QColor paper = toneColor(Tone::Match, palette);
        paper.setAlpha(UnfocusedTint);
        painter.fillRect(rect, state.focused ? palette.color(QPalette::Highlight) : paper);
        return;
    }
    if (state.label > 0) {
        QColor tint = labelColor(state.label, palette);
        tint.setAlpha(LabelTint);
        painter.fillRect(rect, tint);
        return;
    }
    if (row.failed) {
        QColor tint = toneColor(Tone::Error, palette);
        tint.setAlpha(FailureTint);
        painter.fillRect(rect, tint);
    }
}

void LogPainter::paintCell(
    QPainter& painter, const QRect& cell, LogColumn column, const LogRow& row, const Ink& ink) const
{
    const QRect inner = cell.adjusted(Margin, 0, -Margin, 0);
    switch (column) {
    case LogColumn::Call: {
        const QPointF at(inner.left(), inner.top() + (inner.height() - SignPixels) / 2.0);
        paintSign(painter, at, row.sign, ink.tone);
        const QRect rest = inner.adjusted(SignPixels + SignGap, 0, 0, 0);
        paintText(painter, rest, m_words, row.cell(column), ink.tone, false);
        return;
    }
    case LogColumn::Preview: paintPreview(painter, inner, row, ink); return;
    case LogColumn::Endpoint: {
        painter.fillRect(inner.left(), inner.top() + 4, EndpointPixels, inner.height() - 8, ink.endpoint);
        const QRect rest = inner.adjusted(EndpointPixels + SignGap, 0, 0, 0);
        // A listener's connections differ in their last numbers, captured ones in their first.
        paintText(painter, rest, m_words, m_words.elidedInside(row.cell(column), rest.width()), ink.text, false);
        return;
    }
    case LogColumn::Message: paintMessageMark(painter, inner, row, {ink.endpoint, ink.text, ink.error}); return;
    case LogColumn::Size: paintText(painter, inner, m_fixed, row.cell(column), ink.text, true); return;
    case LogColumn::Result:
        paintText(painter, inner, m_fixed, row.cell(column), row.failed ? ink.error : ink.dim, false);
        return;
    case LogColumn::Number:
    case LogColumn::Time:
    case LogColumn::Delta:
    case LogColumn::Took: break;
    }
    paintText(painter, inner, m_fixed, row.cell(column), ink.dim, isRightAligned(column));
}

void LogPainter::paintLabel(QPainter& painter, const QRect& cell, unsigned label, const QPalette& palette) const
{
    const QRect tag(cell.left() + Margin, cell.top() + 2, LabelPixels, cell.height() - 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(labelColor(label, palette));
    painter.drawRoundedRect(tag, 2, 2);
    const QString digit = QString::number(label);
    const int left = tag.left() + static_cast<int>((tag.width() - m_fixed.widthOf(digit)) / 2);
    paintText(painter, tag.adjusted(left - tag.left(), -2, 0, 2), m_fixed, digit, palette.color(QPalette::Base), false);
}

/// Under the text: a tint, where the row has none of its own, and a line for eyes that do not see it.
void LogPainter::paintMatches(
    QPainter& painter, QRect cell, const LogRow& row, const FilterMarks& matches, const Ink& ink, int tint) const
{
    cell.adjust(Margin, 0, -Margin, 0);
    const QString payload = row.cell(LogColumn::Preview).left(row.mainLength);
    QColor paper = ink.match;
    paper.setAlpha(tint);
    for (const FilterMarks::Range& range : matches.in(payload)) {
        const double left = cell.left() + m_fixed.widthOf(payload.left(range.begin));
        const double width = m_fixed.widthOf(payload.mid(range.begin, range.length));
        const QRectF place = QRectF(left, cell.top() + 2, width, cell.height() - 4) & QRectF(cell);
        painter.fillRect(place, paper);
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), ink.match);
    }
}

void LogPainter::paintPreview(QPainter& painter, QRect cell, const LogRow& row, const Ink& ink) const
{
    const QString& text = row.cell(LogColumn::Preview);
    const QString main = text.left(row.mainLength);
    if (!main.isEmpty()) {
        paintText(painter, cell, m_fixed, main, ink.text, false);
        if (main.size() == text.size())
            return;
        cell.setLeft(cell.left() + static_cast<int>(std::ceil(m_fixed.widthOf(main))) + 2 * Margin);
    }
    const QString rest = main.isEmpty() ? text : text.mid(main.size() + 2);
    paintText(painter, cell, row.hasBytes ? m_fixed : m_words, rest, ink.dim, false);
}

void LogPainter::paintText(QPainter& painter, const QRect& cell, const TextFace& face, const QString& text,
    const QColor& color, bool right) const
{
    if (text.isEmpty() || cell.width() <= 0)
        return;
    const QString shown = face.elided(text, cell.width());
    const double x = right ? cell.right() + 1 - face.widthOf(shown) : cell.left();
    painter.setPen(color);
    face.paint(painter, QPointF(x, cell.top() + m_baseline), shown);
}

} // namespace ui
