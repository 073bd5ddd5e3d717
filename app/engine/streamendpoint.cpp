// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/streamendpoint.h"

#include <sys/epoll.h>

#include <algorithm>

namespace engine {

using capture::Operation;

namespace {

constexpr std::uint32_t DefaultReceiveSize = 64 * 1024;

bool wouldBlock(const base::Error& error)
{
    return error.code == EAGAIN || error.code == EWOULDBLOCK;
}

} // namespace

StreamEndpoint::StreamEndpoint(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info)
    : Endpoint(host, id, std::move(info))
{
    mutableStatus().receiveSize = DefaultReceiveSize;
}

void StreamEndpoint::startAccepted(base::UniqueFd fd, const Setup& setup)
{
    takeFd(std::move(fd));
    adoptSettings(setup);
    recorder().writer().describe(id(), status().info);
    established(setup.closeAtEof.value_or(true));
}

void StreamEndpoint::established(bool closeAtEof)
{
    m_closeAtEof = closeAtEof;
    setState(State::Connected);
    flushQueue();
}

bool StreamEndpoint::isEstablished() const
{
    return status().state == State::Connected || status().state == State::HalfClosedIn
        || status().state == State::HalfClosedOut;
}

void StreamEndpoint::handleEvents(std::uint32_t events)
{
    if (events & EPOLLOUT)
        flushQueue();
    if (!isEnded() && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
        receiveReady();
    if (!isEnded())
        updateWatch();
}

// --- receiving -------------------------------------------------------------------------------------------------------

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

bool StreamEndpoint::receiveOnce()
{
    const std::size_t size = std::min<std::size_t>(status().receiveSize, capture::Writer::MaxReserve);
    const std::span<std::byte> room = recorder().writer().reserve(size);
    const Call call = recorder().begin(Operation::Recv, id(), size);
    const auto received = net::recv(fd(), room, 0);
    if (!received) {
        if (wouldBlock(received.error()) || received.error().code == EINTR)
            return false;
        log(Recorder::end(call, received));
        setError(received.error());
        end(State::Failed);
        return false;
    }
    logReserved(Recorder::end(call, received), 0, *received);
    if (*received == 0) {
        endOfStream();
        return false;
    }
    if (status().echo)
        echo(room.first(*received));
    // A short read has emptied the receive queue: asking again would only be told EAGAIN.
    return !isEnded() && *received == size && m_queue.memoryBytes() < EchoHighWaterBytes;
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
    Call call = recorder().begin(Operation::Recv, id(), size);
    call.record.messageFlags = static_cast<std::uint16_t>(command.flags);
    const auto received = net::recv(fd(), room, command.flags);
    const capture::Record record = Recorder::end(call, received);
    if (!received) {
        log(record);
        setError(received.error());
        if (!wouldBlock(received.error()) && isEstablished())
            end(State::Failed);
        return;
    }
    // With MSG_TRUNC the kernel counts bytes that it threw away: only what is there is kept - recv(2).
    logReserved(record, 0, (command.flags & MSG_TRUNC) ? 0 : std::min(*received, size));
    if (*received == 0 && size > 0 && isEstablished())
        endOfStream();
}

// --- sending ---------------------------------------------------------------------------------------------------------

void StreamEndpoint::send(const Send& command)
{
    const std::span<const std::byte> data(*command.payload);
    if (!m_queue.accepts(data.size())) {
        Call call = recorder().begin(Operation::SendRefused, id(), data.size());
        log(Recorder::end(call, static_cast<std::int64_t>(data.size())));
        setError({ENOBUFS, "send"});
        return;
    }
    std::size_t sent = 0;
    if (m_queue.isEmpty() && loopSends() && status().state != State::Connecting && status().state != State::Opening) {
        const auto result = sendNow(data);
        if (!result) {
            sendFailed(result.error());
            return;
        }
        sent = *result;
    }
    if (sent < data.size()) {
        m_queue.push(command.payload, sent);
        if (!usesLanes())
            logEvent(Operation::SendQueued, static_cast<std::int64_t>(data.size() - sent));
    }
    queueChanged();
}

base::Result<std::size_t> StreamEndpoint::sendNow(std::span<const std::byte> data)
{
    const Call call = recorder().begin(Operation::Send, id(), data.size());
    const auto sent = net::send(fd(), data, 0);
    log(Recorder::end(call, sent), data.first(sent.value_or(0)));
    if (!sent && wouldBlock(sent.error()))
        return std::size_t{0};
    return sent;
}

void StreamEndpoint::echo(std::span<const std::byte> data)
{
    // The bytes lie in the writer's arena, which the record of the send may move on.
    m_echoed.assign(data.begin(), data.end());
    std::size_t sent = 0;
    if (m_queue.isEmpty() && loopSends()) {
        const auto result = sendNow(m_echoed);
        if (!result) {
            logEvent(Operation::EchoDropped, static_cast<std::int64_t>(data.size()));
            sendFailed(result.error());
            return;
        }
        sent = *result;
    }
    if (sent < m_echoed.size()) {
        m_queue.push(std::make_shared<std::vector<std::byte>>(std::move(m_echoed)), sent);
        m_echoed.clear();
    }
    queueChanged();
}

void StreamEndpoint::sendFile(const SendFile& command)
{
    const Call call = recorder().begin(Operation::Open, id());
    const auto size = m_queue.pushFile(command.path);
    log(size ? Recorder::end(call, static_cast<std::int64_t>(*size)) : Recorder::fail(call, size.error()),
        capture::TextDetail{command.path});
    if (!size) {
        setError(size.error());
        return;
    }
    if (isEstablished())
        flushQueue();
}

void StreamEndpoint::flushQueue()
{
    for (int i = 0; i < SendBudget && loopSends() && !m_queue.isEmpty(); ++i) {
        if (!(m_queue.frontIsFile() ? sendFileFront() : sendFront()))
            break;
    }
    if (isEnded())
        return;
    queueChanged();
    if (m_queue.isEmpty())
        closeIfDone();
}

bool StreamEndpoint::sendFront()
{
    const std::span<const std::byte> data = m_queue.front();
    const Call call = recorder().begin(Operation::Send, id(), data.size());
    const auto sent = net::send(fd(), data, 0);
    if (!sent && wouldBlock(sent.error()))
        return false;
    log(Recorder::end(call, sent), data.first(sent.value_or(0)));
    if (!sent) {
        sendFailed(sent.error());
        return false;
    }
    const bool tookAll = *sent == data.size();
    m_queue.consume(*sent);
    return tookAll;
}

void StreamEndpoint::fileEnded(const base::Result<std::size_t>& read)
{
    // The file cannot be read any more, or has become shorter than it was: say so and go on with what follows.
    const base::Error error = read ? base::Error{ENODATA, "pread"} : read.error();
    const std::uint64_t rest = m_queue.dropFront();
    log(Recorder::fail(recorder().begin(Operation::SendFile, id(), static_cast<std::size_t>(rest)), error));
    setError(error);
}

bool StreamEndpoint::sendFileFront()
{
    const std::span<std::byte> room = recorder().writer().reserve(SendQueue::FilePieceBytes);
    const auto read = m_queue.readFront(room);
    if (!read || *read == 0) {
        fileEnded(read);
        return true;
    }
    const Call call = recorder().begin(Operation::SendFile, id(), *read);
    const auto sent = net::send(fd(), room.first(*read), 0);
    if (!sent && wouldBlock(sent.error()))
        return false;
    if (!sent) {
        log(Recorder::end(call, sent));
        sendFailed(sent.error());
        return false;
    }
    logReserved(Recorder::end(call, sent), 0, *sent);
    m_queue.consume(*sent);
    return *sent == *read;
}

void StreamEndpoint::sendFailed(const base::Error& error)
{
    setError(error);
    abandonQueue();
    // EPIPE after our own shutdown says nothing of the peer: the receiving side lives on.
    if (isEstablished() && !m_sendShutDown)
        end(State::Failed);
}

void StreamEndpoint::abandonQueue()
{
    const std::uint64_t given = m_queue.clear();
    if (given > 0)
        logEvent(Operation::SendRefused, static_cast<std::int64_t>(std::min<std::uint64_t>(given, INT32_MAX)));
    mutableStatus().queuedBytes = 0;
}

void StreamEndpoint::queueChanged()
{
    if (status().queuedBytes != m_queue.totalBytes()) {
        mutableStatus().queuedBytes = m_queue.totalBytes();
        publish(EndpointHost::Urgency::WithCounters);
    }
    updateWatch();
}

void StreamEndpoint::wasShutDown(ShutdownHow how)
{
    if (how == ShutdownHow::Read) {
        updateWatch();
        return;
    }
    m_sendShutDown = true;
    setState(State::HalfClosedOut);
    closeIfDone();
}

bool StreamEndpoint::mayReceive() const
{
    const bool echoIsFull = status().echo && m_queue.memoryBytes() >= EchoHighWaterBytes;
    return status().receive == ReceiveMode::Automatic && !m_receivedEof && !echoIsFull;
}

void StreamEndpoint::settingsChanged()
{
    updateWatch();
}

void StreamEndpoint::updateWatch()
{
    if (!isEstablished())
        return;
    if (usesLanes()) {
        unwatch();
        pumpLanes();
        return;
    }
    std::uint32_t events = 0;
    // A lane may still wait in a call that it began in another mode.
    if (mayReceive() && isLaneIdle(LaneWork::Way::In))
        events |= EPOLLIN;
    if (!m_queue.isEmpty() && loopSends())
        events |= EPOLLOUT;
    watch(events);
}

} // namespace engine
