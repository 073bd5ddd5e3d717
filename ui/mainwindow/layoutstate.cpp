// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/layoutstate.h"

#include "ui/bytes/bytespane.h"
#include "ui/theme/tones.h"
#include "ui/traffic/trafficpane.h"
#include "workspace/settings.h"

#include <QDockWidget>
#include <QGuiApplication>
#include <QMainWindow>
#include <QScreen>
#include <QSplitter>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int LayoutVersion = 2; // raise it when panes are added: an older layout is then not restored
constexpr QSize DefaultSize{1280, 800};
constexpr int EndpointsWidth = 31 * GridPixels;
constexpr int PropertiesWidth = 36 * GridPixels;

} // namespace

void setDefaultLayout(const LayoutParts& parts)
{
    const QSize room = QGuiApplication::primaryScreen()->availableSize();
    parts.window->resize(DefaultSize.boundedTo(room));
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

void restoreLayout(const LayoutParts& parts, const workspace::Settings& settings)
{
    setDefaultLayout(parts);
    parts.window->restoreGeometry(settings.widgetState(u"window"_s));
    parts.panes->restoreState(settings.widgetState(u"docks"_s), LayoutVersion);
    if (const QByteArray centre = settings.widgetState(u"centre"_s); !centre.isEmpty())
        parts.centre->restoreState(centre);
    parts.log->restoreState(settings.widgetState(u"log"_s));
    parts.bytes->restoreState(settings.widgetState(u"bytes"_s));
}

void saveLayout(const LayoutParts& parts, workspace::Settings& settings)
{
    settings.setWidgetState(u"window"_s, parts.window->saveGeometry());
    settings.setWidgetState(u"docks"_s, parts.panes->saveState(LayoutVersion));
    settings.setWidgetState(u"centre"_s, parts.centre->saveState());
    settings.setWidgetState(u"log"_s, parts.log->saveState());
    settings.setWidgetState(u"bytes"_s, parts.bytes->saveState());
}

} // namespace ui
