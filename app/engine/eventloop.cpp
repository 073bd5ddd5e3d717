// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/eventloop.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <utility>

namespace engine {

namespace {

constexpr std::uint64_t WakeToken = 0;

WatchToken makeToken(std::uint32_t generation, std::size_t slot)
{
    return WatchToken{std::uint64_t{generation} << 32 | slot};
}

} // namespace

base::Result<std::unique_ptr<EventLoop>> EventLoop::create()
{
    std::unique_ptr<EventLoop> loop(new EventLoop);
    loop->m_epoll.reset(::epoll_create1(EPOLL_CLOEXEC));
    if (!loop->m_epoll)
        return base::lastFailure("epoll_create1");
    loop->m_wake.reset(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!loop->m_wake)
        return base::lastFailure("eventfd");
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = WakeToken; // no slot has generation 0
    if (::epoll_ctl(loop->m_epoll.get(), EPOLL_CTL_ADD, loop->m_wake.get(), &event) < 0)
        return base::lastFailure("epoll_ctl");
    return loop;
}

base::Result<WatchToken> EventLoop::watch(int fd, std::uint32_t events, EventHandler& handler)
{
    if (m_freeSlots.empty()) {
        m_freeSlots.push_back(static_cast<std::uint32_t>(m_slots.size()));
        m_slots.emplace_back();
    }
    const std::uint32_t index = m_freeSlots.back();
    Slot& slot = m_slots[index];
    epoll_event event{};
    event.events = events;
    const WatchToken token = makeToken(slot.generation, index);
    event.data.u64 = token.value;
    if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event) < 0)
        return base::lastFailure("epoll_ctl");
    m_freeSlots.pop_back();
    slot.fd = fd;
    slot.handler = &handler;
    ++m_watchCount;
    return token;
}

EventLoop::Slot* EventLoop::slotOf(WatchToken token)
{
    const std::size_t index = token.value & 0xffff'ffffU;
    if (index >= m_slots.size())
        return nullptr;
    Slot& slot = m_slots[index];
    return slot.handler && slot.generation == token.value >> 32 ? &slot : nullptr;
}

void EventLoop::rewatch(WatchToken token, std::uint32_t events)
{
    const Slot* slot = slotOf(token);
    assert(slot);
    epoll_event event{};
    event.events = events;
    event.data.u64 = token.value;
    [[maybe_unused]] const int result = ::epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, slot->fd, &event);
    assert(result == 0);
}

void EventLoop::unwatch(WatchToken token)
{
    Slot* slot = slotOf(token);
    if (!slot)
        return;
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, slot->fd, nullptr);
    slot->handler = nullptr;
    slot->fd = -1;
    // Generation 0 is the wake-up's.
    slot->generation = std::max<std::uint32_t>(1, slot->generation + 1);
    m_freeSlots.push_back(static_cast<std::uint32_t>(token.value & 0xffff'ffffU));
    --m_watchCount;
}

TimerToken EventLoop::startTimer(base::Monotonic::time_point deadline, std::function<void()> callback)
{
    const TimerToken token{++m_lastTimer};
    m_timers.push_back({deadline, token, std::move(callback)});
    std::ranges::push_heap(m_timers, std::ranges::greater{}, &Timer::deadline);
    return token;
}

void EventLoop::stopTimer(TimerToken token)
{
    const auto found = std::ranges::find(m_timers, token, &Timer::token);
    if (found == m_timers.end())
        return;
    m_timers.erase(found);
    std::ranges::make_heap(m_timers, std::ranges::greater{}, &Timer::deadline);
}

void EventLoop::fireTimers()
{
    if (m_timers.empty())
        return;
    // A callback may start and stop timers; those that it starts in the past fire in the next turn.
    const auto now = base::Monotonic::now();
    const std::uint64_t newest = m_lastTimer;
    while (!m_timers.empty() && m_timers.front().deadline <= now && m_timers.front().token.value <= newest) {
        std::ranges::pop_heap(m_timers, std::ranges::greater{}, &Timer::deadline);
        const auto callback = std::move(m_timers.back().callback);
        m_timers.pop_back();
        callback();
    }
}

int EventLoop::waitMilliseconds(std::optional<base::Monotonic::time_point> deadline) const
{
    if (!m_timers.empty() && (!deadline || m_timers.front().deadline < *deadline))
        deadline = m_timers.front().deadline;
    if (!deadline)
        return -1;
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(*deadline - base::Monotonic::now());
    return static_cast<int>(std::clamp<std::int64_t>(rest.count(), 0, 60'000));
}

bool EventLoop::turn(std::optional<base::Monotonic::time_point> deadline)
{
    std::array<epoll_event, 128> events; // filled by the kernel, as far as it is read
    const int count
        = ::epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), waitMilliseconds(deadline));
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.u64 == WakeToken) {
            eventfd_t value = 0;
            ::eventfd_read(m_wake.get(), &value);
        } else if (const Slot* slot = slotOf(WatchToken{event.data.u64})) {
            slot->handler->handleEvents(event.events);
        }
    }
    fireTimers();
    return count > 0;
}

base::Result<void> ScopedWatch::watch(int fd, std::uint32_t events, EventHandler& handler)
{
    if (events == 0) {
        stop();
        return {};
    }
    if (m_token == WatchToken{}) {
        const auto token = m_loop.watch(fd, events, handler);
        if (!token) {
            const bool isKnown = m_retry.due().has_value();
            m_retry.failed(base::Monotonic::now());
            m_retryTimer.start(*m_retry.due(), [this, fd, events, &handler] { (void)watch(fd, events, handler); });
            return isKnown ? base::Result<void>() : base::Result<void>(base::failure(token.error()));
        }
        m_retry.succeeded();
        m_token = *token;
    } else if (m_events != events) {
        m_loop.rewatch(m_token, events);
    }
    m_retryTimer.stop();
    m_events = events;
    return {};
}

void ScopedWatch::stop()
{
    m_retryTimer.stop();
    if (m_token != WatchToken{})
        m_loop.unwatch(std::exchange(m_token, WatchToken{}));
}

void ScopedTimer::start(base::Monotonic::time_point deadline, std::function<void()> callback)
{
    stop();
    m_token = m_loop.startTimer(deadline, [this, callback = std::move(callback)] {
        m_token = {};
        callback();
    });
}

void ScopedTimer::stop()
{
    if (isRunning())
        m_loop.stopTimer(std::exchange(m_token, TimerToken{}));
}

void EventLoop::wake()
{
    // EAGAIN is a counter that is full, so that the loop wakes all the same: eventfd(2).
    while (::eventfd_write(m_wake.get(), 1) < 0 && errno == EINTR) { }
}

} // namespace engine
