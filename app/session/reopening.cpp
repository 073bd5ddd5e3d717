// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/reopening.h"

#include "session/endpointnames.h"
#include "session/models/endpointmodel.h"
#include "session/session.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace session {

using engine::EndpointStatus;
using engine::State;

namespace {

/// What was chosen since the socket was made. Before that the status has nothing to say of it.
void takeSettings(OpenRequest& request, const EndpointStatus& status)
{
    if (status.family == AF_UNSPEC)
        return;
    request.setup.mode = status.mode;
    request.setup.receive = status.receive;
    request.setup.receiveSize = status.receiveSize;
    request.setup.behaviour = status.behaviour;
    request.setup.oneLane = status.oneLane;
    if (request.as == OpenAs::Listener && status.backlog > 0)
        request.backlog = status.backlog;
    if (request.as == OpenAs::Listener && request.port == 0 && !net::isUnix(request.protocol))
        request.port = status.info.local.port();
}

engine::Again nextAttempt(const EndpointStatus& status)
{
    AttemptName name = attemptName(status.info);
    ++name.attempt;
    return {firstAttempt(status.id, status.info), name.inCapture()};
}

} // namespace

Reopening::Reopening(Session& session)
    : QObject(&session)
    , m_session(session)
{
    const EndpointModel* endpoints = session.endpoints();
    connect(endpoints, &EndpointModel::statusChanged, this, &Reopening::onStatusChanged);
    connect(endpoints, &EndpointModel::rowsAboutToBeRemoved, this,
        [this, endpoints](const QModelIndex& parent, int first, int last) {
            for (int row = first; row <= last; ++row)
                forget(endpoints->status(endpoints->index(row, 0, parent))->id);
        });
}

Reopening::~Reopening() = default;

std::chrono::milliseconds Reopening::pauseAfter(unsigned failures)
{
    constexpr std::chrono::milliseconds First{500};
    constexpr std::chrono::milliseconds Longest{30'000};
    constexpr unsigned Doublings = 6; // beyond the longest
    return std::min(First * (1 << std::min(failures, Doublings)), Longest);
}

void Reopening::noteOpened(base::EndpointId id, const OpenRequest& request)
{
    m_requests.insert_or_assign(id, request);
}

void Reopening::noteClosed(base::EndpointId id)
{
    const bool isWaiting = remainingPause(id).has_value();
    setAutomatic(id, false);
    const EndpointStatus* status = m_session.endpoints()->status(id);
    if (!m_requests.contains(id) || !status || (engine::isEnded(status->state) && !isWaiting))
        return;
    std::erase(m_closed, id);
    m_closed.push_back(id);
    Q_EMIT changed(id);
}

/// It is not there any more, to be opened again.
void Reopening::forget(base::EndpointId id)
{
    m_requests.erase(id);
    m_automatic.erase(id);
    if (std::erase(m_closed, id) > 0)
        Q_EMIT changed(id);
}

std::optional<OpenRequest> Reopening::requestFor(base::EndpointId id) const
{
    const auto asked = m_requests.find(id);
    if (asked == m_requests.end())
        return std::nullopt;
    OpenRequest request = asked->second;
    if (const EndpointStatus* status = m_session.endpoints()->status(id))
        takeSettings(request, *status);
    return request;
}

std::optional<base::EndpointId> Reopening::lastClosed() const
{
    return m_closed.empty() ? std::nullopt : std::optional(m_closed.back());
}

void Reopening::setAutomatic(base::EndpointId id, bool on)
{
    if (on == isAutomatic(id))
        return;
    if (on)
        m_automatic.try_emplace(id);
    else
        m_automatic.erase(id);
    Q_EMIT changed(id);
    if (on)
        onStatusChanged(id);
}

std::optional<std::chrono::milliseconds> Reopening::remainingPause(base::EndpointId id) const
{
    const auto found = m_automatic.find(id);
    if (found == m_automatic.end() || !found->second.timer)
        return std::nullopt;
    return std::max(found->second.timer->remainingTimeAsDuration(), std::chrono::milliseconds(0));
}

void Reopening::onStatusChanged(base::EndpointId id)
{
    const auto found = m_automatic.find(id);
    const EndpointStatus* status = m_session.endpoints()->status(id);
    if (found == m_automatic.end() || !status)
        return;
    switch (status->state) {
    case State::Connected: found->second.failures = 0; break;
    case State::HalfClosedIn:
        // The peer has gone; what still waits to be sent to it goes first.
        if (status->queuedBytes == 0)
            m_session.post(engine::Close{id});
        break;
    case State::Closed:
    case State::Failed:
        if (!found->second.timer)
            wait(id);
        break;
    default: break;
    }
}

void Reopening::wait(base::EndpointId id)
{
    Automatic& automatic = m_automatic[id];
    automatic.timer = std::make_unique<QTimer>();
    automatic.timer->setSingleShot(true);
    connect(automatic.timer.get(), &QTimer::timeout, this, [this, id] { open(id); });
    automatic.timer->start(pauseAfter(automatic.failures++));
    Q_EMIT changed(id);
}

base::EndpointId Reopening::open(base::EndpointId id)
{
    const OpenRequest request = *requestFor(id);
    const EndpointStatus& before = *m_session.endpoints()->status(id);
    const bool isConnection = request.as == OpenAs::Connection;
    const base::EndpointId next
        = m_session.open(request, isConnection ? std::optional(nextAttempt(before)) : std::nullopt);
    if (auto automatic = m_automatic.extract(id)) {
        // The timer may be what calls this.
        if (QTimer* timer = automatic.mapped().timer.release())
            timer->deleteLater();
        automatic.key() = next;
        m_automatic.insert(std::move(automatic));
    }
    std::erase(m_closed, id);
    if (isConnection)
        m_requests.erase(id); // the next attempt stands for it
    Q_EMIT reopened(id, next);
    Q_EMIT changed(id);
    return next;
}

} // namespace session
