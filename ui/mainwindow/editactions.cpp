// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/editactions.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

bool isTyped(const QWidget* widget)
{
    const auto* line = qobject_cast<const QLineEdit*>(widget);
    const auto* text = qobject_cast<const QPlainTextEdit*>(widget);
    return (line && !line->isReadOnly()) || (text && !text->isReadOnly());
}

/// The widget's own action with these keys; else what it does with the keys when they are typed.
void doAs(const QKeySequence& keys, QWidget* widget)
{
    const QList<QAction*> own = widget->actions();
    const auto found
        = std::ranges::find_if(own, [&](const QAction* action) { return action->shortcuts().contains(keys); });
    if (found != own.end()) {
        (*found)->trigger();
        return;
    }
    const QKeyCombination combination = keys[0];
    QKeyEvent press(QEvent::KeyPress, combination.key(), combination.keyboardModifiers());
    QApplication::sendEvent(widget, &press);
}

} // namespace

EditActions::EditActions(QWidget* window)
    : QObject(window)
    , m_window(window)
{
    const auto add = [this](const QString& name, const QString& keys) {
        // As text: as a shortcut of the window it would take the keys from the panes.
        auto* action = new QAction(name % u'\t' % keys, this);
        action->setData(keys);
        connect(action, &QAction::triggered, this, [this, keys = QKeySequence(keys)] {
            if (QWidget* widget = m_window->focusWidget())
                doAs(keys, widget);
        });
        m_actions << action;
    };
    add(tr("Cu&t"), u"Ctrl+X"_s);
    add(tr("&Copy"), u"Ctrl+C"_s);
    add(tr("&Paste"), u"Ctrl+V"_s);
    add(tr("Select &All"), u"Ctrl+A"_s);
}

void EditActions::refresh() const
{
    const QWidget* widget = m_window->focusWidget();
    for (QAction* action : m_actions) {
        const QString keys = action->data().toString();
        const bool changesText = keys == "Ctrl+X"_L1 || keys == "Ctrl+V"_L1;
        action->setEnabled(widget && (!changesText || isTyped(widget)));
    }
}

bool pressFocusedButton(const QWidget& window, const QKeyEvent& event)
{
    auto* button = qobject_cast<QAbstractButton*>(window.focusWidget());
    if (!button || (event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter) || event.isAutoRepeat())
        return false;
    button->click();
    return true;
}

} // namespace ui
