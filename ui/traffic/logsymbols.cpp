// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/logsymbols.h"

#include <QPainter>
#include <QPainterPath>

namespace ui {

namespace {

// All paths lie in a square of SignPixels. Horizontal and vertical edges are on whole pixels.

QPainterPath arrowPath()
{
    QPainterPath path;
    path.moveTo(1, 5);
    path.lineTo(6, 5);
    path.lineTo(6, 2);
    path.lineTo(11, 6);
    path.lineTo(6, 10);
    path.lineTo(6, 7);
    path.lineTo(1, 7);
    path.closeSubpath();
    return path;
}

QPainterPath mirrored(const QPainterPath& path)
{
    return QTransform(-1, 0, 0, 1, SignPixels, 0).map(path);
}

QPainterPath ringPath()
{
    QPainterPath path;
    path.addEllipse(QRectF(3.5, 3.5, 5, 5));
    return path;
}

QPainterPath diamondPath()
{
    QPainterPath path;
    path.moveTo(6, 2.5);
    path.lineTo(9.5, 6);
    path.lineTo(6, 9.5);
    path.lineTo(2.5, 6);
    path.closeSubpath();
    return path;
}

/// A triangle with its exclamation mark cut out.
QPainterPath warningPath()
{
    QPainterPath path;
    path.setFillRule(Qt::OddEvenFill);
    path.moveTo(6, 0.5);
    path.lineTo(12, 11);
    path.lineTo(0, 11);
    path.closeSubpath();
    path.addRect(QRectF(5.4, 4, 1.2, 3.6));
    path.addRect(QRectF(5.4, 8.4, 1.2, 1.2));
    return path;
}

} // namespace

void paintMessageMark(QPainter& painter, const QRectF& cell, const LogRow& row, const MessageInk& ink)
{
    constexpr double Thickness = 1.4;
    constexpr double TickLength = 4;
    constexpr double LineLength = 8;
    constexpr double LineGap = 3;
    const session::MessageMark& mark = row.message;
    const bool isSent = capture::directionOf(row.record.operation) == capture::Direction::Out;
    const double left = cell.left() + Thickness + (isSent ? LineGap : 0);
    const double middle = cell.center().y();
    painter.setPen(QPen(ink.bracket, Thickness));
    if (mark.continues)
        painter.drawLine(QPointF(left, cell.top()), QPointF(left, middle));
    if (mark.goesOn)
        painter.drawLine(QPointF(left, middle), QPointF(left, cell.bottom()));
    if (mark.continues != (mark.goesOn || mark.isWaiting))
        painter.drawLine(QPointF(left, middle), QPointF(left + TickLength, middle));
    if (mark.isWaiting) {
        painter.setPen(QPen(ink.bracket, Thickness, Qt::DotLine));
        painter.drawLine(QPointF(left, middle), QPointF(left, cell.bottom()));
    }
    const double inner = cell.left() + Thickness + TickLength + 2 * LineGap;
    painter.setPen(QPen(ink.lines, Thickness));
    for (int line = -1; mark.isCoalesced && line <= 1; ++line) {
        const double y = middle + line * LineGap;
        painter.drawLine(QPointF(inner, y), QPointF(inner + LineLength, y));
    }
    if (mark.isFaulty)
        paintSign(
            painter, QPointF(inner + LineLength + LineGap, middle - SignPixels / 2.0), RowSign::Warning, ink.faulty);
}

void paintSign(QPainter& painter, QPointF at, RowSign sign, const QColor& color)
{
    static const QPainterPath Out = arrowPath();
    static const QPainterPath In = mirrored(Out);
    static const QPainterPath Ring = ringPath();
    static const QPainterPath Diamond = diamondPath();
    static const QPainterPath Warning = warningPath();

    painter.translate(at);
    switch (sign) {
    case RowSign::In: painter.fillPath(In, color); break;
    case RowSign::Out: painter.fillPath(Out, color); break;
    case RowSign::Call: painter.strokePath(Ring, QPen(color, 1.2)); break;
    case RowSign::Event: painter.fillPath(Diamond, color); break;
    case RowSign::Warning: painter.fillPath(Warning, color); break;
    }
    painter.translate(-at);
}

} // namespace ui
