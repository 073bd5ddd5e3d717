// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/datagramsender.h"

#include <utility>

namespace engine {

using capture::Operation;

DatagramSender::DatagramSender(
    EventLoop& loop, Journal& journal, const base::UniqueFd& fd, Calls& calls, std::function<void()> changed)
    : m_journal(journal)
    , m_fd(fd)
    , m_calls(calls)
    , m_changed(std::move(changed))
    , m_retry(loop)
{ }

void DatagramSender::send(const Payload& payload, const std::optional<net::Address>& to)
{
    if (!m_calls.leaveSendingToLoop() || !m_queue.empty() || !sendNow(payload, to))
        enqueue(payload, to);
}

bool DatagramSender::sendNow(const Payload& payload, const std::optional<net::Address>& to)
{
    const std::span<const std::byte> data(*payload);
    const Call call = m_journal.begin(to ? Operation::SendTo : Operation::Send, data.size());
    const auto sent = to ? net::sendto(m_fd.get(), data, 0, *to) : net::send(m_fd.get(), data, 0);
    if (!sent && sent.error().code == EAGAIN)
        return false;
    const auto kept = data.first(sent.value_or(0));
    if (to)
        m_journal.write(Recorder::end(call, sent), capture::AddressDetail{.address = *to}, kept);
    else
        m_journal.write(Recorder::end(call, sent), kept);
    if (!sent) {
        m_journal.countUnsent(data.size());
        m_journal.setError(sent.error());
    }
    return true;
}

void DatagramSender::enqueue(const Payload& payload, const std::optional<net::Address>& to)
{
    if (m_waitingBytes + payload->size() > HighWaterBytes) {
        m_journal.countUnsent(payload->size());
        m_journal.event(Operation::SendRefused, static_cast<std::int64_t>(payload->size()));
        m_journal.setError({ENOBUFS, "send"});
        return;
    }
    m_queue.push_back({payload, to});
    m_waitingBytes += payload->size();
    m_journal.edit().queuedBytes = m_waitingBytes;
    if (!m_calls.useLanes())
        m_journal.event(Operation::SendQueued, static_cast<std::int64_t>(payload->size()));
    m_changed();
}

void DatagramSender::flush()
{
    while (m_calls.leaveSendingToLoop() && !m_queue.empty() && sendNow(m_queue.front().payload, m_queue.front().to))
        popFront();
    // A Unix socket that is not connected is writable whether or not the receiver's queue has room, and there is
    // nothing else to wait for: unix_dgram_poll asks the connected peer alone.
    if (m_calls.leaveSendingToLoop() && !m_queue.empty() && net::isUnix(m_journal.status().info.protocol)
        && m_queue.front().to)
        m_retry.start(base::Monotonic::now() + RetryAfter, [this] {
            flush();
            m_changed();
        });
}

void DatagramSender::popFront()
{
    m_waitingBytes -= m_queue.front().payload->size();
    m_queue.pop_front();
    m_journal.edit().queuedBytes = m_waitingBytes;
}

void DatagramSender::startInLane()
{
    const Waiting& next = m_queue.front();
    const auto as = next.to ? net::SendCall::As::SendTo : net::SendCall::As::Send;
    m_calls.start(
        net::SendCall{.as = as, .data = next.payload, .to = next.to.value_or(net::Address())}, CallOrigin::Endpoint);
}

void DatagramSender::ended(const net::CallResult& result)
{
    if (m_queue.empty() || m_calls.wasMadeNonBlocking(result))
        return;
    if (result.end != net::CallEnd::Value)
        m_journal.countUnsent(m_queue.front().payload->size());
    popFront();
}

void DatagramSender::abandon()
{
    m_journal.countUnsent(m_waitingBytes);
    if (!m_queue.empty())
        m_journal.event(Operation::SendRefused, static_cast<std::int64_t>(m_waitingBytes));
    m_queue.clear();
    m_waitingBytes = 0;
    m_journal.edit().queuedBytes = 0;
}

} // namespace engine
