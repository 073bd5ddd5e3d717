// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/wirepacket.h"

#include <algorithm>
#include <concepts>
#include <cstring>

namespace packets {

namespace {

constexpr std::size_t Ipv4Bytes = 20;
constexpr std::size_t Ipv6Bytes = 40;
constexpr std::size_t TcpBytes = 20;
constexpr std::size_t UdpBytes = 8;
constexpr std::size_t MaxPacketBytes = 65'535;
constexpr std::uint8_t HopLimit = 64;

std::size_t transportBytes(Transport transport)
{
    return transport == Transport::Tcp ? TcpBytes : UdpBytes;
}

template <std::unsigned_integral Integer> void putBig(std::byte* at, Integer value)
{
    for (std::size_t i = sizeof(Integer); i > 0; --i) {
        at[i - 1] = static_cast<std::byte>(value);
        value = static_cast<Integer>(std::uint64_t{value} >> 8);
    }
}

/// The one's complement sum of RFC 1071, not yet folded. It is the same in either byte order, so words are taken and
/// the sum is put as they lie in memory. `bytes` begins at an even place of what is summed.
std::uint64_t sumOf(std::span<const std::byte> bytes, std::uint64_t sum)
{
    std::size_t at = 0;
    for (; at + 4 <= bytes.size(); at += 4) {
        std::uint32_t word = 0;
        std::memcpy(&word, bytes.data() + at, sizeof(word));
        sum += word;
    }
    std::uint32_t rest = 0;
    if (at < bytes.size())
        std::memcpy(&rest, bytes.data() + at, bytes.size() - at);
    return sum + rest;
}

std::uint16_t folded(std::uint64_t sum)
{
    while (sum >> 16 != 0)
        sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

void putChecksum(std::byte* at, std::uint16_t checksum)
{
    std::memcpy(at, &checksum, sizeof(checksum));
}

void writeIpv4(const PacketHeaders& headers, std::byte* at)
{
    const std::size_t total = headerBytes(headers) + headers.dataBytes;
    at[0] = std::byte{0x45};
    at[1] = std::byte{0};
    putBig(at + 2, static_cast<std::uint16_t>(total));
    putBig(at + 4, std::uint16_t{0});
    putBig(at + 6, std::uint16_t{0x4000}); // don't fragment: then no identification is needed - RFC 6864
    at[8] = std::byte{HopLimit};
    at[9] = static_cast<std::byte>(headers.transport);
    putBig(at + 10, std::uint16_t{0});
    std::ranges::copy(headers.source.v4(), at + 12);
    std::ranges::copy(headers.destination.v4(), at + 16);
    putChecksum(at + 10, folded(sumOf({at, Ipv4Bytes}, 0)));
}

void writeIpv6(const PacketHeaders& headers, std::byte* at)
{
    putBig(at, std::uint32_t{0x6000'0000});
    putBig(at + 4, static_cast<std::uint16_t>(transportBytes(headers.transport) + headers.dataBytes));
    at[6] = static_cast<std::byte>(headers.transport);
    at[7] = std::byte{HopLimit};
    std::ranges::copy(headers.source.host, at + 8);
    std::ranges::copy(headers.destination.host, at + 24);
}

void writeTcp(const PacketHeaders& headers, std::byte* at)
{
    putBig(at, headers.source.port);
    putBig(at + 2, headers.destination.port);
    putBig(at + 4, headers.sequence);
    putBig(at + 8, headers.acknowledged);
    at[12] = std::byte{0x50};
    at[13] = std::byte{headers.tcpFlags};
    putBig(at + 14, std::uint16_t{65'535});
    putBig(at + 16, std::uint32_t{0});
}

void writeUdp(const PacketHeaders& headers, std::byte* at)
{
    putBig(at, headers.source.port);
    putBig(at + 2, headers.destination.port);
    putBig(at + 4, static_cast<std::uint16_t>(UdpBytes + headers.dataBytes));
    putBig(at + 6, std::uint16_t{0});
}

std::uint64_t pseudoHeaderSum(const PacketHeaders& headers)
{
    std::array<std::byte, 8> rest{};
    putBig(rest.data(), static_cast<std::uint32_t>(transportBytes(headers.transport) + headers.dataBytes));
    rest[7] = static_cast<std::byte>(headers.transport);
    std::uint64_t sum = sumOf(rest, 0);
    if (headers.isIpv6)
        return sumOf(headers.destination.host, sumOf(headers.source.host, sum));
    return sumOf(headers.destination.v4(), sumOf(headers.source.v4(), sum));
}

} // namespace

std::size_t headerBytes(const PacketHeaders& headers)
{
    return (headers.isIpv6 ? Ipv6Bytes : Ipv4Bytes) + transportBytes(headers.transport);
}

std::size_t maxDataBytes(Transport transport, bool isIpv6)
{
    // The payload length of IPv6 does not count its own header; the packet is kept below the limit all the same.
    return MaxPacketBytes - (isIpv6 ? Ipv6Bytes : Ipv4Bytes) - transportBytes(transport);
}

void writeHeaders(const PacketHeaders& headers, std::span<std::byte> packet)
{
    const std::size_t ipBytes = headers.isIpv6 ? Ipv6Bytes : Ipv4Bytes;
    std::byte* transport = packet.data() + ipBytes;
    if (headers.isIpv6)
        writeIpv6(headers, packet.data());
    else
        writeIpv4(headers, packet.data());
    const bool isTcp = headers.transport == Transport::Tcp;
    if (isTcp)
        writeTcp(headers, transport);
    else
        writeUdp(headers, transport);
    std::uint16_t checksum = folded(sumOf(packet.subspan(ipBytes), pseudoHeaderSum(headers)));
    // 0 says that there is none - RFC 768.
    if (!isTcp && checksum == 0)
        checksum = 0xffff;
    putChecksum(transport + (isTcp ? 16 : 6), checksum);
}

} // namespace packets
