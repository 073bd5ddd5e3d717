// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/panelayout.h"

#include "session/settings.h"
#include "ui/bytes/bytespane.h"
#include "ui/composer/composerfaces.h"
#include "ui/mainwindow/captureview.h"
#include "ui/mainwindow/docktitle.h"
#include "ui/mainwindow/windowplace.h"
#include "ui/notice/noticebar.h"
#include "ui/openbar/openbar.h"
#include "ui/payloads/payloadspane.h"
#include "ui/properties/propertypanel.h"
#include "ui/sockets/endpointspane.h"
#include "ui/tcpinfo/tcpinfopane.h"
#include "ui/theme/tones.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QDockWidget>
#include <QEvent>
#include <QMainWindow>
#include <QScreen>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int LayoutVersion = 4; // raise it when panes come or go: an older layout is then not restored
constexpr int EndpointsWidth = 31 * GridPixels;
constexpr int NarrowEndpointsWidth = 25 * GridPixels;
constexpr int DetailsWidth = 55 * GridPixels; // of what is about the endpoint, below the log
constexpr int ColumnWidth = 47 * GridPixels; // of the same, at the right
constexpr int NarrowBelow = 1100; // the width at which two panes beside each other below the log cut their texts
constexpr int WideFrom = 1500;
constexpr int LogHeight = 56 * GridPixels; // that the log is to have before what is below it gets more than the least
constexpr int LeastBelow = 16 * GridPixels;
constexpr int MostBelow = 36 * GridPixels;

QString docksKey(std::size_t room)
{
    constexpr std::array<QStringView, 3> Keys{u"docks-narrow", u"docks", u"docks-wide"};
    return Keys[room].toString();
}

} // namespace

PaneLayout::PaneLayout(const Panes& panes, QMainWindow* window)
    : QObject(window)
    , m_panes(panes)
    , m_window(window)
    , m_places(new QStackedWidget)
    , m_docks(new QMainWindow)
    , m_endpoints(addDock(tr("Endpoints"), u"endpoints"_s, panes.endpoints))
    , m_payloads(addDock(tr("Payloads"), u"payloads"_s, panes.payloads))
    , m_record(addDock(tr("Record"), u"record"_s, panes.capture->bytes()))
    , m_properties(addDock(tr("Properties"), u"properties"_s, panes.properties))
    , m_tcpInfo(addDock(tr("TCP_INFO"), u"tcpinfo"_s, panes.tcpInfo))
    , m_composerAction(addToggle(tr("&Send and Call")))
    , m_tcpInfoAction(addToggle(m_tcpInfo->windowTitle()))
{
    m_record->setTitleBarWidget(panes.capture->bytes()->header());
    m_docks->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    m_docks->setDockOptions(
        QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::GroupedDragging);
    m_docks->setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    m_docks->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    connect(m_tcpInfo, &QDockWidget::visibilityChanged, panes.tcpInfo, &TcpInfoPane::setRaised);
    connect(m_composerAction, &QAction::toggled, panes.faces, &QWidget::setVisible);
    connect(m_tcpInfoAction, &QAction::toggled, this, &PaneLayout::showTcpInfo);
    connect(m_payloads->toggleViewAction(), &QAction::triggered, m_payloads, &QWidget::raise);
    connect(panes.capture, &CaptureView::recordNeeded, this, &PaneLayout::showRecord);
    fillCentre();
}

QAction* PaneLayout::addToggle(const QString& text)
{
    auto* action = new QAction(text, this);
    action->setCheckable(true);
    action->setChecked(true);
    return action;
}

/// A pane that can be moved, floated and hidden, and says by its object name where it was. Until it is arranged it is
/// at the left.
QDockWidget* PaneLayout::addDock(const QString& title, const QString& name, QWidget* pane)
{
    auto* dock = new QDockWidget(title);
    dock->setObjectName(name);
    dock->setWidget(pane);
    dock->setTitleBarWidget(new DockTitle(title));
    dock->installEventFilter(this);
    m_docks->addDockWidget(Qt::LeftDockWidgetArea, dock);
    for (const auto changed : {&QDockWidget::visibilityChanged, &QDockWidget::topLevelChanged})
        connect(dock, changed, this, &PaneLayout::showTitles);
    connect(dock, &QDockWidget::dockLocationChanged, this, &PaneLayout::showTitles);
    return dock;
}

