// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"
#include "net/call.h"
#include "net/mode.h"

#include <atomic>
#include <optional>

namespace net {

/// How long a call may wait, and the waiting itself. The deadline begins with the first wait and counts for all that
/// follow, until begin() is called. Thread: that of the call; `cancelled` is set from elsewhere.
class Wait final
{
public:
    Wait(const ModeSetting& mode, const std::atomic<bool>& cancelled)
        : m_mode(mode)
        , m_cancelled(cancelled)
    {
        if (mode.mode == Mode::Timeout)
            m_limit = mode.timeout;
    }

    [[nodiscard]] const ModeSetting& mode() const { return m_mode; }
    [[nodiscard]] bool hasTimeout() const { return m_mode.mode == Mode::Timeout; }
    [[nodiscard]] bool isNonBlocking() const { return m_mode.mode == Mode::NonBlocking; }
    [[nodiscard]] bool isCancelled() const { return m_cancelled.load(); }

    /// Another limit than the mode's; unset: none.
    void limit(std::optional<std::chrono::nanoseconds> limit) { m_limit = limit; }
    /// The next wait begins a deadline of its own.
    void begin() { m_deadline.reset(); }

    /// poll(2) until one of `events` happens; the rest of the time is rounded up to a nanosecond by ppoll(2), so that
    /// nothing ends before its time. Gives Value, TimedOut, Cancelled or Errno with `errorNumber` set.
    [[nodiscard]] CallEnd untilReady(int fd, short events, int& errorNumber, short* happened = nullptr);

private:
    const ModeSetting& m_mode;
    const std::atomic<bool>& m_cancelled;
    std::optional<std::chrono::nanoseconds> m_limit;
    std::optional<base::Monotonic::time_point> m_deadline;
};

} // namespace net
