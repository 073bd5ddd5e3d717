// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "exporter/wireaddress.h"
#include "exporter/wirepacket.h"

#include <cstdint>
#include <map>

namespace exporter {

/// TCP's numbers of the next byte, from 1 on as if a SYN had gone before.
struct WireSequence
{
    std::uint32_t sent = 1;
    std::uint32_t received = 1;
};

/// By which packets one endpoint's bytes go.
struct WireRoute
{
    Transport transport = Transport::Tcp;
    WireEnds ends;
    bool isIpv6 = false; ///< ends.isIpv6(), which is asked for each packet
    WireSequence* sequence = nullptr; ///< TCP; owned by WireFlows
};

/// Keeps the streams of a file apart, which readers tell from each other by addresses and ports alone. When both ends
/// of a connection are in the capture, each sees all of its bytes: the one that was seen second gets stand-ins for its
/// addresses, else each byte would be there twice. A connection with the ends of an earlier one goes on where that
/// stopped. One thread.
class WireFlows final
{
public:
    [[nodiscard]] WireRoute route(Transport transport, const WireEnds& ends);

private:
    struct Flow
    {
        WireEnds shown;
        bool hasStandIns = false;
        WireSequence sequence;
    };
    using Flows = std::map<WireEnds, Flow>;

    Flows m_tcp;
    Flows m_udp;
};

} // namespace exporter
