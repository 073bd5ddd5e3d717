// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/tcpsampler.h"

#include "session/models/endpointmodel.h"
#include "session/session.h"

#include <algorithm>

namespace session {

namespace {

TcpSampler::Subject subjectOf(const engine::EndpointStatus* status)
{
    if (!status)
        return TcpSampler::Subject::None;
    if (status->info.protocol != net::Protocol::Tcp)
        return TcpSampler::Subject::NotTcp;
    if (status->info.role == capture::Role::Listener)
        return TcpSampler::Subject::Listener;
    if (!engine::isEnded(status->state))
        return TcpSampler::Subject::Connection;
    const bool wasConnected
        = std::ranges::find(status->steps, engine::State::Connected, &engine::StateStep::state) != status->steps.end();
    return wasConnected ? TcpSampler::Subject::Ended : TcpSampler::Subject::NeverConnected;
}

} // namespace

TcpSampler::TcpSampler(Session& session, QObject* parent, std::chrono::milliseconds interval)
    : QObject(parent)
    , m_session(session)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &TcpSampler::sample);
    connect(session.endpoints(), &EndpointModel::statusChanged, this, [this](base::EndpointId id) {
        if (id == m_endpoint)
            follow();
    });
}

TcpSampler::~TcpSampler() = default;

void TcpSampler::setEndpoint(base::EndpointId endpoint)
{
    if (m_endpoint == endpoint)
        return;
    m_endpoint = endpoint;
    m_timer.stop(); // the first sample of another endpoint is taken at once
    follow();
    Q_EMIT changed();
}

void TcpSampler::setSeen(bool isSeen)
{
    if (m_isSeen == isSeen)
        return;
    m_isSeen = isSeen;
    follow();
}

const TcpHistory& TcpSampler::history() const
{
    static const TcpHistory Nothing;
    const auto found
        = std::find_if(m_kept.begin(), m_kept.end(), [this](const Kept& kept) { return kept.endpoint == m_endpoint; });
    return found == m_kept.end() ? Nothing : found->history;
}

/// Starts or stops, as the endpoint and who looks at it have it now.
void TcpSampler::follow()
{
    const Subject before = m_subject;
    m_subject = subjectOf(m_session.endpoints()->status(m_endpoint));
    const bool wanted = m_isSeen && m_subject == Subject::Connection;
    if (!wanted) {
        m_timer.stop();
    } else if (!m_timer.isActive()) {
        m_timer.start();
        sample();
    }
    if (m_subject != before)
        Q_EMIT changed();
}

void TcpSampler::sample()
{
    if (m_isAsked)
        return;
    m_isAsked = true;
    m_session.readTcpInfo(m_endpoint, this,
        [this, endpoint = m_endpoint](const std::optional<engine::TcpReading>& reading) { take(endpoint, reading); });
}

void TcpSampler::take(base::EndpointId endpoint, const std::optional<engine::TcpReading>& reading)
{
    m_isAsked = false;
    // Without TCP_INFO there is no socket yet: the name is being looked up, or all connects have failed.
    if (reading && !reading->info.empty())
        historyOf(endpoint).append(tcpSample(*reading));
    if (endpoint == m_endpoint)
        Q_EMIT changed();
    else if (m_timer.isActive())
        sample();
}

TcpHistory& TcpSampler::historyOf(base::EndpointId endpoint)
{
    const auto found = std::find_if(
        m_kept.begin(), m_kept.end(), [endpoint](const Kept& kept) { return kept.endpoint == endpoint; });
    if (found != m_kept.end()) {
        m_kept.splice(m_kept.begin(), m_kept, found);
    } else {
        m_kept.push_front({endpoint, {}});
        if (m_kept.size() > MaxHistories)
            m_kept.pop_back();
    }
    return m_kept.front().history;
}

} // namespace session
