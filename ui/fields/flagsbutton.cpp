// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/flagsbutton.h"

#include <QAction>
#include <QMenu>

#include <utility>

namespace ui {

FlagsButton::FlagsButton(const QString& accessibleName, QString none, QWidget* parent)
    : QPushButton(parent)
    , m_none(std::move(none))
    , m_menu(new QMenu(this))
{
    setAccessibleName(accessibleName);
    setMenu(m_menu);
    showFlags();
}

QAction* FlagsButton::actionOf(const net::NamedValue& flag)
{
    const auto known = m_menu->actions();
    for (QAction* action : known) {
        if (action->data().toInt() == flag.value)
            return action;
    }
    QAction* action = m_menu->addAction(QString::fromLatin1(flag.name.data(), qsizetype(flag.name.size())));
    action->setCheckable(true);
    action->setData(flag.value);
    connect(action, &QAction::toggled, this, &FlagsButton::showFlags);
    connect(action, &QAction::toggled, this, &FlagsButton::changed);
    return action;
}

void FlagsButton::offer(std::span<const net::NamedValue> flags)
{
    const auto known = m_menu->actions();
    for (QAction* action : known)
        action->setVisible(false);
    for (const net::NamedValue& flag : flags)
        actionOf(flag)->setVisible(true);
    showFlags();
}

void FlagsButton::choose(int flags)
{
    const auto known = m_menu->actions();
    for (QAction* action : known)
        action->setChecked((action->data().toInt() & flags) != 0);
}

int FlagsButton::flags() const
{
    int flags = 0;
    const auto known = m_menu->actions();
    for (const QAction* action : known)
        flags |= action->isChecked() && action->isVisible() ? action->data().toInt() : 0;
    return flags;
}

void FlagsButton::showFlags()
{
    QStringList names;
    const auto known = m_menu->actions();
    for (const QAction* action : known) {
        if (action->isChecked() && action->isVisible())
            names += action->text();
    }
    setText(names.isEmpty() ? m_none : names.join(u'|'));
    setAccessibleDescription(text());
}

} // namespace ui
