// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/theme/style.h"

#include "ui/theme/tones.h"

#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleFactory>
#include <QStyleOption>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal CornerRadius = 2; // Fusion's own

/// Fusion leaves a text of several lines alone whether it has the keyboard or not.
bool isFramedText(QStyle::PrimitiveElement element, const QWidget* widget)
{
    return element == QStyle::PE_Frame && qobject_cast<const QPlainTextEdit*>(widget);
}

void outline(QPainter* painter, const QRect& rect, const QColor& color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(color);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), CornerRadius, CornerRadius);
    painter->restore();
}

QColor edgeColor(const QPalette& palette)
{
    return palette.color(QPalette::Light).lighter(130);
}

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
    const bool isText = isFramedText(element, widget);
    if (isText && hasFocus) {
        outline(painter, option->rect, option->palette.color(QPalette::Highlight));
        return;
    }
    const bool isOutlined = element == PE_FrameLineEdit || element == PE_IndicatorCheckBox || element == PE_FrameMenu
        || element == PE_PanelMenu;
    if ((isOutlined || isText) && isDark(option->palette) && !hasFocus)
        outline(painter, option->rect, edgeColor(option->palette));
}

void Style::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    QProxyStyle::drawControl(element, option, painter, widget);
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    if (element != CE_MenuItem || !item || item->menuItemType != QStyleOptionMenuItem::Separator
        || !item->text.isEmpty() || !isDark(option->palette))
        return;
    const QRect rect = option->rect;
    painter->fillRect(rect.left() + 4, rect.center().y(), rect.width() - 8, 1, edgeColor(option->palette));
}

} // namespace ui
