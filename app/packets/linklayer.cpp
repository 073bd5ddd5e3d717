// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/linklayer.h"

namespace packets {

namespace {

/// IEEE 802 numbers of what follows.
enum EtherType : std::uint16_t
{
    EtherMaxLength = 1500, ///< up to here it is a length, and 802.2 LLC follows
    EtherIpv4 = 0x0800,
    EtherVlan = 0x8100,
    EtherIpv6 = 0x86dd,
    EtherMpls = 0x8847,
    EtherMplsMulticast = 0x8848,
    EtherPppoeSession = 0x8864,
    EtherServiceVlan = 0x88a8,
    EtherOldServiceVlan = 0x9100
};

/// Tags and labels of one packet. Real ones have two or three.
constexpr int MaxTags = 8;

/// PPP, with or without the address and control of its framing (RFC 1662 3.1).
std::optional<PacketBytes> pppContent(PacketBytes frame)
{
    if (frame.fields().u16(0) == 0xff03)
        frame = frame.behind(2);
    // RFC 1661 6.5: a compressed protocol is one byte, which is odd.
    const bool isCompressed = frame.fields().u8(0) % 2 == 1;
    const std::uint16_t protocol = isCompressed ? frame.fields().u8(0) : frame.fields().u16(0);
    constexpr std::uint16_t PppIpv4 = 0x0021, PppIpv6 = 0x0057;
    if (protocol != PppIpv4 && protocol != PppIpv6)
        return std::nullopt;
    return frame.behind(isCompressed ? 1 : 2);
}

std::optional<PacketBytes> pppoeContent(PacketBytes frame)
{
    constexpr std::uint16_t SessionData = 0x1100; // version, type and code
    return frame.fields().u16(0) == SessionData ? pppContent(frame.behind(6)) : std::nullopt;
}

/// What follows the last label says only by its first bits what it is.
std::optional<PacketBytes> mplsContent(PacketBytes labels)
{
    for (int i = 0; i < MaxTags; ++i) {
        const bool isLast = labels.fields().u8(2) % 2 == 1;
        labels = labels.behind(4);
        const int version = labels.fields().u8(0) / 16;
        if (isLast)
            return version == 4 || version == 6 ? std::optional(labels) : std::nullopt;
    }
    return std::nullopt;
}

/// The family of a BSD loopback header. AF_INET6 is 24, 28 or 30 on the BSDs, and 10 on Linux.
bool isIpFamily(std::uint32_t family)
{
    return family == 2 || family == 10 || family == 24 || family == 28 || family == 30;
}

std::optional<PacketBytes> loopbackContent(LinkType link, PacketBytes frame)
{
    // NULL has the byte order of the machine that wrote it.
    const bool isIp = isIpFamily(frame.fields().u32(0))
        || (link == LinkType::Null && isIpFamily(FieldReader(frame.captured, FieldReader::Order::Little).u32(0)));
    return isIp ? std::optional(frame.behind(4)) : std::nullopt;
}

std::optional<PacketBytes> hdlcContent(PacketBytes frame)
{
    return frame.fields().u16(0) == 0xff03 ? pppContent(frame)
                                           : etherTypeContent(frame.fields().u16(2), frame.behind(4));
}

} // namespace

std::optional<PacketBytes> etherTypeContent(std::uint16_t type, PacketBytes content)
{
    for (int i = 0; i < MaxTags; ++i) {
        switch (type) {
        case EtherIpv4:
        case EtherIpv6: return content;
        case EtherPppoeSession: return pppoeContent(content);
        case EtherMpls:
        case EtherMplsMulticast: return mplsContent(content);
        case EtherVlan:
        case EtherServiceVlan:
        case EtherOldServiceVlan:
            type = content.fields().u16(2);
            content = content.behind(4);
            break;
        default:
            // SNAP: both service access points, the control byte, and the number 0 of who gives EtherTypes.
            if (type > EtherMaxLength || content.fields().u64(0) >> 16 != 0xaaaa03000000)
                return std::nullopt;
            type = content.fields().u16(6);
            content = content.behind(8);
        }
    }
    return std::nullopt;
}

std::optional<PacketBytes> ethernetContent(PacketBytes frame)
{
    return etherTypeContent(frame.fields().u16(12), frame.behind(14));
}

LinkContent linkContent(LinkType link, PacketBytes frame)
{
    switch (link) {
    case LinkType::Raw:
    case LinkType::RawOld:
    case LinkType::RawOldOpenBsd:
    case LinkType::Ipv4:
    case LinkType::Ipv6: return {.ip = frame};
    case LinkType::Null:
    case LinkType::Loop: return {.ip = loopbackContent(link, frame)};
    case LinkType::Ethernet: return {.ip = ethernetContent(frame)};
    case LinkType::Ppp: return {.ip = pppContent(frame)};
    case LinkType::PppHdlc:
    case LinkType::CiscoHdlc: return {.ip = hdlcContent(frame)};
    case LinkType::PppEther: return {.ip = pppoeContent(frame)};
    case LinkType::LinuxSll: return {.ip = etherTypeContent(frame.fields().u16(14), frame.behind(16))};
    case LinkType::LinuxSll2: return {.ip = etherTypeContent(frame.fields().u16(0), frame.behind(20))};
    }
    return {.isLinkRead = false};
}

} // namespace packets
