// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "exporter/packetparse.h"

#include "exporter/fieldreader.h"

#include <algorithm>
#include <optional>

namespace exporter {

namespace {

constexpr std::uint16_t EtherIpv4 = 0x0800;
constexpr std::uint16_t EtherIpv6 = 0x86dd;
constexpr int MaxVlanTags = 4;
constexpr int MaxExtensionHeaders = 16;

/// The IP packet behind a link layer's header; empty where there is another protocol.
struct LinkContent
{
    PacketKind problem = PacketKind::OtherProtocol; ///< where `ip` is none
    std::optional<std::span<const std::byte>> ip;
};

FieldReader network(std::span<const std::byte> bytes)
{
    return {bytes, FieldReader::Order::Big};
}

std::span<const std::byte> behind(std::span<const std::byte> bytes, std::size_t header)
{
    return bytes.subspan(std::min(bytes.size(), header));
}

LinkContent ofEtherType(std::uint16_t type, std::span<const std::byte> content)
{
    return type == EtherIpv4 || type == EtherIpv6 ? LinkContent{PacketKind::Damaged, content} : LinkContent{};
}

LinkContent ethernetContent(std::span<const std::byte> bytes)
{
    std::size_t place = 12;
    std::uint16_t type = network(bytes).u16(place);
    // 802.1Q, 802.1ad and what was used before that.
    for (int i = 0; i < MaxVlanTags && (type == 0x8100 || type == 0x88a8 || type == 0x9100); ++i) {
        place += 4;
        type = network(bytes).u16(place);
    }
    return ofEtherType(type, behind(bytes, place + 2));
}

/// The family of a BSD loopback header. AF_INET6 is 24, 28 or 30 on the BSDs, and 10 on Linux.
bool isIpFamily(std::uint32_t family)
{
    return family == 2 || family == 10 || family == 24 || family == 28 || family == 30;
}

LinkContent loopbackContent(LinkType link, std::span<const std::byte> bytes)
{
    // NULL has the byte order of the machine that wrote it.
    const bool isIp = isIpFamily(network(bytes).u32(0))
        || (link == LinkType::Null && isIpFamily(FieldReader(bytes, FieldReader::Order::Little).u32(0)));
    return isIp ? LinkContent{PacketKind::Damaged, behind(bytes, 4)} : LinkContent{};
}

LinkContent linkContent(LinkType link, std::span<const std::byte> bytes)
{
    switch (link) {
    case LinkType::Raw:
    case LinkType::RawOld:
    case LinkType::RawOldOpenBsd:
    case LinkType::Ipv4:
    case LinkType::Ipv6: return {PacketKind::Damaged, bytes};
    case LinkType::Null:
    case LinkType::Loop: return loopbackContent(link, bytes);
    case LinkType::Ethernet: return ethernetContent(bytes);
    case LinkType::LinuxSll: return ofEtherType(network(bytes).u16(14), behind(bytes, 16));
    case LinkType::LinuxSll2: return ofEtherType(network(bytes).u16(0), behind(bytes, 20));
    }
    return {PacketKind::OtherLink, std::nullopt};
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
    const FieldReader in = network(captured);
    const bool isTcp = packet.kind == PacketKind::Tcp;
    const std::size_t header = isTcp ? std::size_t{in.u8(12)} / 16 * 4 : 8;
    if (captured.size() < header || wireBytes < header || header < 8 || (isTcp && header < 20)) {
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
    // UDP says its length again; 0 is a jumbogram's - RFC 2675.
    const std::size_t told = in.u16(4);
    if (!isTcp && told >= header)
        wireBytes = std::min(wireBytes, told);
    packet.payloadBytes = static_cast<std::uint32_t>(wireBytes - header);
    packet.payload = captured.subspan(header, std::min(captured.size(), wireBytes) - header);
}

void parseProtocol(
    ParsedPacket& packet, std::uint8_t protocol, std::span<const std::byte> captured, std::size_t wireBytes)
{
    if (protocol != static_cast<std::uint8_t>(Transport::Tcp)
        && protocol != static_cast<std::uint8_t>(Transport::Udp)) {
        packet.kind = PacketKind::OtherProtocol;
        return;
    }
    packet.kind = protocol == static_cast<std::uint8_t>(Transport::Tcp) ? PacketKind::Tcp : PacketKind::Udp;
    parseTransport(packet, captured, wireBytes);
}

void parseIpv4(ParsedPacket& packet, std::span<const std::byte> bytes)
{
    const FieldReader in = network(bytes);
    const std::size_t header = std::size_t{in.u8(0)} % 16 * 4;
    // Segmentation offload leaves 0; then there is nothing but what was captured.
    const std::size_t total = in.u16(2) == 0 ? bytes.size() : in.u16(2);
    if (header < 20 || bytes.size() < header || total < header)
        return;
    packet.source = addressFrom(bytes.subspan(12, 4));
    packet.destination = addressFrom(bytes.subspan(16, 4));
    if ((in.u16(6) & 0x3fff) != 0) { // more fragments, or an offset
        packet.kind = PacketKind::Fragment;
        return;
    }
    const std::size_t captured = std::min(bytes.size(), total) - header;
    parseProtocol(packet, in.u8(9), bytes.subspan(header, captured), total - header);
}

/// Passes the extension headers over. None where one says that this is a fragment, or is not all there.
std::optional<std::uint8_t> passExtensions(
    ParsedPacket& packet, std::uint8_t next, std::span<const std::byte>& captured, std::size_t& wireBytes)
{
    for (int i = 0; i < MaxExtensionHeaders; ++i) {
        constexpr std::uint8_t HopByHop = 0, Routing = 43, Fragment = 44, Authentication = 51, Destination = 60;
        const FieldReader in = network(captured);
        std::size_t size = 8;
        if (next == HopByHop || next == Routing || next == Destination)
            size = (std::size_t{in.u8(1)} + 1) * 8;
        else if (next == Authentication)
            size = (std::size_t{in.u8(1)} + 2) * 4;
        else if (next != Fragment)
            return next;
        if (captured.size() < size || wireBytes < size)
            return std::nullopt;
        if (next == Fragment && (in.u16(2) & 0xfff9) != 0) {
            packet.kind = PacketKind::Fragment;
            return std::nullopt;
        }
        next = in.u8(0);
        captured = captured.subspan(size);
        wireBytes -= size;
    }
    return std::nullopt;
}

void parseIpv6(ParsedPacket& packet, std::span<const std::byte> bytes)
{
    constexpr std::size_t Header = 40;
    if (bytes.size() < Header)
        return;
    const FieldReader in = network(bytes);
    packet.isIpv6 = true;
    packet.source = addressFrom(bytes.subspan(8, 16));
    packet.destination = addressFrom(bytes.subspan(24, 16));
    std::span<const std::byte> captured = bytes.subspan(Header);
    std::size_t wireBytes = in.u16(4) == 0 ? captured.size() : in.u16(4);
    captured = captured.first(std::min(captured.size(), wireBytes));
    if (const auto next = passExtensions(packet, in.u8(6), captured, wireBytes))
        parseProtocol(packet, *next, captured, wireBytes);
}

} // namespace

ParsedPacket parsePacket(LinkType link, std::span<const std::byte> bytes)
{
    ParsedPacket packet;
    const LinkContent content = linkContent(link, bytes);
    if (!content.ip) {
        packet.kind = content.problem;
        return packet;
    }
    const int version = network(*content.ip).u8(0) / 16;
    if (version == 4)
        parseIpv4(packet, *content.ip);
    else if (version == 6)
        parseIpv6(packet, *content.ip);
    return packet;
}

} // namespace exporter
