// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/newrowsbutton.h"

#include "ui/theme/tones.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int ArrowPixels = 10;

void paintArrowDown(QPainter& painter, QPointF at, const QColor& color)
{
    QPainterPath path;
    path.moveTo(at + QPointF(4, 0));
    path.lineTo(at + QPointF(6, 0));
    path.lineTo(at + QPointF(6, 4));
    path.lineTo(at + QPointF(9, 4));
    path.lineTo(at + QPointF(5, 9));
    path.lineTo(at + QPointF(1, 4));
    path.lineTo(at + QPointF(4, 4));
    path.closeSubpath();
    painter.fillPath(path, color);
}

} // namespace

NewRowsButton::NewRowsButton(QWidget* parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::NoFocus);
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("Follow the end of the log (F)"));
    hide();
}

void NewRowsButton::setNewRows(quint64 rows)
{
    if (rows == m_rows && isVisible() == (rows > 0))
        return;
    m_rows = rows;
    setText(tr("%1 new").arg(QLocale().toString(rows)));
    setVisible(rows > 0);
    if (rows > 0)
        place();
    update();
}

void NewRowsButton::place()
{
    const QSize size = sizeHint();
    const QRect area = parentWidget()->rect();
    const QPoint corner(area.width() - size.width() - GridPixels, area.height() - size.height() - GridPixels);
    setGeometry(QRect(corner, size));
}

QSize NewRowsButton::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(text()) + ArrowPixels + 4 * GridPixels, metrics.height() + GridPixels};
}

void NewRowsButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = toneColor(Tone::Accent, palette());
    QColor background = isDown() ? accent.darker(115) : accent;
    painter.setPen(Qt::NoPen);
    painter.setBrush(background);
    const double radius = height() / 2.0;
    painter.drawRoundedRect(rect(), radius, radius);
    const QColor ink = palette().color(QPalette::HighlightedText);
    const int left = (3 * GridPixels) / 2;
    paintArrowDown(painter, QPointF(left, (height() - ArrowPixels) / 2.0 + 0.5), ink);
    painter.setPen(ink);
    painter.drawText(rect().adjusted(left + ArrowPixels + GridPixels / 2, 0, 0, 0), Qt::AlignVCenter, text());
}

} // namespace ui
