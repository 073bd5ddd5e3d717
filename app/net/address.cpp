// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/address.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace net {

namespace {

constexpr std::size_t PathOffset = offsetof(sockaddr_un, sun_path);
constexpr std::size_t PathCapacity = sizeof(sockaddr_un) - PathOffset;

std::string_view unixName(const sockaddr* address, socklen_t size)
{
    if (size <= PathOffset)
        return {};
    return {reinterpret_cast<const sockaddr_un*>(address)->sun_path, size - PathOffset};
}

std::string_view withoutBrackets(std::string_view host)
{
    if (host.size() >= 2 && host.front() == '[' && host.back() == ']')
        return host.substr(1, host.size() - 2);
    return host;
}

} // namespace

base::Result<std::uint32_t> scopeIndex(std::string_view scope)
{
    // The C library would look at the beginning alone.
    if (scope.find('\0') != std::string_view::npos)
        return base::failure({ENODEV, "if_nametoindex"});
    const std::string name(scope);
    if (const unsigned index = ::if_nametoindex(name.c_str()); index != 0)
        return index;
    std::uint32_t number = 0;
    for (const char c : scope) {
        if (c < '0' || c > '9' || number > 100'000'000)
            return base::failure({ENODEV, "if_nametoindex"});
        number = number * 10 + static_cast<std::uint32_t>(c - '0');
    }
    if (number == 0)
        return base::failure({ENODEV, "if_nametoindex"});
    return number;
}

std::string interfaceName(std::uint32_t index)
{
    std::array<char, IF_NAMESIZE> name{};
    return ::if_indextoname(index, name.data()) != nullptr ? std::string(name.data()) : std::to_string(index);
}

base::Result<std::uint16_t> parsePort(std::string_view text)
{
    if (text.empty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return base::failure({EINVAL, "port"});
    std::uint32_t port = 0;
    for (const char c : text) {
        port = port * 10 + static_cast<std::uint32_t>(c - '0');
        if (port > 65535)
            return base::failure({ERANGE, "port"});
    }
    return static_cast<std::uint16_t>(port);
}

Address Address::fromHost(const in_addr& host)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr = host;
    return fromSockaddr(reinterpret_cast<const sockaddr*>(&address), sizeof(address));
}

base::Result<Address> Address::fromIp(std::string_view text, std::uint16_t port)
{
    const std::string_view host = withoutBrackets(text);
    Address result;
    const std::size_t percent = host.find('%');
    const std::string number(host.substr(0, percent));
    if (number.find('\0') != std::string::npos)
        return base::failure({EINVAL, "inet_pton"});

    auto* v4 = reinterpret_cast<sockaddr_in*>(&result.m_storage);
    if (host == text && percent == std::string_view::npos && ::inet_pton(AF_INET, number.c_str(), &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        result.m_size = sizeof(sockaddr_in);
        return result;
    }
    auto* v6 = reinterpret_cast<sockaddr_in6*>(&result.m_storage);
    if (::inet_pton(AF_INET6, number.c_str(), &v6->sin6_addr) != 1)
        return base::failure({EINVAL, "inet_pton"});
    if (percent != std::string_view::npos) {
        const auto scope = scopeIndex(host.substr(percent + 1));
        if (!scope)
            return base::failure(scope.error());
        v6->sin6_scope_id = *scope;
    }
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    result.m_size = sizeof(sockaddr_in6);
    return result;
}

base::Result<Address> Address::fromPath(std::string_view path)
{
    if (path.empty() || path.find('\0') != std::string_view::npos)
        return base::failure({EINVAL, "AF_UNIX path"});
    // The kernel would take 108 bytes without a terminating NUL, but then getsockname's answer has no end: unix(7).
    if (path.size() >= PathCapacity)
        return base::failure({ENAMETOOLONG, "AF_UNIX path"});
    Address result;
    auto* address = reinterpret_cast<sockaddr_un*>(&result.m_storage);
    address->sun_family = AF_UNIX;
    std::memcpy(address->sun_path, path.data(), path.size());
    result.m_size = static_cast<socklen_t>(PathOffset + path.size() + 1);
    return result;
}

base::Result<Address> Address::fromAbstract(std::string_view name)
{
    if (name.size() >= PathCapacity)
        return base::failure({ENAMETOOLONG, "AF_UNIX abstract name"});
    Address result;
    auto* address = reinterpret_cast<sockaddr_un*>(&result.m_storage);
    address->sun_family = AF_UNIX;
    std::memcpy(address->sun_path + 1, name.data(), name.size());
    result.m_size = static_cast<socklen_t>(PathOffset + 1 + name.size());
    return result;
}

base::Result<Address> Address::fromUnixName(std::string_view text)
{
    return text.starts_with('@') ? fromAbstract(text.substr(1)) : fromPath(text);
}

Address Address::fromSockaddr(const sockaddr* address, socklen_t length)
{
    Address result;
    result.m_size = std::min<socklen_t>(length, sizeof(result.m_storage));
    if (result.m_size < sizeof(sa_family_t))
        return {};
    std::memcpy(&result.m_storage, address, result.m_size);
    return result;
}

Address Address::anyOf(int family, std::uint16_t port)
{
    Address result;
    result.m_storage.ss_family = static_cast<sa_family_t>(family);
    if (family == AF_INET)
        result.m_size = sizeof(sockaddr_in);
    else if (family == AF_INET6)
        result.m_size = sizeof(sockaddr_in6);
    else
        return {};
    return result.withPort(port);
}

std::span<const std::byte> Address::bytes() const
{
    return {reinterpret_cast<const std::byte*>(&m_storage), m_size};
}

std::uint16_t Address::port() const
{
    if (family() == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in*>(&m_storage)->sin_port);
    if (family() == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6*>(&m_storage)->sin6_port);
    return 0;
}

std::string Address::host() const
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (family() == AF_INET) {
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(&m_storage)->sin_addr, text.data(), text.size());
        return text.data();
    }
    if (family() == AF_INET6) {
        const auto* v6 = reinterpret_cast<const sockaddr_in6*>(&m_storage);
        ::inet_ntop(AF_INET6, &v6->sin6_addr, text.data(), text.size());
        std::string result = text.data();
        if (v6->sin6_scope_id != 0)
            result += '%' + interfaceName(v6->sin6_scope_id);
        return result;
    }
    if (family() == AF_UNIX) {
        const std::string_view name = unixName(data(), m_size);
        if (name.empty())
            return {};
        if (name.front() == '\0')
            return '@' + std::string(name.substr(1));
        return path();
    }
    return {};
}

