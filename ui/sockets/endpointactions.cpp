// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/sockets/endpointactions.h"

#include "session/endpointnames.h"
#include "session/jobs/programfile.h"
#include "session/models/endpointmodel.h"
#include "session/reopening.h"
#include "session/session.h"
#include "ui/sockets/endpointtext.h"
#include "ui/theme/tones.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPalette>

namespace ui {

using namespace Qt::StringLiterals;
using engine::State;

namespace {

bool isOpenForSending(State state)
{
    return state == State::Connected || state == State::HalfClosedIn;
}

std::optional<base::RecordIndex> causeOf(const engine::EndpointStatus& status)
{
    return status.steps.empty() ? std::nullopt : status.steps.back().record;
}

} // namespace

EndpointActions::EndpointActions(session::Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_connectClient(add(tr("C&onnect a Client to This Listener"), u"connect"))
    , m_echo(add(tr("&Echo What Arrives"), u"echo"))
{
    addSeparator();
    m_cancel = add(tr("Cancel C&all"), u"cancel");
    m_shutdown = add(tr("Shut Down &Sending"), u"shutdown");
    m_close = add(tr("&Close"), u"close");
    m_reset = add(tr("&Reset (RST)"), u"reset");
    addSeparator();
    m_reopen = add(tr("Reco&nnect"));
    m_automatic = add(tr("Reconnect A&utomatically"));
    m_undoClose = add(tr("Reo&pen Last Closed"));
    addSeparator();
    m_rename = add(tr("Rena&me"));
    m_showOnly = add(tr("Sho&w Only This in the Log"));
    m_follow = add(tr("&Follow Stream"), u"follow");
    m_follow->setShortcut(QKeySequence(u"Ctrl+Alt+Shift+T"_s));
    m_follow->setToolTip(tr("Shows all that was received and sent, in order"));
    m_showCause = add(tr("Show the Call &Behind This State"), u"search");
    m_showCause->setToolTip(tr("Shows the record of the call that caused the endpoint's state"));
    m_copyAddress = add(tr("Copy A&ddress"), u"copy");
    m_copyCommand = add(tr("Copy as ncat/soca&t Command"), u"copy");
    addSeparator();
    m_removeEnded = add(tr("Remove All C&losed"), u"clear");
    m_echo->setCheckable(true);
    m_automatic->setCheckable(true);
    m_reopen->setToolTip(tr("Opens it again as it was: address, options, mode and echo"));
    m_automatic->setToolTip(
        tr("Connects again whenever the connection is lost or fails, after a pause that grows from 0.5 to 30 s"));
    m_rename->setShortcut(QKeySequence(u"F2"_s));
    m_rename->setShortcutContext(Qt::WidgetWithChildrenShortcut); // elsewhere F2 edits other things
    m_undoClose->setShortcut(QKeySequence(u"Ctrl+Alt+K"_s));
    m_undoClose->setToolTip(tr("Undoes the last Close or Reset: a listener gets its address again"));
    m_close->setShortcut(QKeySequence(u"Ctrl+K"_s));
    m_reset->setShortcut(QKeySequence(u"Ctrl+Shift+K"_s));
    m_reset->setToolTip(tr("SO_LINGER {on, 0} and close: the peer sees ECONNRESET"));
    m_shutdown->setToolTip(tr("shutdown(SHUT_WR): the peer reads end of file, and may still send"));
    connectActions();
    setEndpoint(nullptr);
}

QAction* EndpointActions::add(const QString& text, const char16_t* icon)
{
    auto* action = new QAction(text, this);
    if (icon)
        action->setIcon(themedIcon(QStringView(icon), QGuiApplication::palette()));
    m_all.append(action);
    return action;
}

void EndpointActions::addSeparator()
{
    auto* separator = new QAction(this);
    separator->setSeparator(true);
    m_all.append(separator);
}

void EndpointActions::connectActions()
{
    connect(m_connectClient, &QAction::triggered, this, &EndpointActions::connectClient);
    connect(m_echo, &QAction::triggered, this, [this](bool on) {
        m_session.post(engine::SetBehaviour{m_status->id, engine::echoIf(on)});
    });
    connect(m_cancel, &QAction::triggered, this, [this] { m_session.cancelCall(m_status->id); });
    connect(m_shutdown, &QAction::triggered, this, [this] {
        m_session.post(engine::MakeCall{m_status->id, net::ShutdownCall{SHUT_WR}});
    });
    connect(m_close, &QAction::triggered, this, [this] { m_session.close(m_status->id); });
    connect(m_reset, &QAction::triggered, this, [this] { m_session.reset(m_status->id); });
    connect(m_reopen, &QAction::triggered, this, [this] { Q_EMIT reopenRequested(m_status->id); });
    connect(m_automatic, &QAction::triggered, this,
        [this](bool on) { m_session.reopening()->setAutomatic(m_status->id, on); });
    connect(m_undoClose, &QAction::triggered, this, [this] {
        if (const auto last = m_session.reopening()->lastClosed())
            Q_EMIT reopenRequested(*last);
    });
    connect(m_session.reopening(), &session::Reopening::changed, this, &EndpointActions::enableReopening);
    connect(m_rename, &QAction::triggered, this, &EndpointActions::nameEditRequested);
    connect(m_showOnly, &QAction::triggered, this, &EndpointActions::showOnly);
    connect(m_follow, &QAction::triggered, this, [this] { Q_EMIT streamRequested(m_status->id); });
    connect(m_showCause, &QAction::triggered, this, [this] { Q_EMIT recordRequested(causeOf(*m_status)->value); });
    connect(m_copyAddress, &QAction::triggered, this,
        [this] { QGuiApplication::clipboard()->setText(endpointPlainAddress(*m_status)); });
    connect(m_copyCommand, &QAction::triggered, this,
        [this] { QGuiApplication::clipboard()->setText(session::endpointCommand(*m_status)); });
    connect(m_removeEnded, &QAction::triggered, this, [this] {
        m_session.endpoints()->removeEnded(
            [this](base::EndpointId id) { return m_session.reopening()->isAutomatic(id); });
    });
}

void EndpointActions::setEndpoint(const engine::EndpointStatus* status)
{
    m_status = status ? std::optional(*status) : std::nullopt;
    const bool isOpen = status && !engine::isEnded(status->state);
    const bool isConnected = status && net::hasConnections(status->info.protocol);
    m_connectClient->setEnabled(isOpen && status->state == State::Listening);
    m_echo->setEnabled(isOpen);
    m_echo->setChecked(status && engine::echoes(status->behaviour));
    m_cancel->setEnabled(isOpen && !status->waiting.empty());
    m_shutdown->setEnabled(isOpen && isConnected && isOpenForSending(status->state));
    m_reset->setEnabled(isOpen && isConnected && status->info.role != capture::Role::Listener);
    m_rename->setEnabled(isOpen);
    m_showOnly->setEnabled(status);
    enableReopening();
    m_follow->setEnabled(status && status->info.role != capture::Role::Listener);
    m_showCause->setEnabled(status && causeOf(*status).has_value());
    m_copyAddress->setEnabled(status && !endpointPlainAddress(*status).isEmpty());
    m_copyCommand->setEnabled(status && !session::endpointCommand(*status).isEmpty());
}

/// What has not ended is not opened again; what waits for that can be opened at once, or closed.
void EndpointActions::enableReopening()
{
    session::Reopening* reopening = m_session.reopening();
    const auto request = m_status ? reopening->requestFor(m_status->id) : std::nullopt;
    const bool isConnection = request && request->as == session::OpenAs::Connection;
    if (!request || isConnection)
        m_reopen->setText(tr("Reco&nnect"));
    else
        m_reopen->setText(net::hasConnections(request->protocol) ? tr("Liste&n Again") : tr("Bi&nd Again"));
    m_reopen->setEnabled(request && engine::isEnded(m_status->state));
    m_automatic->setEnabled(isConnection);
    m_automatic->setChecked(m_status && reopening->isAutomatic(m_status->id));
    m_close->setEnabled(m_status && (!engine::isEnded(m_status->state) || reopening->isAutomatic(m_status->id)));
    m_undoClose->setEnabled(reopening->lastClosed().has_value());
}

/// A wildcard cannot be connected to; whoever listens on it listens on loopback too.
void EndpointActions::connectClient()
{
    const net::Address& local = m_status->info.local;
    session::OpenRequest request;
    request.as = session::OpenAs::Connection;
    request.protocol = m_status->info.protocol;
    request.host = QString::fromStdString(local.host());
    request.port = local.port();
    if (local.isWildcard())
        request.host = local.host().find(':') == std::string::npos ? u"127.0.0.1"_s : u"::1"_s;
    Q_EMIT openRequested(request);
}

/// A connection that was opened again may have been called otherwise in between, and may be opened again.
void EndpointActions::showOnly()
{
    const session::EndpointModel& endpoints = *m_session.endpoints();
    const auto firstOf
        = [&endpoints](base::EndpointId id) { return session::firstAttempt(id, endpoints.status(id)->info); };
    QStringList names;
    for (const base::EndpointId id : endpoints.allEndpoints()) {
        if (firstOf(id) == session::firstAttempt(m_status->id, m_status->info))
            names += QString::fromStdString(session::attemptName(endpoints.status(id)->info).name);
    }
    names.removeDuplicates();
    const capture::Role role = m_status->info.role;
    Q_EMIT filterRequested(names, role == capture::Role::Listener || role == capture::Role::Connection);
}

} // namespace ui
