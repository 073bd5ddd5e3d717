// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/wireaddress.h"

#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace packets {

namespace {

constexpr std::size_t MappedPrefixBytes = 12;
constexpr std::uint16_t FirstMadeUpPort = 49152; // RFC 6335: the dynamic ports, which name no protocol
constexpr std::uint32_t MadeUpPorts = 16384;
constexpr std::size_t RememberedPaths = 65'536;

enum class MadeUp : std::uint8_t
{
    Named = 1,
    Unnamed = 2
};

WireAddress mapped(std::span<const std::byte> v4, std::uint16_t port)
{
    WireAddress result;
    result.host[10] = result.host[11] = std::byte{0xff};
    std::ranges::copy(v4, result.host.begin() + MappedPrefixBytes);
    result.port = port;
    return result;
}

/// The odd hosts of 192.0.2.0/24 are names', the even ones those of unnamed ends.
WireAddress madeUp(MadeUp kind, std::uint32_t number)
{
    const std::uint32_t host = static_cast<std::uint32_t>(kind) + 2 * (number / MadeUpPorts % 126);
    const std::array v4{std::byte{192}, std::byte{0}, std::byte{2}, static_cast<std::byte>(host)};
    return mapped(v4, static_cast<std::uint16_t>(FirstMadeUpPort + number % MadeUpPorts));
}

WireAddress ofIp(const net::Address& address)
{
    if (address.family() == AF_INET) {
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(address.data());
        return mapped(std::as_bytes(std::span(&v4->sin_addr, 1)), address.port());
    }
    WireAddress result;
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(address.data());
    std::memcpy(result.host.data(), &v6->sin6_addr, result.host.size());
    result.port = address.port();
    return result;
}

/// The wildcard of the other end's family, or its own address where that is the loopback's.
WireAddress ofWildcard(std::uint16_t port, const net::Address& other)
{
    if (!other.isIp())
        return mapped(std::array<std::byte, 4>{}, port);
    WireAddress result = ofIp(other);
    if (!other.isLoopback())
        result = result.isMapped() ? mapped(std::array<std::byte, 4>{}, 0) : WireAddress{};
    else if (result.isMapped()) // the kernel's choice for all of 127.0.0.0/8
        result = mapped(std::array{std::byte{127}, std::byte{0}, std::byte{0}, std::byte{1}}, 0);
    result.port = port;
    return result;
}

} // namespace

bool WireAddress::isMapped() const
{
    return std::all_of(host.begin(), host.begin() + 10, [](std::byte byte) { return byte == std::byte{0}; })
        && host[10] == std::byte{0xff} && host[11] == std::byte{0xff};
}

WireAddress WireAddresses::of(const net::Address& address, const net::Address& other, base::EndpointId endpoint)
{
    if (address.isIp())
        return address.isWildcard() ? ofWildcard(address.port(), other) : ofIp(address);
    if (const std::string name = address.host(); !name.empty())
        return ofPath(name);
    return other.isIp() ? ofWildcard(0, other) : madeUp(MadeUp::Unnamed, endpoint.value);
}

WireAddress WireAddresses::ofPath(const std::string& name)
{
    auto found = m_paths.find(name);
    if (found == m_paths.end()) {
        if (m_paths.size() >= RememberedPaths)
            m_paths.clear();
        found = m_paths.emplace(name, static_cast<std::uint32_t>(m_paths.size())).first;
    }
    return madeUp(MadeUp::Named, found->second);
}

WireEnds WireEnds::standIns() const
{
    WireEnds result = *this;
    if (!isIpv6()) {
        result.asIpv6 = true;
        return result;
    }
    constexpr std::array Documentation{std::byte{0x20}, std::byte{0x01}, std::byte{0x0d}, std::byte{0xb8}};
    std::ranges::copy(Documentation, result.local.host.begin());
    std::ranges::copy(Documentation, result.peer.host.begin());
    return result;
}

} // namespace packets
