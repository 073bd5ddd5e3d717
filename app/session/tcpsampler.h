// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/tcphistory.h"

#include <QObject>
#include <QTimer>

#include <list>

namespace session {

class Session;

/// Follows one TCP connection over time: asks the engine at an interval, only while somebody looks, and never before
/// the last answer has come. Keeps what was seen of the connections that were looked at last. Thread: the Session's.
class TcpSampler final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TcpSampler)

public:
    static constexpr std::chrono::milliseconds DefaultInterval{250};
    /// So many connections' histories are kept, at most 6 MiB; of the others nothing is left.
    static constexpr std::size_t MaxHistories = 16;

    /// What there is to follow.
    enum class Subject
    {
        None, ///< no endpoint
        NotTcp,
        Listener, ///< TCP, but without a peer
        Connection,
        Ended, ///< a connection that has no descriptor any more
        NeverConnected ///< the same, but it never was one
    };

    /// @param session  must outlive the sampler.
    explicit TcpSampler(
        Session& session, QObject* parent = nullptr, std::chrono::milliseconds interval = DefaultInterval);
    ~TcpSampler() override;

    /// Follows another endpoint from now on; id 0 is none.
    void setEndpoint(base::EndpointId endpoint);
    [[nodiscard]] base::EndpointId endpoint() const { return m_endpoint; }
    /// Whether somebody looks. Nobody does at first.
    void setSeen(bool isSeen);

    [[nodiscard]] Subject subject() const { return m_subject; }
    /// What was seen of the endpoint so far; empty for what is no connection.
    [[nodiscard]] const TcpHistory& history() const;
    [[nodiscard]] bool isSampling() const { return m_timer.isActive(); }

Q_SIGNALS:
    /// The history has grown, the endpoint is another one, or it has ended.
    void changed();

private:
    struct Kept
    {
        base::EndpointId endpoint;
        TcpHistory history;
    };

    void follow();
    void sample();
    void take(base::EndpointId endpoint, const std::optional<engine::TcpReading>& reading);
    TcpHistory& historyOf(base::EndpointId endpoint);

    Session& m_session;
    QTimer m_timer;
    base::EndpointId m_endpoint;
    Subject m_subject = Subject::None;
    bool m_isSeen = false;
    bool m_isAsked = false; // the answer is on its way
    std::list<Kept> m_kept; // the latest first
};

} // namespace session
