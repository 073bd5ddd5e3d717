// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/uniquefd.h"
#include "engine/retry.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace engine {

/// Something with a descriptor that the loop watches.
class EventHandler
{
public:
    virtual void handleEvents(std::uint32_t events) = 0;

protected:
    ~EventHandler() = default;
};

/// A registration in the loop: generation << 32 | slot. The number of a descriptor is used again at once after
/// close(2), a token never is, so that an event of a closed descriptor in the same batch is recognised and dropped.
using WatchToken = base::StrongId<struct WatchTag, std::uint64_t>;
using TimerToken = base::StrongId<struct TimerTag, std::uint64_t>;

/// Level-triggered epoll(7) with timers and a wake-up. Owned by the engine. Thread: I/O, except for wake().
class EventLoop final
{
public:
    /// Errors: those of epoll_create1(2) and eventfd(2).
    [[nodiscard]] static base::Result<std::unique_ptr<EventLoop>> create();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    /// Watches fd for EPOLL* events. EPOLLERR and EPOLLHUP are always reported.
    /// Errors: those of epoll_ctl(2): EEXIST, ENOSPC, EPERM for regular files.
    [[nodiscard]] base::Result<WatchToken> watch(int fd, std::uint32_t events, EventHandler& handler);
    /// Changes what is watched for.
    void rewatch(WatchToken token, std::uint32_t events);
    /// Call it before closing the descriptor: a duplicate of it would go on reporting.
    void unwatch(WatchToken token);

    /// Calls back once, at or after the deadline. Round-up is to a millisecond.
    TimerToken startTimer(base::Monotonic::time_point deadline, std::function<void()> callback);
    /// Does nothing for a timer that has fired.
    void stopTimer(TimerToken token);

    /// One turn: waits until something happens, at most until `deadline`, and handles it. True if there were events.
    bool turn(std::optional<base::Monotonic::time_point> deadline);
    /// Ends the wait of the present or the next turn. Thread: any.
    void wake();

    /// Registered descriptors, for tests of the baseline.
    [[nodiscard]] std::size_t watchCount() const { return m_watchCount; }

private:
    EventLoop() = default;

    struct Slot
    {
        std::uint32_t generation = 1;
        int fd = -1;
        EventHandler* handler = nullptr;
    };
    struct Timer
    {
        base::Monotonic::time_point deadline;
        TimerToken token;
        std::function<void()> callback;
    };

    Slot* slotOf(WatchToken token);
    int waitMilliseconds(std::optional<base::Monotonic::time_point> deadline) const;
    void fireTimers();

    base::UniqueFd m_epoll;
    base::UniqueFd m_wake;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_freeSlots;
    std::size_t m_watchCount = 0;
    std::vector<Timer> m_timers; // heap, earliest deadline first
    std::uint64_t m_lastTimer = 0;
};

/// One timer that ends with its owner. Thread: I/O.
class ScopedTimer final
{
public:
    explicit ScopedTimer(EventLoop& loop)
        : m_loop(loop)
    { }
    ~ScopedTimer() { stop(); }
    ScopedTimer(const ScopedTimer&) = delete;
    ScopedTimer& operator=(const ScopedTimer&) = delete;

    /// Calls back once at the deadline; a deadline that was set before is forgotten.
    void start(base::Monotonic::time_point deadline, std::function<void()> callback);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_token != TimerToken{}; }

private:
    EventLoop& m_loop;
    TimerToken m_token;
};

/// The registration of one descriptor that ends with its owner. Thread: I/O.
class ScopedWatch final
{
public:
    explicit ScopedWatch(EventLoop& loop)
        : m_loop(loop)
        , m_retryTimer(loop)
    { }
    ~ScopedWatch() { stop(); }
    ScopedWatch(const ScopedWatch&) = delete;
    ScopedWatch& operator=(const ScopedWatch&) = delete;

    /// Watches for these events from now on. With none the descriptor leaves the loop altogether, since EPOLLHUP and
    /// EPOLLERR cannot be masked and would spin. Errors: those of EventLoop::watch, told once; it is tried again
    /// then, since an unwatched descriptor would be deaf for ever, and epoll_ctl(2) has ENOMEM and ENOSPC.
    [[nodiscard]] base::Result<void> watch(int fd, std::uint32_t events, EventHandler& handler);
    void stop();

private:
    EventLoop& m_loop;
    WatchToken m_token;
    std::uint32_t m_events = 0;
    ScopedTimer m_retryTimer;
    Retry m_retry;
};

} // namespace engine
