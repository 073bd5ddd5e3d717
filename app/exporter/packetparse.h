// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "exporter/pcapngformat.h"
#include "exporter/wireaddress.h"
#include "exporter/wirepacket.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace exporter {

/// What a captured packet is to us.
enum class PacketKind : std::uint8_t
{
    Tcp,
    Udp,
    Fragment, ///< of an IP packet: its bytes are not put together
    OtherProtocol, ///< neither TCP nor UDP, or no IP at all
    OtherLink, ///< a link layer that is not read
    Damaged ///< headers that say what cannot be, or are not all there
};

/// TCP and UDP as found in a packet. References the packet.
struct ParsedPacket
{
    PacketKind kind = PacketKind::Damaged;
    bool isIpv6 = false;
    WireAddress source;
    WireAddress destination;
    std::uint8_t tcpFlags = 0;
    std::uint32_t tcpSequence = 0;
    std::uint32_t tcpAcknowledged = 0;
    std::uint16_t tcpWindow = 0; ///< as it is in the header, not scaled
    std::span<const std::byte> payload; ///< as much of it as was captured
    std::uint32_t payloadBytes = 0; ///< on the wire
};

inline constexpr std::uint8_t TcpFin = 0x01;
inline constexpr std::uint8_t TcpSyn = 0x02;
inline constexpr std::uint8_t TcpRst = 0x04;
inline constexpr std::uint8_t TcpPush = 0x08;
inline constexpr std::uint8_t TcpAck = 0x10;

/// Reads the headers of a captured packet: Ethernet with VLAN tags, BSD loopback, Linux cooked capture or none; IPv4,
/// IPv6 with extension headers; TCP, UDP. Never reads past `bytes`.
[[nodiscard]] ParsedPacket parsePacket(LinkType link, std::span<const std::byte> bytes);

} // namespace exporter
