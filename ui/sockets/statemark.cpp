// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/sockets/statemark.h"

#include <QPainter>

namespace ui {

using engine::State;

namespace {

constexpr qreal LineWidth = 1.6;

void paintRing(QPainter& painter, const QRectF& place, const QColor& color, Qt::PenStyle style)
{
    QPen pen(color, LineWidth, style);
    if (style == Qt::CustomDashLine)
        pen.setDashPattern({1.6, 1.6});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(place);
}

void paintDisc(QPainter& painter, const QRectF& place, const QColor& color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(place);
}

/// The half that is left: the left one still receives, the right one still sends.
void paintHalf(QPainter& painter, const QRectF& place, const QColor& color, int fromSixteenths)
{
    paintRing(painter, place, color, Qt::SolidLine);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPie(place, fromSixteenths, 180 * 16);
}

} // namespace

void paintStateMark(QPainter& painter, const QRectF& place, State state, const QColor& color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal inset = LineWidth / 2;
    const QRectF ring = place.adjusted(inset, inset, -inset, -inset);
    switch (state) {
    case State::Bound:
    case State::Connected: paintDisc(painter, place, color); break;
    case State::Listening: {
        paintRing(painter, ring, color, Qt::SolidLine);
        const qreal third = place.width() / 3.2;
        paintDisc(painter, place.adjusted(third, third, -third, -third), color);
        break;
    }
    case State::Opening:
    case State::Connecting: paintRing(painter, ring, color, Qt::CustomDashLine); break;
    case State::HalfClosedIn: paintHalf(painter, ring, color, -90 * 16); break;
    case State::HalfClosedOut: paintHalf(painter, ring, color, 90 * 16); break;
    case State::Failed:
        painter.setPen(QPen(color, LineWidth + 0.4, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(ring.topLeft(), ring.bottomRight());
        painter.drawLine(ring.topRight(), ring.bottomLeft());
        break;
    case State::Created:
    case State::Closed: paintRing(painter, ring, color, Qt::SolidLine); break;
    }
    painter.restore();
}

} // namespace ui