/// The docks are in a main window within the main window: they then lie between what opens and what sends.
void PaneLayout::fillCentre()
{
    m_docks->setWindowFlags(Qt::Widget);
    m_docks->setContextMenuPolicy(Qt::NoContextMenu);
    m_docks->setCentralWidget(m_panes.capture);
    m_docks->installEventFilter(this);
    m_places->addWidget(m_docks);
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_panes.openBar);
    column->addWidget(m_panes.notices);
    column->addWidget(m_places, 1);
    column->addWidget(m_panes.faces);
    m_window->setCentralWidget(centre);
}

void PaneLayout::setBeginning(QWidget* page)
{
    m_places->insertWidget(0, page);
    m_places->setCurrentWidget(page);
}

void PaneLayout::showPanes()
{
    if (m_places->currentWidget() == m_docks)
        return;
    m_places->setCurrentWidget(m_docks);
    // How large they are is known when they have been laid out, which a hidden page is not; until then nobody sees
    // them.
    m_docks->setUpdatesEnabled(false);
    QMetaObject::invokeMethod(this, &PaneLayout::arrange, Qt::QueuedConnection);
}

QList<QAction*> PaneLayout::actions() const
{
    return {m_endpoints->toggleViewAction(), m_payloads->toggleViewAction(), m_record->toggleViewAction(),
        m_panes.capture->bytes()->inspectorAction(), m_properties->toggleViewAction(), m_tcpInfoAction,
        m_composerAction};
}

PaneLayout::Room PaneLayout::roomNow() const
{
    const int width = m_docks->width();
    return width < NarrowBelow ? Room::Narrow : width < WideFrom ? Room::Usual : Room::Wide;
}

