// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/names.h"

#include "net/optionrow.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>

#include <cstdio>

namespace net {

namespace {

/// Names of Python's socket module that are in none of the other tables.
constexpr std::array Others{
    NamedValue{AI_ADDRCONFIG, "AI_ADDRCONFIG"},
    NamedValue{AI_ALL, "AI_ALL"},
    NamedValue{AI_CANONNAME, "AI_CANONNAME"},
    NamedValue{AI_NUMERICHOST, "AI_NUMERICHOST"},
    NamedValue{AI_NUMERICSERV, "AI_NUMERICSERV"},
    NamedValue{AI_PASSIVE, "AI_PASSIVE"},
    NamedValue{AI_V4MAPPED, "AI_V4MAPPED"},
    NamedValue{IPPROTO_AH, "IPPROTO_AH"},
    NamedValue{IPPROTO_DSTOPTS, "IPPROTO_DSTOPTS"},
    NamedValue{IPPROTO_EGP, "IPPROTO_EGP"},
    NamedValue{IPPROTO_ESP, "IPPROTO_ESP"},
    NamedValue{IPPROTO_FRAGMENT, "IPPROTO_FRAGMENT"},
    NamedValue{IPPROTO_GRE, "IPPROTO_GRE"},
    NamedValue{IPPROTO_HOPOPTS, "IPPROTO_HOPOPTS"},
    NamedValue{IPPROTO_ICMP, "IPPROTO_ICMP"},
    NamedValue{IPPROTO_ICMPV6, "IPPROTO_ICMPV6"},
    NamedValue{IPPROTO_IDP, "IPPROTO_IDP"},
    NamedValue{IPPROTO_IGMP, "IPPROTO_IGMP"},
    NamedValue{IPPROTO_IPIP, "IPPROTO_IPIP"},
    NamedValue{IPPROTO_MPTCP, "IPPROTO_MPTCP"},
    NamedValue{IPPROTO_NONE, "IPPROTO_NONE"},
    NamedValue{IPPROTO_PIM, "IPPROTO_PIM"},
    NamedValue{IPPROTO_PUP, "IPPROTO_PUP"},
    NamedValue{IPPROTO_RAW, "IPPROTO_RAW"},
    NamedValue{IPPROTO_ROUTING, "IPPROTO_ROUTING"},
    NamedValue{IPPROTO_RSVP, "IPPROTO_RSVP"},
    NamedValue{IPPROTO_SCTP, "IPPROTO_SCTP"},
    NamedValue{IPPROTO_TP, "IPPROTO_TP"},
    NamedValue{IPPROTO_UDPLITE, "IPPROTO_UDPLITE"},
    NamedValue{IPV6_ADDRFORM, "IPV6_ADDRFORM"},
    NamedValue{IPV6_ADD_MEMBERSHIP, "IPV6_ADD_MEMBERSHIP"},
    NamedValue{IPV6_CHECKSUM, "IPV6_CHECKSUM"},
    NamedValue{IPV6_DROP_MEMBERSHIP, "IPV6_DROP_MEMBERSHIP"},
    NamedValue{IPV6_DSTOPTS, "IPV6_DSTOPTS"},
    NamedValue{IPV6_HOPLIMIT, "IPV6_HOPLIMIT"},
    NamedValue{IPV6_HOPOPTS, "IPV6_HOPOPTS"},
    NamedValue{IPV6_JOIN_GROUP, "IPV6_JOIN_GROUP"},
    NamedValue{IPV6_LEAVE_GROUP, "IPV6_LEAVE_GROUP"},
    NamedValue{IPV6_NEXTHOP, "IPV6_NEXTHOP"},
    NamedValue{IPV6_PATHMTU, "IPV6_PATHMTU"},
    NamedValue{IPV6_PKTINFO, "IPV6_PKTINFO"},
    NamedValue{IPV6_RECVDSTOPTS, "IPV6_RECVDSTOPTS"},
    NamedValue{IPV6_RECVHOPOPTS, "IPV6_RECVHOPOPTS"},
    NamedValue{IPV6_RECVRTHDR, "IPV6_RECVRTHDR"},
    NamedValue{IPV6_RTHDR, "IPV6_RTHDR"},
    NamedValue{IPV6_RTHDRDSTOPTS, "IPV6_RTHDRDSTOPTS"},
    NamedValue{IPV6_RTHDR_TYPE_0, "IPV6_RTHDR_TYPE_0"},
    NamedValue{IP_ADD_MEMBERSHIP, "IP_ADD_MEMBERSHIP"},
    NamedValue{IP_ADD_SOURCE_MEMBERSHIP, "IP_ADD_SOURCE_MEMBERSHIP"},
    NamedValue{IP_BLOCK_SOURCE, "IP_BLOCK_SOURCE"},
    NamedValue{IP_DEFAULT_MULTICAST_LOOP, "IP_DEFAULT_MULTICAST_LOOP"},
    NamedValue{IP_DEFAULT_MULTICAST_TTL, "IP_DEFAULT_MULTICAST_TTL"},
    NamedValue{IP_DROP_MEMBERSHIP, "IP_DROP_MEMBERSHIP"},
    NamedValue{IP_DROP_SOURCE_MEMBERSHIP, "IP_DROP_SOURCE_MEMBERSHIP"},
    NamedValue{IP_HDRINCL, "IP_HDRINCL"},
    NamedValue{IP_MAX_MEMBERSHIPS, "IP_MAX_MEMBERSHIPS"},
    NamedValue{IP_OPTIONS, "IP_OPTIONS"},
    NamedValue{IP_RECVRETOPTS, "IP_RECVRETOPTS"},
    NamedValue{IP_RETOPTS, "IP_RETOPTS"},
    NamedValue{IP_UNBLOCK_SOURCE, "IP_UNBLOCK_SOURCE"},
    NamedValue{MSG_CMSG_CLOEXEC, "MSG_CMSG_CLOEXEC"},
    NamedValue{MSG_FASTOPEN, "MSG_FASTOPEN"},
    NamedValue{SCM_CREDENTIALS, "SCM_CREDENTIALS"},
    NamedValue{SCM_RIGHTS, "SCM_RIGHTS"},
    NamedValue{SOL_IP, "SOL_IP"},
    NamedValue{SOL_IPV6, "SOL_IPV6"},
    NamedValue{SOL_TCP, "SOL_TCP"},
    NamedValue{SOL_UDP, "SOL_UDP"},
    NamedValue{SOMAXCONN, "SOMAXCONN"},
    NamedValue{SO_ATTACH_FILTER, "SO_ATTACH_FILTER"},
    NamedValue{SO_DETACH_FILTER, "SO_DETACH_FILTER"},
    NamedValue{SO_PASSSEC, "SO_PASSSEC"},
    NamedValue{SO_PEERSEC, "SO_PEERSEC"},
};

/// Names that Python has and the C library lacks.
constexpr std::array OnlyPython{
    NamedValue{13, "AF_NETBEUI"},
    NamedValue{42, "AF_QIPCRTR"},
};

constexpr std::array LookupErrors{
    NamedValue{EAI_ADDRFAMILY, "EAI_ADDRFAMILY"},
    NamedValue{EAI_AGAIN, "EAI_AGAIN"},
    NamedValue{EAI_BADFLAGS, "EAI_BADFLAGS"},
    NamedValue{EAI_FAIL, "EAI_FAIL"},
    NamedValue{EAI_FAMILY, "EAI_FAMILY"},
    NamedValue{EAI_MEMORY, "EAI_MEMORY"},
    NamedValue{EAI_NODATA, "EAI_NODATA"},
    NamedValue{EAI_NONAME, "EAI_NONAME"},
    NamedValue{EAI_OVERFLOW, "EAI_OVERFLOW"},
    NamedValue{EAI_SERVICE, "EAI_SERVICE"},
    NamedValue{EAI_SOCKTYPE, "EAI_SOCKTYPE"},
    NamedValue{EAI_SYSTEM, "EAI_SYSTEM"},
};

std::string_view nameIn(std::span<const NamedValue> table, int value)
{
    const auto found = std::ranges::find(table, value, &NamedValue::value);
    return found == table.end() ? std::string_view() : found->name;
}

} // namespace

std::optional<int> constantValue(std::string_view name)
{
    const std::array<std::span<const NamedValue>, 6> tables{
        SocketFamilies, SocketTypes, MessageFlags, ShutdownWays, Others, OnlyPython};
    for (const auto& table : tables) {
        if (const auto found = std::ranges::find(table, name, &NamedValue::name); found != table.end())
            return found->value;
    }
    if (const auto level = std::ranges::find(OptionLevels, name, &OptionLevel::name); level != OptionLevels.end())
        return level->level;
    const OptionInfo* option = findOption(name);
    return option == nullptr ? std::nullopt : std::optional(option->name);
}

std::string_view familyName(int family)
{
    return nameIn(SocketFamilies, family);
}

std::string_view socketTypeName(int type)
{
    return nameIn(SocketTypes, type);
}

std::string_view levelName(int level)
{
    const auto found = std::ranges::find(OptionLevels, level, &OptionLevel::level);
    return found == OptionLevels.end() ? std::string_view() : found->name;
}

std::string_view lookupErrorName(int error)
{
    return nameIn(LookupErrors, error);
}

std::string shutdownText(std::uint32_t how)
{
    const int number = static_cast<int>(how);
    return nameOrNumber(nameIn(ShutdownWays, number), number);
}

std::string nameOrNumber(std::string_view name, int number)
{
    return name.empty() ? std::to_string(number) : std::string(name);
}

std::vector<std::string> messageFlagNames(int flags)
{
    std::vector<std::string> names;
    for (const NamedValue& flag : MessageFlags) {
        if ((flags & flag.value) != 0) {
            names.emplace_back(flag.name);
            flags &= ~flag.value;
        }
    }
    if (flags != 0) {
        std::array<char, 16> rest{};
        std::snprintf(rest.data(), rest.size(), "0x%x", static_cast<unsigned>(flags));
        names.emplace_back(rest.data());
    }
    return names;
}

std::string messageFlagsText(int flags)
{
    std::string text;
    for (const std::string& name : messageFlagNames(flags)) {
        if (!text.empty())
            text += '|';
        text += name;
    }
    return text;
}

} // namespace net
