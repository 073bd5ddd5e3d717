// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/textface.h"

#include <QGlyphRun>
#include <QPainter>
#include <QVarLengthArray>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar Ellipsis = u'\u2026';
constexpr QChar Micro = u'\u00b5';

} // namespace

TextFace::TextFace(const QFont& font)
    : m_font(font)
    , m_metrics(font)
    , m_raw(QRawFont::fromFont(font))
{
    const double advance = m_metrics.horizontalAdvance(u'0');
    if (!m_raw.isValid() || !qFuzzyCompare(m_metrics.horizontalAdvance(u"iiiiWWWW"_s), 8 * advance))
        return;
    QString plain;
    for (char16_t character = FirstPlain; character <= LastPlain; ++character)
        plain += QChar(character);
    const QList<quint32> glyphs = m_raw.glyphIndexesForString(plain);
    if (glyphs.size() != plain.size() || glyphs.contains(0U))
        return;
    std::copy(glyphs.begin(), glyphs.end(), m_glyphs.begin());
    const auto glyphLikeThese = [&](QChar character) {
        const bool fits = qFuzzyCompare(m_metrics.horizontalAdvance(character), advance);
        return fits ? m_raw.glyphIndexesForString(QString(character)).value(0) : 0;
    };
    m_ellipsis = glyphLikeThese(Ellipsis);
    m_micro = glyphLikeThese(Micro);
    m_advance = advance;
}

std::optional<quint32> TextFace::glyphOf(QChar character) const
{
    if (character >= FirstPlain && character <= LastPlain)
        return m_glyphs[static_cast<std::size_t>(character.unicode() - FirstPlain)];
    const quint32 glyph = character == Ellipsis ? m_ellipsis : character == Micro ? m_micro : 0;
    return glyph != 0 ? std::optional(glyph) : std::nullopt;
}

bool TextFace::isPlain(QStringView text) const
{
    return m_advance > 0
        && std::all_of(text.begin(), text.end(), [this](QChar character) { return glyphOf(character).has_value(); });
}

double TextFace::widthOf(const QString& text) const
{
    return isPlain(text) ? static_cast<double>(text.size()) * m_advance : m_metrics.horizontalAdvance(text);
}

QString TextFace::elided(const QString& text, double width) const
{
    // Nothing narrower than a pixel is painted: the text's end is out of sight long before its length matters.
    const QStringView visible = QStringView(text).left(static_cast<qsizetype>(width) + 1);
    if (isPlain(visible)) {
        const auto room = static_cast<qsizetype>(width / m_advance + 0.01);
        return text.size() <= room ? text : text.left(std::max<qsizetype>(0, room - 1)) + Ellipsis;
    }
    if (m_advance == 0 && laidOut(text).size().width() <= width)
        return text;
    return m_metrics.elidedText(text, Qt::ElideRight, width);
}

QString TextFace::elidedInside(const QString& text, double width) const
{
    return widthOf(text) <= width ? text : m_metrics.elidedText(text, Qt::ElideMiddle, width);
}

void TextFace::paint(QPainter& painter, QPointF baseline, const QString& text) const
{
    if (isPlain(text)) {
        paintGlyphs(painter, baseline, text);
        return;
    }
    painter.setFont(m_font);
    if (m_advance > 0) {
        painter.drawText(baseline, text);
        return;
    }
    painter.drawStaticText(baseline - QPointF(0, m_metrics.ascent()), laidOut(text));
}

const QStaticText& TextFace::laidOut(const QString& text) const
{
    // Names of endpoints and calls are few, and come again in every row.
    auto kept = m_kept.find(text);
    if (kept == m_kept.end()) {
        if (m_kept.size() >= MaxKept)
            m_kept.clear();
        QStaticText prepared(text);
        prepared.setTextFormat(Qt::PlainText);
        prepared.setPerformanceHint(QStaticText::AggressiveCaching);
        prepared.prepare({}, m_font);
        kept = m_kept.insert(text, prepared);
    }
    return *kept;
}

void TextFace::paintGlyphs(QPainter& painter, QPointF baseline, const QString& text) const
{
    QVarLengthArray<quint32, 256> glyphs(text.size());
    QVarLengthArray<QPointF, 256> positions(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        glyphs[i] = glyphOf(text[i]).value_or(0);
        positions[i] = QPointF(static_cast<double>(i) * m_advance, 0);
    }
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setRawData(glyphs.constData(), positions.constData(), static_cast<int>(text.size()));
    painter.drawGlyphRun(baseline, run);
}

} // namespace ui
