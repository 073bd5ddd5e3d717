// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/ipfragments.h"
#include "packets/packetbytes.h"
#include "packets/pcapngformat.h"
#include "packets/wireaddress.h"
#include "packets/wirepacket.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace packets {

/// What a captured packet is to us.
enum class PacketKind : std::uint8_t
{
    Tcp,
    Udp,
    Fragment, ///< of an IP packet whose other fragments were not all there so far
    FragmentRepeat, ///< one whose bytes were in a packet that is whole
    FragmentConflict, ///< one that contradicts others of its packet
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
    std::uint32_t fragmentBytes = 0; ///< Fragment: what it carries
    /// Earlier fragments that this packet made whole or, FragmentConflict, that were let go with it.
    IpFragments::Tally earlier;
};

inline constexpr std::uint8_t TcpFin = 0x01;
inline constexpr std::uint8_t TcpSyn = 0x02;
inline constexpr std::uint8_t TcpRst = 0x04;
inline constexpr std::uint8_t TcpPush = 0x08;
inline constexpr std::uint8_t TcpAck = 0x10;

/// Reads the headers of captured packets: link layers and what lies between them and IP (linkContent); IPv4, IPv6 with
/// extension headers; tunnels (GRE, IP in IP, VXLAN, GENEVE), of which the innermost TCP or UDP counts; fragments,
/// which are put together. Never reads past the bytes. One thread.
class PacketParser final
{
public:
    /// Headers one in the other that are followed.
    static constexpr int MaxDepth = 8;

    enum class Tunnels : bool
    {
        Closed, ///< what they carry is payload
        Open
    };

    /// @param timeNs  the packet's, by which fragments are given up. The result is valid until the next call.
    [[nodiscard]] ParsedPacket parse(LinkType link, PacketBytes frame, std::int64_t timeNs, Tunnels tunnels);
    /// Forgets the fragments whose rest has not come.
    void forget() { m_fragments.forget(); }

private:
    /// What an IP header says of what follows.
    struct IpContent
    {
        std::uint8_t protocol = 0;
        PacketBytes bytes;
    };
    struct FragmentPlace
    {
        std::uint32_t number = 0;
        std::size_t offset = 0; ///< in bytes
        bool isLast = false;
    };

    void parseIp(ParsedPacket& packet, PacketBytes bytes, int depth);
    void parseIpv4(ParsedPacket& packet, PacketBytes bytes, int depth);
    void parseIpv6(ParsedPacket& packet, PacketBytes bytes, int depth);
    void parseIpv6Content(ParsedPacket& packet, IpContent content, int depth);
    void parseFragment(ParsedPacket& packet, const IpContent& content, const FragmentPlace& place, int depth);
    void parseProtocol(ParsedPacket& packet, const IpContent& content, int depth);
    void parseUdpTunnel(ParsedPacket& packet, int depth);

    IpFragments m_fragments;
    std::vector<std::vector<std::byte>> m_whole; ///< what was put together for this packet
    IpFragments::Tally m_earlier; ///< of this packet
    std::int64_t m_timeNs = 0; ///< of this packet
    Tunnels m_tunnels = Tunnels::Open;
};

} // namespace packets