std::string Address::toString() const
{
    if (family() == AF_INET)
        return host() + ':' + std::to_string(port());
    if (family() == AF_INET6)
        return '[' + host() + "]:" + std::to_string(port());
    std::string name = host();
    if (family() == AF_UNIX && name.empty())
        return "(unnamed)";
    return name;
}

std::string Address::path() const
{
    if (family() != AF_UNIX)
        return {};
    const std::string_view name = unixName(data(), m_size);
    return std::string(name.substr(0, name.find('\0')));
}

std::span<const std::byte> Address::unixBytes() const
{
    constexpr std::size_t PathOffset = offsetof(sockaddr_un, sun_path);
    auto all = bytes();
    all = all.subspan(std::min(all.size(), PathOffset));
    // A path ends with its NUL; an abstract name begins with one.
    if (!all.empty() && all.front() != std::byte{0})
        all = all.first(static_cast<std::size_t>(std::ranges::find(all, std::byte{0}) - all.begin()));
    return all;
}

bool Address::isLoopback() const
{
    if (family() == AF_INET)
        return (ntohl(reinterpret_cast<const sockaddr_in*>(&m_storage)->sin_addr.s_addr) >> 24) == 127;
    if (family() == AF_INET6) {
        const in6_addr& address = reinterpret_cast<const sockaddr_in6*>(&m_storage)->sin6_addr;
        return IN6_IS_ADDR_LOOPBACK(&address) || (IN6_IS_ADDR_V4MAPPED(&address) && address.s6_addr[12] == 127);
    }
    return family() == AF_UNIX;
}

bool Address::isWildcard() const
{
    if (family() == AF_INET)
        return reinterpret_cast<const sockaddr_in*>(&m_storage)->sin_addr.s_addr == htonl(INADDR_ANY);
    if (family() == AF_INET6) {
        const in6_addr& address = reinterpret_cast<const sockaddr_in6*>(&m_storage)->sin6_addr;
        const bool mappedAny = IN6_IS_ADDR_V4MAPPED(&address) && address.s6_addr[12] == 0 && address.s6_addr[13] == 0
            && address.s6_addr[14] == 0 && address.s6_addr[15] == 0;
        return IN6_IS_ADDR_UNSPECIFIED(&address) || mappedAny;
    }
    return false;
}

bool Address::isMulticast() const
{
    if (family() == AF_INET)
        return IN_MULTICAST(ntohl(reinterpret_cast<const sockaddr_in*>(&m_storage)->sin_addr.s_addr));
    return family() == AF_INET6 && IN6_IS_ADDR_MULTICAST(&reinterpret_cast<const sockaddr_in6*>(&m_storage)->sin6_addr);
}

Address Address::withPort(std::uint16_t port) const
{
    Address result = *this;
    if (family() == AF_INET)
        reinterpret_cast<sockaddr_in*>(&result.m_storage)->sin_port = htons(port);
    else if (family() == AF_INET6)
        reinterpret_cast<sockaddr_in6*>(&result.m_storage)->sin6_port = htons(port);
    return result;
}

bool operator==(const Address& a, const Address& b)
{
    return std::ranges::equal(a.bytes(), b.bytes());
}

} // namespace net
