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
