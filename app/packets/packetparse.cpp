// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/packetparse.h"

#include "packets/fieldreader.h"
#include "packets/linklayer.h"
#include "packets/tunnel.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace packets {

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
    if (isTcp) {
        packet.tcpSequence = in.u32(4);
        packet.tcpAcknowledged = in.u32(8);
        packet.tcpFlags = in.u8(13);
        packet.tcpWindow = in.u16(14);
    }
    // UDP says its length again; 0 is a jumbogram's, of IPv6 alone - RFC 2675.
    if (const std::size_t told = in.u16(4); !isTcp && !(told == 0 && packet.isIpv6)) {
        if (told < header || told > wireBytes) {
            packet.kind = PacketKind::Damaged;
            return;
        }
        wireBytes = told;
    }
    packet.payloadBytes = static_cast<std::uint32_t>(wireBytes - header);
    const std::size_t end = std::min(captured.size(), wireBytes);
    packet.payload = captured.subspan(std::min(header, end), end - std::min(header, end));
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
        parseIp(packet, *content.ip, 0);
    else
        packet.kind = content.isLinkRead ? PacketKind::OtherProtocol : PacketKind::OtherLink;
    packet.earlier = m_earlier;
    return packet;
}

void PacketParser::parseIp(ParsedPacket& packet, PacketBytes bytes, int depth)
{
    packet.kind = PacketKind::Damaged;
    const int version = bytes.fields().u8(0) / 16;
    packet.isIpv6 = version == 6;
    if (version == 4)
        parseIpv4(packet, bytes, depth);
    else if (version == 6)
        parseIpv6(packet, bytes, depth);
}

void PacketParser::parseIpv4(ParsedPacket& packet, PacketBytes bytes, int depth)
{
    const FieldReader in = bytes.fields();
    const std::size_t header = std::size_t{in.u8(0)} % 16 * 4;
    // Segmentation offload leaves 0; then it is what the link had.
    const std::size_t total = in.u16(2) == 0 ? bytes.onWire : in.u16(2);
    if (header < 20 || bytes.captured.size() < header || total < header)
        return;
    packet.source = addressFrom(bytes.captured.subspan(12, 4));
    packet.destination = addressFrom(bytes.captured.subspan(16, 4));
    const IpContent content{in.u8(9), bytes.withLength(total).behind(header)};
    constexpr std::uint16_t MoreFragments = 0x2000, Offset = 0x1fff;
    const std::uint16_t fragment = in.u16(6);
    if ((fragment & (MoreFragments | Offset)) == 0) {
        parseProtocol(packet, content, depth);
        return;
    }
    const bool isLast = (fragment & MoreFragments) == 0;
    parseFragment(packet, content, {in.u16(4), std::size_t{fragment} % (Offset + 1) * 8, isLast}, depth);
}

void PacketParser::parseIpv6(ParsedPacket& packet, PacketBytes bytes, int depth)
{
    constexpr std::size_t Header = 40;
    if (bytes.captured.size() < Header)
        return;
    const FieldReader in = bytes.fields();
    packet.source = addressFrom(bytes.captured.subspan(8, 16));
    packet.destination = addressFrom(bytes.captured.subspan(24, 16));
    const PacketBytes behind = bytes.behind(Header);
    // Segmentation offload and jumbograms (RFC 2675) leave 0.
    parseIpv6Content(packet, {in.u8(6), in.u16(4) == 0 ? behind : behind.withLength(in.u16(4))}, depth);
}

/// Passes the extension headers over.
void PacketParser::parseIpv6Content(ParsedPacket& packet, IpContent content, int depth)
{
    for (int i = 0; i < MaxExtensionHeaders; ++i) {
        const std::size_t size = extensionBytes(content.protocol, content.bytes);
        if (size == 0) {
            parseProtocol(packet, content, depth);
            return;
        }
        if (content.bytes.captured.size() < size)
            return;
        const FieldReader in = content.bytes.fields();
        constexpr std::uint16_t MoreFragments = 1, Offset = 0xfff8;
        const bool isFragment = content.protocol == FragmentHeader && (in.u16(2) & (MoreFragments | Offset)) != 0;
        const FragmentPlace place{in.u32(4), std::size_t{in.u16(2)} & Offset, (in.u16(2) & MoreFragments) == 0};
        content = {in.u8(0), content.bytes.behind(size)};
        if (isFragment) {
            parseFragment(packet, content, place, depth);
            return;
        }
    }
}

void PacketParser::parseFragment(ParsedPacket& packet, const IpContent& content, const FragmentPlace& place, int depth)
{
    if (!isFollowed(content.protocol, packet.isIpv6)) {
        packet.kind = PacketKind::OtherProtocol;
        return;
    }
    const std::uint8_t keyProtocol = packet.isIpv6 ? std::uint8_t{0} : content.protocol;
    IpFragments::Result result
        = m_fragments.take({{packet.isIpv6, keyProtocol, place.number, packet.source, packet.destination},
            content.protocol, place.offset, place.isLast, content.bytes, m_timeNs});
    m_earlier.packets += result.before.packets;
    m_earlier.bytes += result.before.bytes;
    switch (result.outcome) {
    case IpFragments::Outcome::Damaged: break;
    case IpFragments::Outcome::Contradicts: packet.kind = PacketKind::FragmentConflict; break;
    case IpFragments::Outcome::Repeats: packet.kind = PacketKind::FragmentRepeat; break;
    case IpFragments::Outcome::Waits:
        packet.kind = PacketKind::Fragment;
        packet.fragmentBytes = static_cast<std::uint32_t>(content.bytes.onWire);
        break;
    case IpFragments::Outcome::Whole: {
        const IpContent whole{result.protocol, {m_whole.emplace_back(std::move(result.bytes)), result.onWire}};
        if (packet.isIpv6)
            parseIpv6Content(packet, whole, depth);
        else
            parseProtocol(packet, whole, depth);
    }
    }
}

void PacketParser::parseProtocol(ParsedPacket& packet, const IpContent& content, int depth)
{
    const bool isOpen = depth < MaxDepth && m_tunnels == Tunnels::Open;
    packet.kind = PacketKind::OtherProtocol;
    switch (content.protocol) {
    case static_cast<std::uint8_t>(Transport::Tcp):
        packet.kind = PacketKind::Tcp;
        parseTransport(packet, content.bytes.captured, content.bytes.onWire);
        break;
    case static_cast<std::uint8_t>(Transport::Udp):
        packet.kind = PacketKind::Udp;
        parseTransport(packet, content.bytes.captured, content.bytes.onWire);
        if (isOpen && packet.kind == PacketKind::Udp)
            parseUdpTunnel(packet, depth);
        break;
    case Ipv4InIp:
    case Ipv6InIp:
        if (isOpen)
            parseIp(packet, content.bytes, depth + 1);
        break;
    case Gre:
        if (const auto inner = isOpen ? greContent(content.bytes) : std::nullopt)
            parseIp(packet, *inner, depth + 1);
        break;
    default: break;
    }
}

void PacketParser::parseUdpTunnel(ParsedPacket& packet, int depth)
{
    const auto inner = datagramTunnelContent(packet.destination.port, {packet.payload, packet.payloadBytes});
    if (!inner)
        return;
    ParsedPacket carried;
    parseIp(carried, *inner, depth + 1);
    // What carries neither TCP nor UDP is a datagram like any other.
    if (carried.kind != PacketKind::OtherProtocol && carried.kind != PacketKind::Damaged)
        packet = carried;
}

} // namespace packets
