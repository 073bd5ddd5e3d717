// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/constants.h"

#include "net/option.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <span>

namespace cli::script {

namespace {

struct Constant
{
    std::string_view name;
    int value;
};

constexpr auto Families = std::to_array<Constant>({
    {"AF_ALG", static_cast<int>(AF_ALG)},
    {"AF_APPLETALK", static_cast<int>(AF_APPLETALK)},
    {"AF_ASH", static_cast<int>(AF_ASH)},
    {"AF_ATMPVC", static_cast<int>(AF_ATMPVC)},
    {"AF_ATMSVC", static_cast<int>(AF_ATMSVC)},
    {"AF_AX25", static_cast<int>(AF_AX25)},
    {"AF_BRIDGE", static_cast<int>(AF_BRIDGE)},
    {"AF_CAN", static_cast<int>(AF_CAN)},
    {"AF_ECONET", static_cast<int>(AF_ECONET)},
    {"AF_INET", static_cast<int>(AF_INET)},
    {"AF_INET6", static_cast<int>(AF_INET6)},
    {"AF_IPX", static_cast<int>(AF_IPX)},
    {"AF_IRDA", static_cast<int>(AF_IRDA)},
    {"AF_KEY", static_cast<int>(AF_KEY)},
    {"AF_LLC", static_cast<int>(AF_LLC)},
    {"AF_NETLINK", static_cast<int>(AF_NETLINK)},
    {"AF_NETROM", static_cast<int>(AF_NETROM)},
    {"AF_PACKET", static_cast<int>(AF_PACKET)},
    {"AF_PPPOX", static_cast<int>(AF_PPPOX)},
    {"AF_RDS", static_cast<int>(AF_RDS)},
    {"AF_ROSE", static_cast<int>(AF_ROSE)},
    {"AF_ROUTE", static_cast<int>(AF_ROUTE)},
    {"AF_SECURITY", static_cast<int>(AF_SECURITY)},
    {"AF_SNA", static_cast<int>(AF_SNA)},
    {"AF_TIPC", static_cast<int>(AF_TIPC)},
    {"AF_UNIX", static_cast<int>(AF_UNIX)},
    {"AF_UNSPEC", static_cast<int>(AF_UNSPEC)},
    {"AF_VSOCK", static_cast<int>(AF_VSOCK)},
    {"AF_WANPIPE", static_cast<int>(AF_WANPIPE)},
    {"AF_X25", static_cast<int>(AF_X25)},
});

constexpr auto Types = std::to_array<Constant>({
    {"SOCK_CLOEXEC", static_cast<int>(SOCK_CLOEXEC)},
    {"SOCK_DGRAM", static_cast<int>(SOCK_DGRAM)},
    {"SOCK_NONBLOCK", static_cast<int>(SOCK_NONBLOCK)},
    {"SOCK_RAW", static_cast<int>(SOCK_RAW)},
    {"SOCK_RDM", static_cast<int>(SOCK_RDM)},
    {"SOCK_SEQPACKET", static_cast<int>(SOCK_SEQPACKET)},
    {"SOCK_STREAM", static_cast<int>(SOCK_STREAM)},
});

constexpr auto Others = std::to_array<Constant>({
    {"AI_ADDRCONFIG", static_cast<int>(AI_ADDRCONFIG)},
    {"AI_ALL", static_cast<int>(AI_ALL)},
    {"AI_CANONNAME", static_cast<int>(AI_CANONNAME)},
    {"AI_NUMERICHOST", static_cast<int>(AI_NUMERICHOST)},
    {"AI_NUMERICSERV", static_cast<int>(AI_NUMERICSERV)},
    {"AI_PASSIVE", static_cast<int>(AI_PASSIVE)},
    {"AI_V4MAPPED", static_cast<int>(AI_V4MAPPED)},
    {"IPPROTO_AH", static_cast<int>(IPPROTO_AH)},
    {"IPPROTO_DSTOPTS", static_cast<int>(IPPROTO_DSTOPTS)},
    {"IPPROTO_EGP", static_cast<int>(IPPROTO_EGP)},
    {"IPPROTO_ESP", static_cast<int>(IPPROTO_ESP)},
    {"IPPROTO_FRAGMENT", static_cast<int>(IPPROTO_FRAGMENT)},
    {"IPPROTO_GRE", static_cast<int>(IPPROTO_GRE)},
    {"IPPROTO_HOPOPTS", static_cast<int>(IPPROTO_HOPOPTS)},
    {"IPPROTO_ICMP", static_cast<int>(IPPROTO_ICMP)},
    {"IPPROTO_ICMPV6", static_cast<int>(IPPROTO_ICMPV6)},
    {"IPPROTO_IDP", static_cast<int>(IPPROTO_IDP)},
    {"IPPROTO_IGMP", static_cast<int>(IPPROTO_IGMP)},
    {"IPPROTO_IP", static_cast<int>(IPPROTO_IP)},
    {"IPPROTO_IPIP", static_cast<int>(IPPROTO_IPIP)},
    {"IPPROTO_IPV6", static_cast<int>(IPPROTO_IPV6)},
    {"IPPROTO_MPTCP", static_cast<int>(IPPROTO_MPTCP)},
    {"IPPROTO_NONE", static_cast<int>(IPPROTO_NONE)},
    {"IPPROTO_PIM", static_cast<int>(IPPROTO_PIM)},
    {"IPPROTO_PUP", static_cast<int>(IPPROTO_PUP)},
    {"IPPROTO_RAW", static_cast<int>(IPPROTO_RAW)},
    {"IPPROTO_ROUTING", static_cast<int>(IPPROTO_ROUTING)},
    {"IPPROTO_RSVP", static_cast<int>(IPPROTO_RSVP)},
    {"IPPROTO_SCTP", static_cast<int>(IPPROTO_SCTP)},
    {"IPPROTO_TCP", static_cast<int>(IPPROTO_TCP)},
    {"IPPROTO_TP", static_cast<int>(IPPROTO_TP)},
    {"IPPROTO_UDP", static_cast<int>(IPPROTO_UDP)},
    {"IPPROTO_UDPLITE", static_cast<int>(IPPROTO_UDPLITE)},
    {"IPV6_ADDRFORM", static_cast<int>(IPV6_ADDRFORM)},
    {"IPV6_ADD_MEMBERSHIP", static_cast<int>(IPV6_ADD_MEMBERSHIP)},
    {"IPV6_CHECKSUM", static_cast<int>(IPV6_CHECKSUM)},
    {"IPV6_DONTFRAG", static_cast<int>(IPV6_DONTFRAG)},
    {"IPV6_DROP_MEMBERSHIP", static_cast<int>(IPV6_DROP_MEMBERSHIP)},
    {"IPV6_DSTOPTS", static_cast<int>(IPV6_DSTOPTS)},
    {"IPV6_HOPLIMIT", static_cast<int>(IPV6_HOPLIMIT)},
    {"IPV6_HOPOPTS", static_cast<int>(IPV6_HOPOPTS)},
    {"IPV6_JOIN_GROUP", static_cast<int>(IPV6_JOIN_GROUP)},
    {"IPV6_LEAVE_GROUP", static_cast<int>(IPV6_LEAVE_GROUP)},
    {"IPV6_MTU", static_cast<int>(IPV6_MTU)},
    {"IPV6_MTU_DISCOVER", static_cast<int>(IPV6_MTU_DISCOVER)},
    {"IPV6_MULTICAST_HOPS", static_cast<int>(IPV6_MULTICAST_HOPS)},
    {"IPV6_MULTICAST_IF", static_cast<int>(IPV6_MULTICAST_IF)},
    {"IPV6_MULTICAST_LOOP", static_cast<int>(IPV6_MULTICAST_LOOP)},
    {"IPV6_NEXTHOP", static_cast<int>(IPV6_NEXTHOP)},
    {"IPV6_PATHMTU", static_cast<int>(IPV6_PATHMTU)},
    {"IPV6_PKTINFO", static_cast<int>(IPV6_PKTINFO)},
    {"IPV6_RECVDSTOPTS", static_cast<int>(IPV6_RECVDSTOPTS)},
    {"IPV6_RECVERR", static_cast<int>(IPV6_RECVERR)},
    {"IPV6_RECVHOPLIMIT", static_cast<int>(IPV6_RECVHOPLIMIT)},
    {"IPV6_RECVHOPOPTS", static_cast<int>(IPV6_RECVHOPOPTS)},
    {"IPV6_RECVPATHMTU", static_cast<int>(IPV6_RECVPATHMTU)},
    {"IPV6_RECVPKTINFO", static_cast<int>(IPV6_RECVPKTINFO)},
    {"IPV6_RECVRTHDR", static_cast<int>(IPV6_RECVRTHDR)},
    {"IPV6_RECVTCLASS", static_cast<int>(IPV6_RECVTCLASS)},
    {"IPV6_RTHDR", static_cast<int>(IPV6_RTHDR)},
    {"IPV6_RTHDRDSTOPTS", static_cast<int>(IPV6_RTHDRDSTOPTS)},
    {"IPV6_RTHDR_TYPE_0", static_cast<int>(IPV6_RTHDR_TYPE_0)},
    {"IPV6_TCLASS", static_cast<int>(IPV6_TCLASS)},
    {"IPV6_UNICAST_HOPS", static_cast<int>(IPV6_UNICAST_HOPS)},
    {"IPV6_V6ONLY", static_cast<int>(IPV6_V6ONLY)},
    {"IP_ADD_MEMBERSHIP", static_cast<int>(IP_ADD_MEMBERSHIP)},
    {"IP_ADD_SOURCE_MEMBERSHIP", static_cast<int>(IP_ADD_SOURCE_MEMBERSHIP)},
    {"IP_BIND_ADDRESS_NO_PORT", static_cast<int>(IP_BIND_ADDRESS_NO_PORT)},
    {"IP_BLOCK_SOURCE", static_cast<int>(IP_BLOCK_SOURCE)},
    {"IP_DEFAULT_MULTICAST_LOOP", static_cast<int>(IP_DEFAULT_MULTICAST_LOOP)},
    {"IP_DEFAULT_MULTICAST_TTL", static_cast<int>(IP_DEFAULT_MULTICAST_TTL)},
    {"IP_DROP_MEMBERSHIP", static_cast<int>(IP_DROP_MEMBERSHIP)},
    {"IP_DROP_SOURCE_MEMBERSHIP", static_cast<int>(IP_DROP_SOURCE_MEMBERSHIP)},
    {"IP_FREEBIND", static_cast<int>(IP_FREEBIND)},
    {"IP_HDRINCL", static_cast<int>(IP_HDRINCL)},
    {"IP_MAX_MEMBERSHIPS", static_cast<int>(IP_MAX_MEMBERSHIPS)},
    {"IP_MTU", static_cast<int>(IP_MTU)},
    {"IP_MTU_DISCOVER", static_cast<int>(IP_MTU_DISCOVER)},
    {"IP_MULTICAST_ALL", static_cast<int>(IP_MULTICAST_ALL)},
    {"IP_MULTICAST_IF", static_cast<int>(IP_MULTICAST_IF)},
    {"IP_MULTICAST_LOOP", static_cast<int>(IP_MULTICAST_LOOP)},
    {"IP_MULTICAST_TTL", static_cast<int>(IP_MULTICAST_TTL)},
    {"IP_OPTIONS", static_cast<int>(IP_OPTIONS)},
    {"IP_PKTINFO", static_cast<int>(IP_PKTINFO)},
    {"IP_RECVERR", static_cast<int>(IP_RECVERR)},
    {"IP_RECVOPTS", static_cast<int>(IP_RECVOPTS)},
    {"IP_RECVORIGDSTADDR", static_cast<int>(IP_RECVORIGDSTADDR)},
    {"IP_RECVRETOPTS", static_cast<int>(IP_RECVRETOPTS)},
    {"IP_RECVTOS", static_cast<int>(IP_RECVTOS)},
    {"IP_RECVTTL", static_cast<int>(IP_RECVTTL)},
    {"IP_RETOPTS", static_cast<int>(IP_RETOPTS)},
    {"IP_TOS", static_cast<int>(IP_TOS)},
    {"IP_TRANSPARENT", static_cast<int>(IP_TRANSPARENT)},
    {"IP_TTL", static_cast<int>(IP_TTL)},
    {"IP_UNBLOCK_SOURCE", static_cast<int>(IP_UNBLOCK_SOURCE)},
    {"MSG_CMSG_CLOEXEC", static_cast<int>(MSG_CMSG_CLOEXEC)},
    {"MSG_CONFIRM", static_cast<int>(MSG_CONFIRM)},
    {"MSG_CTRUNC", static_cast<int>(MSG_CTRUNC)},
    {"MSG_DONTROUTE", static_cast<int>(MSG_DONTROUTE)},
    {"MSG_DONTWAIT", static_cast<int>(MSG_DONTWAIT)},
    {"MSG_EOR", static_cast<int>(MSG_EOR)},
    {"MSG_ERRQUEUE", static_cast<int>(MSG_ERRQUEUE)},
    {"MSG_FASTOPEN", static_cast<int>(MSG_FASTOPEN)},
    {"MSG_MORE", static_cast<int>(MSG_MORE)},
    {"MSG_NOSIGNAL", static_cast<int>(MSG_NOSIGNAL)},
    {"MSG_OOB", static_cast<int>(MSG_OOB)},
    {"MSG_PEEK", static_cast<int>(MSG_PEEK)},
    {"MSG_TRUNC", static_cast<int>(MSG_TRUNC)},
    {"MSG_WAITALL", static_cast<int>(MSG_WAITALL)},
    {"SCM_CREDENTIALS", static_cast<int>(SCM_CREDENTIALS)},
    {"SCM_RIGHTS", static_cast<int>(SCM_RIGHTS)},
    {"SHUT_RD", static_cast<int>(SHUT_RD)},
    {"SHUT_RDWR", static_cast<int>(SHUT_RDWR)},
    {"SHUT_WR", static_cast<int>(SHUT_WR)},
    {"SOL_IP", static_cast<int>(SOL_IP)},
    {"SOL_IPV6", static_cast<int>(SOL_IPV6)},
    {"SOL_SOCKET", static_cast<int>(SOL_SOCKET)},
    {"SOL_TCP", static_cast<int>(SOL_TCP)},
    {"SOL_UDP", static_cast<int>(SOL_UDP)},
    {"SOMAXCONN", static_cast<int>(SOMAXCONN)},
    {"SO_ACCEPTCONN", static_cast<int>(SO_ACCEPTCONN)},
    {"SO_ATTACH_FILTER", static_cast<int>(SO_ATTACH_FILTER)},
    {"SO_BINDTODEVICE", static_cast<int>(SO_BINDTODEVICE)},
    {"SO_BROADCAST", static_cast<int>(SO_BROADCAST)},
    {"SO_BUSY_POLL", static_cast<int>(SO_BUSY_POLL)},
    {"SO_DEBUG", static_cast<int>(SO_DEBUG)},
    {"SO_DETACH_FILTER", static_cast<int>(SO_DETACH_FILTER)},
    {"SO_DOMAIN", static_cast<int>(SO_DOMAIN)},
    {"SO_DONTROUTE", static_cast<int>(SO_DONTROUTE)},
    {"SO_ERROR", static_cast<int>(SO_ERROR)},
    {"SO_INCOMING_CPU", static_cast<int>(SO_INCOMING_CPU)},
    {"SO_KEEPALIVE", static_cast<int>(SO_KEEPALIVE)},
    {"SO_LINGER", static_cast<int>(SO_LINGER)},
    {"SO_MARK", static_cast<int>(SO_MARK)},
    {"SO_OOBINLINE", static_cast<int>(SO_OOBINLINE)},
    {"SO_PASSCRED", static_cast<int>(SO_PASSCRED)},
    {"SO_PASSSEC", static_cast<int>(SO_PASSSEC)},
    {"SO_PEEK_OFF", static_cast<int>(SO_PEEK_OFF)},
    {"SO_PEERCRED", static_cast<int>(SO_PEERCRED)},
    {"SO_PEERSEC", static_cast<int>(SO_PEERSEC)},
    {"SO_PRIORITY", static_cast<int>(SO_PRIORITY)},
    {"SO_PROTOCOL", static_cast<int>(SO_PROTOCOL)},
    {"SO_RCVBUF", static_cast<int>(SO_RCVBUF)},
    {"SO_RCVBUFFORCE", static_cast<int>(SO_RCVBUFFORCE)},
    {"SO_RCVLOWAT", static_cast<int>(SO_RCVLOWAT)},
    {"SO_RCVTIMEO", static_cast<int>(SO_RCVTIMEO)},
    {"SO_REUSEADDR", static_cast<int>(SO_REUSEADDR)},
    {"SO_REUSEPORT", static_cast<int>(SO_REUSEPORT)},
    {"SO_RXQ_OVFL", static_cast<int>(SO_RXQ_OVFL)},
    {"SO_SNDBUF", static_cast<int>(SO_SNDBUF)},
    {"SO_SNDBUFFORCE", static_cast<int>(SO_SNDBUFFORCE)},
    {"SO_SNDLOWAT", static_cast<int>(SO_SNDLOWAT)},
    {"SO_SNDTIMEO", static_cast<int>(SO_SNDTIMEO)},
    {"SO_TIMESTAMP", static_cast<int>(SO_TIMESTAMP)},
    {"SO_TIMESTAMPNS", static_cast<int>(SO_TIMESTAMPNS)},
    {"SO_TYPE", static_cast<int>(SO_TYPE)},
    {"SO_ZEROCOPY", static_cast<int>(SO_ZEROCOPY)},
    {"TCP_CONGESTION", static_cast<int>(TCP_CONGESTION)},
    {"TCP_CORK", static_cast<int>(TCP_CORK)},
    {"TCP_DEFER_ACCEPT", static_cast<int>(TCP_DEFER_ACCEPT)},
    {"TCP_FASTOPEN", static_cast<int>(TCP_FASTOPEN)},
    {"TCP_INFO", static_cast<int>(TCP_INFO)},
    {"TCP_KEEPCNT", static_cast<int>(TCP_KEEPCNT)},
    {"TCP_KEEPIDLE", static_cast<int>(TCP_KEEPIDLE)},
    {"TCP_KEEPINTVL", static_cast<int>(TCP_KEEPINTVL)},
    {"TCP_LINGER2", static_cast<int>(TCP_LINGER2)},
    {"TCP_MAXSEG", static_cast<int>(TCP_MAXSEG)},
    {"TCP_NODELAY", static_cast<int>(TCP_NODELAY)},
    {"TCP_NOTSENT_LOWAT", static_cast<int>(TCP_NOTSENT_LOWAT)},
    {"TCP_QUICKACK", static_cast<int>(TCP_QUICKACK)},
    {"TCP_SYNCNT", static_cast<int>(TCP_SYNCNT)},
    {"TCP_USER_TIMEOUT", static_cast<int>(TCP_USER_TIMEOUT)},
    {"TCP_WINDOW_CLAMP", static_cast<int>(TCP_WINDOW_CLAMP)},
    {"UDP_CORK", static_cast<int>(UDP_CORK)},
    {"UDP_GRO", static_cast<int>(UDP_GRO)},
    {"UDP_SEGMENT", static_cast<int>(UDP_SEGMENT)},
});

constexpr auto LookupErrors = std::to_array<Constant>({
    {"EAI_ADDRFAMILY", EAI_ADDRFAMILY},
    {"EAI_AGAIN", EAI_AGAIN},
    {"EAI_BADFLAGS", EAI_BADFLAGS},
    {"EAI_FAIL", EAI_FAIL},
    {"EAI_FAMILY", EAI_FAMILY},
    {"EAI_MEMORY", EAI_MEMORY},
    {"EAI_NODATA", EAI_NODATA},
    {"EAI_NONAME", EAI_NONAME},
    {"EAI_OVERFLOW", EAI_OVERFLOW},
    {"EAI_SERVICE", EAI_SERVICE},
    {"EAI_SOCKTYPE", EAI_SOCKTYPE},
    {"EAI_SYSTEM", EAI_SYSTEM},
});

/// Python's names that C lacks.
constexpr auto Further = std::to_array<Constant>({
    {"AF_NETBEUI", 13},
    {"AF_QIPCRTR", 42},
});

std::optional<int> valueIn(std::span<const Constant> table, std::string_view name)
{
    const auto found = std::ranges::find(table, name, &Constant::name);
    return found == table.end() ? std::nullopt : std::optional(found->value);
}

std::string_view nameIn(std::span<const Constant> table, int value)
{
    const auto found = std::ranges::find(table, value, &Constant::value);
    return found == table.end() ? std::string_view() : found->name;
}

} // namespace

std::optional<int> constantValue(std::string_view name)
{
    const std::array<std::span<const Constant>, 4> tables{Families, Types, Others, Further};
    for (const auto& table : tables) {
        if (const auto value = valueIn(table, name))
            return value;
    }
    const net::OptionInfo* option = net::findOption(name);
    return option == nullptr ? std::nullopt : std::optional(option->name);
}

std::string_view familyName(int family)
{
    return nameIn(Families, family);
}

std::string_view typeName(int type)
{
    return nameIn(Types, type);
}

std::string_view lookupErrorName(int error)
{
    return nameIn(LookupErrors, error);
}

} // namespace cli::script
