// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/behaviours/behaviour.h"
#include "engine/journal.h"

#include <functional>
#include <memory>
#include <span>

namespace engine {

class Endpoint;

/// An endpoint's part that holds its behaviour, if it has one, and lends it the endpoint. Thread: I/O.
class Acting final : private Behaviour::Host
{
public:
    /// @param changed  is called when the behaviour may take more than before.
    Acting(Endpoint& endpoint, EventLoop& loop, Journal& journal, std::function<void()> changed);

    /// @param outlet  what it sends by; null where there can be no behaviour, and it is only handed on.
    void choose(const BehaviourChoice& choice, Behaviour::Outlet* outlet);
    /// There is a behaviour that wants what is received.
    [[nodiscard]] bool isWanted() const { return m_behaviour != nullptr; }
    /// It wants no more for now.
    [[nodiscard]] bool isHeldBack() const { return m_behaviour && !m_behaviour->takesMore(); }
    /// Hands what automatic receiving brought, and the log has, to the behaviour, where there is one.
    void deliver(std::span<const std::byte> bytes, const net::Address& from = {});
    /// The kernel has taken all that was to be sent.
    void allSent();

private:
    // Behaviour::Host
    [[nodiscard]] EventLoop& loop() override { return m_loop; }
    void lookAgain() override;
    void close() override;
    void reset() override;
    void tellStopped(unsigned repliesInASecond) override;

    Endpoint& m_endpoint;
    EventLoop& m_loop;
    Journal& m_journal;
    std::function<void()> m_changed;
    std::unique_ptr<Behaviour> m_behaviour;
};

} // namespace engine
