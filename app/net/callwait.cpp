// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/callwait.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>

namespace net {

namespace {

/// What is added to now must not overflow the clock: a wait of a hundred years is one without end.
constexpr std::chrono::nanoseconds Longest = std::chrono::hours(24 * 365 * 100);

timespec toTimespec(std::chrono::nanoseconds rest)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(rest);
    return {.tv_sec = seconds.count(), .tv_nsec = (rest - seconds).count()};
}

} // namespace

CallEnd Wait::untilReady(int fd, short events, int& errorNumber, short* happened)
{
    // CPython's internal_select: there is nothing to wait for on a closed socket, and the call will say EBADF.
    if (fd < 0)
        return CallEnd::Value;
    bool isFresh = false;
    if (m_limit && !m_deadline) {
        m_deadline = base::Monotonic::now() + std::min(*m_limit, Longest);
        isFresh = true;
    }
    for (;;) {
        if (isCancelled())
            return CallEnd::Cancelled;
        pollfd entry{fd, events, 0};
        timespec rest{};
        if (m_deadline) {
            const std::chrono::nanoseconds left = *m_deadline - base::Monotonic::now();
            // A deadline that passed between two calls ends a sendall, even if there is room again.
            if (left.count() < 0 && !isFresh)
                return CallEnd::TimedOut;
            rest = toTimespec(std::max(left, std::chrono::nanoseconds(0)));
        }
        const int count = ::ppoll(&entry, 1, m_deadline ? &rest : nullptr, nullptr);
        if (count > 0) {
            if (happened != nullptr)
                *happened = entry.revents;
            return CallEnd::Value;
        }
        if (count == 0)
            return CallEnd::TimedOut;
        if (errno != EINTR) {
            errorNumber = errno;
            return CallEnd::Errno;
        }
    }
}

} // namespace net
