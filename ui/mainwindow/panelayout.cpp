// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/panelayout.h"

#include "session/settings.h"
#include "ui/bytes/bytespane.h"
#include "ui/composer/composerfaces.h"
#include "ui/fields/taborder.h"
#include "ui/mainwindow/captureview.h"
#include "ui/mainwindow/detailspane.h"
#include "ui/mainwindow/dock.h"
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
#include <QMouseEvent>
#include <QScreen>
#include <QStackedWidget>
#include <QStyle>
#include <QTimer>
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
constexpr int SmallBelow = 800; // the width at which a column of endpoints leaves the log no room for its columns
constexpr int NarrowBelow = 1100; // the width at which two panes beside each other below the log cut their texts
constexpr int WideFrom = 1500;
constexpr int LogHeight = 61 * GridPixels; // of the window, before what is below the log gets more than the least
constexpr int LeastBelow = 20 * GridPixels;
constexpr int MostBelow = 31 * GridPixels;

QString docksKey(std::size_t room)
{
    constexpr std::array<QStringView, 4> Keys{u"docks-small", u"docks-narrow", u"docks", u"docks-wide"};
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
    , m_detailsPane(new DetailsPane(panes.properties, panes.tcpInfo))
    , m_details(addDock(tr("Properties"), u"properties"_s, m_detailsPane))
    , m_composerAction(addToggle(tr("&Send and Call")))
{
    m_record->setTitleBarWidget(panes.capture->bytes()->header());
    m_details->setTitleBarWidget(m_detailsPane->header());
    m_docks->installEventFilter(this);
    m_docks->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    m_docks->setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    m_docks->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    connect(m_details, &QDockWidget::visibilityChanged, panes.tcpInfo, &TcpInfoPane::setRaised);
    connect(m_composerAction, &QAction::toggled, panes.faces, &QWidget::setVisible);
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
    auto* dock = new Dock(title);
    dock->setObjectName(name);
    dock->setWidget(pane);
    dock->setTitleBarWidget(new DockTitle(title));
    dock->installEventFilter(this);
    m_docks->addDockWidget(Qt::LeftDockWidgetArea, dock);
    for (const auto changed : {&QDockWidget::visibilityChanged, &QDockWidget::topLevelChanged})
        connect(dock, changed, this, &PaneLayout::showTitles);
    connect(dock, &QDockWidget::dockLocationChanged, this, &PaneLayout::showTitles);
    // A person has put it elsewhere, and it gets its size there.
    connect(dock, &QDockWidget::dockLocationChanged, this, &PaneLayout::noteSizes, Qt::QueuedConnection);
    return dock;
}

/// By its tab a pane can be dragged only where dragging is grouped. But then one that floats joins another that does,
/// in a window of Qt's in which it gets lost: so not while there are two.
void PaneLayout::group() const
{
    const auto docks = m_docks->findChildren<QDockWidget*>();
    const bool isAlone = std::ranges::count_if(docks, &QDockWidget::isFloating) < 2;
    m_docks->setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks
        | (isAlone ? QMainWindow::GroupedDragging : QMainWindow::DockOptions()));
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
    placeInTabOrder(m_panes.openBar, page);
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
        m_panes.capture->bytes()->inspectorAction(), m_details->toggleViewAction(), m_detailsPane->tcpInfoAction(),
        m_composerAction};
}

PaneLayout::Room PaneLayout::roomNow() const
{
    const int width = m_docks->width();
    if (width < SmallBelow)
        return Room::Small;
    return width < NarrowBelow ? Room::Narrow : width < WideFrom ? Room::Usual : Room::Wide;
}

bool PaneLayout::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress: // between the docks there is no widget
        m_isDragged = watched == m_docks && !m_docks->childAt(static_cast<QMouseEvent*>(event)->position().toPoint());
        break;
    case QEvent::MouseButtonRelease:
        if (std::exchange(m_isDragged, false))
            QMetaObject::invokeMethod(this, &PaneLayout::noteSizes, Qt::QueuedConnection);
        break;
    case QEvent::Resize:
        if (m_isArranged && roomNow() == m_room) {
            keepSizesSoon();
        } else if (m_isArranged && watched == m_docks) {
            m_isArranged = false;
            QMetaObject::invokeMethod(this, &PaneLayout::arrange, Qt::QueuedConnection);
        }
        break;
    case QEvent::FontChange: keepSizesSoon(); break; // what they need at least may be less
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

void PaneLayout::reset()
{
    for (Sizes& sizes : m_sizes)
        sizes = {};
    m_composerAction->setChecked(true);
    m_detailsPane->tcpInfoAction()->setChecked(true);
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
    m_payloads->setVisible(hasPayloads);
    showTitles();
    if (!isRestored)
        shareRoom();
    // Again when they are laid out: what they need at least was not known before.
    const auto finish = [this, isRestored] {
        if (!isRestored)
            shareRoom();
        m_isArranged = true;
        if (isRestored)
            noteSizes();
        m_docks->setUpdatesEnabled(true);
        if (roomNow() != m_room) // the window went on to another width meanwhile
            arrange();
    };
    QMetaObject::invokeMethod(this, finish, Qt::QueuedConnection);
}

