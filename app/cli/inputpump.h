// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <map>

namespace cli {

/// What became of standard input.
struct InputCount
{
    std::uint64_t readBytes = 0;
    std::uint64_t unsentBytes = 0; ///< of these; those that still wait are among them
    std::uint64_t unreadBytes = 0; ///< that were there to be read when the run ended
    bool isWhole = false; ///< no more than these were given; else whoever writes to it may have had more
};

/// Sends standard input to a connection: the first that was opened, or else the first that was accepted. To sockets
/// that keep boundaries it goes in messages of a size. No more is read than the connection takes, and each byte is
/// accounted for. Owned by a HeadlessRun. Thread: the session's.
class InputPump final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InputPump)

public:
    /// `messageSizeOf` says how much of the input goes into one message to an endpoint.
    InputPump(session::Session& session, std::function<std::uint32_t(base::EndpointId)> messageSizeOf);

    /// Looks again at who can take input. Call it when statuses have changed.
    void update();
    /// Reads no more.
    void stop();
    /// What has become of it so far; the last word once all endpoints have ended.
    [[nodiscard]] InputCount count() const;
    /// Standard input could not be read; that was told on standard error.
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

private:
    void read();
    void take(base::EndpointId target, const QByteArray& bytes);
    void ended();
    /// Goes on when the I/O thread has done what it was given, and what waits to be sent is known.
    void synchronize();
    [[nodiscard]] base::EndpointId target() const;
    [[nodiscard]] InputCount waiting() const;

    struct Share
    {
        std::uint64_t given = 0;
        std::uint64_t sent = 0;
    };

    session::Session& m_session;
    std::function<std::uint32_t(base::EndpointId)> m_messageSizeOf;
    QSocketNotifier m_notifier;
    QTimer m_retry;
    std::map<quint32, Share> m_shares; // of those that were given some
    std::uint64_t m_readBytes = 0;
    std::uint64_t m_unsynchronized = 0; // given to the I/O thread, and not known to be queued or sent
    bool m_isSynchronizing = false;
    bool m_hasEnded = false;
    bool m_endWasSent = false;
    bool m_isStopped = false;
    bool m_hasFailed = false;
};

} // namespace cli
