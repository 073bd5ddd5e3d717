// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/panelayout.h"

#include "session/settings.h"
#include "ui/bytes/bytespane.h"
#include "ui/composer/composerfaces.h"
#include "ui/mainwindow/captureview.h"
#include "ui/mainwindow/windowplace.h"
#include "ui/notice/noticebar.h"
#include "ui/openbar/openbar.h"
#include "ui/properties/propertypanel.h"
#include "ui/sockets/endpointspane.h"
#include "ui/tcpinfo/tcpinfopane.h"
#include "ui/theme/tones.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int LayoutVersion = 3; // raise it when panes come or go: an older layout is then not restored
constexpr int EndpointsWidth = 31 * GridPixels;
constexpr int PropertiesWidth = 36 * GridPixels;

/// A dock that is behind another in a tab is visible to Qt, which keeps it above the window's edge.
bool isSeen(const QWidget& pane)
{
    const QWidget* window = pane.window();
    return pane.isVisible() && window->rect().intersects(QRect(pane.mapTo(window, QPoint()), pane.size()));
}

} // namespace

PaneLayout::PaneLayout(const Panes& panes, QMainWindow* window)
    : QObject(window)
    , m_panes(panes)
    , m_window(window)
    , m_places(new QMainWindow)
    , m_endpoints(addDock(Qt::LeftDockWidgetArea, tr("Endpoints"), u"endpoints"_s, panes.endpoints))
    , m_properties(addDock(Qt::RightDockWidgetArea, tr("Properties"), u"properties"_s, panes.properties))
    , m_tcpInfo(addDock(Qt::RightDockWidgetArea, tr("TCP_INFO"), u"tcpinfo"_s, panes.tcpInfo))
    , m_composerAction(new QAction(tr("&Send and Call"), this))
{
    m_places->setTabPosition(Qt::RightDockWidgetArea, QTabWidget::North);
    connect(m_tcpInfo, &QDockWidget::visibilityChanged, panes.tcpInfo, &TcpInfoPane::setRaised);
    m_composerAction->setCheckable(true);
    m_composerAction->setChecked(true);
    connect(m_composerAction, &QAction::toggled, panes.faces, &QWidget::setVisible);
    fillCentre();
}

/// A pane at the side; it can be moved, floated and hidden, and says by its object name where it was.
QDockWidget* PaneLayout::addDock(Qt::DockWidgetArea area, const QString& title, const QString& name, QWidget* pane)
{
    auto* dock = new QDockWidget(title);
    dock->setObjectName(name);
    dock->setWidget(pane);
    m_places->addDockWidget(area, dock);
    return dock;
}

/// The docks are in a main window within the main window: they then lie below the open bar, and not beside it.
void PaneLayout::fillCentre()
{
    m_panes.capture->addWidget(m_panes.faces);
    m_places->setWindowFlags(Qt::Widget);
    m_places->setContextMenuPolicy(Qt::NoContextMenu);
    m_places->setCentralWidget(m_panes.capture);
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_panes.openBar);
    column->addWidget(m_panes.notices);
    column->addWidget(m_places, 1);
    m_window->setCentralWidget(centre);
}

QList<QAction*> PaneLayout::actions() const
{
    return {m_endpoints->toggleViewAction(), m_properties->toggleViewAction(), m_tcpInfo->toggleViewAction(),
        m_panes.capture->bytesAction(), m_panes.capture->bytes()->inspectorAction(), m_composerAction};
}

void PaneLayout::reset()
{
    m_panes.capture->bytesAction()->setChecked(true);
    m_composerAction->setChecked(true);
    arrange();
    m_panes.capture->showBytesIfWanted();
}

void PaneLayout::arrange()
{
    for (QDockWidget* dock : {m_endpoints, m_properties, m_tcpInfo}) {
        dock->setFloating(false);
        dock->show();
    }
    m_places->addDockWidget(Qt::LeftDockWidgetArea, m_endpoints);
    m_places->addDockWidget(Qt::RightDockWidgetArea, m_properties);
    m_places->splitDockWidget(m_properties, m_tcpInfo, Qt::Vertical);
    m_places->resizeDocks({m_endpoints, m_properties}, {EndpointsWidth, PropertiesWidth}, Qt::Horizontal);
    m_places->resizeDocks({m_properties, m_tcpInfo}, {1, 1}, Qt::Vertical);
    for (int i = 0; i < m_panes.capture->count(); ++i)
        m_panes.capture->widget(i)->show();
    m_panes.capture->bytes()->restoreState({});
    // The log takes most; the composer what it needs.
    m_panes.capture->setSizes({5000, 2500, 1});
}

void PaneLayout::restore(const session::Settings& settings)
{
    m_window->resize(firstWindowSize(m_window->screen()->availableSize()));
    arrange();
    m_window->restoreGeometry(settings.widgetState(u"window"_s));
    m_places->restoreState(settings.widgetState(u"docks"_s), LayoutVersion);
    if (const QByteArray centre = settings.widgetState(u"centre"_s); !centre.isEmpty())
        m_panes.capture->restoreState(centre);
    m_panes.capture->log()->restoreState(settings.widgetState(u"log"_s));
    m_panes.capture->bytes()->restoreState(settings.widgetState(u"bytes"_s));
    m_panes.capture->showBytesIfWanted();
}

void PaneLayout::save(session::Settings& settings) const
{
    settings.setWidgetState(u"window"_s, m_window->saveGeometry());
    settings.setWidgetState(u"docks"_s, m_places->saveState(LayoutVersion));
    settings.setWidgetState(u"centre"_s, m_panes.capture->saveState());
    settings.setWidgetState(u"log"_s, m_panes.capture->log()->saveState());
    settings.setWidgetState(u"bytes"_s, m_panes.capture->bytes()->saveState());
}

void PaneLayout::goRound(int step)
{
    const std::array<QWidget*, 7> panes{m_panes.openBar, m_panes.endpoints, m_panes.capture->log()->view(),
        m_panes.capture->bytes(), m_panes.faces, m_panes.properties, m_panes.tcpInfo};
    const int count = int(panes.size());
    const QWidget* focus = m_window->focusWidget();
    const auto isInside = [focus](const QWidget* pane) { return pane == focus || pane->isAncestorOf(focus); };
    const auto current = std::find_if(panes.begin(), panes.end(), isInside);
    int place = current == panes.end() ? (step > 0 ? -1 : count) : int(current - panes.begin());
    for (int tries = 0; tries < count; ++tries) {
        place = (place + step + count) % count;
        QWidget* pane = panes[std::size_t(place)];
        if (!isSeen(*pane))
            continue;
        if (pane == m_panes.openBar)
            m_panes.openBar->focusAddress();
        else
            pane->setFocus(Qt::ShortcutFocusReason);
        return;
    }
}

} // namespace ui
