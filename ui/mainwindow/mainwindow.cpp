// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/mainwindow.h"

#include "session/localaddresses.h"
#include "session/models/endpointmodel.h"
#include "session/properties/propertymodel.h"
#include "session/session.h"
#include "ui/bytes/bytespane.h"
#include "ui/calls/callspane.h"
#include "ui/calls/waitingstrip.h"
#include "ui/composer/composer.h"
#include "ui/mainwindow/afteropening.h"
#include "ui/mainwindow/captureactions.h"
#include "ui/mainwindow/captureview.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/mainwindow/opennotices.h"
#include "ui/mainwindow/propertyfeed.h"
#include "ui/mainwindow/recordpresenter.h"
#include "ui/mainwindow/recordwatch.h"
#include "ui/mainwindow/sendtargets.h"
#include "ui/mainwindow/windowactions.h"
#include "ui/notice/noticebar.h"
#include "ui/openbar/openbar.h"
#include "ui/properties/membershipbox.h"
#include "ui/properties/propertypanel.h"
#include "ui/sockets/endpointactions.h"
#include "ui/sockets/endpointspane.h"
#include "ui/tcpinfo/tcpinfopane.h"
#include "ui/traffic/logview.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QDockWidget>
#include <QEvent>
#include <QKeyEvent>
#include <QMenuBar>
#include <QScrollArea>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// A pane at the side; it can be moved, floated and hidden, and says by its object name where it was.
QDockWidget* makeDock(const QString& title, const QString& name, QWidget* pane)
{
    auto* dock = new QDockWidget(title);
    dock->setObjectName(name);
    dock->setWidget(pane);
    return dock;
}

/// A page that may have less room than it needs. A stack asks for what its largest page needs, seen or not.
QScrollArea* scrolled(QWidget* page)
{
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    return area;
}

QToolButton* makeButton(QAction* action)
{
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setAccessibleName(action->iconText());
    return button;
}

/// A dock that is behind another in a tab is visible to Qt, which keeps it above the window's edge.
bool isSeen(const QWidget& pane)
{
    const QWidget* window = pane.window();
    return pane.isVisible() && window->rect().intersects(QRect(pane.mapTo(window, QPoint()), pane.size()));
}

} // namespace

MainWindow::MainWindow(
    std::unique_ptr<session::Session> session, session::Settings& settings, session::SendHistory& history)
    : m_session(std::move(session))
    , m_settings(settings)
    , m_properties(new session::PropertyModel(this))
    , m_recordWatch(new RecordWatch(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(u"Sockscope"_s);
    auto opened = m_session->newReader();
    const std::shared_ptr<capture::Reader> reader = opened ? std::move(*opened) : nullptr;
    buildPanes(history, reader);
    if (!opened) {
        const QString reason = QString::fromStdString(opened.error().message());
        m_notices->showNotice({Severity::Error, tr("The capture cannot be read: %1").arg(reason), {}, {}});
    }
    buildMenus();
    wireOpening();
    wireEndpoints();
    wireCalls();
    wireLog();
    wireAfterOpening();
    wireActions();
    wireFiles();
    wireRecording();
    wireRecall(history);
    m_recordWatch->setReader(reader);
    m_sendTargets->setReader(reader);
    m_afterOpening->setReader(reader);
    restoreLayout(m_layout, m_settings);
    m_capture->showBytesIfWanted();
    m_openBar->setPort(m_settings.port());
    m_openBar->focusAddress();
}

MainWindow::~MainWindow()
{
    // Panes that end still tell that nothing is current any more; nobody is to hear it.
    for (QObject* pane : std::initializer_list<QObject*>{m_endpoints, m_capture->log(), m_session->endpoints()})
        pane->disconnect(this);
    for (QObject* listener :
        std::initializer_list<QObject*>{m_recordWatch, m_afterOpening, m_sendTargets, m_propertyFeed, m_openNotices})
        delete listener;
    // Workers read what the session owns, so they end before it does.
    delete takeCentralWidget();
}

void MainWindow::buildPanes(session::SendHistory& history, std::shared_ptr<capture::Reader> reader)
{
    m_openBar = new OpenBar;
    m_notices = new NoticeBar;
    m_endpoints = new EndpointsPane;
    m_emptyState = new EmptyState;
    m_capture = new CaptureView(
        [session = m_session.get()] { return session->newReader(); }, std::move(reader), m_notices, this);
    m_capture->setBeginning(scrolled(m_emptyState));
    m_composer = new Composer(history);
    m_propertyPanel = new PropertyPanel(m_properties);
    m_memberships = new MembershipBox(*m_session);
    m_propertyPanel->addPart(m_memberships);
    m_calls = new CallsPane;
    m_tcpInfo = new TcpInfoPane(*m_session);
    m_waiting = new WaitingStrip;
    m_capture->addBelowLog(m_waiting);
    m_capture->addWidget(m_composer);

    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_openBar);
    column->addWidget(m_notices);
    column->addWidget(buildDocks(), 1);
    setCentralWidget(centre);
    m_statusLine = new StatusLine([this] { return figures(); }, this);
    setStatusBar(m_statusLine);
}