bool PaneLayout::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Resize || !m_isArranged)
        return QObject::eventFilter(watched, event);
    if (roomNow() == m_room) {
        m_sizes[std::size_t(m_room)] = {m_endpoints->width(), m_properties->width(), m_record->height()};
    } else if (watched == m_docks) {
        m_isArranged = false;
        QMetaObject::invokeMethod(this, &PaneLayout::arrange, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void PaneLayout::reset()
{
    for (Sizes& sizes : m_sizes)
        sizes = {};
    m_composerAction->setChecked(true);
    m_tcpInfoAction->setChecked(true);
    m_payloads->hide();
    m_panes.capture->bytes()->restoreState({});
    arrange();
}

void PaneLayout::arrange()
{
    m_isArranged = false;
    m_room = roomNow();
    const bool hasPayloads = !m_payloads->isHidden(); // in all rooms or in none
    place();
    const QByteArray lastTime = std::exchange(m_states[std::size_t(m_room)], {});
    const bool isRestored = m_docks->restoreState(lastTime, LayoutVersion);
    showTcpInfo();
    m_payloads->setVisible(hasPayloads);
    showTitles();
    if (!isRestored)
        shareRoom();
    // Again when they are laid out: what they need at least was not known before.
    const auto finish = [this, isRestored] {
        if (!isRestored)
            shareRoom();
        m_isArranged = true;
        m_docks->setUpdatesEnabled(true);
        if (roomNow() != m_room) // the window went on to another width meanwhile
            arrange();
    };
    QMetaObject::invokeMethod(this, finish, Qt::QueuedConnection);
}

/// Puts the docks where they belong.
void PaneLayout::place()
{
    for (QDockWidget* dock : {m_endpoints, m_record, m_properties, m_tcpInfo}) {
        dock->setFloating(false);
        dock->show();
    }
    m_docks->addDockWidget(Qt::LeftDockWidgetArea, m_endpoints);
    m_payloads->setFloating(false);
    m_docks->tabifyDockWidget(m_endpoints, m_payloads);
    (m_payloads->isHidden() ? m_endpoints : m_payloads)->raise();
    m_docks->addDockWidget(Qt::BottomDockWidgetArea, m_record);
    QDockWidget* first = m_properties;
    if (m_room == Room::Wide)
        m_docks->addDockWidget(Qt::RightDockWidgetArea, first);
    else if (m_room == Room::Usual)
        m_docks->splitDockWidget(m_record, first, Qt::Horizontal);
    else
        m_docks->tabifyDockWidget(m_record, first);
    m_docks->tabifyDockWidget(first, m_tcpInfo);
    (m_room == Room::Narrow ? m_record : first)->raise();
}

void PaneLayout::shareRoom()
{
    Sizes sizes = m_sizes[std::size_t(m_room)];
    if (sizes.below == 0) {
        sizes.endpoints = m_room == Room::Narrow ? NarrowEndpointsWidth : EndpointsWidth;
        sizes.details = m_room == Room::Wide ? ColumnWidth : DetailsWidth;
        sizes.below = std::clamp(m_docks->height() - LogHeight, LeastBelow, MostBelow);
    }
    m_docks->resizeDocks({m_endpoints}, {sizes.endpoints}, Qt::Horizontal);
    if (m_room == Room::Usual) {
        const int handles = 2 * m_docks->style()->pixelMetric(QStyle::PM_DockWidgetSeparatorExtent, nullptr, m_docks);
        const int record = m_docks->width() - sizes.endpoints - sizes.details - handles;
        m_docks->resizeDocks({m_record, m_properties}, {record, sizes.details}, Qt::Horizontal);
    } else if (m_room == Room::Wide) {
        m_docks->resizeDocks({m_properties}, {sizes.details}, Qt::Horizontal);
    }
    m_docks->resizeDocks({m_record}, {sizes.below}, Qt::Vertical);
}

void PaneLayout::showRecord() const
{
    m_record->show();
    m_record->raise();
}

void PaneLayout::openPayloads()
{
    showPanes();
    m_payloads->show();
    m_payloads->raise();
}

void PaneLayout::setHasTcpInfo(bool hasFigures)
{
    if (m_hasTcpInfo == hasFigures)
        return;
    m_hasTcpInfo = hasFigures;
    showTcpInfo();
}

void PaneLayout::showTcpInfo() const
{
    m_tcpInfo->setVisible(m_hasTcpInfo && m_tcpInfoAction->isChecked());
}

/// Where there is a tab, it is the title. The record's says its call.
void PaneLayout::showTitles() const
{
    for (QDockWidget* dock : {m_endpoints, m_payloads, m_properties, m_tcpInfo}) {
        const QList<QDockWidget*> beside = m_docks->tabifiedDockWidgets(dock);
        const bool isTabbed = std::ranges::any_of(beside, [](const QDockWidget* other) { return !other->isHidden(); });
        static_cast<DockTitle*>(dock->titleBarWidget())->setFolded(isTabbed && !dock->isFloating());
    }
}

void PaneLayout::restore(const session::Settings& settings)
{
    m_window->resize(firstWindowSize(m_window->screen()->availableSize()));
    m_window->restoreGeometry(settings.widgetState(u"window"_s));
    for (std::size_t room = 0; room < Rooms; ++room)
        m_states[room] = settings.widgetState(docksKey(room));
    m_panes.capture->log()->restoreState(settings.widgetState(u"log"_s));
    m_panes.capture->bytes()->restoreState(settings.widgetState(u"bytes"_s));
    m_tcpInfoAction->setChecked(settings.widgetState(u"tcpinfo"_s) != "off"_ba);
    m_payloads->setVisible(settings.widgetState(u"payloads"_s) == "on"_ba);
    place(); // what a page asks for counts while it is hidden, too
}

void PaneLayout::save(session::Settings& settings) const
{
    if (m_isArranged)
        settings.setWidgetState(docksKey(std::size_t(m_room)), m_docks->saveState(LayoutVersion));
    settings.setWidgetState(u"window"_s, m_window->saveGeometry());
    settings.setWidgetState(u"log"_s, m_panes.capture->log()->saveState());
    settings.setWidgetState(u"bytes"_s, m_panes.capture->bytes()->saveState());
    settings.setWidgetState(u"tcpinfo"_s, m_tcpInfoAction->isChecked() ? "on"_ba : "off"_ba);
    settings.setWidgetState(u"payloads"_s, m_payloads->isHidden() ? "off"_ba : "on"_ba);
}

} // namespace ui
