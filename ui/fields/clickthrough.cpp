// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/fields/clickthrough.h"

#include <QApplication>
#include <QMouseEvent>
#include <QWidget>
#include <QWindow>

namespace ui {

ClickThrough::ClickThrough(QWidget* list)
    : QObject(list)
    , m_list(list)
{
    list->installEventFilter(this);
}

bool ClickThrough::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::MouseButtonPress)
        return QObject::eventFilter(watched, event);
    const auto* press = static_cast<QMouseEvent*>(event);
    if (m_list->rect().contains(press->position().toPoint()))
        return false;
    m_list->setAttribute(Qt::WA_NoMouseReplay); // in case a version of Qt replays it: once is enough
    m_list->hide();
    const QWidget* under = QApplication::widgetAt(press->globalPosition().toPoint());
    if (QWindow* window = under ? under->window()->windowHandle() : nullptr) {
        const QPointF place = window->mapFromGlobal(press->globalPosition());
        // The window gives it to the widget in question, and the focus with it. At once: the release may come next.
        QMouseEvent passed(press->type(), place, place, press->globalPosition(), press->button(), press->buttons(),
            press->modifiers(), press->pointingDevice());
        QCoreApplication::sendEvent(window, &passed);
    }
    return true;
}

} // namespace ui
