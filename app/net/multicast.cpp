// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/multicast.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace net {

namespace {

struct Option
{
    int level;
    int name;
    std::string_view cName;
    bool joins;
};
constexpr std::array Options{
    Option{IPPROTO_IP, IP_ADD_MEMBERSHIP, "IP_ADD_MEMBERSHIP", true},
    Option{IPPROTO_IP, IP_DROP_MEMBERSHIP, "IP_DROP_MEMBERSHIP", false},
    Option{IPPROTO_IP, IP_ADD_SOURCE_MEMBERSHIP, "IP_ADD_SOURCE_MEMBERSHIP", true},
    Option{IPPROTO_IP, IP_DROP_SOURCE_MEMBERSHIP, "IP_DROP_SOURCE_MEMBERSHIP", false},
    Option{IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, "IPV6_ADD_MEMBERSHIP", true},
    Option{IPPROTO_IPV6, IPV6_DROP_MEMBERSHIP, "IPV6_DROP_MEMBERSHIP", false},
    Option{IPPROTO_IPV6, MCAST_JOIN_SOURCE_GROUP, "MCAST_JOIN_SOURCE_GROUP", true},
    Option{IPPROTO_IPV6, MCAST_LEAVE_SOURCE_GROUP, "MCAST_LEAVE_SOURCE_GROUP", false},
};

const Option* findMembershipOption(int level, int name)
{
    const auto* found = std::find_if(Options.begin(), Options.end(),
        [level, name](const Option& option) { return option.level == level && option.name == name; });
    return found == Options.end() ? nullptr : found;
}

const sockaddr_in& v4(const Address& address)
{
    return *reinterpret_cast<const sockaddr_in*>(address.data());
}
const sockaddr_in6& v6(const Address& address)
{
    return *reinterpret_cast<const sockaddr_in6*>(address.data());
}

Address addressOf(const in6_addr& host)
{
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr = host;
    return Address::fromSockaddr(reinterpret_cast<const sockaddr*>(&address), sizeof(address));
}

template <class T> MembershipOption optionOf(int level, int name, const T& value)
{
    MembershipOption option{level, name, std::vector<std::byte>(sizeof(value))};
    std::memcpy(option.value.data(), &value, sizeof(value));
    return option;
}

template <class T> std::optional<T> valueOf(std::span<const std::byte> bytes)
{
    T value{};
    if (bytes.size() < sizeof(value))
        return std::nullopt;
    std::memcpy(&value, bytes.data(), sizeof(value));
    return value;
}

using Interfaces = std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)>;

/// The first interface with an IPv4 address for which `matches` holds.
template <class Matches> const ifaddrs* findInterface(const Interfaces& all, Matches matches)
{
    for (const ifaddrs* each = all.get(); each != nullptr; each = each->ifa_next) {
        if (each->ifa_addr != nullptr && each->ifa_addr->sa_family == AF_INET && matches(*each))
            return each;
    }
    return nullptr;
}

Interfaces allInterfaces()
{
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0)
        first = nullptr;
    return {first, &::freeifaddrs};
}

in_addr hostOf(const ifaddrs& interface)
{
    return reinterpret_cast<const sockaddr_in*>(interface.ifa_addr)->sin_addr;
}

base::Result<in_addr> addressOfInterface(std::uint32_t index)
{
    if (index == 0)
        return in_addr{};
    const std::string name = interfaceName(index);
    const Interfaces all = allInterfaces();
    const ifaddrs* found = findInterface(all, [&name](const ifaddrs& each) { return name == each.ifa_name; });
    if (found == nullptr)
        return base::failure({EADDRNOTAVAIL, "interface"});
    return hostOf(*found);
}

std::uint32_t interfaceOfAddress(in_addr address)
{
    const Interfaces all = allInterfaces();
    const ifaddrs* found
        = findInterface(all, [&address](const ifaddrs& each) { return hostOf(each).s_addr == address.s_addr; });
    return found == nullptr ? 0 : ::if_nametoindex(found->ifa_name);
}

Membership withoutScope(Membership membership)
{
    // The scope of a group is its interface, and is told once.
    if (membership.group.family() == AF_INET6)
        membership.group = addressOf(v6(membership.group).sin6_addr);
    return membership;
}

std::optional<Membership> membershipOf(int name, std::span<const std::byte> value)
{
    if (name == IP_ADD_MEMBERSHIP || name == IP_DROP_MEMBERSHIP) {
        if (const auto asked = valueOf<ip_mreqn>(value)) {
            const auto index = asked->imr_ifindex != 0 ? static_cast<std::uint32_t>(asked->imr_ifindex)
                                                       : interfaceOfAddress(asked->imr_address);
            return Membership{Address::fromHost(asked->imr_multiaddr), {}, index};
        }
        // The older struct, which has the interface by its address alone.
        if (const auto asked = valueOf<ip_mreq>(value))
            return Membership{Address::fromHost(asked->imr_multiaddr), {}, interfaceOfAddress(asked->imr_interface)};
    } else if (name == IP_ADD_SOURCE_MEMBERSHIP || name == IP_DROP_SOURCE_MEMBERSHIP) {
        if (const auto asked = valueOf<ip_mreq_source>(value))
            return Membership{Address::fromHost(asked->imr_multiaddr), Address::fromHost(asked->imr_sourceaddr),
                interfaceOfAddress(asked->imr_interface)};
    }
    return std::nullopt;
}

