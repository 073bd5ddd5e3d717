// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/localaddresses.h"
#include "session/models/endpointmodel.h"
#include "session/properties/propertymodel.h"
#include "session/sendhistory.h"
#include "session/session.h"
#include "ui/calls/callspane.h"
#include "ui/calls/waitingstrip.h"
#include "ui/composer/composer.h"
#include "ui/errnocard/explanation.h"
#include "ui/mainwindow/afteropening.h"
#include "ui/mainwindow/calloutcomes.h"
#include "ui/mainwindow/captureview.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/mainwindow/helppages.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/opennotices.h"
#include "ui/mainwindow/propertyfeed.h"
#include "ui/mainwindow/recordpresenter.h"
#include "ui/mainwindow/recordwatch.h"
#include "ui/mainwindow/recordwindows.h"
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
#include <QShortcut>

#include <algorithm>
#include <iterator>
#include <vector>

// How the panes of a window, its endpoints and its log hang together.

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// The record at the end of a request to a socket's file.
capture::Operation fileOperation(engine::FileRequest::As as)
{
    using As = engine::FileRequest::As;
    switch (as) {
    case As::Read: return capture::Operation::FileRead;
    case As::ReadLine: return capture::Operation::FileReadLine;
    case As::Write: return capture::Operation::FileWrite;
    case As::Flush: return capture::Operation::FileFlush;
    case As::Send: break;
    }
    return capture::Operation::SendFile;
}

} // namespace

void MainWindow::wireOpening()
{
    m_openNotices = new OpenNotices(*m_session, m_notices, this);
    m_openBar->setSuggestions(m_settings.addressHistory() + session::localAddresses());
    connect(m_openBar, &OpenBar::openRequested, this, [this](const session::OpenRequest& request) {
        m_settings.rememberAddress(request.host);
        m_settings.setPort(m_openBar->port());
        const base::EndpointId id = open(request);
        if (request.as == session::OpenAs::Connection)
            m_afterOpening->awaitConnection(id);
    });
    connect(m_openNotices, &OpenNotices::retryRequested, this, &MainWindow::open);
    connect(m_openNotices, &OpenNotices::explanationRequested, m_capture, &CaptureView::explain);
    connect(m_endpointActions, &EndpointActions::clientRequested, this, &MainWindow::open);
    connect(m_endpointActions, &EndpointActions::recordRequested, this, &MainWindow::goToRecord);
    connect(m_emptyState, &EmptyState::echoLabRequested, this, &MainWindow::openEchoLab);
    connect(
        m_emptyState, &EmptyState::listenRequested, this, [this] { m_openBar->prepare(session::OpenAs::Listener); });
    connect(
        m_emptyState, &EmptyState::connectRequested, this, [this] { m_openBar->prepare(session::OpenAs::Connection); });
}

void MainWindow::wireEndpoints()
{
    m_sendTargets = new SendTargets(*m_session, *m_recordWatch, m_composer, this);
    m_propertyFeed = new PropertyFeed(*m_session, m_properties, this);
    m_endpoints->setModel(m_session->endpoints());
    connect(m_sendTargets, &SendTargets::targetChanged, m_actions, &WindowActions::setTarget);
    connect(m_endpoints, &EndpointsPane::currentEndpointChanged, this, &MainWindow::onCurrentEndpointChanged);
    connect(m_session->endpoints(), &session::EndpointModel::statusChanged, this, &MainWindow::onStatusChanged);
    connect(m_session.get(), &session::Session::statusesChanged, m_statusLine, &StatusLine::markChanged);
}

void MainWindow::wireCalls()
{
    m_waiting->setModel(m_session->endpoints());
    connect(
        m_waiting, &WaitingStrip::cancelRequested, this, [this](base::EndpointId id) { m_session->cancelCall(id); });
    m_callOutcomes = new CallOutcomes(*m_recordWatch, m_calls, this);
    connect(m_calls, &CallsPane::callRequested, this, &MainWindow::makeCall);
    connect(m_calls, &CallsPane::explanationRequested, m_capture, &CaptureView::explain);
}

