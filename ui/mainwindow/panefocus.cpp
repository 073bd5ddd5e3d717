// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/panefocus.h"

#include "ui/bytes/bytespane.h"
#include "ui/composer/composer.h"
#include "ui/composer/composerfaces.h"
#include "ui/mainwindow/captureview.h"
#include "ui/openbar/openbar.h"
#include "ui/payloads/payloadspane.h"
#include "ui/properties/propertypanel.h"
#include "ui/sockets/endpointspane.h"
#include "ui/tcpinfo/tcpinfopane.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QDockWidget>
#include <QLineEdit>
#include <QStackedWidget>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// A dock that is behind another in a tab is visible to Qt, which keeps it above the window's edge.
bool isSeen(const QWidget& pane)
{
    const QWidget* window = pane.window();
    return pane.isVisible() && window->rect().intersects(QRect(pane.mapTo(window, QPoint()), pane.size()));
}

void bringForward(QWidget* pane)
{
    QStackedWidget* pages = nullptr; // behind the tabs of its dock
    for (QWidget* each = pane; each; each = each->parentWidget()) {
        if (auto* stack = qobject_cast<QStackedWidget*>(each); stack && !pages)
            pages = stack;
        if (auto* dock = qobject_cast<QDockWidget*>(each)) {
            if (pages)
                pages->setCurrentWidget(pane);
            dock->show();
            dock->raise();
            return;
        }
    }
}

} // namespace

PaneFocus::PaneFocus(const Panes& panes, QWidget* window)
    : QObject(window)
    , m_window(window)
{
    add(panes.openBar, panes.openBar, tr("&Address"), QKeySequence(u"Ctrl+L"_s));
    add(panes.endpoints, panes.endpoints, tr("&Endpoints"), QKeySequence(u"Ctrl+Shift+E"_s));
    add(panes.payloads, panes.payloads, tr("Payload&s"), QKeySequence(u"Ctrl+Shift+P"_s));
    add(panes.capture->log()->view(), panes.capture->log()->view(), tr("&Log"), QKeySequence(u"Ctrl+Shift+L"_s));
    add(panes.capture->bytes(), panes.capture->bytes(), tr("&Record"), QKeySequence(u"Ctrl+Shift+R"_s));
    add(panes.properties, panes.properties, tr("&Properties"), QKeySequence(u"Alt+Return"_s));
    add(panes.tcpInfo, panes.tcpInfo, tr("&TCP_INFO"), QKeySequence(u"Ctrl+Shift+I"_s));
    addFace(panes.faces, ComposerFaces::Face::Send, tr("Pa&yload"), QKeySequence(u"Ctrl+;"_s));
    addFace(panes.faces, ComposerFaces::Face::Call, tr("&Call"), QKeySequence(u"Ctrl+Shift+C"_s));
}

/// A face that is down is turned up first.
void PaneFocus::addFace(ComposerFaces* faces, ComposerFaces::Face face, const QString& name, const QKeySequence& key)
{
    faces->setKey(face, key);
    QWidget* page = faces->page(face);
    add(page, page, name, key);
    connect(m_places.back().action, &QAction::triggered, faces, [faces, face] {
        faces->turnTo(face);
        faces->setFocus(Qt::ShortcutFocusReason);
    });
}

void PaneFocus::add(QWidget* pane, QWidget* focus, const QString& name, const QKeySequence& key)
{
    QAction* action = nullptr;
    if (!name.isEmpty()) {
        action = new QAction(name, this);
        action->setShortcut(key);
        connect(action, &QAction::triggered, focus, [focus] {
            bringForward(focus);
            focus->setFocus(Qt::ShortcutFocusReason);
            // What is typed next replaces the text, also where the keyboard was there before.
            if (auto* edit = qobject_cast<QLineEdit*>(focus->focusProxy()))
                edit->selectAll();
        });
    }
    m_places.push_back({pane, focus, action});
}

QList<QAction*> PaneFocus::actions() const
{
    QList<QAction*> actions;
    for (const Place& place : m_places) {
        if (place.action)
            actions << place.action;
    }
    return actions;
}

void PaneFocus::goRound(int step)
{
    const int count = int(m_places.size());
    const QWidget* focus = m_window->focusWidget();
    const auto isInside
        = [focus](const Place& place) { return place.pane == focus || place.pane->isAncestorOf(focus); };
    const auto current = std::ranges::find_if(m_places, isInside);
    int place = current == m_places.end() ? (step > 0 ? -1 : count) : int(current - m_places.begin());
    for (int tries = 0; tries < count; ++tries) {
        place = (place + step + count) % count;
        const Place& next = m_places[std::size_t(place)];
        if (!isSeen(*next.pane))
            continue;
        next.focus->setFocus(Qt::ShortcutFocusReason);
        return;
    }
}

} // namespace ui
