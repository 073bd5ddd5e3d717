// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/properties/editmarks.h"

#include <QPainter>

namespace ui {

namespace {

constexpr qreal LineWidth = 1.3;

QRectF boxIn(const QRect& place)
{
    constexpr qreal Side = 13;
    return {place.center().x() - Side / 2 + 0.5, place.center().y() - Side / 2 + 1, Side, Side};
}

void paintBox(QPainter& painter, const QRectF& box, const QColor& outline, const QBrush& fill)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(outline, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 2, 2);
}

void paintTick(QPainter& painter, const QRectF& box)
{
    painter.drawPolyline(QPolygonF(
        {box.topLeft() + QPointF(3, 6.5), box.topLeft() + QPointF(5.5, 9.5), box.topLeft() + QPointF(10, 4)}));
}

/// Slanted, its point at the lower left, with a line across that sets the point off.
QPolygonF pencil(const QPointF& topLeft)
{
    return QPolygonF(
        {QPointF(0.5, 8.5), QPointF(1, 6), QPointF(6.3, 0.7), QPointF(8.3, 2.7), QPointF(3, 8), QPointF(0.5, 8.5)})
        .translated(topLeft);
}

} // namespace

void paintEditMark(QPainter& painter, const QRect& place, session::PropertyType type, const QColor& color)
{
    const QPointF topLeft = place.topLeft();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, LineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    if (type == session::PropertyType::Choice) {
        painter.drawPolyline(QPolygonF({QPointF(1, 3), QPointF(4.5, 6.5), QPointF(8, 3)}).translated(topLeft));
    } else {
        painter.drawPolyline(pencil(topLeft));
        painter.drawLine(topLeft + QPointF(1, 6), topLeft + QPointF(3, 8));
    }
    painter.restore();
}

void paintFilledBox(QPainter& painter, const QRect& place, const QColor& fill, const QColor& tick)
{
    const QRectF box = boxIn(place);
    painter.save();
    paintBox(painter, box, fill, fill);
    painter.setPen(QPen(tick, 2));
    paintTick(painter, box);
    painter.restore();
}

void paintOpenBox(QPainter& painter, const QRect& place, Qt::CheckState state, const QColor& color)
{
    const QRectF box = boxIn(place);
    painter.save();
    paintBox(painter, box, color, Qt::NoBrush);
    painter.setPen(QPen(color, 2));
    if (state == Qt::Checked)
        paintTick(painter, box);
    else if (state == Qt::PartiallyChecked)
        painter.drawLine(box.center() - QPointF(3, 0), box.center() + QPointF(3, 0));
    painter.restore();
}

} // namespace ui
