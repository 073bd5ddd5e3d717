// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "engine/calls.h"
#include "engine/command.h"
#include "engine/journal.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>

namespace engine {

/// What one datagram socket sends, and what waits for room in its send buffer. Thread: I/O.
class DatagramSender final
{
public:
    /// @param changed  is called when there is more or less to wait for than before.
    DatagramSender(
        EventLoop& loop, Journal& journal, const base::UniqueFd& fd, Calls& calls, std::function<void()> changed);

    void send(const Payload& payload, const std::optional<net::Address>& to);
    /// Sends what waits, as far as the kernel takes it now.
    void flush();
    /// Makes the next call in a lane.
    void startInLane();
    /// Such a call has ended.
    void ended(const net::CallResult& result);
    /// Gives up what waits, and tells how much that was.
    void abandon();

    [[nodiscard]] bool isEmpty() const { return m_queue.empty(); }
    [[nodiscard]] std::size_t waitingBytes() const { return m_waitingBytes; }
    /// It waits for the socket to be writable.
    [[nodiscard]] bool awaitsRoom() const
    {
        return !m_queue.empty() && m_calls.leaveSendingToLoop() && !m_retry.isRunning();
    }

private:
    struct Waiting
    {
        Payload payload;
        std::optional<net::Address> to;
    };
    static constexpr std::size_t HighWaterBytes = 8 * 1024 * 1024;
    static constexpr std::chrono::milliseconds RetryAfter{1};

    /// False when the kernel has no room now.
    bool sendNow(const Payload& payload, const std::optional<net::Address>& to);
    void enqueue(const Payload& payload, const std::optional<net::Address>& to);
    void popFront();

    Journal& m_journal;
    const base::UniqueFd& m_fd;
    Calls& m_calls;
    std::function<void()> m_changed;
    std::deque<Waiting> m_queue;
    std::size_t m_waitingBytes = 0;
    ScopedTimer m_retry;
};

} // namespace engine
