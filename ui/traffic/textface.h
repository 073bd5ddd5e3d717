// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QHash>
#include <QRawFont>
#include <QStaticText>
#include <QString>

#include <array>
#include <optional>

class QPainter;
class QPointF;

namespace ui {

/// A font that paints short texts again and again: a frame of the log is hundreds of them, and laying text out costs
/// more than painting it. In a fixed-pitch font printable ASCII is put down glyph by glyph, which also keeps a font's
/// ligatures from making two bytes look like one. Other texts are laid out; those that come again are kept. Thread:
/// GUI.
class TextFace final
{
public:
    explicit TextFace(const QFont& font);

    [[nodiscard]] double ascent() const { return m_metrics.ascent(); }
    [[nodiscard]] double descent() const { return m_metrics.descent(); }
    [[nodiscard]] double widthOf(const QString& text) const;
    /// The text, cut with an ellipsis where it is wider.
    [[nodiscard]] QString elided(const QString& text, double width) const;
    /// The same, cut in the middle, for what differs at both ends: "tcp/1\u202610.0.2:80".
    [[nodiscard]] QString elidedInside(const QString& text, double width) const;
    /// @param baseline  where the text begins.
    void paint(QPainter& painter, QPointF baseline, const QString& text) const;

private:
    static constexpr char16_t FirstPlain = u' ';
    static constexpr char16_t LastPlain = u'~';
    static constexpr std::size_t PlainGlyphs = LastPlain - FirstPlain + 1;
    static constexpr qsizetype MaxKept = 512;

    [[nodiscard]] std::optional<quint32> glyphOf(QChar character) const;
    [[nodiscard]] bool isPlain(QStringView text) const;
    [[nodiscard]] const QStaticText& laidOut(const QString& text) const;
    void paintGlyphs(QPainter& painter, QPointF baseline, const QString& text) const;

    QFont m_font;
    QFontMetricsF m_metrics;
    QRawFont m_raw;
    double m_advance = 0; // of every plain character, where they are as wide as each other; else 0
    std::array<quint32, PlainGlyphs> m_glyphs{};
    quint32 m_ellipsis = 0; // 0 where the font has none of that width
    quint32 m_micro = 0; // the same for the micro sign, which is in every other time
    mutable QHash<QString, QStaticText> m_kept; // a cache
};

} // namespace ui
