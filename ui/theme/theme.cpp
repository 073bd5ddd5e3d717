// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/theme/theme.h"

#include "ui/theme/style.h"
#include "ui/theme/tones.h"

#ifdef SOCKSCOPE_HAS_DBUS
#include "ui/theme/colorschemeportal.h"
#endif

#include <QApplication>
#include <QToolTip>
#include <QWidget>

namespace ui {

using session::ThemeChoice;

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_basePoints(QApplication::font().pointSizeF())
    , m_beganDark(isDark(QApplication::palette()))
{
    QApplication::setStyle(new Style);
    apply();
#ifdef SOCKSCOPE_HAS_DBUS
    auto* portal = new ColorSchemePortal(this);
    connect(portal, &ColorSchemePortal::schemeChanged, this, [this](std::optional<bool> isDark) {
        m_portalDark = isDark;
        apply();
    });
    portal->ask();
#endif
}

void Theme::setChoice(ThemeChoice choice)
{
    m_choice = choice;
    apply();
}

void Theme::setZoom(int percent) const
{
    QFont font = QApplication::font();
    const qreal points = m_basePoints * percent / 100;
    const qreal ratio = points / font.pointSizeF();
    if (m_basePoints <= 0 || qFuzzyCompare(ratio, 1)) // a font that is given in pixels has no points
        return;
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget* widget : widgets) {
        if (!widget->testAttribute(Qt::WA_SetFont))
            continue;
        QFont own = widget->font();
        own.setPointSizeF(own.pointSizeF() * ratio);
        widget->setFont(own);
    }
    font.setPointSizeF(points);
    QApplication::setFont(font);
}

void Theme::apply()
{
    const bool systemIsDark = m_portalDark.value_or(m_beganDark);
    const bool dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && systemIsDark);
    if (m_shown == dark)
        return;
    m_shown = dark;
    QApplication::setPalette(dark ? darkPalette() : lightPalette());
    QToolTip::setPalette(QApplication::palette());
}

} // namespace ui
