// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/filterchip.h"

#include "ui/theme/tones.h"

#include <QPainter>

namespace ui {

FilterChip::FilterChip(const QString& text, const QString& toolTip, QWidget* parent)
    : QToolButton(parent)
{
    setText(text);
    setToolTip(toolTip);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize FilterChip::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(text()) + 3 * GridPixels, metrics.height() + GridPixels};
}

void FilterChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = toneColor(Tone::Accent, palette());
    QColor edge = toneColor(Tone::Dim, palette());
    edge.setAlpha(underMouse() ? 200 : 110);
    const QRectF area = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const double radius = area.height() / 2;
    painter.setPen(isChecked() ? accent : edge);
    painter.setBrush(isChecked() ? accent : QColor(Qt::transparent));
    painter.drawRoundedRect(area, radius, radius);
    painter.setPen(isChecked() ? palette().color(QPalette::HighlightedText) : palette().color(QPalette::WindowText));
    painter.drawText(rect(), Qt::AlignCenter, text());
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(isChecked() ? palette().color(QPalette::HighlightedText) : accent);
        painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), radius - 2, radius - 2);
    }
}

} // namespace ui
