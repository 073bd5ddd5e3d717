// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/theme/style.h"

#include "ui/theme/tones.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal CornerRadius = 2; // Fusion's own

} // namespace

Style::Style()
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
{ }

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    if (element == PE_IndicatorBranch && option->state.testFlag(State_Selected)) {
        QStyleOption selected(*option);
        const QColor text = option->palette.color(QPalette::HighlightedText);
        selected.palette.setColor(QPalette::WindowText, text);
        selected.palette.setColor(QPalette::ButtonText, text);
        QProxyStyle::drawPrimitive(element, &selected, painter, widget);
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool hasFocus = option->state.testFlag(State_HasFocus);
    const bool isOutlined = element == PE_FrameLineEdit || element == PE_IndicatorCheckBox;
    if (!isOutlined || !isDark(option->palette) || hasFocus)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(option->palette.color(QPalette::Light).lighter(130));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), CornerRadius, CornerRadius);
    painter->restore();
}

} // namespace ui
