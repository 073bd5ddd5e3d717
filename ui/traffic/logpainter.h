// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/logrow.h"
#include "ui/traffic/textface.h"

#include <QFont>
#include <QPalette>

class QPainter;
class QRect;

namespace ui {

class FilterMarks;
class LogHeader;

/// How a row stands in its view.
struct RowState
{
    bool selected = false;
    bool current = false;
    bool focused = false; ///< the view has the keyboard
    bool marked = false; ///< a search has found something in it
    unsigned label = 0; ///< the user's colour label, from 1 on; 0 for none
    const FilterMarks* matches = nullptr; ///< what the filter has found in it; null where that is not to be seen
};

/// Paints rows of the log in two fonts: fixed pitch for numbers, addresses and bytes, the window's own for names.
/// Made anew when the font changes.
class LogPainter final
{
public:
    /// Between a column's edge and its text.
    static constexpr int Margin = 6;

    explicit LogPainter(const QFont& font);

    [[nodiscard]] int rowHeight() const { return m_rowHeight; }
    /// What a column needs for a text, with its margins and sign.
    [[nodiscard]] int widthOf(LogColumn column, const QString& text) const;
    /// @param rect  the whole row in the viewport; columns lie where `header` has them.
    void paintRow(QPainter& painter, const LogHeader& header, const QRect& rect, const LogRow& row, RowState state,
        const QPalette& palette) const;

private:
    struct Ink
    {
        QColor text, dim, tone, error, endpoint, match;
    };
    [[nodiscard]] const TextFace& faceOf(LogColumn column) const;
    void paintBackground(
        QPainter& painter, const QRect& rect, const LogRow& row, RowState state, const QPalette& palette) const;
    void paintCell(QPainter& painter, const QRect& cell, LogColumn column, const LogRow& row, const Ink& ink) const;
    void paintLabel(QPainter& painter, const QRect& cell, unsigned label, const QPalette& palette) const;
    void paintMatches(
        QPainter& painter, QRect cell, const LogRow& row, const FilterMarks& matches, const Ink& ink, int tint) const;
    void paintPreview(QPainter& painter, QRect cell, const LogRow& row, const Ink& ink) const;
    void paintText(QPainter& painter, const QRect& cell, const TextFace& face, const QString& text, const QColor& color,
        bool right) const;

    TextFace m_fixed;
    TextFace m_words;
    int m_rowHeight = 0;
    int m_baseline = 0; // of both fonts, below the row's upper edge
};

} // namespace ui
