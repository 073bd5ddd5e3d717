// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The names that C has for the numbers of socket calls: one table for forms, scripts, programs, filters and texts.
/// Options have a table of their own, net/option.h, and errno has base/error.h.
namespace net {

/// A number and its name in C.
struct NamedValue
{
    int value;
    std::string_view name;
};

inline constexpr std::array SocketFamilies{
    NamedValue{AF_ALG, "AF_ALG"},
    NamedValue{AF_APPLETALK, "AF_APPLETALK"},
    NamedValue{AF_ASH, "AF_ASH"},
    NamedValue{AF_ATMPVC, "AF_ATMPVC"},
    NamedValue{AF_ATMSVC, "AF_ATMSVC"},
    NamedValue{AF_AX25, "AF_AX25"},
    NamedValue{AF_BRIDGE, "AF_BRIDGE"},
    NamedValue{AF_CAN, "AF_CAN"},
    NamedValue{AF_ECONET, "AF_ECONET"},
    NamedValue{AF_INET, "AF_INET"},
    NamedValue{AF_INET6, "AF_INET6"},
    NamedValue{AF_IPX, "AF_IPX"},
    NamedValue{AF_IRDA, "AF_IRDA"},
    NamedValue{AF_KEY, "AF_KEY"},
    NamedValue{AF_LLC, "AF_LLC"},
    NamedValue{AF_NETLINK, "AF_NETLINK"},
    NamedValue{AF_NETROM, "AF_NETROM"},
    NamedValue{AF_PACKET, "AF_PACKET"},
    NamedValue{AF_PPPOX, "AF_PPPOX"},
    NamedValue{AF_RDS, "AF_RDS"},
    NamedValue{AF_ROSE, "AF_ROSE"},
    NamedValue{AF_ROUTE, "AF_ROUTE"},
    NamedValue{AF_SECURITY, "AF_SECURITY"},
    NamedValue{AF_SNA, "AF_SNA"},
    NamedValue{AF_TIPC, "AF_TIPC"},
    NamedValue{AF_UNIX, "AF_UNIX"},
    NamedValue{AF_UNSPEC, "AF_UNSPEC"},
    NamedValue{AF_VSOCK, "AF_VSOCK"},
    NamedValue{AF_WANPIPE, "AF_WANPIPE"},
    NamedValue{AF_X25, "AF_X25"},
};

inline constexpr std::array SocketTypes{
    NamedValue{SOCK_CLOEXEC, "SOCK_CLOEXEC"},
    NamedValue{SOCK_DGRAM, "SOCK_DGRAM"},
    NamedValue{SOCK_NONBLOCK, "SOCK_NONBLOCK"},
    NamedValue{SOCK_RAW, "SOCK_RAW"},
    NamedValue{SOCK_RDM, "SOCK_RDM"},
    NamedValue{SOCK_SEQPACKET, "SOCK_SEQPACKET"},
    NamedValue{SOCK_STREAM, "SOCK_STREAM"},
};

/// Flags of calls, in the order of <bits/socket.h>: those that send(2), recv(2) and sendmmsg(2) document.
inline constexpr std::array MessageFlags{
    NamedValue{MSG_OOB, "MSG_OOB"},
    NamedValue{MSG_PEEK, "MSG_PEEK"},
    NamedValue{MSG_DONTROUTE, "MSG_DONTROUTE"},
    NamedValue{MSG_CTRUNC, "MSG_CTRUNC"},
    NamedValue{MSG_TRUNC, "MSG_TRUNC"},
    NamedValue{MSG_DONTWAIT, "MSG_DONTWAIT"},
    NamedValue{MSG_EOR, "MSG_EOR"},
    NamedValue{MSG_WAITALL, "MSG_WAITALL"},
    NamedValue{MSG_CONFIRM, "MSG_CONFIRM"},
    NamedValue{MSG_ERRQUEUE, "MSG_ERRQUEUE"},
    NamedValue{MSG_NOSIGNAL, "MSG_NOSIGNAL"},
    NamedValue{MSG_MORE, "MSG_MORE"},
};

inline constexpr std::array ShutdownWays{
    NamedValue{SHUT_RD, "SHUT_RD"},
    NamedValue{SHUT_WR, "SHUT_WR"},
    NamedValue{SHUT_RDWR, "SHUT_RDWR"},
};

/// What poll(2) can be asked to wait for.
inline constexpr std::array PollEvents{
    NamedValue{POLLIN, "POLLIN"},
    NamedValue{POLLOUT, "POLLOUT"},
    NamedValue{POLLPRI, "POLLPRI"},
};

/// The row of a flag. A name that is not in the table does not compile.
consteval NamedValue messageFlag(std::string_view name)
{
    return *std::ranges::find(MessageFlags, name, &NamedValue::name);
}

/// The number behind a name: families, types, levels, options, flags and what else socket programs write, as in
/// Python's socket module. None for a name that none of them has.
[[nodiscard]] std::optional<int> constantValue(std::string_view name);

/// "AF_INET", "SOCK_STREAM", "IPPROTO_TCP" (the level of an option; "SOL_SOCKET"), "EAI_NONAME"; empty where there is
/// no name.
[[nodiscard]] std::string_view familyName(int family);
[[nodiscard]] std::string_view socketTypeName(int type);
[[nodiscard]] std::string_view levelName(int level);
[[nodiscard]] std::string_view lookupErrorName(int error);
/// The name, or the number where there is none.
[[nodiscard]] std::string nameOrNumber(std::string_view name, int number);
/// "SHUT_WR", or the number where that has no name.
[[nodiscard]] std::string shutdownText(std::uint32_t how);
/// "MSG_PEEK", "MSG_OOB", in the table's order; flags without a name are one hexadecimal number at the end.
[[nodiscard]] std::vector<std::string> messageFlagNames(int flags);
/// The same in one: "MSG_PEEK|MSG_OOB"; empty for none.
[[nodiscard]] std::string messageFlagsText(int flags);

} // namespace net
