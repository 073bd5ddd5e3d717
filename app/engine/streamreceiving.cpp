// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The part of StreamEndpoint that receives, where the loop makes the calls.
#include "engine/streamendpoint.h"

#include <algorithm>

namespace engine {

void StreamEndpoint::receiveReady()
{
    if (status().receive == ReceiveMode::OnDemand || m_receivedEof) {
        // EPOLLHUP or EPOLLERR, which cannot be masked. The error is left for the user's next call to find.
        unwatch();
        return;
    }
    for (int i = 0; i < ReadBudget; ++i) {
        if (!receiveOnce())
            return;
    }
}

base::Result<std::size_t> StreamEndpoint::receiveInto(
    std::span<std::byte> room, int flags, std::optional<net::ReceivedMessage>& message)
{
    if (!net::isUnix(status().info.protocol))
        return net::recv(fd(), room, flags);
    auto received = net::recvmsg(fd(), room, keepsBoundaries() ? flags | MSG_TRUNC : flags);
    if (!received)
        return base::failure(received.error());
    message = *std::move(received);
    return message->size;
}

void StreamEndpoint::logReceived(
    capture::Record record, std::size_t kept, const std::optional<net::ReceivedMessage>& message)
{
    if (message) {
        record.messageFlags |= static_cast<std::uint16_t>(message->flags & (MSG_TRUNC | MSG_CTRUNC));
        record.timeNs = message->control.timeNs.value_or(record.timeNs);
    }
    logReserved(record, 0, kept);
    if (message)
        logDescriptors(message->control);
}

bool StreamEndpoint::receiveOnce()
{
    const std::size_t size = std::min<std::size_t>(status().receiveSize, capture::Writer::MaxReserve);
    const std::span<std::byte> room = recorder().writer().reserve(size);
    const Call call = recorder().begin(capture::Operation::Recv, id(), size);
    std::optional<net::ReceivedMessage> message;
    const auto received = receiveInto(room, 0, message);
    if (!received) {
        if (wouldBlock(received.error()) || received.error().code == EINTR)
            return false;
        log(Recorder::end(call, received));
        setError(received.error());
        end(State::Failed);
        return false;
    }
    const std::size_t kept = std::min(*received, size);
    const capture::Record record = Recorder::end(call, received);
    // The bytes lie in the writer's arena, which any further record may move on.
    if (status().echo)
        m_echoed.assign(room.begin(), room.begin() + static_cast<std::ptrdiff_t>(kept));
    logReceived(record, kept, message);
    if (isEnd(*received, message && message->control.timeNs)) {
        endOfStream();
        return false;
    }
    if (status().echo)
        sendEcho();
    // A short read has emptied the receive queue: asking again would only be told EAGAIN. Of messages there may be
    // more.
    return !isEnded() && (keepsBoundaries() || *received == size) && m_queue.memoryBytes() < EchoHighWaterBytes;
}

void StreamEndpoint::endOfStream()
{
    m_receivedEof = true;
    setState(State::HalfClosedIn);
    closeIfDone();
}

void StreamEndpoint::closeIfDone()
{
    if (m_receivedEof && m_queue.isEmpty() && (m_closeAtEof || m_sendShutDown))
        end(State::Closed);
}

void StreamEndpoint::receive(const Receive& command)
{
    if (usesLanes()) {
        makeCall(net::ReceiveCall{.size = command.size, .flags = command.flags});
        return;
    }
    const std::size_t size = std::min<std::size_t>(command.size, capture::Writer::MaxReserve);
    const std::span<std::byte> room = recorder().writer().reserve(size);
    Call call = recorder().begin(capture::Operation::Recv, id(), size);
    call.record.messageFlags = static_cast<std::uint16_t>(command.flags);
    std::optional<net::ReceivedMessage> message;
    const auto received = receiveInto(room, command.flags, message);
    const capture::Record record = Recorder::end(call, received);
    if (!received) {
        log(record);
        setError(received.error());
        if (!wouldBlock(received.error()) && isEstablished())
            end(State::Failed);
        return;
    }
    // With MSG_TRUNC the kernel counts bytes that it threw away, of TCP alone: only what is there is kept - tcp(7).
    const bool isThrownAway = (command.flags & MSG_TRUNC) != 0 && status().info.protocol == net::Protocol::Tcp;
    logReceived(record, isThrownAway ? 0 : std::min(*received, size), message);
    if (size > 0 && isEstablished() && isEnd(*received, message && message->control.timeNs))
        endOfStream();
}

} // namespace engine