/// Puts the docks where they belong.
void PaneLayout::place()
{
    for (QDockWidget* dock : {m_endpoints, m_record, m_details}) {
        dock->setFloating(false);
        dock->show();
    }
    m_docks->addDockWidget(m_room == Room::Small ? Qt::BottomDockWidgetArea : Qt::LeftDockWidgetArea, m_endpoints);
    m_payloads->setFloating(false);
    m_docks->tabifyDockWidget(m_endpoints, m_payloads);
    (m_payloads->isHidden() ? m_endpoints : m_payloads)->raise();
    m_docks->addDockWidget(Qt::BottomDockWidgetArea, m_record);
    if (m_room == Room::Small)
        m_docks->tabifyDockWidget(m_endpoints, m_record);
    if (m_room == Room::Wide)
        m_docks->addDockWidget(Qt::RightDockWidgetArea, m_details);
    else if (m_room == Room::Usual)
        m_docks->splitDockWidget(m_record, m_details, Qt::Horizontal);
    else
        m_docks->tabifyDockWidget(m_record, m_details);
    m_record->raise();
}

/// Where no one has given any yet.
PaneLayout::Sizes PaneLayout::firstSizes() const
{
    const int height = m_window->height();
    Sizes sizes;
    sizes.endpoints = m_room == Room::Narrow ? NarrowEndpointsWidth : EndpointsWidth;
    sizes.details = m_room == Room::Wide ? ColumnWidth : DetailsWidth;
    sizes.below
        = std::clamp(height - LogHeight, std::min(LeastBelow, height * 3 / 10), std::max(MostBelow, height * 3 / 10));
    return sizes;
}

void PaneLayout::shareRoom()
{
    const Sizes& given = m_sizes[std::size_t(m_room)];
    const Sizes sizes = given.below == 0 ? firstSizes() : given;
    if (m_room != Room::Small)
        m_docks->resizeDocks({m_endpoints}, {sizes.endpoints}, Qt::Horizontal);
    if (m_room == Room::Usual) {
        const int handles = 2 * m_docks->style()->pixelMetric(QStyle::PM_DockWidgetSeparatorExtent, nullptr, m_docks);
        const int record = m_docks->width() - sizes.endpoints - sizes.details - handles;
        m_docks->resizeDocks({m_record, m_details}, {record, sizes.details}, Qt::Horizontal);
    } else if (m_room == Room::Wide) {
        m_docks->resizeDocks({m_details}, {sizes.details}, Qt::Horizontal);
    }
    m_docks->resizeDocks({m_record}, {sizes.below}, Qt::Vertical);
}

PaneLayout::Sizes PaneLayout::sizesNow() const
{
    return {m_endpoints->width(), m_details->width(), m_record->height()};
}

void PaneLayout::openPayloads()
{
    showPanes();
    m_payloads->show();
    m_payloads->raise();
}

/// They are as a person wants them.
void PaneLayout::noteSizes()
{
    if (m_isArranged)
        m_sizes[std::size_t(m_room)] = sizesNow();
}

/// Once all that is on its way has been laid out.
void PaneLayout::keepSizesSoon()
{
    if (!std::exchange(m_isKeeping, true))
        QTimer::singleShot(0, this, &PaneLayout::keepSizes);
}

/// The docks take from each other what a part of them suddenly needs, and do not give it back by themselves.
void PaneLayout::keepSizes()
{
    m_isKeeping = false;
    if (m_isArranged && !m_isDragged)
        shareRoom();
}

void PaneLayout::showRecord() const
{
    m_record->show();
    m_record->raise();
}

/// Where there is a tab, it is the title. The record's says its call.
void PaneLayout::showTitles() const
{
    group();
    const auto isTabbed = [this](QDockWidget* dock) {
        const QList<QDockWidget*> beside = m_docks->tabifiedDockWidgets(dock);
        return !dock->isFloating()
            && std::ranges::any_of(beside, [](const QDockWidget* other) { return !other->isHidden(); });
    };
    for (QDockWidget* dock : {m_endpoints, m_payloads})
        static_cast<DockTitle*>(dock->titleBarWidget())->setFolded(isTabbed(dock));
    m_detailsPane->setUnderTab(isTabbed(m_details));
}

void PaneLayout::restore(const session::Settings& settings)
{
    m_window->resize(firstWindowSize(m_window->screen()->availableSize()));
    m_window->restoreGeometry(settings.widgetState(u"window"_s));
    for (std::size_t room = 0; room < Rooms; ++room)
        m_states[room] = settings.widgetState(docksKey(room));
    m_panes.capture->log()->restoreState(settings.widgetState(u"log"_s));
    m_panes.capture->bytes()->restoreState(settings.widgetState(u"bytes"_s));
    m_detailsPane->tcpInfoAction()->setChecked(settings.widgetState(u"tcpinfo"_s) != "off"_ba);
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
    settings.setWidgetState(u"tcpinfo"_s, m_detailsPane->tcpInfoAction()->isChecked() ? "on"_ba : "off"_ba);
    settings.setWidgetState(u"payloads"_s, m_payloads->isHidden() ? "off"_ba : "on"_ba);
}

} // namespace ui
