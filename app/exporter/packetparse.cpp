// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "exporter/packetparse.h"

#include "exporter/fieldreader.h"
#include "exporter/linklayer.h"
#include "exporter/tunnel.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace exporter {

namespace {

constexpr int MaxExtensionHeaders = 16;

/// IANA's numbers of protocols in IP, besides those of Transport.
enum IpProtocol : std::uint8_t
{
    HopByHop = 0,
    Ipv4InIp = 4,
    Ipv6InIp = 41,
    Routing = 43,
    FragmentHeader = 44,
    Gre = 47,
    Authentication = 51,
    DestinationOptions = 60
};

/// The size of an extension header of IPv6; 0 where the number is another protocol's.
std::size_t extensionBytes(std::uint8_t protocol, PacketBytes bytes)
{
    switch (protocol) {
    case HopByHop:
    case Routing:
    case DestinationOptions: return (std::size_t{bytes.fields().u8(1)} + 1) * 8;
    case Authentication: return (std::size_t{bytes.fields().u8(1)} + 2) * 4;
    case FragmentHeader: return 8;
    default: return 0;
    }
}

/// Whether there may be TCP or UDP in it.
bool isFollowed(std::uint8_t protocol, bool isIpv6)
{
    switch (protocol) {
    case static_cast<std::uint8_t>(Transport::Tcp):
    case static_cast<std::uint8_t>(Transport::Udp):
    case Gre:
    case Ipv4InIp:
    case Ipv6InIp: return true;
    default: return isIpv6 && extensionBytes(protocol, {}) > 0;
    }
}

WireAddress addressFrom(std::span<const std::byte> bytes)
{
    WireAddress result;
    std::ranges::copy(bytes, result.host.end() - static_cast<std::ptrdiff_t>(bytes.size()));
    if (bytes.size() == 4)
        result.host[10] = result.host[11] = std::byte{0xff};
    return result;
}

/// @param captured  what there is of the segment. @param wireBytes  how long it is by the IP header.
void parseTransport(ParsedPacket& packet, std::span<const std::byte> captured, std::size_t wireBytes)
{
    const FieldReader in(captured, FieldReader::Order::Big);
    const bool isTcp = packet.kind == PacketKind::Tcp;
    const std::size_t least = isTcp ? 20 : 8;
    const std::size_t header = isTcp ? std::size_t{in.u8(12)} / 16 * 4 : least;
    // Options of TCP that were cut off do not matter.
    if (captured.size() < least || header < least || wireBytes < header) {
        packet.kind = PacketKind::Damaged;
        return;
    }
    packet.source.port = in.u16(0);
    packet.destination.port = in.u16(2);
    packet.tcpFlags = isTcp ? in.u8(13) : std::uint8_t{0};
    // UDP says its length again; 0 is a jumbogram's - RFC 2675.
    const std::size_t told = in.u16(4);
    if (!isTcp && told >= header)
        wireBytes = std::min(wireBytes, told);
    packet.payloadBytes = static_cast<std::uint32_t>(wireBytes - header);
    const std::size_t end = std::min(captured.size(), wireBytes);
    packet.payload = captured.subspan(std::min(header, end), end - std::min(header, end));
}

ParsedPacket transportOf(PacketKind kind, const WireAddress& source, const WireAddress& destination, bool isIpv6)
{
    ParsedPacket packet;
    packet.kind = kind;
    packet.isIpv6 = isIpv6;
    packet.source = source;
    packet.destination = destination;
    return packet;
}

} // namespace

ParsedPacket PacketParser::parse(LinkType link, PacketBytes frame, std::int64_t timeNs, Tunnels tunnels)
{
    m_whole.clear();
    m_earlier = {};
    m_timeNs = timeNs;
    m_tunnels = tunnels;
    const LinkContent content = linkContent(link, frame);
    ParsedPacket packet;
    if (content.ip)
        packet = ofIp(*content.ip, 0);
    else
        packet.kind = content.isLinkRead ? PacketKind::OtherProtocol : PacketKind::OtherLink;
    packet.earlier = m_earlier;
    return packet;
}

ParsedPacket PacketParser::ofIp(PacketBytes bytes, int depth)
{
    switch (bytes.fields().u8(0) / 16) {
    case 4: return ofIpv4(bytes, depth);
    case 6: return ofIpv6(bytes, depth);
    default: return {};
    }
}

ParsedPacket PacketParser::ofIpv4(PacketBytes bytes, int depth)
{
    const FieldReader in = bytes.fields();
    const std::size_t header = std::size_t{in.u8(0)} % 16 * 4;
    // Segmentation offload leaves 0; then it is what the link had.
    const std::size_t total = in.u16(2) == 0 ? bytes.onWire : in.u16(2);
    if (header < 20 || bytes.captured.size() < header || total < header)
        return {};
    const IpPacket ip{.source = addressFrom(bytes.captured.subspan(12, 4)),
        .destination = addressFrom(bytes.captured.subspan(16, 4)),
        .protocol = in.u8(9),
        .content = bytes.withLength(total).behind(header)};
    constexpr std::uint16_t MoreFragments = 0x2000, Offset = 0x1fff;
    const std::uint16_t fragment = in.u16(6);
    if ((fragment & (MoreFragments | Offset)) == 0)
        return ofProtocol(ip, depth);
    return ofFragment(
        ip, {in.u16(4), std::size_t{fragment} % (Offset + 1) * 8, (fragment & MoreFragments) == 0}, depth);
}

