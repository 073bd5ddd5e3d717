// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/mainwindow.h"

#include "session/models/endpointmodel.h"
#include "session/session.h"
#include "ui/calls/callline.h"
#include "ui/calls/waitingstrip.h"
#include "ui/composer/composer.h"
#include "ui/composer/composerfaces.h"
#include "ui/mainwindow/captureactions.h"
#include "ui/mainwindow/capturefilesaver.h"
#include "ui/mainwindow/captureopener.h"
#include "ui/mainwindow/captureview.h"
#include "ui/mainwindow/detailspane.h"
#include "ui/mainwindow/editactions.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/mainwindow/endpointopener.h"
#include "ui/mainwindow/endpointpanes.h"
#include "ui/mainwindow/panefocus.h"
#include "ui/mainwindow/recording.h"
#include "ui/mainwindow/recordpresenter.h"
#include "ui/mainwindow/recordwatch.h"
#include "ui/mainwindow/savedpayloads.h"
#include "ui/mainwindow/sendagain.h"
#include "ui/mainwindow/sendtargets.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/windowactions.h"
#include "ui/notice/noticebar.h"
#include "ui/openbar/openbar.h"
#include "ui/payloads/payloadspane.h"
#include "ui/properties/propertypanel.h"
#include "ui/sockets/endpointactions.h"
#include "ui/sockets/endpointspane.h"
#include "ui/traffic/rowmenu.h"
#include "ui/traffic/trafficpane.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QScrollArea>
#include <QToolButton>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

MainWindow::MainWindow(std::unique_ptr<session::Session> session, session::Settings& settings,
    session::SendHistory& history, library::PayloadLibrary& payloads)
    : m_session(std::move(session))
    , m_settings(settings)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(u"Sockscope"_s);
    buildPanes(history, payloads);
    buildMenus();
    wireSession();
    wireEndpoints();
    wirePayloads();
    wireFiles();
    wireActions();
    wireOpening();
    m_layout->restore(m_settings);
    m_panes.openBar->focusAddress();
}

MainWindow::~MainWindow()
{
    // Panes that end still tell that nothing is current any more; nobody is to hear it.
    disconnect(m_panes.endpoints, &EndpointsPane::currentEndpointChanged, nullptr, nullptr);
    // Workers read what the session owns, and what keeps the panes together refers to it: they end before it does.
    delete takeCentralWidget();
    for (QObject* part : std::initializer_list<QObject*>{m_opener, m_sendTargets, m_endpointPanes, m_recordWatch})
        delete part;
}

void MainWindow::buildPanes(session::SendHistory& history, library::PayloadLibrary& payloads)
{
    auto opened = m_session->newReader();
    const std::shared_ptr<capture::Reader> reader = opened ? std::move(*opened) : nullptr;
    m_recordWatch = new RecordWatch(reader, this);
    m_panes.openBar = new OpenBar;
    m_panes.notices = new NoticeBar;
    m_panes.endpoints = new EndpointsPane;
    m_panes.payloads = new PayloadsPane;
    m_panes.composer = new Composer(history);
    m_panes.capture
        = new CaptureView([session = m_session.get()] { return session->newReader(); }, reader, m_panes.notices, this);
    if (!opened) {
        const QString reason = QString::fromStdString(opened.error().message());
        showNotice({Severity::Error, tr("The capture cannot be read: %1").arg(reason), {}, {}});
    }
    m_endpointPanes = new EndpointPanes(*m_session, *m_recordWatch, *m_panes.capture, m_panes.notices, this);
    m_panes.properties = m_endpointPanes->properties();
    m_panes.faces = new ComposerFaces(m_panes.composer, m_endpointPanes->calls());
    m_panes.tcpInfo = m_endpointPanes->tcpInfo();
    m_panes.capture->addBelowLog(m_endpointPanes->waiting());
    m_savedPayloads = new SavedPayloads(payloads, m_panes.payloads, m_panes.composer, m_panes.notices, this);
    m_layout = new PaneLayout(m_panes, this);
    m_focus = new PaneFocus(m_panes, this);
    m_recording = new Recording(*m_session, m_settings, m_panes.notices, this);
    m_statusLine = new StatusLine([this] { return m_recording->figures(); }, this);
    setStatusBar(m_statusLine);
    connect(m_endpointPanes, &EndpointPanes::hasTcpInfoChanged, m_layout->details(), &DetailsPane::setHasTcpInfo);
    connect(m_endpointPanes, &EndpointPanes::nameChanged, m_layout->details(), &DetailsPane::setEndpointName);
}

