// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/behaviours/acting.h"

#include "engine/endpoint.h"

#include <utility>

namespace engine {

Acting::Acting(Endpoint& endpoint, EventLoop& loop, Journal& journal, std::function<void()> changed)
    : m_endpoint(endpoint)
    , m_loop(loop)
    , m_journal(journal)
    , m_changed(std::move(changed))
{ }

void Acting::choose(const BehaviourChoice& choice, Behaviour::Outlet* outlet)
{
    m_journal.edit().behaviour = choice;
    m_behaviour = outlet ? makeBehaviour(choice, *outlet, *this) : nullptr;
}

void Acting::deliver(std::span<const std::byte> bytes, const net::Address& from)
{
    if (m_behaviour)
        m_behaviour->received(bytes, from);
}

void Acting::allSent()
{
    if (m_behaviour)
        m_behaviour->allSent();
}

void Acting::lookAgain()
{
    if (!m_endpoint.isEnded()) // by what a reply met
        m_changed();
}

void Acting::close()
{
    m_endpoint.close();
}

void Acting::reset()
{
    m_endpoint.reset();
}

void Acting::tellStopped(unsigned repliesInASecond)
{
    m_journal.event(capture::Operation::RepliesStopped, repliesInASecond);
}

} // namespace engine
