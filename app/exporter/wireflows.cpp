// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "exporter/wireflows.h"

#include <utility>

namespace exporter {

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

} // namespace

WireRoute WireFlows::route(Transport transport, const WireEnds& ends)
{
    Flows& flows = transport == Transport::Tcp ? m_tcp : m_udp;
    auto found = flows.find(ends);
    if (found == flows.end()) {
        if (transport == Transport::Udp && flows.size() >= RememberedUdpFlows)
            flows.clear();
        const auto other = flows.find(WireEnds{ends.peer, ends.local, ends.asIpv6});
        const bool standsIn = other != flows.end() && !other->second.hasStandIns;
        const WireEnds shown = ends.local == ends.peer ? selfApart(ends) : standsIn ? ends.standIns() : ends;
        found = flows.emplace(ends, Flow{shown, standsIn, {}}).first;
    }
    return {transport, found->second.shown, found->second.shown.isIpv6(), &found->second.sequence};
}

} // namespace exporter