ParsedPacket PacketParser::ofIpv6(PacketBytes bytes, int depth)
{
    constexpr std::size_t Header = 40;
    if (bytes.captured.size() < Header)
        return {};
    const FieldReader in = bytes.fields();
    const PacketBytes behind = bytes.behind(Header);
    return ofIpv6Content({.isIpv6 = true,
                             .source = addressFrom(bytes.captured.subspan(8, 16)),
                             .destination = addressFrom(bytes.captured.subspan(24, 16)),
                             .protocol = in.u8(6),
                             // Segmentation offload and jumbograms (RFC 2675) leave 0.
                             .content = in.u16(4) == 0 ? behind : behind.withLength(in.u16(4))},
        depth);
}

/// Passes the extension headers over.
ParsedPacket PacketParser::ofIpv6Content(IpPacket ip, int depth)
{
    for (int i = 0; i < MaxExtensionHeaders; ++i) {
        const std::size_t size = extensionBytes(ip.protocol, ip.content);
        if (size == 0)
            return ofProtocol(ip, depth);
        if (ip.content.captured.size() < size)
            return {};
        const FieldReader in = ip.content.fields();
        constexpr std::uint16_t MoreFragments = 1, Offset = 0xfff8;
        const bool isFragment = ip.protocol == FragmentHeader && (in.u16(2) & (MoreFragments | Offset)) != 0;
        const FragmentPlace place{in.u32(4), std::size_t{in.u16(2)} & Offset, (in.u16(2) & MoreFragments) == 0};
        ip.protocol = in.u8(0);
        ip.content = ip.content.behind(size);
        if (isFragment)
            return ofFragment(ip, place, depth);
    }
    return {};
}

ParsedPacket PacketParser::ofFragment(IpPacket ip, const FragmentPlace& place, int depth)
{
    ParsedPacket packet;
    if (!isFollowed(ip.protocol, ip.isIpv6)) {
        packet.kind = PacketKind::OtherProtocol;
        return packet;
    }
    const std::uint8_t keyProtocol = ip.isIpv6 ? std::uint8_t{0} : ip.protocol;
    IpFragments::Result result = m_fragments.take({{ip.isIpv6, keyProtocol, place.number, ip.source, ip.destination},
        ip.protocol, place.offset, place.isLast, ip.content, m_timeNs});
    m_earlier.packets += result.before.packets;
    m_earlier.bytes += result.before.bytes;
    switch (result.outcome) {
    case IpFragments::Outcome::Damaged: break;
    case IpFragments::Outcome::Contradicts: packet.kind = PacketKind::FragmentConflict; break;
    case IpFragments::Outcome::Waits:
        packet.kind = PacketKind::Fragment;
        packet.fragmentBytes = static_cast<std::uint32_t>(ip.content.onWire);
        break;
    case IpFragments::Outcome::Whole:
        ip.protocol = result.protocol;
        ip.content = {m_whole.emplace_back(std::move(result.bytes)), result.onWire};
        return ip.isIpv6 ? ofIpv6Content(ip, depth) : ofProtocol(ip, depth);
    }
    return packet;
}

ParsedPacket PacketParser::ofProtocol(const IpPacket& ip, int depth)
{
    ParsedPacket packet = transportOf(PacketKind::OtherProtocol, ip.source, ip.destination, ip.isIpv6);
    std::optional<PacketBytes> inner;
    switch (ip.protocol) {
    case static_cast<std::uint8_t>(Transport::Tcp):
        packet.kind = PacketKind::Tcp;
        parseTransport(packet, ip.content.captured, ip.content.onWire);
        break;
    case static_cast<std::uint8_t>(Transport::Udp): return ofUdp(ip, depth);
    case Ipv4InIp:
    case Ipv6InIp: inner = ip.content; break;
    case Gre: inner = greContent(ip.content); break;
    default: break;
    }
    if (inner && depth < MaxDepth && m_tunnels == Tunnels::Open)
        return ofIp(*inner, depth + 1);
    return packet;
}

ParsedPacket PacketParser::ofUdp(const IpPacket& ip, int depth)
{
    ParsedPacket packet = transportOf(PacketKind::Udp, ip.source, ip.destination, ip.isIpv6);
    parseTransport(packet, ip.content.captured, ip.content.onWire);
    if (packet.kind != PacketKind::Udp || depth >= MaxDepth || m_tunnels == Tunnels::Closed)
        return packet;
    const auto inner = datagramTunnelContent(packet.destination.port, {packet.payload, packet.payloadBytes});
    if (!inner)
        return packet;
    // What carries neither TCP nor UDP is a datagram like any other.
    const ParsedPacket carried = ofIp(*inner, depth + 1);
    return carried.kind == PacketKind::OtherProtocol || carried.kind == PacketKind::Damaged ? packet : carried;
}

} // namespace exporter
