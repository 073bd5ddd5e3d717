// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/tunnel.h"

#include "packets/linklayer.h"

namespace packets {

namespace {

constexpr std::uint16_t VxlanPort = 4789;
constexpr std::uint16_t GenevePort = 6081;

std::optional<PacketBytes> tunnelContent(std::uint16_t protocol, PacketBytes content)
{
    constexpr std::uint16_t TransparentEthernet = 0x6558;
    return protocol == TransparentEthernet ? ethernetContent(content) : etherTypeContent(protocol, content);
}

std::optional<PacketBytes> vxlanContent(PacketBytes datagram)
{
    constexpr std::size_t Header = 8;
    constexpr std::uint32_t HasNetwork = 0x08000000, HasGroup = 0x80000000;
    const std::uint32_t flags = datagram.fields().u32(0);
    // With the group policy extension that Linux writes, the lower bits are the group and its flags.
    const bool isHeader = flags == HasNetwork || (flags & 0xff000000) == (HasNetwork | HasGroup);
    if (datagram.captured.size() < Header || !isHeader || datagram.fields().u8(7) != 0)
        return std::nullopt;
    return ethernetContent(datagram.behind(Header));
}

std::optional<PacketBytes> geneveContent(PacketBytes datagram)
{
    constexpr std::size_t Header = 8;
    const FieldReader in = datagram.fields();
    const bool isVersion0 = in.u8(0) < 0x40;
    if (datagram.captured.size() < Header || !isVersion0 || in.u8(1) % 64 != 0 || in.u8(7) != 0)
        return std::nullopt;
    return tunnelContent(in.u16(2), datagram.behind(Header + std::size_t{in.u8(0)} % 64 * 4));
}

} // namespace

std::optional<PacketBytes> greContent(PacketBytes bytes)
{
    constexpr std::uint16_t Checksum = 0x8000, Routing = 0x4000, Key = 0x2000, Sequence = 0x1000, Version = 7;
    const std::uint16_t flags = bytes.fields().u16(0);
    if ((flags & (Routing | Version)) != 0)
        return std::nullopt;
    std::size_t header = 4;
    for (const std::uint16_t field : {Checksum, Key, Sequence})
        header += (flags & field) != 0 ? 4 : 0;
    return tunnelContent(bytes.fields().u16(2), bytes.behind(header));
}

std::optional<PacketBytes> datagramTunnelContent(std::uint16_t port, PacketBytes datagram)
{
    switch (port) {
    case VxlanPort: return vxlanContent(datagram);
    case GenevePort: return geneveContent(datagram);
    default: return std::nullopt;
    }
}

} // namespace packets