/// A main window within the main window: its docks then lie below the open bar, and not beside it.
QMainWindow* MainWindow::buildDocks()
{
    auto* panes = new QMainWindow;
    panes->setWindowFlags(Qt::Widget);
    panes->setContextMenuPolicy(Qt::NoContextMenu);
    panes->setCentralWidget(m_capture);
    QDockWidget* endpoints = makeDock(tr("Endpoints"), u"endpoints"_s, m_endpoints);
    QDockWidget* properties = makeDock(tr("Properties"), u"properties"_s, m_propertyPanel);
    QDockWidget* calls = makeDock(tr("Calls"), u"calls"_s, m_calls);
    QDockWidget* tcpInfo = makeDock(tr("TCP_INFO"), u"tcpinfo"_s, m_tcpInfo);
    panes->setTabPosition(Qt::RightDockWidgetArea, QTabWidget::North);
    panes->addDockWidget(Qt::LeftDockWidgetArea, endpoints);
    panes->addDockWidget(Qt::RightDockWidgetArea, properties);
    panes->addDockWidget(Qt::RightDockWidgetArea, tcpInfo);
    panes->tabifyDockWidget(properties, calls);
    connect(tcpInfo, &QDockWidget::visibilityChanged, m_tcpInfo, &TcpInfoPane::setRaised);
    m_layout = {this, panes, endpoints, properties, calls, tcpInfo, m_capture, m_capture->log(), m_capture->bytes()};
    return panes;
}

void MainWindow::buildMenus()
{
    m_captureActions = new CaptureActions(*m_capture, this);
    m_captureActions->applyIcons();
    m_actions = new WindowActions(m_propertyPanel->undoStack(), this);
    m_endpointActions = new EndpointActions(*m_session, this);
    m_endpoints->setActions(m_endpointActions->all());

    auto* composer = new QAction(tr("P&ayload"), this);
    composer->setCheckable(true);
    composer->setChecked(true);
    connect(composer, &QAction::toggled, m_composer, &QWidget::setVisible);
    connect(m_actions->resetLayout, &QAction::triggered, this, [this, composer] {
        m_capture->bytesAction()->setChecked(true);
        composer->setChecked(true);
        resetLayout();
    });
    m_actions->fill(menuBar(),
        {*m_captureActions, m_endpointActions->all(),
            {m_layout.endpoints->toggleViewAction(), m_layout.properties->toggleViewAction(),
                m_layout.calls->toggleViewAction(), m_layout.tcpInfo->toggleViewAction(), m_capture->bytesAction(),
                m_capture->bytes()->inspectorAction(), composer}});
    m_openBar->addTrailing(makeButton(m_captureActions->pause));
    m_openBar->addTrailing(makeButton(m_captureActions->clear));
}

void MainWindow::resetLayout()
{
    setDefaultLayout(m_layout);
    m_capture->showBytesIfWanted();
}

ClosingLoss MainWindow::closingLoss() const
{
    const quint64 records = m_session->recordCount();
    return {m_session->endpoints()->openEndpoints().size(), records - std::min(records, m_savedRecords)};
}

void MainWindow::closeUnasked()
{
    m_closesUnasked = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const ClosingLoss loss = closingLoss();
    if (!m_closesUnasked && loss.isAny() && m_settings.asksBeforeClosing()) {
        event->ignore();
        closeAfterQuestion(this, m_settings, Closing::Window, loss, [this] { closeUnasked(); });
        return;
    }
    saveLayout(m_layout, m_settings);
    QMainWindow::closeEvent(event);
}

/// F6 goes round the panes in reading order; hidden ones are passed over.
void MainWindow::cyclePane(int step)
{
    const std::array<QWidget*, 8> panes{m_openBar, m_endpoints, m_capture->log()->view(), m_capture->bytes(),
        m_composer, m_propertyPanel, m_calls, m_tcpInfo};
    const int count = int(panes.size());
    const QWidget* focus = focusWidget();
    const auto isInside = [focus](const QWidget* pane) { return pane == focus || pane->isAncestorOf(focus); };
    const auto current = std::find_if(panes.begin(), panes.end(), isInside);
    int place = current == panes.end() ? (step > 0 ? -1 : count) : int(current - panes.begin());
    for (int tries = 0; tries < count; ++tries) {
        place = (place + step + count) % count;
        QWidget* pane = panes[std::size_t(place)];
        if (!isSeen(*pane))
            continue;
        if (pane == m_openBar)
            m_openBar->focusAddress();
        else
            pane->setFocus(Qt::ShortcutFocusReason);
        return;
    }
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    // What a pane has no use for comes here.
    if (event->key() == Qt::Key_Escape)
        m_capture->presenter()->closeExplanation();
    QMainWindow::keyPressEvent(event);
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && m_actions) {
        m_actions->applyIcons();
        m_captureActions->applyIcons();
    }
    QMainWindow::changeEvent(event);
}

} // namespace ui
