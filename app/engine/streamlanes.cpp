// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The part of StreamEndpoint whose calls are made in lanes: blocking and timeout mode.
#include "engine/streamendpoint.h"

#include <algorithm>

namespace engine {

namespace {

/// The connection is over for good, whoever made the call that learned it.
bool isFatal(int errorNumber)
{
    return errorNumber == ECONNRESET || errorNumber == ETIMEDOUT || errorNumber == EHOSTUNREACH
        || errorNumber == ENETUNREACH;
}

} // namespace

void StreamEndpoint::pumpLanes()
{
    if (isEnded())
        return;
    if (mayReceive() && isLaneIdle(LaneWork::Way::In))
        startReceive();
    if (!m_queue.isEmpty() && isLaneIdle(LaneWork::Way::Out))
        startSend();
}

void StreamEndpoint::startReceive()
{
    net::ReceiveCall call{.size = std::min<std::size_t>(status().receiveSize, net::ReceiveCall::MaxBytes)};
    if (keepsBoundaries()) {
        call.as = net::ReceiveCall::As::RecvMsg;
        call.flags = MSG_TRUNC; // so that the real length is told
        call.controlSize = net::ControlRoom;
    }
    startCall(call, CallOrigin::Endpoint);
}

void StreamEndpoint::startSend()
{
    if (!m_queue.frontIsFile()) {
        const auto as = keepsBoundaries() ? net::SendCall::As::Send : net::SendCall::As::SendAll;
        startCall({net::SendCall{.as = as, .data = m_queue.frontPayload()}}, CallOrigin::Endpoint);
        return;
    }
    auto piece = std::make_shared<std::vector<std::byte>>(SendQueue::FilePieceBytes);
    const auto read = m_queue.readFront(*piece);
    if (!read || *read == 0) {
        fileEnded(read);
        return;
    }
    piece->resize(*read);
    startCall({net::SendCall{.as = net::SendCall::As::SendAll, .data = std::move(piece)}}, CallOrigin::Endpoint);
}

void StreamEndpoint::callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin origin)
{
    if (const auto* receive = std::get_if<net::ReceiveCall>(&call))
        receiveEnded(*receive, result, origin);
    else if (std::holds_alternative<net::SendCall>(call) && origin == CallOrigin::Endpoint)
        sendEnded(result);
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
    } else if (status().echo && origin == CallOrigin::Endpoint) {
        m_echoed.assign(result.data.begin(), result.data.end());
        sendEcho();
    }
}

void StreamEndpoint::sendEnded(const net::CallResult& result)
{
    if (m_queue.isEmpty())
        return;
    m_queue.consume(static_cast<std::size_t>(result.value));
    if (result.end == net::CallEnd::Errno && result.errorNumber != EAGAIN) {
        sendFailed({result.errorNumber, "send"});
        return;
    }
    // As in a program: after a timeout or a cancel nobody sends the rest. The record says how much was taken. That the
    // mode was changed under the call is neither, and what is left goes on in the new mode.
    if (!wasMadeNonBlocking(result) && result.end != net::CallEnd::Value && !m_queue.isEmpty())
        countUnsent(m_queue.dropFront());
    queueChanged();
    if (m_queue.isEmpty())
        closeIfDone();
}

} // namespace engine