void MainWindow::buildMenus()
{
    m_captureActions = new CaptureActions(*m_panes.capture, this);
    m_captureActions->applyIcons();
    m_actions = new WindowActions(m_panes.properties->undoStack(), this);
    m_layout->setBeginning(scrolled(new EmptyState(*m_actions)));
    const QList<QAction*>& ofEndpoint = m_endpointPanes->actions()->all();
    m_panes.endpoints->setActions(ofEndpoint);
    m_actions->fill(menuBar(),
        {*m_captureActions, ofEndpoint, m_layout->actions(), m_focus->actions(), m_savedPayloads->saveAction(),
            m_savedPayloads->fileActions()});
    m_panes.openBar->addTrailing(makeButton(m_captureActions->pause));
    m_panes.openBar->addTrailing(makeButton(m_captureActions->clear));
}

void MainWindow::wireSession()
{
    connect(m_session.get(), &session::Session::grown, this, [this](quint64 count) {
        m_panes.capture->grow(count);
        m_recordWatch->grow(count);
        m_statusLine->markChanged();
        showLogIfAny();
    });
    connect(m_session.get(), &session::Session::statusesChanged, m_statusLine, &StatusLine::markChanged);
    connect(m_session->endpoints(), &session::EndpointModel::statusChanged, this, [this](base::EndpointId id) {
        if (const engine::EndpointStatus* status = m_session->endpoints()->status(id))
            m_panes.capture->presenter()->renameEndpoint(id, status->info.name);
        showLogIfAny();
    });
}

void MainWindow::wireEndpoints()
{
    m_sendTargets = new SendTargets(*m_session, *m_recordWatch, m_panes.composer, this);
    m_panes.endpoints->setModel(m_session->endpoints(), m_session->reopening(), m_session->names());
    connect(
        m_endpointPanes->actions(), &EndpointActions::nameEditRequested, m_panes.endpoints, &EndpointsPane::editName);
    connect(m_sendTargets, &SendTargets::targetChanged, m_actions, &WindowActions::setTarget);
    connect(m_panes.endpoints, &EndpointsPane::currentEndpointChanged, m_endpointPanes, &EndpointPanes::setCurrent);
    connect(m_panes.endpoints, &EndpointsPane::currentEndpointChanged, m_sendTargets, &SendTargets::setCurrentEndpoint);
    connect(m_endpointPanes, &EndpointPanes::socketOpened, m_panes.endpoints, &EndpointsPane::select);
}

void MainWindow::wirePayloads()
{
    auto* sendAgain = new SendAgain(*m_session, *m_panes.capture->log()->view(), m_panes.composer, this);
    connect(m_panes.capture->log()->menu(), &RowMenu::opened, sendAgain, &SendAgain::addTo);
    connect(sendAgain, &SendAgain::saveRequested, m_savedPayloads, &SavedPayloads::save);
    connect(m_savedPayloads, &SavedPayloads::paneNeeded, m_layout, &PaneLayout::openPayloads);
    connect(m_savedPayloads, &SavedPayloads::composerNeeded, m_panes.faces, [panes = m_panes] {
        panes.faces->turnTo(ComposerFaces::Face::Send);
        panes.faces->setFocus(Qt::OtherFocusReason);
    });
}

void MainWindow::wireFiles()
{
    connect(
        m_panes.capture->saver(), &CaptureFileSaver::allSaved, this, [this](quint64 count) { m_savedRecords = count; });
    m_captureOpener = new CaptureOpener(this);
    connect(m_captureOpener, &CaptureOpener::noticeRaised, m_panes.notices, &NoticeBar::showNotice);
    connect(m_captureOpener, &CaptureOpener::noticeWithdrawn, m_panes.notices, &NoticeBar::withdraw);
    connect(m_actions->openCapture, &QAction::triggered, m_captureOpener, &CaptureOpener::choose);
    setAcceptDrops(true);
}

