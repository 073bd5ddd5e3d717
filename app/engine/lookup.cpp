// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/lookup.h"

#include <netdb.h>

#include <cerrno>
#include <csignal>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace engine {

struct Lookup::Ticket::State
{
    LookupQuestion question;
    std::mutex mutex;
    std::function<void(LookupAnswer)> answered; // guarded by mutex; empty when nobody waits any more

    [[nodiscard]] bool isWaitedFor()
    {
        const std::scoped_lock lock(mutex);
        return static_cast<bool>(answered);
    }
    void answer(LookupAnswer found)
    {
        const std::scoped_lock lock(mutex);
        if (answered)
            answered(std::move(found));
        answered = nullptr;
    }
};

struct Lookup::Threads
{
    std::mutex mutex;
    std::deque<std::shared_ptr<Ticket::State>> waiting; // guarded by mutex
    int running = 0; // guarded by mutex

    /// The next question that somebody waits for; null, and a thread less, when there is none.
    [[nodiscard]] std::shared_ptr<Ticket::State> next()
    {
        const std::scoped_lock lock(mutex);
        while (!waiting.empty()) {
            auto state = std::move(waiting.front());
            waiting.pop_front();
            if (state->isWaitedFor())
                return state;
        }
        --running;
        return nullptr;
    }
};

namespace {

LookupAnswer askLibrary(const LookupQuestion& question)
{
    addrinfo hints{};
    hints.ai_family = question.family;
    hints.ai_socktype = question.type;
    hints.ai_flags = question.flags;
    addrinfo* list = nullptr;
    const char* host = question.host ? question.host->c_str() : nullptr;
    const char* service = question.service ? question.service->c_str() : nullptr;
    LookupAnswer answer;
    answer.error = ::getaddrinfo(host, service, &hints, &list);
    answer.errorNumber = errno;
    if (answer.error != 0)
        return answer;
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, ::freeaddrinfo);
    for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next)
        answer.entries.push_back({entry->ai_family, entry->ai_socktype, entry->ai_protocol,
            net::Address::fromSockaddr(entry->ai_addr, entry->ai_addrlen)});
    return answer;
}

/// A thread that takes no signals: those of the process are for the threads that expect them.
template <class Run> void startDetached(Run run)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    try {
        std::thread(std::move(run)).detach();
    } catch (...) {
        ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
        throw;
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

} // namespace

Lookup::Lookup()
    : m_threads(std::make_shared<Threads>())
{ }

Lookup::~Lookup() = default;

Lookup::Ticket& Lookup::Ticket::operator=(Ticket&& other) noexcept
{
    cancel();
    m_state = std::move(other.m_state);
    return *this;
}

void Lookup::Ticket::cancel()
{
    if (!m_state)
        return;
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->answered = nullptr;
    }
    m_state.reset();
}

Lookup::Ticket Lookup::ask(LookupQuestion question, std::function<void(LookupAnswer)> answered)
{
    Ticket ticket;
    ticket.m_state = std::make_shared<Ticket::State>();
    ticket.m_state->question = std::move(question);
    ticket.m_state->answered = std::move(answered);
    {
        const std::scoped_lock lock(m_threads->mutex);
        m_threads->waiting.push_back(ticket.m_state);
        if (m_threads->running == MostAtOnce)
            return ticket;
        ++m_threads->running;
    }
    try {
        startDetached([threads = m_threads] {
            while (const auto state = threads->next())
                state->answer(askLibrary(state->question));
        });
    } catch (const std::system_error& error) {
        while (const auto state = m_threads->next())
            state->answer({EAI_SYSTEM, error.code().value(), {}});
    }
    return ticket;
}

} // namespace engine
