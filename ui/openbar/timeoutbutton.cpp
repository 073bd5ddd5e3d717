// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/openbar/timeoutbutton.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

#include <array>

namespace ui {

namespace {

constexpr std::array TimeoutSeconds{0, 1, 2, 5, 10, 30};

} // namespace

TimeoutButton::TimeoutButton(QWidget* parent)
    : QToolButton(parent)
    , m_choices(new QActionGroup(this))
{
    setAccessibleName(tr("Connect timeout"));
    setPopupMode(QToolButton::InstantPopup);
    setAutoRaise(true);
    auto* menu = new QMenu(this);
    for (const int seconds : TimeoutSeconds) {
        const QString text = seconds == 0 ? tr("No connect timeout (the kernel's, about 2 minutes)")
                                          : tr("Connect timeout %n s", nullptr, seconds);
        QAction* action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(seconds == 0);
        action->setData(seconds);
        m_choices->addAction(action);
    }
    setMenu(menu);
    connect(m_choices, &QActionGroup::triggered, this, &TimeoutButton::showChoice);
    showChoice();
}

std::chrono::seconds TimeoutButton::timeout() const
{
    return std::chrono::seconds(m_choices->checkedAction()->data().toInt());
}

void TimeoutButton::showChoice()
{
    const int seconds = static_cast<int>(timeout().count());
    setText(seconds == 0 ? QString() : tr("%n s", "connect timeout", seconds));
    setToolButtonStyle(seconds == 0 ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    setToolTip(m_choices->checkedAction()->text());
}

} // namespace ui
