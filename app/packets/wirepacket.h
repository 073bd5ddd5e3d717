// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/wireaddress.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace packets {

enum class Transport : std::uint8_t
{
    Tcp = 6, ///< the numbers are those of the IP header
    Udp = 17
};

/// What a synthesised packet says in its headers.
struct PacketHeaders
{
    Transport transport = Transport::Tcp;
    bool isIpv6 = false;
    WireAddress source;
    WireAddress destination;
    std::uint32_t sequence = 0; ///< TCP
    std::uint32_t acknowledged = 0; ///< TCP
    std::uint8_t tcpFlags = 0x18; ///< PSH, ACK
    std::size_t dataBytes = 0; ///< that follow the headers on the wire
};

/// 28 to 60 bytes.
[[nodiscard]] std::size_t headerBytes(const PacketHeaders& headers);
/// The most data that fits an IP packet of 65,535 bytes.
[[nodiscard]] std::size_t maxDataBytes(Transport transport, bool isIpv6);

/// Writes the headers in front of data that is in its place already, with lengths and checksums - RFC 791, 8200, 9293,
/// 768. `packet` is headerBytes() and what is kept of the data; where that is less than dataBytes, the checksum is of
/// what is there, and readers know that they cannot tell.
void writeHeaders(const PacketHeaders& headers, std::span<std::byte> packet);

} // namespace packets
