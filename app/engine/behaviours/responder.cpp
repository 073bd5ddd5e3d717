// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/behaviours/responder.h"

#include "message/stuffing.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace engine {

namespace {

/// A message without what frames it, as far as that is not a part of what it says, and what a reply gets likewise.
struct Unwrapped
{
    std::span<const std::byte> content;
    std::span<const std::byte> ending; // that a delimiter made
    std::vector<std::byte> unstuffed; // where `content` lies, if it is not in the message
};

std::optional<message::Stuffing> stuffingOf(const message::Rule& framing)
{
    if (std::holds_alternative<message::Slip>(framing.framing))
        return message::Stuffing::Slip;
    if (std::holds_alternative<message::Cobs>(framing.framing))
        return message::Stuffing::Cobs;
    return {};
}

/// How much of a message's end its delimiter is: a line's CR belongs to it.
std::size_t endingSize(const message::Delimiter& delimiter, std::span<const std::byte> message)
{
    const std::size_t size = delimiter.end.size();
    const bool isLine = size == 1 && delimiter.end.front() == std::byte{'\n'} && message.size() >= 2;
    return size + (isLine && message[message.size() - 2] == std::byte{'\r'} ? 1 : 0);
}

Unwrapped unwrapped(const message::Rule& framing, std::span<const std::byte> message)
{
    if (const auto* delimiter = std::get_if<message::Delimiter>(&framing.framing)) {
        const std::size_t size = endingSize(*delimiter, message);
        return {message.first(message.size() - size), message.last(size), {}};
    }
    if (const auto stuffing = stuffingOf(framing)) {
        Unwrapped result{.unstuffed = message::unstuffed(*stuffing, message).value_or(std::vector<std::byte>())};
        result.content = result.unstuffed;
        return result;
    }
    return {message, {}, {}};
}

std::vector<std::byte> replyOf(const ReplyRule& rule, const ReplyTest::Groups& groups)
{
    std::vector<std::byte> reply;
    for (const ReplyPart& part : rule.reply) {
        reply.insert(reply.end(), part.bytes.begin(), part.bytes.end());
        if (part.group > 0 && part.group <= groups.size())
            reply.insert(reply.end(), groups[part.group - 1].begin(), groups[part.group - 1].end());
    }
    return reply;
}

} // namespace

Responder::Responder(std::shared_ptr<ReplyRules> rules, Outlet& outlet, Host& host)
    : m_rules(std::move(rules))
    , m_outlet(outlet)
    , m_host(host)
    , m_buffer(m_rules->framing)
    , m_idle(host.loop())
    , m_delay(host.loop())
{ }

void Responder::received(std::span<const std::byte> bytes, const net::Address& from)
{
    if (m_hasStopped)
        return;
    if (m_outlet.keepsBoundaries() || std::holds_alternative<std::monostate>(m_rules->framing.framing))
        take(bytes, from);
    else if (std::holds_alternative<message::IdleGap>(m_rules->framing.framing))
        takePart(bytes);
    else
        m_buffer.feed(bytes, [this](std::span<const std::byte> message) {
            take(message, {});
            return !m_hasStopped;
        });
}

/// Of a message that a pause will end.
void Responder::takePart(std::span<const std::byte> bytes)
{
    m_isBurstTooLong = m_isBurstTooLong || bytes.size() > m_rules->framing.limit - m_burst.size();
    if (m_isBurstTooLong)
        m_burst.clear();
    else
        m_burst.insert(m_burst.end(), bytes.begin(), bytes.end());
    const auto& idle = std::get<message::IdleGap>(m_rules->framing.framing);
    m_idle.start(base::Monotonic::now() + idle.gap, [this] {
        const std::vector<std::byte> message = std::exchange(m_burst, {});
        if (!std::exchange(m_isBurstTooLong, false))
            take(message, {});
    });
}

void Responder::take(std::span<const std::byte> message, const net::Address& from)
{
    const bool isFramed = !m_outlet.keepsBoundaries();
    const Unwrapped plain = isFramed ? unwrapped(m_rules->framing, message) : Unwrapped{message, {}, {}};
    for (ReplyRule& rule : m_rules->rules) {
        const auto groups = rule.test.tryOn(plain.content);
        if (!groups) {
            stop(0);
            return;
        }
        if (!*groups)
            continue;
        Act act{.due = base::Monotonic::now() + rule.delay, .to = from, .then = rule.then};
        act.isSent = !rule.reply.empty();
        act.reply = replyOf(rule, **groups);
        if (const auto stuffing = stuffingOf(m_rules->framing); stuffing && isFramed && act.isSent)
            act.reply = message::stuffed(*stuffing, act.reply);
        if (act.isSent)
            act.reply.insert(act.reply.end(), plain.ending.begin(), plain.ending.end());
        if (m_waiting.empty() && rule.delay.count() == 0)
            perform(act);
        else
            schedule(std::move(act));
        return;
    }
}

void Responder::schedule(Act act)
{
    m_waitingBytes += act.reply.size();
    m_waiting.push_back(std::move(act));
    if (m_waiting.size() == 1)
        m_delay.start(m_waiting.front().due, [this] { performDue(); });
}

void Responder::performDue()
{
    while (!m_hasStopped && !m_waiting.empty() && m_waiting.front().due <= base::Monotonic::now()) {
        const Act act = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_waitingBytes -= act.reply.size();
        perform(act);
    }
    if (m_hasStopped)
        return;
    if (!m_waiting.empty())
        m_delay.start(m_waiting.front().due, [this] { performDue(); });
    m_host.lookAgain();
}

void Responder::perform(const Act& act)
{
    if (act.isSent) {
        if (isLoop(base::Monotonic::now())) {
            stop(m_repliesInSecond);
            return;
        }
        m_outlet.answer(act.reply, act.to);
    }
    if (act.then == Then::GoOn)
        return;
    m_hasStopped = true;
    if (act.then == Then::Reset)
        m_host.reset();
    m_closesWhenSent = act.then == Then::Close;
    if (m_outlet.unsentBytes() == 0)
        allSent();
}

void Responder::allSent()
{
    if (std::exchange(m_closesWhenSent, false))
        m_host.close();
}

void Responder::stop(unsigned repliesInASecond)
{
    m_hasStopped = true;
    m_waiting.clear();
    m_delay.stop();
    m_idle.stop();
    m_host.tellStopped(repliesInASecond);
}

/// Counts a reply, and says whether there are more of them than a person would want.
bool Responder::isLoop(base::Monotonic::time_point now)
{
    if (now - m_secondBegan >= std::chrono::seconds(1)) {
        m_secondBegan = now;
        m_repliesInSecond = 0;
    }
    return ++m_repliesInSecond > m_rules->mostPerSecond;
}

bool Responder::takesMore() const
{
    return m_hasStopped
        || (m_outlet.unsentBytes() + m_waitingBytes < HighWaterBytes && m_waiting.size() < HighWaterReplies);
}

} // namespace engine
