// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/call.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace engine {

/// A thread in which calls that may wait are made, one after the other, so that nobody else waits. A call that waits is
/// ended by cancel(): a signal without SA_RESTART makes the kernel return EINTR, again and again until the call has
/// returned, since it may have begun just after the signal. The descriptor is not closed by that.
/// Threads: all methods belong to one thread, the owner's; `finished` is called on the lane's.
class Lane final
{
public:
    /// Between two signals to a call that is to end: the first may have come just before the call began.
    static constexpr std::chrono::milliseconds SignalEvery{2};

    struct Job
    {
        int fd = -1; ///< stays open until the result is taken
        net::ModeSetting mode;
        net::CallRequest call;
    };

    /// `finished` says that a result can be taken; it must only pass the word on.
    /// Throws std::system_error where no thread can be made.
    explicit Lane(std::function<void()> finished);
    /// Cancels what waits, and ends the thread.
    ~Lane();
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    /// Begins a call. The lane must be idle.
    void start(Job job);
    /// From start() until takeResult().
    [[nodiscard]] bool isBusy() const { return m_busy; }
    /// Asks the call to end and signals once. Call it every few milliseconds until there is a result: one signal may
    /// come too early. Never waits.
    void cancel();
    /// The call's result, when it has ended; the lane is idle then.
    [[nodiscard]] std::optional<net::CallResult> takeResult();
    /// Waits until there is a result, at most so long. For callers that may wait: scripts and tests.
    [[nodiscard]] std::optional<net::CallResult> waitForResult(std::chrono::nanoseconds limit);

private:
    void run();

    std::function<void()> m_finished;
    std::atomic<bool> m_cancelled{false};
    bool m_busy = false; // the owner's thread only
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<Job> m_job; // guarded by m_mutex
    std::optional<net::CallResult> m_result; // guarded by m_mutex
    bool m_isEnding = false; // guarded by m_mutex
    std::thread m_thread; // last: it uses all of the above
};

} // namespace engine
