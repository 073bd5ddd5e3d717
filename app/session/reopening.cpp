// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/reopening.h"

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

} // namespace

Reopening::Reopening(Session& session)
    : QObject(&session)
    , m_session(session)
{
    connect(session.endpoints(), &EndpointModel::statusChanged, this, &Reopening::onStatusChanged);
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
    setAutomatic(id, false);
    const EndpointStatus* status = m_session.endpoints()->status(id);
    if (!m_requests.contains(id) || !status || engine::isEnded(status->state))
        return;
    std::erase(m_closed, id);
    m_closed.push_back(id);
    Q_EMIT changed(id);
}

void Reopening::noteReopened(base::EndpointId id)
{
    std::erase(m_closed, id);
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
    const auto known = [this](base::EndpointId id) { return m_session.endpoints()->status(id) != nullptr; };
    const auto last = std::find_if(m_closed.rbegin(), m_closed.rend(), known);
    return last == m_closed.rend() ? std::nullopt : std::optional(*last);
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

void Reopening::tryNow(base::EndpointId id)
{
    if (remainingPause(id))
        reopen(id);
}

void Reopening::onStatusChanged(base::EndpointId id)
{
    const auto found = m_automatic.find(id);
    const EndpointStatus* status = m_session.endpoints()->status(id);
    if (found == m_automatic.end() || !status)
        return;
    // Of tries that failed the last one is enough in the tree; the log has them all.
    if (const base::EndpointId before = std::exchange(found->second.failedBefore, {}); before.value != 0)
        m_session.endpoints()->remove(before);
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
    connect(automatic.timer.get(), &QTimer::timeout, this, [this, id] { reopen(id); });
    automatic.timer->start(pauseAfter(automatic.failures++));
    Q_EMIT changed(id);
}

void Reopening::reopen(base::EndpointId id)
{
    const auto request = requestFor(id);
    auto automatic = m_automatic.extract(id);
    // It may be what calls this.
    automatic.mapped().timer.release()->deleteLater();
    if (!request)
        return;
    const base::EndpointId next = m_session.open(*request);
    const EndpointStatus* status = m_session.endpoints()->status(id);
    if (status && status->state == State::Failed)
        automatic.mapped().failedBefore = id;
    automatic.key() = next;
    m_automatic.insert(std::move(automatic));
    m_requests.erase(id);
    Q_EMIT reopened(id, next);
    Q_EMIT changed(id);
}

} // namespace session
