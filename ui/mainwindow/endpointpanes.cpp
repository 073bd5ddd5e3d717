// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/endpointpanes.h"

#include "codec/visible.h"
#include "session/framing.h"
#include "session/models/endpointmodel.h"
#include "session/properties/propertymodel.h"
#include "session/session.h"
#include "ui/calls/callline.h"
#include "ui/calls/waitingstrip.h"
#include "ui/errnocard/explanation.h"
#include "ui/mainwindow/captureview.h"
#include "ui/mainwindow/handcalls.h"
#include "ui/mainwindow/propertyfeed.h"
#include "ui/mainwindow/recordpresenter.h"
#include "ui/mainwindow/recordwindows.h"
#include "ui/notice/noticebar.h"
#include "ui/properties/membershipbox.h"
#include "ui/properties/propertypanel.h"
#include "ui/sockets/endpointactions.h"
#include "ui/tcpinfo/tcpinfopane.h"
#include "ui/traffic/logmessages.h"
#include "ui/traffic/trafficpane.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const engine::EndpointStatus* status)
{
    return status ? QString::fromStdU16String(codec::visibleName(status->info.name)) : QString();
}

} // namespace

EndpointPanes::EndpointPanes(
    session::Session& session, RecordWatch& watch, CaptureView& capture, NoticeBar* notices, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_capture(capture)
    , m_notices(notices)
    , m_properties(new session::PropertyModel(this))
    , m_panel(new PropertyPanel(m_properties))
    , m_memberships(new MembershipBox(session))
    , m_calls(new CallLine)
    , m_tcpInfo(new TcpInfoPane(session))
    , m_waiting(new WaitingStrip)
    , m_actions(new EndpointActions(session, this))
{
    m_panel->addPart(m_memberships);
    m_waiting->setModel(session.endpoints());
    connect(m_waiting, &WaitingStrip::cancelRequested, &session, &session::Session::cancelCall);
    const auto* handCalls = new HandCalls(session, watch, m_calls, this);
    connect(handCalls, &HandCalls::socketOpened, this, &EndpointPanes::socketOpened);
    connect(handCalls, &HandCalls::recordMade, &capture, &CaptureView::showRecord);
    new PropertyFeed(session, m_properties, this);
    connect(session.endpoints(), &session::EndpointModel::statusChanged, this, &EndpointPanes::onStatusChanged);
    wireRecords();
}

void EndpointPanes::wireRecords()
{
    connect(m_calls, &CallLine::explanationRequested, &m_capture, &CaptureView::explain);
    connect(m_panel, &PropertyPanel::explanationRequested, this, &EndpointPanes::explainOption);
    connect(m_memberships, &MembershipBox::explanationRequested, this, &EndpointPanes::explainOption);
    connect(m_actions, &EndpointActions::filterRequested, m_capture.log(), &TrafficPane::setEndpointFilter);
    connect(m_actions, &EndpointActions::recordRequested, m_capture.log(), &TrafficPane::goTo);
    connect(m_actions, &EndpointActions::streamRequested, m_capture.recordWindows(), &RecordWindows::followStream);
    connect(m_capture.log(), &TrafficPane::currentRecordChanged, this, &EndpointPanes::markRecord);
    const session::Framing* const framing = m_session.framing();
    LogMessages* const messages = m_capture.messages();
    connect(
        framing, &session::Framing::changed, messages, [framing, messages] { messages->setRules(framing->rules()); });
}

void EndpointPanes::setCurrent(base::EndpointId id)
{
    m_current = id;
    const engine::EndpointStatus* status = m_session.endpoints()->status(id);
    if (status)
        m_properties->setEndpoint(id);
    else
        m_properties->clear();
    m_tcpInfo->setEndpoint(id);
    Q_EMIT nameChanged(nameOf(status));
    Q_EMIT hasTcpInfoChanged(
        status && status->info.protocol == net::Protocol::Tcp && status->info.role != capture::Role::Listener);
    m_memberships->setEndpoint(status);
    m_actions->setEndpoint(status);
    m_calls->setEndpoint(status);
    m_waiting->setCurrentEndpoint(id);
}

void EndpointPanes::onStatusChanged(base::EndpointId id)
{
    if (id != m_current)
        return;
    const engine::EndpointStatus* status = m_session.endpoints()->status(id);
    Q_EMIT nameChanged(nameOf(status));
    m_actions->setEndpoint(status);
    m_calls->setEndpoint(status);
    m_memberships->setEndpoint(status);
    if (m_state != status->state)
        m_properties->requestRefresh();
    m_state = status->state;
}

void EndpointPanes::explainOption(int code)
{
    const base::EndpointId id = m_properties->endpoint();
    const auto* status = m_session.endpoints()->status(id);
    const auto record = m_capture.presenter()->latestFailure(id, capture::Operation::SetSockOpt, code);
    if (record) {
        m_capture.explain(*record);
    } else if (status) {
        const Explanation why = explainErrno(code, capture::Operation::SetSockOpt, status->info.protocol);
        m_notices->showNotice({Severity::Error, why.name % u": "_s % why.sentence, {}, {}});
    }
}

void EndpointPanes::markRecord(std::optional<quint64> record)
{
    const auto read = record ? m_capture.presenter()->read(*record) : std::nullopt;
    m_tcpInfo->setMark(read
            ? std::optional(TcpMark{read->record.endpoint, read->record.timeNs, shortTitle(*record, read->record)})
            : std::nullopt);
}

} // namespace ui
