// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/option.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <limits>

// How the option table's rows are written down. For the tables of options and of names; everybody else sees
// OptionInfo.

namespace net {

// Options that are newer than the C library's headers: the kernel's numbers, of <linux/tcp.h>, <linux/in6.h> and
// <asm-generic/socket.h>. They are not included, since they define what <netinet/tcp.h> and <netinet/in.h> define too.
#ifndef SO_RCVPRIORITY
inline constexpr int SO_RCVPRIORITY = 82;
#endif
#ifndef SO_PASSRIGHTS
inline constexpr int SO_PASSRIGHTS = 83;
#endif
#ifndef IPV6_FLOWINFO_SEND
inline constexpr int IPV6_FLOWINFO_SEND = 33;
#endif
#ifndef TCP_RTO_MAX_MS
inline constexpr int TCP_RTO_MAX_MS = 44;
#endif

inline constexpr auto ScopeTcp = static_cast<std::uint8_t>(OptionScope::Tcp);
inline constexpr auto ScopeUdp = static_cast<std::uint8_t>(OptionScope::Udp);
inline constexpr auto ScopeUnix = static_cast<std::uint8_t>(OptionScope::Unix);
inline constexpr auto ScopeV4 = static_cast<std::uint8_t>(OptionScope::V4);
inline constexpr auto ScopeV6 = static_cast<std::uint8_t>(OptionScope::V6);
inline constexpr std::uint8_t ScopeIp = ScopeTcp | ScopeUdp;
inline constexpr std::uint8_t ScopeAll = ScopeIp | ScopeUnix;

inline constexpr std::int64_t IntMaximum = std::numeric_limits<std::int32_t>::max();
inline constexpr std::int64_t UnsignedMaximum = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::int64_t WideMaximum = std::numeric_limits<std::int64_t>::max();

/// What -1 means where the kernel goes back to its own choice.
inline constexpr std::array DefaultIsMinusOne{NamedValue{-1, "default"}};
/// What 0 means where the kernel goes back to its own choice.
inline constexpr std::array DefaultIsZero{NamedValue{0, "default"}};

/// A string literal as a template argument.
template <std::size_t Size> struct Literal
{
    std::array<char, Size> characters{};

    // NOLINTNEXTLINE(google-explicit-constructor): a literal is meant to turn into it.
    constexpr Literal(const char (&text)[Size]) { std::copy_n(text, Size, characters.begin()); }
    [[nodiscard]] constexpr std::string_view view() const { return {characters.data(), Size - 1}; }
};

/// "prefix(name)" with a NUL, put together at compile time so that base::Error can point to it.
template <Literal Prefix, Literal Name>
inline constexpr auto CallText = [] {
    std::array<char, Prefix.view().size() + Name.view().size() + 3> text{};
    auto end = std::copy_n(Prefix.view().begin(), Prefix.view().size(), text.begin());
    *end++ = '(';
    end = std::copy_n(Name.view().begin(), Name.view().size(), end);
    *end = ')';
    return text;
}();

/// The name itself, with static storage.
template <Literal Name> inline constexpr auto NameText = Name;

/// What the prefix of an option's name tells: its level and the manual page of that level.
struct OptionLevel
{
    std::string_view prefix;
    int level;
    std::string_view name;
    std::string_view manPage;
};

inline constexpr std::array OptionLevels{
    OptionLevel{"SO_", SOL_SOCKET, "SOL_SOCKET", "socket(7)"},
    OptionLevel{"IP_", IPPROTO_IP, "IPPROTO_IP", "ip(7)"},
    OptionLevel{"IPV6_", IPPROTO_IPV6, "IPPROTO_IPV6", "ipv6(7)"},
    OptionLevel{"TCP_", IPPROTO_TCP, "IPPROTO_TCP", "tcp(7)"},
    OptionLevel{"UDP_", IPPROTO_UDP, "IPPROTO_UDP", "udp(7)"},
};

/// For rows whose option no manual page describes; an empty manPage stands for the level's page.
inline constexpr std::string_view NoManPage = "none";

/// Completes a row with what follows from its name. A prefix that is no level's does not compile.
template <Literal Name> consteval OptionInfo option(OptionInfo row)
{
    const OptionLevel* level = std::find_if(OptionLevels.begin(), OptionLevels.end(),
        [](const OptionLevel& each) { return Name.view().starts_with(each.prefix); });
    row.level = level->level;
    row.levelName = level->name;
    row.cName = NameText<Name>.view();
    if (row.manPage == NoManPage)
        row.manPage = {};
    else if (row.manPage.empty())
        row.manPage = level->manPage;
    row.setOperation = CallText<"setsockopt", Name>.data();
    row.getOperation = CallText<"getsockopt", Name>.data();
    return row;
}

} // namespace net
