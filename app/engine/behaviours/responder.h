// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"
#include "engine/behaviours/behaviour.h"
#include "engine/behaviours/messagebuffer.h"
#include "engine/behaviours/replyrules.h"
#include "engine/eventloop.h"

#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <vector>

namespace engine {

/// Answers messages by rules, in the order in which they came: what a delay holds up holds up those behind it.
class Responder final : public Behaviour
{
public:
    /// No more is read while this much waits to go back.
    static constexpr std::size_t HighWaterBytes = 1024 * 1024;
    static constexpr std::size_t HighWaterReplies = 10'000;

    Responder(std::shared_ptr<ReplyRules> rules, Outlet& outlet, Host& host);

    void received(std::span<const std::byte> bytes, const net::Address& from) override;
    void allSent() override;
    [[nodiscard]] bool takesMore() const override;

private:
    /// What a rule makes of a message.
    struct Act
    {
        base::Monotonic::time_point due;
        std::vector<std::byte> reply;
        bool isSent = false; // an empty datagram is one, too
        net::Address to;
        Then then = Then::GoOn;
    };
    void takePart(std::span<const std::byte> bytes);
    void take(std::span<const std::byte> message, const net::Address& from);
    void schedule(Act act);
    void perform(const Act& act);
    void performDue();
    void stop(unsigned repliesInASecond);
    [[nodiscard]] bool isLoop(base::Monotonic::time_point now);

    std::shared_ptr<ReplyRules> m_rules;
    Outlet& m_outlet;
    Host& m_host;
    MessageBuffer m_buffer;
    ScopedTimer m_idle; // for messages that a pause ends
    std::vector<std::byte> m_burst; // what came since the last pause
    bool m_isBurstTooLong = false;
    std::deque<Act> m_waiting;
    std::size_t m_waitingBytes = 0;
    ScopedTimer m_delay; // of the first of them
    base::Monotonic::time_point m_secondBegan;
    unsigned m_repliesInSecond = 0;
    bool m_hasStopped = false;
    bool m_closesWhenSent = false;
};

} // namespace engine
