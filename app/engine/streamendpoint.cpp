// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/streamendpoint.h"

#include <sys/epoll.h>

#include <algorithm>

namespace engine {

using capture::Operation;

namespace {

constexpr std::uint32_t DefaultReceiveSize = 64 * 1024;

} // namespace

bool StreamEndpoint::wouldBlock(const base::Error& error)
{
    return error.code == EAGAIN || error.code == EWOULDBLOCK;
}

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
    // A message that has come has a time, and the end of the connection has none: recv says 0 of an empty one as well.
    if (keepsBoundaries())
        (void)applyIntOption(SOL_SOCKET, SO_TIMESTAMPNS, 1);
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

// --- sending ---------------------------------------------------------------------------------------------------------

void StreamEndpoint::send(const Send& command)
{
    const std::span<const std::byte> data(*command.payload);
    if (!m_queue.accepts(data.size())) {
        Call call = recorder().begin(Operation::SendRefused, id(), data.size());
        countUnsent(data.size());
        log(Recorder::end(call, static_cast<std::int64_t>(data.size())));
        setError({ENOBUFS, "send"});
        return;
    }
    std::optional<std::size_t> sent;
    if (m_queue.isEmpty() && loopSends() && status().state != State::Connecting && status().state != State::Opening) {
        const auto result = sendNow(data);
        if (!result) {
            countUnsent(data.size());
            sendFailed(result.error());
            return;
        }
        sent = *result;
    }
    if (sent.value_or(0) < data.size() && !usesLanes())
        logEvent(Operation::SendQueued, static_cast<std::int64_t>(data.size() - sent.value_or(0)));
    queueRest(command.payload, sent);
}

void StreamEndpoint::queueRest(const Payload& payload, std::optional<std::size_t> sent)
{
    // An empty message is one; of a stream nothing is left to send.
    if (payload->empty() && !sent && keepsBoundaries())
        m_queue.pushEmptyMessage();
    else
        m_queue.push(payload, sent.value_or(0));
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

void StreamEndpoint::sendEcho()
{
    std::optional<std::size_t> sent;
    if (m_queue.isEmpty() && loopSends()) {
        const auto result = sendNow(m_echoed);
        if (!result) {
            countUnsent(m_echoed.size());
            logEvent(Operation::EchoDropped, static_cast<std::int64_t>(m_echoed.size()));
            sendFailed(result.error());
            return;
        }
        sent = *result;
    }
    if (sent == m_echoed.size()) {
        queueChanged();
        return;
    }
    queueRest(std::make_shared<std::vector<std::byte>>(std::move(m_echoed)), sent);
    m_echoed.clear();
}

void StreamEndpoint::sendFile(const SendFile& command)
{
    if (keepsBoundaries()) {
        sendWholeFile(command);
        return;
    }
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
    countUnsent(rest);
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
    if (keepsBoundaries() && error.code == EMSGSIZE) {
        // One message that is too long says nothing of the others.
        if (!m_queue.isEmpty())
            countUnsent(m_queue.dropFront());
        queueChanged();
        return;
    }
    abandonQueue();
    // EPIPE after our own shutdown says nothing of the peer: the receiving side lives on.
    if (isEstablished() && !m_sendShutDown)
        end(State::Failed);
}

void StreamEndpoint::abandonQueue()
{
    const std::uint64_t given = m_queue.clear();
    countUnsent(given);
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
