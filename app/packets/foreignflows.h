// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/detail.h"
#include "packets/packetparse.h"
#include "packets/tcpconnection.h"

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <tuple>

namespace packets {

/// Makes endpoints of captured packets: one for each pair of addresses and ports, seen from the end that sent the SYN,
/// or else the first packet. One thread.
class ForeignFlows final
{
public:
    /// Pairs that are told apart; those that come after share an endpoint.
    static constexpr std::size_t MaxFlows = 262'144;

    struct Flow
    {
        base::EndpointId endpoint; ///< 0 until the caller has numbered it
        bool firstIsLocal = false; ///< of the two ends in order
        std::unique_ptr<TcpConnection> connection; ///< of TCP; null where endpoints are shared
    };

    /// The flow of a packet of TCP or UDP. Valid until forget().
    [[nodiscard]] Flow& flowOf(const ParsedPacket& packet);
    /// The packet begins another connection between the same ends: the flow is that one's from now on.
    static void beginAnew(Flow& flow, const ParsedPacket& packet);
    /// All flows that there are, in any order.
    template <class Take> void forEach(Take take)
    {
        for (auto& [key, flow] : m_flows)
            take(flow);
    }
    /// Whether the packet was sent by the flow's local end.
    [[nodiscard]] static bool isOutbound(const Flow& flow, const ParsedPacket& packet);
    /// Who the flow's endpoint is: "tcp/1 127.0.0.1:40112 <-> 127.0.0.1:5000".
    /// @param number  that no other endpoint has; it goes first, where a narrow column still shows it.
    [[nodiscard]] static capture::EndpointInfo infoOf(
        const Flow& flow, const ParsedPacket& packet, std::uint64_t number);
    void forget();

private:
    struct Key
    {
        bool isTcp = false;
        bool isIpv6 = false;
        WireAddress first;
        WireAddress second;
        friend bool operator==(const Key&, const Key&) = default;
        /// By ports first: they tell most flows apart, and take less than addresses to compare.
        friend std::strong_ordering operator<=>(const Key& a, const Key& b)
        {
            if (const auto order = a.ports() <=> b.ports(); order != 0)
                return order;
            return std::tie(a.isTcp, a.isIpv6, a.first, a.second) <=> std::tie(b.isTcp, b.isIpv6, b.first, b.second);
        }
        [[nodiscard]] std::uint32_t ports() const { return std::uint32_t{first.port} << 16 | second.port; }
    };

    std::map<Key, Flow> m_flows;
    Flow m_others;
};

} // namespace packets