std::optional<Membership> membershipOf6(int name, std::span<const std::byte> value)
{
    if (name == IPV6_ADD_MEMBERSHIP || name == IPV6_DROP_MEMBERSHIP) {
        if (const auto asked = valueOf<ipv6_mreq>(value))
            return Membership{addressOf(asked->ipv6mr_multiaddr), {}, asked->ipv6mr_interface};
    } else if (const auto asked = valueOf<group_source_req>(value)) {
        const auto address = [](const sockaddr_storage& storage) {
            return Address::fromSockaddr(reinterpret_cast<const sockaddr*>(&storage), sizeof(sockaddr_in6));
        };
        return withoutScope({address(asked->gsr_group), address(asked->gsr_source), asked->gsr_interface});
    }
    return std::nullopt;
}

} // namespace

base::Result<Membership> parseMembership(std::string_view group, std::string_view source, std::string_view interface)
{
    Membership membership;
    const auto parsed = Address::fromIp(group, 0);
    if (!parsed)
        return base::failure({parsed.error().code, parsed.error().code == ENODEV ? "interface" : "group"});
    membership.group = *parsed;
    if (!membership.group.isMulticast())
        return base::failure({EINVAL, "group"});
    if (membership.group.family() == AF_INET6)
        membership.interfaceIndex = v6(membership.group).sin6_scope_id;
    if (!source.empty()) {
        const auto from = Address::fromIp(source, 0);
        if (!from || from->isMulticast())
            return base::failure({EINVAL, "source"});
        if (from->family() != membership.group.family())
            return base::failure({EAFNOSUPPORT, "source"});
        membership.source = *from;
    }
    if (!interface.empty()) {
        const auto index = scopeIndex(interface);
        if (!index)
            return base::failure({ENODEV, "interface"});
        membership.interfaceIndex = *index;
    }
    return withoutScope(membership);
}

base::Result<MembershipOption> membershipOption(const Membership& membership, bool joins)
{
    if (membership.group.family() == AF_INET6) {
        if (membership.source.isEmpty()) {
            const ipv6_mreq asked{v6(membership.group).sin6_addr, membership.interfaceIndex};
            return optionOf(IPPROTO_IPV6, joins ? IPV6_ADD_MEMBERSHIP : IPV6_DROP_MEMBERSHIP, asked);
        }
        group_source_req asked{};
        asked.gsr_interface = membership.interfaceIndex;
        std::memcpy(&asked.gsr_group, membership.group.data(), membership.group.size());
        std::memcpy(&asked.gsr_source, membership.source.data(), membership.source.size());
        return optionOf(IPPROTO_IPV6, joins ? MCAST_JOIN_SOURCE_GROUP : MCAST_LEAVE_SOURCE_GROUP, asked);
    }
    if (membership.source.isEmpty()) {
        const ip_mreqn asked{v4(membership.group).sin_addr, {}, static_cast<int>(membership.interfaceIndex)};
        return optionOf(IPPROTO_IP, joins ? IP_ADD_MEMBERSHIP : IP_DROP_MEMBERSHIP, asked);
    }
    const auto interface = addressOfInterface(membership.interfaceIndex);
    if (!interface)
        return base::failure(interface.error());
    ip_mreq_source asked{};
    asked.imr_multiaddr = v4(membership.group).sin_addr;
    asked.imr_interface = *interface;
    asked.imr_sourceaddr = v4(membership.source).sin_addr;
    return optionOf(IPPROTO_IP, joins ? IP_ADD_SOURCE_MEMBERSHIP : IP_DROP_SOURCE_MEMBERSHIP, asked);
}

std::optional<MembershipChange> membershipChange(int level, int name, std::span<const std::byte> value)
{
    const Option* option = findMembershipOption(level, name);
    if (option == nullptr)
        return std::nullopt;
    const auto membership = level == IPPROTO_IP ? membershipOf(name, value) : membershipOf6(name, value);
    return membership ? std::optional(MembershipChange{*membership, option->joins}) : std::nullopt;
}

std::string_view membershipOptionName(int level, int name)
{
    const Option* option = findMembershipOption(level, name);
    return option == nullptr ? std::string_view() : option->cName;
}

std::string toString(const Membership& membership)
{
    std::string text = membership.group.host();
    if (!membership.source.isEmpty())
        text += " from " + membership.source.host();
    if (membership.interfaceIndex != 0)
        text += " on " + interfaceName(membership.interfaceIndex);
    return text;
}

} // namespace net
