// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/foreignflows.h"

#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace packets {

namespace {

net::Address socketAddress(const WireAddress& address, bool isIpv6)
{
    if (!isIpv6) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(address.port);
        std::memcpy(&v4.sin_addr, address.v4().data(), sizeof(v4.sin_addr));
        return net::Address::fromSockaddr(reinterpret_cast<const sockaddr*>(&v4), sizeof(v4));
    }
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(address.port);
    std::memcpy(&v6.sin6_addr, address.host.data(), sizeof(v6.sin6_addr));
    return net::Address::fromSockaddr(reinterpret_cast<const sockaddr*>(&v6), sizeof(v6));
}

bool sourceIsFirst(const ParsedPacket& packet)
{
    return packet.source <= packet.destination;
}

} // namespace

ForeignFlows::Flow& ForeignFlows::flowOf(const ParsedPacket& packet)
{
    const bool isInOrder = sourceIsFirst(packet);
    const Key key{packet.kind == PacketKind::Tcp, packet.isIpv6, isInOrder ? packet.source : packet.destination,
        isInOrder ? packet.destination : packet.source};
    if (const auto found = m_flows.find(key); found != m_flows.end())
        return found->second;
    if (m_flows.size() >= MaxFlows)
        return m_others;
    Flow& flow = m_flows[key];
    beginAnew(flow, packet);
    return flow;
}

void ForeignFlows::beginAnew(Flow& flow, const ParsedPacket& packet)
{
    // Who answers a SYN did not begin.
    const bool isAnswer = (packet.tcpFlags & (TcpSyn | TcpAck)) == (TcpSyn | TcpAck);
    flow = {{}, sourceIsFirst(packet) != isAnswer,
        packet.kind == PacketKind::Tcp ? std::make_unique<TcpConnection>() : nullptr};
}

bool ForeignFlows::isOutbound(const Flow& flow, const ParsedPacket& packet)
{
    return sourceIsFirst(packet) == flow.firstIsLocal;
}

capture::EndpointInfo ForeignFlows::infoOf(const Flow& flow, const ParsedPacket& packet, std::uint64_t number)
{
    const bool isOut = isOutbound(flow, packet);
    capture::EndpointInfo info;
    info.protocol = packet.kind == PacketKind::Tcp ? net::Protocol::Tcp : net::Protocol::Udp;
    info.local = socketAddress(isOut ? packet.source : packet.destination, packet.isIpv6);
    info.peer = socketAddress(isOut ? packet.destination : packet.source, packet.isIpv6);
    info.name = (packet.kind == PacketKind::Tcp ? "tcp/" : "udp/") + std::to_string(number) + ' '
        + info.local.toString() + " <-> " + info.peer.toString();
    return info;
}

void ForeignFlows::forget()
{
    m_flows.clear();
    m_others = {};
}

} // namespace packets
