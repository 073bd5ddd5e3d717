// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/wireflows.h"

#include <utility>

namespace packets {

namespace {

/// Of datagrams to and from ever new peers only so many pairs are remembered. Of TCP all are: their numbers go on.
constexpr std::size_t RememberedUdpFlows = 65'536;

/// A socket connected to itself: one end has to look like another.
WireEnds selfApart(const WireEnds& ends)
{
    WireEnds result = ends;
    result.asIpv6 = true;
    result.peer = result.standIns().peer;
    return result;
}

/// Between the first numbers of connections with the same ends: their streams do not overlap in a reader's mind.
constexpr std::uint32_t BetweenConnections = 0x1000'0000;

} // namespace

TcpReassembly& WireNumbers::bytes()
{
    if (!m_bytes)
        m_bytes = std::make_unique<TcpReassembly>(m_highest);
    return *m_bytes;
}

void WireNumbers::settle()
{
    m_highest = m_bytes->highest();
    if (!m_bytes->isWaiting())
        m_bytes.reset();
}

void WireNumbers::take(std::int64_t position, std::uint32_t size)
{
    if (!m_bytes && position == m_highest) {
        m_highest += size;
        return;
    }
    TcpReassembly::Deliveries handedUp;
    bytes().add({{}, position, size, size}, handedUp);
    settle();
}

void WireNumbers::skipTo(std::int64_t position)
{
    TcpReassembly::Deliveries handedUp;
    bytes().skipTo(position, handedUp);
    settle();
}

WireRoute WireFlows::route(Transport transport, const WireEnds& ends, base::EndpointId endpoint)
{
    Flows& flows = transport == Transport::Tcp ? m_tcp : m_udp;
    auto found = flows.find(ends);
    if (found == flows.end()) {
        if (transport == Transport::Udp && flows.size() >= RememberedUdpFlows)
            flows.clear();
        const auto other = flows.find(WireEnds{ends.peer, ends.local, ends.asIpv6});
        const bool standsIn = other != flows.end() && !other->second.hasStandIns;
        const WireEnds shown = ends.local == ends.peer ? selfApart(ends) : standsIn ? ends.standIns() : ends;
        found = flows.emplace(ends, Flow{shown, standsIn}).first;
    }
    Flow& flow = found->second;
    if (transport == Transport::Tcp && (!flow.sequence || flow.endpoint != endpoint)) {
        const bool isLater = flow.sequence != nullptr;
        flow.first += isLater ? BetweenConnections : 0;
        flow.sequence = &m_sequences.emplace_back(flow.first);
        flow.sequence->isLater = isLater;
        flow.endpoint = endpoint;
    }
    return {transport, flow.shown, flow.shown.isIpv6(), flow.sequence};
}

} // namespace packets