void MainWindow::makeCall(base::EndpointId id, const CallAction& action)
{
    // Its record may be there at once.
    const quint64 first = m_session->recordCount();
    const auto follow = [&](capture::Operation operation) { m_callOutcomes->follow(id, operation, first); };
    if (const auto* made = std::get_if<NewSocket>(&action)) {
        const base::EndpointId socket = m_session->openSocket(made->protocol, made->family);
        m_callOutcomes->follow(socket, capture::Operation::Socket, first);
        m_endpoints->select(socket);
    } else if (const auto* mode = std::get_if<net::ModeSetting>(&action)) {
        follow(capture::Operation::SetTimeout);
        m_session->post(engine::SetMode{id, *mode});
    } else if (const auto* call = std::get_if<net::CallRequest>(&action)) {
        follow(session::Session::operationOf(*call));
        m_session->post(engine::MakeCall{id, *call});
    } else if (const auto* file = std::get_if<engine::FileRequest>(&action)) {
        follow(fileOperation(file->as));
        m_session->post(engine::UseFile{id, *file});
    } else if (const auto* named = std::get_if<NamedCall>(&action)) {
        follow(session::Session::operationOf(named->call));
        m_session->makeCall(id, named->call, named->host, named->port);
    } else {
        follow(capture::Operation::Close);
        m_session->close(id);
    }
}

void MainWindow::wireLog()
{
    connect(
        m_endpointActions, &EndpointActions::streamRequested, m_capture->recordWindows(), &RecordWindows::followStream);
    connect(m_session.get(), &session::Session::grown, this, [this](quint64 count) {
        m_capture->grow(count);
        m_recordWatch->grow(count);
        m_statusLine->markChanged();
        showLogIfAny();
    });
    connect(m_capture->log(), &TrafficPane::currentRecordChanged, this, &MainWindow::markRecord);
    // The notice has the newer error: an older one is not left beside it.
    connect(m_openNotices, &OpenNotices::failureTold, m_capture->presenter(), &RecordPresenter::closeExplanation);
}

/// After the log, which is then told of a record before the record is gone to.
void MainWindow::wireAfterOpening()
{
    m_afterOpening = new AfterOpening(*m_session, this);
    connect(m_openBar, &OpenBar::edited, m_afterOpening, &AfterOpening::forgetConnection);
    connect(m_afterOpening, &AfterOpening::connected, this, &MainWindow::leadToPayload);
    connect(m_afterOpening, &AfterOpening::labClientOpened, m_endpoints, &EndpointsPane::select);
    connect(m_afterOpening, &AfterOpening::echoReceived, this, [this](quint64 record) {
        if (m_capture->log()->currentRecord())
            return;
        m_capture->log()->view()->goTo({record});
        m_capture->log()->view()->setFollowing(true);
    });
}

void MainWindow::wireRecall(const session::SendHistory& history)
{
    for (int number = 1; number <= 9; ++number) {
        const auto key = static_cast<Qt::Key>(Qt::Key_0 + number);
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(shortcut, &QShortcut::activated, m_composer, [this, &history, number] {
            const auto& entries = history.entries();
            const auto place = static_cast<std::size_t>(number);
            if (place <= entries.size())
                m_composer->setPayload(entries[entries.size() - place]);
        });
    }
}

void MainWindow::wireActions()
{
    connect(m_actions->newWindow, &QAction::triggered, this, &MainWindow::newWindowRequested);
    connect(m_actions, &WindowActions::themeChosen, this, &MainWindow::themeChosen);
    m_actions->setTheme(m_settings.theme());
    connect(m_actions->echoLab, &QAction::triggered, this, &MainWindow::openEchoLab);
    connect(m_actions->listen, &QAction::triggered, m_emptyState, &EmptyState::listenRequested);
    connect(m_actions->connectTo, &QAction::triggered, m_emptyState, &EmptyState::connectRequested);
    connect(m_actions->focusAddress, &QAction::triggered, this, [this] { m_openBar->focusAddress(); });
    connect(m_actions->send, &QAction::triggered, m_composer, &Composer::send);
    connect(m_actions->sendFile, &QAction::triggered, m_composer, &Composer::chooseFile);
    connect(m_actions->nextPane, &QAction::triggered, this, [this] { cyclePane(1); });
    connect(m_actions->previousPane, &QAction::triggered, this, [this] { cyclePane(-1); });
    connect(m_actions->closeWindow, &QAction::triggered, this, &QWidget::close);
    connect(m_actions->quit, &QAction::triggered, this, &MainWindow::quitRequested);
    connect(m_actions->reopenLast, &QAction::triggered, this, &MainWindow::reopenRequested);
    connect(m_actions->shortcuts, &QAction::triggered, this, [this] { showShortcuts(this); });
    connect(m_actions->about, &QAction::triggered, this, [this] { showAbout(this); });
    connect(m_propertyPanel, &PropertyPanel::explanationRequested, this, &MainWindow::explainOption);
    connect(m_memberships, &MembershipBox::explanationRequested, this, &MainWindow::explainOption);
}

