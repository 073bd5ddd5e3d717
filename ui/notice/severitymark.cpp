// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/notice/severitymark.h"

#include "ui/theme/tones.h"

#include <QPainter>
#include <QPainterPath>

namespace ui {

namespace {

constexpr qreal Side = 2 * GridPixels;

QPainterPath outline(Severity severity)
{
    QPainterPath path;
    switch (severity) {
    case Severity::Information: path.addEllipse(QRectF(1, 1, Side - 2, Side - 2)); break;
    case Severity::Warning:
        path.addPolygon(QPolygonF({{Side / 2, 1.5}, {Side - 0.5, Side - 1.5}, {0.5, Side - 1.5}}));
        path.closeSubpath();
        break;
    case Severity::Error: {
        constexpr qreal Cut = 4.5;
        constexpr qreal Far = Side - 1;
        path.addPolygon(QPolygonF({{1 + Cut, 1}, {Far - Cut, 1}, {Far, 1 + Cut}, {Far, Far - Cut}, {Far - Cut, Far},
            {1 + Cut, Far}, {1, Far - Cut}, {1, 1 + Cut}}));
        path.closeSubpath();
        break;
    }
    }
    return path;
}

Tone toneOf(Severity severity)
{
    switch (severity) {
    case Severity::Information: return Tone::In;
    case Severity::Warning: return Tone::Warning;
    case Severity::Error: return Tone::Error;
    }
    return Tone::Text;
}

} // namespace

SeverityMark::SeverityMark(QWidget* parent)
    : QWidget(parent)
{
    setFixedSize(static_cast<int>(Side), static_cast<int>(Side));
}

void SeverityMark::setSeverity(Severity severity)
{
    m_severity = severity;
    update();
}

void SeverityMark::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColor(toneOf(m_severity), palette()));
    painter.drawPath(outline(m_severity));
    // The stroke and the dot of "!", and the same upside down for "i", drawn so that they are sharp in any font.
    painter.setBrush(palette().color(QPalette::Base));
    const bool information = m_severity == Severity::Information;
    const qreal top = m_severity == Severity::Warning ? 6 : 4;
    const qreal bottom = m_severity == Severity::Warning ? 13 : 12;
    const qreal dot = information ? top : bottom - 2;
    const QRectF stroke(Side / 2 - 1, information ? top + 3 : top, 2, bottom - top - 3);
    painter.drawRect(stroke);
    painter.drawRect(QRectF(Side / 2 - 1, dot, 2, 2));
}

} // namespace ui
