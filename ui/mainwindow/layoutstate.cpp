// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/layoutstate.h"

#include "session/settings.h"
#include "ui/bytes/bytespane.h"
#include "ui/theme/tones.h"
#include "ui/traffic/trafficpane.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QScreen>
#include <QSplitter>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int LayoutVersion = 2; // raise it when panes are added: an older layout is then not restored
constexpr QSize ComfortableSize{1280, 800};
/// What a window's frame takes, which is not known before the window is shown, and a little of the desktop.
constexpr QSize FrameRoom{4 * GridPixels, 8 * GridPixels};
constexpr QPoint Cascade{4 * GridPixels, 4 * GridPixels};
constexpr int EndpointsWidth = 31 * GridPixels;
constexpr int PropertiesWidth = 36 * GridPixels;

} // namespace

void setDefaultLayout(const LayoutParts& parts)
{
    for (QDockWidget* dock : {parts.endpoints, parts.properties, parts.calls, parts.tcpInfo}) {
        dock->setFloating(false);
        dock->show();
    }
    parts.panes->addDockWidget(Qt::LeftDockWidgetArea, parts.endpoints);
    parts.panes->addDockWidget(Qt::RightDockWidgetArea, parts.properties);
    parts.panes->splitDockWidget(parts.properties, parts.tcpInfo, Qt::Vertical);
    parts.panes->tabifyDockWidget(parts.properties, parts.calls);
    parts.properties->raise();
    parts.panes->resizeDocks({parts.endpoints, parts.properties}, {EndpointsWidth, PropertiesWidth}, Qt::Horizontal);
    parts.panes->resizeDocks({parts.properties, parts.tcpInfo}, {1, 1}, Qt::Vertical);
    for (int i = 0; i < parts.centre->count(); ++i)
        parts.centre->widget(i)->show();
    parts.bytes->restoreState({});
    // The log takes most; the composer what it needs.
    parts.centre->setSizes({5000, 2500, 1});
}

QSize firstWindowSize(QSize room)
{
    return (room * 0.8).expandedTo(ComfortableSize).boundedTo(room - FrameRoom);
}

std::optional<QPoint> placeBeside(const QRect& other, QSize window, const QRect& room)
{
    const QRect place(other.topLeft() + Cascade, window);
    return room.contains(place) ? std::optional(place.topLeft()) : std::nullopt;
}

void restoreLayout(const LayoutParts& parts, const session::Settings& settings)
{
    parts.window->resize(firstWindowSize(parts.window->screen()->availableSize()));
    setDefaultLayout(parts);
    parts.window->restoreGeometry(settings.widgetState(u"window"_s));
    parts.panes->restoreState(settings.widgetState(u"docks"_s), LayoutVersion);
    if (const QByteArray centre = settings.widgetState(u"centre"_s); !centre.isEmpty())
        parts.centre->restoreState(centre);
    parts.log->restoreState(settings.widgetState(u"log"_s));
    parts.bytes->restoreState(settings.widgetState(u"bytes"_s));
}

void saveLayout(const LayoutParts& parts, session::Settings& settings)
{
    settings.setWidgetState(u"window"_s, parts.window->saveGeometry());
    settings.setWidgetState(u"docks"_s, parts.panes->saveState(LayoutVersion));
    settings.setWidgetState(u"centre"_s, parts.centre->saveState());
    settings.setWidgetState(u"log"_s, parts.log->saveState());
    settings.setWidgetState(u"bytes"_s, parts.bytes->saveState());
}

} // namespace ui