// --- what people and sockets do -------------------------------------------------------------------------------------

base::EndpointId MainWindow::open(const session::OpenRequest& request)
{
    const base::EndpointId id = m_session->open(request);
    m_openNotices->watch(id, request);
    m_endpoints->select(id);
    return id;
}

void MainWindow::openAll(const std::vector<session::OpenRequest>& requests)
{
    std::vector<base::EndpointId> opened;
    std::ranges::transform(requests, std::back_inserter(opened), [this](const auto& request) { return open(request); });
    if (opened.empty())
        return;
    const auto connection = std::ranges::find(requests, session::OpenAs::Connection, &session::OpenRequest::as);
    const auto place = connection == requests.end() ? 0 : connection - requests.begin();
    m_endpoints->select(opened[std::size_t(place)]);
    m_composer->setFocus(Qt::OtherFocusReason);
}

void MainWindow::openEchoLab()
{
    m_afterOpening->awaitEchoLab();
    m_session->openEchoLab();
    m_composer->setFocus(Qt::OtherFocusReason);
}

void MainWindow::leadToPayload()
{
    const QWidget* focus = focusWidget();
    if (focus && m_openBar->isAncestorOf(focus))
        m_composer->setFocus(Qt::OtherFocusReason);
}

void MainWindow::showNotice(const Notice& notice)
{
    m_notices->showNotice(notice);
}

void MainWindow::goToRecord(quint64 record)
{
    m_capture->log()->goTo(record);
}

void MainWindow::onCurrentEndpointChanged(base::EndpointId id)
{
    const engine::EndpointStatus* status = m_session->endpoints()->status(id);
    if (status)
        m_properties->setEndpoint(id);
    else
        m_properties->clear();
    m_tcpInfo->setEndpoint(id);
    m_memberships->setEndpoint(status);
    m_endpointActions->setEndpoint(status);
    m_calls->setEndpoint(status);
    m_waiting->setCurrentEndpoint(id);
    m_sendTargets->setCurrentEndpoint(id);
}

void MainWindow::onStatusChanged(base::EndpointId id)
{
    const engine::EndpointStatus* status = m_session->endpoints()->status(id);
    if (status)
        m_capture->presenter()->renameEndpoint(id, status->info.name);
    showLogIfAny();
    if (id != m_endpoints->currentEndpoint())
        return;
    m_endpointActions->setEndpoint(status);
    m_calls->setEndpoint(status);
    m_memberships->setEndpoint(status);
    if (m_currentState != status->state)
        m_properties->requestRefresh();
    m_currentState = status->state;
}

void MainWindow::explainOption(int code)
{
    const base::EndpointId id = m_properties->endpoint();
    const auto* status = m_session->endpoints()->status(id);
    if (const auto record = m_capture->presenter()->latestFailure(id, capture::Operation::SetSockOpt, code)) {
        m_capture->explain(*record);
    } else if (status) {
        const Explanation why = explainErrno(code, capture::Operation::SetSockOpt, status->info.protocol);
        m_notices->showNotice({Severity::Error, why.name % u": "_s % why.sentence, {}, {}});
    }
}

void MainWindow::markRecord(std::optional<quint64> record)
{
    const auto read = record ? m_capture->presenter()->read(*record) : std::nullopt;
    m_tcpInfo->setMark(read
            ? std::optional(TcpMark{read->record.endpoint, read->record.timeNs, shortTitle(*record, read->record)})
            : std::nullopt);
}

void MainWindow::showLogIfAny()
{
    if (m_session->recordCount() > 0 || m_session->endpoints()->rowCount() > 0)
        m_capture->showLog();
}

WindowFigures MainWindow::figures()
{
    const engine::CaptureStatus capture = m_session->captureStatus();
    if (capture.failure && !m_toldCaptureFailure)
        noticeCaptureFailure(*capture.failure);
    else if (!capture.failure && m_toldCaptureFailure)
        noticeRecordingGoesOn(capture.dropped.records, capture.dropped.bytes);
    const capture::Extent& extent = capture.extent;
    return {.openEndpoints = m_session->endpoints()->openEndpoints().size(),
        .totals = m_session->endpoints()->totals(),
        .records = extent.records,
        .captureBytes = (extent.records - capture.first.record) * sizeof(capture::Record) + extent.payloadBytes
            - capture.first.payload + extent.detailBytes,
        .letGoRecords = capture.first.record,
        .droppedRecords = capture.dropped.records};
}

} // namespace ui
