// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/detail.h"
#include "net/address.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace packets {

/// An address as an IP header has it. IPv4 is kept in the IPv4-mapped form (RFC 4291 2.5.5.2), so that what a
/// dual-stack socket calls ::ffff:127.0.0.1 is the 127.0.0.1 that goes over the wire.
struct WireAddress
{
    std::array<std::byte, 16> host{};
    std::uint16_t port = 0; ///< host byte order

    [[nodiscard]] bool isMapped() const;
    /// The last four bytes of a mapped address.
    [[nodiscard]] std::span<const std::byte, 4> v4() const { return std::span(host).last<4>(); }
    friend bool operator==(const WireAddress&, const WireAddress&) = default;
    friend auto operator<=>(const WireAddress&, const WireAddress&) = default;
};

/// Gives sockets the addresses that their packets show. IP addresses are themselves. Unix sockets have none: they get
/// made-up ones in 192.0.2.0/24 (TEST-NET-1, RFC 5737), a path or abstract name always the same one, an unnamed end one
/// of its endpoint's own, so that no two connections share both.
class WireAddresses final
{
public:
    /// @param other  the other end's, which tells what a wildcard means: a socket bound to 0.0.0.0 that talks to
    ///               127.0.0.1 does so from 127.0.0.1. Where it does not tell, the wildcard stays.
    [[nodiscard]] WireAddress of(const net::Address& address, const net::Address& other, base::EndpointId endpoint);

private:
    [[nodiscard]] WireAddress ofPath(const std::string& name);

    std::map<std::string, std::uint32_t> m_paths;
};

/// A stand-in for an address: of an IPv4 one IPv4-mapped IPv6 does (the same address in other packets), of an IPv6 one
/// the first 32 bits become 2001:db8::/32 (RFC 3849).
struct WireEnds
{
    WireAddress local;
    WireAddress peer;
    bool asIpv6 = false; ///< mapped addresses go into IPv6 packets

    [[nodiscard]] bool isIpv6() const { return asIpv6 || !local.isMapped() || !peer.isMapped(); }
    /// The same ends by stand-ins.
    [[nodiscard]] WireEnds standIns() const;
    friend bool operator==(const WireEnds&, const WireEnds&) = default;
    friend auto operator<=>(const WireEnds&, const WireEnds&) = default;
};

} // namespace packets
