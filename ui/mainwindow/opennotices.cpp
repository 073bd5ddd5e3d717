// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/opennotices.h"

#include "codec/visible.h"
#include "session/models/endpointmodel.h"
#include "session/session.h"
#include "session/stalesocket.h"
#include "ui/sockets/endpointtext.h"

#include <cerrno>

namespace ui {

using namespace Qt::StringLiterals;
using engine::EndpointStatus;
using engine::State;
using session::OpenRequest;

namespace {

constexpr QStringView FailureTopic = u"cannot open"; // only the latest failure is told, until something opens

QString visible(const std::string& text)
{
    return QString::fromStdU16String(codec::visibleName(text));
}

/// The operation that an error names, "setsockopt(SO_RCVBUF)" included; connect where it names none of ours.
capture::Operation operationOf(const base::Error& error)
{
    const std::string_view name(error.operation);
    const std::string_view call = name.substr(0, name.find('('));
    for (int number = int(capture::Operation::Socket); number <= int(capture::Operation::Unlink); ++number) {
        const auto operation = capture::Operation(number);
        if (capture::operationName(operation) == call)
            return operation;
    }
    return capture::Operation::Connect;
}

QString reasonOf(const base::Error& error)
{
    if (error.code == 0)
        return OpenNotices::tr("timed out");
    return QString::fromStdString(base::errnoName(error.code) + " (" + base::errnoText(error.code) + ')');
}

} // namespace

OpenNotices::OpenNotices(session::Session& session, NoticeBar* notices, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_notices(notices)
{
    connect(session.endpoints(), &session::EndpointModel::statusChanged, this, &OpenNotices::onStatusChanged);
}

void OpenNotices::watch(base::EndpointId id, const OpenRequest& request)
{
    m_watched.emplace(id, request);
}

void OpenNotices::onStatusChanged(base::EndpointId id)
{
    const auto found = m_watched.find(id);
    const EndpointStatus* status = m_session.endpoints()->status(id);
    if (status && engine::isEnded(status->state) && m_reachable.erase(id) > 0)
        m_notices->withdraw(visible(status->info.name));
    if (found == m_watched.end() || !status || status->state == State::Opening || status->state == State::Connecting)
        return;
    const OpenRequest request = found->second;
    m_watched.erase(found);
    if (status->state == State::Failed)
        return tellFailure(*status, request);
    m_notices->withdraw(FailureTopic.toString());
    Q_EMIT opened(request);
    if (status->info.local.isWildcard() && request.as == session::OpenAs::Listener)
        tellReach(*status);
}

void OpenNotices::tellFailure(const EndpointStatus& status, const OpenRequest& request)
{
    const base::Error error = status.lastError.value_or(base::Error{});
    Notice notice;
    notice.severity = Severity::Error;
    notice.topic = FailureTopic.toString();
    const QString address = visible(session::requestedAddress(request).toStdString());
    const QString place = QString::fromLatin1(net::protocolName(request.protocol).data()) % u' ' % address;
    if (operationOf(error) == capture::Operation::Resolve)
        notice.text = tr("The name %1 was not found").arg(visible(request.host.toStdString()));
    else if (request.local && operationOf(error) == capture::Operation::Bind)
        notice.text
            = tr("Cannot bind to the local address %1: %2").arg(visible(request.local->toString()), reasonOf(error));
    else if (request.as == session::OpenAs::Connection)
        notice.text = tr("Cannot connect to %1: %2").arg(place, reasonOf(error));
    else if (net::hasConnections(request.protocol))
        notice.text = tr("Cannot listen on %1: %2").arg(place, reasonOf(error));
    else
        notice.text = tr("Cannot bind to %1: %2").arg(place, reasonOf(error));

    if (error.code == EADDRINUSE)
        offerRemoval(notice, status, request);
    if (const auto record = status.steps.empty() ? std::nullopt : status.steps.back().record)
        notice.actions.push_back(
            {tr("Explain"), [this, record = record->value] { Q_EMIT explanationRequested(record); }});
    m_notices->showNotice(notice);
    Q_EMIT failureTold();
}

/// Only what lstat, its owner and a refused connect show to be a socket that nobody has open any more.
void OpenNotices::offerRemoval(Notice& notice, const EndpointStatus& status, const OpenRequest& request)
{
    const bool isConnection = request.as == session::OpenAs::Connection;
    const auto stale
        = session::staleSocketAt(isConnection ? request.local.value_or(net::Address()) : status.info.local);
    if (!stale)
        return;
    notice.text = tr("%1 is a socket file that a process left behind (EADDRINUSE)").arg(visible(stale->path));
    const auto removeAndRetry = [this, stale = *stale, id = status.id] {
        if (const auto removed = stale.remove(); removed) {
            Q_EMIT retryRequested(id);
        } else {
            m_notices->showNotice({Severity::Error,
                tr("%1 was not removed: %2").arg(visible(stale.path), reasonOf(removed.error())), {}, {}});
        }
    };
    notice.actions.push_back(
        {isConnection ? tr("Remove It and Connect") : tr("Remove It and Listen"), removeAndRetry, true});
}

void OpenNotices::tellReach(const EndpointStatus& status)
{
    m_reachable.insert(status.id);
    const QString text = tr("%1 is reachable from the network: %2 stands for every interface of this machine");
    m_notices->showNotice({Severity::Warning,
        text.arg(visible(status.info.name), visible(status.info.local.toString())), {}, visible(status.info.name)});
}

} // namespace ui