void MainWindow::wireActions()
{
    connect(m_actions->newWindow, &QAction::triggered, this, &MainWindow::newWindowRequested);
    connect(m_actions, &WindowActions::themeChosen, this, &MainWindow::themeChosen);
    m_actions->setTheme(m_settings.theme());
    // What is sent is seen first.
    connect(m_actions->send, &QAction::triggered, m_panes.composer, [panes = m_panes] {
        if (panes.faces->face() == ComposerFaces::Face::Send)
            panes.composer->send();
        panes.faces->turnTo(ComposerFaces::Face::Send);
    });
    connect(m_actions->sendFile, &QAction::triggered, m_panes.composer, &Composer::chooseFile);
    connect(m_actions->nextPane, &QAction::triggered, m_focus, [this] { m_focus->goRound(1); });
    connect(m_actions->previousPane, &QAction::triggered, m_focus, [this] { m_focus->goRound(-1); });
    connect(m_actions->zoomIn, &QAction::triggered, this, [this] { Q_EMIT zoomRequested(1); });
    connect(m_actions->zoomOut, &QAction::triggered, this, [this] { Q_EMIT zoomRequested(-1); });
    connect(m_actions->zoomReset, &QAction::triggered, this, [this] { Q_EMIT zoomRequested(0); });
    connect(m_actions->resetLayout, &QAction::triggered, m_layout, &PaneLayout::reset);
    connect(m_actions->recordingLimits, &QAction::triggered, m_recording, &Recording::chooseLimits);
    connect(m_actions->closeWindow, &QAction::triggered, this, &QWidget::close);
    connect(m_actions->quit, &QAction::triggered, this, &MainWindow::quitRequested);
    connect(m_actions->reopenLast, &QAction::triggered, this, &MainWindow::reopenRequested);
}

/// After the log, which is then told of a record before the record is gone to.
void MainWindow::wireOpening()
{
    m_opener = new EndpointOpener(*m_session, m_settings, m_recordWatch->reader(), m_panes, this);
    connect(m_endpointPanes->actions(), &EndpointActions::openRequested, m_opener, &EndpointOpener::open);
    connect(m_endpointPanes->actions(), &EndpointActions::reopenRequested, m_opener, &EndpointOpener::openAgain);
    connect(m_actions->echoLab, &QAction::triggered, m_opener, &EndpointOpener::openEchoLab);
    connect(m_actions->callByCall, &QAction::triggered, m_panes.faces, [faces = m_panes.faces] {
        faces->turnTo(ComposerFaces::Face::Call);
        faces->setFocus(Qt::OtherFocusReason);
    });
    connect(m_actions->listen, &QAction::triggered, m_panes.openBar,
        [bar = m_panes.openBar] { bar->prepare(session::OpenAs::Listener); });
    connect(m_actions->connectTo, &QAction::triggered, m_panes.openBar,
        [bar = m_panes.openBar] { bar->prepare(session::OpenAs::Connection); });
}

// --- what people and sockets do -------------------------------------------------------------------------------------

base::EndpointId MainWindow::open(const session::OpenRequest& request)
{
    return m_opener->open(request);
}

void MainWindow::openAll(const std::vector<session::OpenRequest>& requests)
{
    m_opener->openAll(requests);
}

void MainWindow::openEchoLab()
{
    m_opener->openEchoLab();
}

void MainWindow::openCapture(const QString& path)
{
    m_captureOpener->open(path);
}

void MainWindow::showNotice(const Notice& notice) const
{
    m_panes.notices->showNotice(notice);
}

void MainWindow::goToRecord(quint64 record) const
{
    m_panes.capture->log()->goTo(record);
}

void MainWindow::resetLayout()
{
    m_layout->reset();
}

void MainWindow::showLogIfAny()
{
    if (m_session->recordCount() > 0 || m_session->endpoints()->rowCount() > 0)
        m_layout->showPanes();
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
    m_layout->save(m_settings);
    QMainWindow::closeEvent(event);
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    // What a pane has no use for comes here.
    if (event->key() == Qt::Key_Escape)
        m_panes.capture->presenter()->closeExplanation();
    if (!pressFocusedButton(*this, *event))
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

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!CaptureOpener::filesOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    for (const QString& path : CaptureOpener::filesOf(*event->mimeData()))
        openCapture(path);
    event->acceptProposedAction();
}

} // namespace ui
