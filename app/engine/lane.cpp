// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/lane.h"

#include <csignal>
#include <pthread.h>
#include <utility>

namespace engine {

namespace {

/// The first of the real-time signals that glibc leaves free: nothing in Qt or libc uses it.
int interruptSignal()
{
    return SIGRTMIN + 1;
}

/// Once for the process. The handler does nothing: that it runs at all makes a waiting call return EINTR.
void installHandler()
{
    static const bool installed = [] {
        struct sigaction action
        { };
        action.sa_handler = [](int) {};
        sigemptyset(&action.sa_mask);
        return ::sigaction(interruptSignal(), &action, nullptr) == 0;
    }();
    (void)installed;
}

/// A lane takes no other signal: those of the process are for the threads that expect them. What a fault of the thread
/// itself raises stays, so that it is reported as such.
void blockOtherSignals()
{
    sigset_t all;
    sigfillset(&all);
    for (const int signal : {interruptSignal(), SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP})
        sigdelset(&all, signal);
    ::pthread_sigmask(SIG_SETMASK, &all, nullptr);
}

} // namespace

Lane::Lane(std::function<void()> finished)
    : m_finished(std::move(finished))
{
    installHandler();
    m_thread = std::thread([this] { run(); });
}

Lane::~Lane()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    while (m_busy && !waitForResult(SignalEvery))
        cancel();
    m_thread.join();
}

void Lane::start(Job job)
{
    m_busy = true;
    m_cancelled = false;
    {
        const std::scoped_lock lock(m_mutex);
        m_job = std::move(job);
    }
    m_changed.notify_all();
}

void Lane::cancel()
{
    if (!m_busy)
        return;
    m_cancelled = true;
    ::pthread_kill(m_thread.native_handle(), interruptSignal());
}

std::optional<net::CallResult> Lane::takeResult()
{
    return waitForResult(std::chrono::nanoseconds(0));
}

std::optional<net::CallResult> Lane::waitForResult(std::chrono::nanoseconds limit)
{
    std::unique_lock lock(m_mutex);
    if (!m_result && limit.count() > 0)
        m_changed.wait_for(lock, limit, [this] { return m_result.has_value(); });
    if (!m_result)
        return std::nullopt;
    m_busy = false;
    return std::exchange(m_result, std::nullopt);
}

void Lane::run()
{
    blockOtherSignals();
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_job || m_isEnding; });
        if (!m_job)
            return;
        const Job job = *std::exchange(m_job, std::nullopt);
        lock.unlock();
        net::CallResult result = net::perform(job.fd, job.mode, job.call, m_cancelled);
        lock.lock();
        m_result = std::move(result);
        m_changed.notify_all();
        lock.unlock();
        m_finished();
        lock.lock();
    }
}

} // namespace engine
