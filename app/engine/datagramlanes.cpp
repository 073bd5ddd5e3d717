// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The part of DatagramEndpoint whose calls are made in lanes: blocking and timeout mode.
#include "engine/datagramendpoint.h"

#include <algorithm>

namespace engine {

void DatagramEndpoint::pumpLanes()
{
    if (isEnded())
        return;
    if (mayReceive() && isLaneIdle(LaneWork::Way::In)) {
        const std::size_t size = std::min<std::size_t>(status().receiveSize, DatagramBatch::MaxDatagramBytes);
        startCall(net::ReceiveCall{.as = net::ReceiveCall::As::RecvMsg,
                      .size = size,
                      .flags = MSG_TRUNC, // so that the real length is told
                      .controlSize = net::ControlRoom},
            CallOrigin::Endpoint);
    }
    if (m_queue.empty() || !isLaneIdle(LaneWork::Way::Out))
        return;
    const Waiting& next = m_queue.front();
    const auto as = next.to ? net::SendCall::As::SendTo : net::SendCall::As::Send;
    startCall(
        net::SendCall{.as = as, .data = next.payload, .to = next.to.value_or(net::Address())}, CallOrigin::Endpoint);
}

void DatagramEndpoint::callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin origin)
{
    if (result.end == net::CallEnd::Errno && result.errorNumber != EAGAIN)
        takeErrors();
    if (origin == CallOrigin::Person)
        return;
    if (std::holds_alternative<net::ReceiveCall>(call))
        receiveEnded(result);
    else if (std::holds_alternative<net::SendCall>(call) && !m_queue.empty() && !wasMadeNonBlocking(result)) {
        if (result.end != net::CallEnd::Value)
            countUnsent(m_queue.front().payload->size());
        popFront();
    }
}

void DatagramEndpoint::receiveEnded(const net::CallResult& result)
{
    if (result.end != net::CallEnd::Value)
        return;
    mutableStatus().lastSender = result.address;
    noticeDrops(result.control.overflow);
    if (!status().echo)
        return;
    Datagram datagram;
    datagram.data = result.data;
    datagram.from = result.address;
    echo(datagram);
}

} // namespace engine
