// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/streamendpoint.h"

#include "engine/messagefile.h"

#include <sys/epoll.h>

#include <algorithm>
#include <utility>

namespace engine {

using capture::Operation;

namespace {

constexpr std::uint32_t DefaultReceiveSize = 64 * 1024;
static_assert(mostReceiveSize(net::Protocol::Tcp) <= capture::Writer::MaxReserve);

/// The connection is over for good, whoever made the call that learned it.
bool isFatal(int errorNumber)
{
    return errorNumber == ECONNRESET || errorNumber == ETIMEDOUT || errorNumber == EHOSTUNREACH
        || errorNumber == ENETUNREACH;
}

} // namespace

StreamEndpoint::StreamEndpoint(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info)
    : Endpoint(host, id, std::move(info))
    , m_sender(journal(), descriptor(), calls(), *this)
{
    journal().edit().receiveSize = DefaultReceiveSize;
}

void StreamEndpoint::startAccepted(base::UniqueFd fd, const Setup& setup)
{
    takeFd(std::move(fd));
    adoptSettings(setup);
    journal().writer().describe(id(), status().info);
    established(setup.closeAtEof.value_or(true));
}

void StreamEndpoint::established(bool closeAtEof)
{
    m_closeAtEof = closeAtEof;
    // A message that has come has a time, and the end of the connection has none: recv says 0 of an empty one as well.
    if (keepsBoundaries())
        (void)options().set(SOL_SOCKET, SO_TIMESTAMPNS, 1);
    journal().setState(State::Connected);
    m_sender.flush();
}

bool StreamEndpoint::isEstablished() const
{
    return status().state == State::Connected || status().state == State::HalfClosedIn
        || status().state == State::HalfClosedOut;
}

void StreamEndpoint::handleEvents(std::uint32_t events)
{
    if (events & EPOLLOUT)
        m_sender.flush();
    if (!isEnded() && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
        receiveReady();
    if (!isEnded())
        updateWatch();
}

// --- sending ---------------------------------------------------------------------------------------------------------

void StreamEndpoint::sendFile(const SendFile& command)
{
    if (keepsBoundaries()) {
        if (const Payload message = readMessageFile(journal(), command.path))
            m_sender.send(message);
        return;
    }
    m_sender.sendFile(command.path);
    if (isEstablished())
        m_sender.flush();
}

void StreamEndpoint::cancelCall()
{
    m_sender.cancelFile();
    Endpoint::cancelCall();
}

std::vector<WaitingCall> StreamEndpoint::waitingElsewhere() const
{
    const auto file = m_sender.waitingFile();
    return file ? std::vector{*file} : std::vector<WaitingCall>();
}

void StreamEndpoint::queueChanged()
{
    if (isEnded())
        return;
    updateWatch();
    // A send that ends at once is not to cost more for what most never have.
    if (m_sender.waitingFile() || !status().waiting.empty())
        waitingChanged();
}

void StreamEndpoint::queueEmptied()
{
    acting().allSent();
    closeIfDone();
}

void StreamEndpoint::sendingFailed()
{
    // EPIPE after our own shutdown says nothing of the peer: the receiving side lives on.
    if (isEstablished() && !m_sendShutDown)
        end(State::Failed);
}

void StreamEndpoint::wasShutDown(int how)
{
    if (how == SHUT_RD) {
        updateWatch();
        return;
    }
    m_sendShutDown = true;
    journal().setState(State::HalfClosedOut);
    closeIfDone();
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

base::Result<std::size_t> StreamEndpoint::receiveInto(
    std::span<std::byte> room, std::optional<net::ReceivedMessage>& message)
{
    if (!net::isUnix(status().info.protocol))
        return net::recv(fd(), room, 0);
    // With MSG_TRUNC a message that is cut says its real length - recv(2).
    auto received = net::recvmsg(fd(), room, keepsBoundaries() ? MSG_TRUNC : 0);
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
    journal().writeReserved(record, 0, kept);
    if (message)
        journal().descriptors(message->control);
}

bool StreamEndpoint::receiveOnce()
{
    const std::size_t size = std::min<std::size_t>(status().receiveSize, capture::Writer::MaxReserve);
    const std::span<std::byte> room = journal().writer().reserve(size);
    const Call call = journal().begin(Operation::Recv, size);
    std::optional<net::ReceivedMessage> message;
    const auto received = receiveInto(room, message);
    if (!received) {
        if (received.error().code == EAGAIN || received.error().code == EINTR)
            return false;
        journal().write(Recorder::end(call, received));
        journal().setError(received.error());
        end(State::Failed);
        return false;
    }
    const std::size_t kept = std::min(*received, size);
    const capture::Record record = Recorder::end(call, received);
    // The bytes lie in the writer's arena, which any further record may move on.
    if (acting().isWanted())
        m_received.assign(room.begin(), room.begin() + static_cast<std::ptrdiff_t>(kept));
    logReceived(record, kept, message);
    if (isEnd(*received, message && message->control.timeNs)) {
        endOfStream();
        return false;
    }
    if (acting().isWanted())
        acting().deliver(m_received);
    // A short read has emptied the receive queue: asking again would only be told EAGAIN. Of messages there may be
    // more.
    return !isEnded() && (keepsBoundaries() || *received == size) && !acting().isHeldBack();
}

void StreamEndpoint::endOfStream()
{
    m_receivedEof = true;
    journal().setState(State::HalfClosedIn);
    closeIfDone();
}

void StreamEndpoint::closeIfDone()
{
    if (!isEnded() && m_receivedEof && m_sender.isEmpty() && (m_closeAtEof || m_sendShutDown))
        end(State::Closed);
}

// --- in lanes: blocking and timeout mode -----------------------------------------------------------------------------

void StreamEndpoint::startReceive()
{
    net::ReceiveCall call{.size = std::min<std::size_t>(status().receiveSize, net::ReceiveCall::MaxBytes)};
    if (keepsBoundaries()) {
        call.as = net::ReceiveCall::As::RecvMsg;
        call.flags = MSG_TRUNC; // so that the real length is told
        call.controlSize = net::ControlRoom;
    }
    calls().start(call, CallOrigin::Endpoint);
}

void StreamEndpoint::callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin origin)
{
    if (const auto* receive = std::get_if<net::ReceiveCall>(&call))
        receiveEnded(*receive, result, origin);
    else if (std::holds_alternative<net::SendCall>(call) && origin == CallOrigin::Endpoint)
        m_sender.ended(result);
    else if (result.end == net::CallEnd::Errno && isFatal(result.errorNumber) && isEstablished())
        end(State::Failed);
}

void StreamEndpoint::receiveEnded(const net::ReceiveCall& call, const net::CallResult& result, CallOrigin origin)
{
    if (!isEstablished())
        return;
    if (result.end == net::CallEnd::Errno) {
        // SO_RCVTIMEO is over, or a flag asked not to wait: an answer. What a person's flags make of it is theirs.
        const bool ends = origin == CallOrigin::Endpoint ? result.errorNumber != EAGAIN : isFatal(result.errorNumber);
        if (ends)
            end(State::Failed);
        return;
    }
    if (result.end != net::CallEnd::Value || call.size == 0)
        return;
    if (isEnd(static_cast<std::size_t>(result.value), result.control.timeNs.has_value())) {
        if (!m_receivedEof)
            endOfStream();
    } else if (origin == CallOrigin::Endpoint) {
        acting().deliver(result.data);
    }
}

// --- what there is to wait for ---------------------------------------------------------------------------------------

bool StreamEndpoint::mayReceive() const
{
    return status().receive == ReceiveMode::Automatic && !m_receivedEof && !acting().isHeldBack();
}

void StreamEndpoint::pumpLanes()
{
    if (isEnded())
        return;
    if (mayReceive() && calls().isIdle(LaneWork::Way::In))
        startReceive();
    if (!m_sender.isEmpty() && calls().isIdle(LaneWork::Way::Out))
        m_sender.startInLane();
}

void StreamEndpoint::updateWatch()
{
    if (!isEstablished())
        return;
    if (calls().useLanes()) {
        unwatch();
        pumpLanes();
        return;
    }
    std::uint32_t events = 0;
    // A lane may still wait in a call that it began in another mode.
    if (mayReceive() && calls().isIdle(LaneWork::Way::In))
        events |= EPOLLIN;
    if (!m_sender.isEmpty() && calls().leaveSendingToLoop())
        events |= EPOLLOUT;
    watch(events);
}

} // namespace engine
