// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/optionrow.h"

namespace net {

inline constexpr std::array PathMtu6Choices{
    NamedValue{IPV6_PMTUDISC_DONT, "IPV6_PMTUDISC_DONT"},
    NamedValue{IPV6_PMTUDISC_WANT, "IPV6_PMTUDISC_WANT"},
    NamedValue{IPV6_PMTUDISC_DO, "IPV6_PMTUDISC_DO"},
    NamedValue{IPV6_PMTUDISC_PROBE, "IPV6_PMTUDISC_PROBE"},
    NamedValue{IPV6_PMTUDISC_INTERFACE, "IPV6_PMTUDISC_INTERFACE"},
    NamedValue{IPV6_PMTUDISC_OMIT, "IPV6_PMTUDISC_OMIT"},
};

/// RFC 5014's preferences, with the numbers of <linux/in6.h>.
inline constexpr std::array AddressPreferences{
    NamedValue{0x0001, "IPV6_PREFER_SRC_TMP"},
    NamedValue{0x0002, "IPV6_PREFER_SRC_PUBLIC"},
    NamedValue{0x0100, "IPV6_PREFER_SRC_PUBTMP_DEFAULT"},
    NamedValue{0x0004, "IPV6_PREFER_SRC_COA"},
    NamedValue{0x0400, "IPV6_PREFER_SRC_HOME"},
    NamedValue{0x0008, "IPV6_PREFER_SRC_CGA"},
    NamedValue{0x0800, "IPV6_PREFER_SRC_NONCGA"},
};

/// Level IPPROTO_IPV6, for AF_INET6 sockets.
inline constexpr std::array Ipv6Options{
    option<"IPV6_V6ONLY">({.name = IPV6_V6ONLY, .scope = ScopeIp | ScopeV6, .when = OptionWhen::BeforeBind}),
    option<"IPV6_UNICAST_HOPS">({.name = IPV6_UNICAST_HOPS,
        .type = OptionType::Int,
        .unit = OptionUnit::Hops,
        .maximum = 255,
        .scope = ScopeIp | ScopeV6,
        .choices = DefaultIsMinusOne}),
    option<"IPV6_MINHOPCOUNT">({.name = IPV6_MINHOPCOUNT,
        .type = OptionType::Int,
        .unit = OptionUnit::Hops,
        .maximum = 255,
        .scope = ScopeTcp | ScopeV6,
        .manPage = NoManPage}),
    option<"IPV6_TCLASS">({.name = IPV6_TCLASS,
        .type = OptionType::Int,
        .maximum = 255,
        .scope = ScopeIp | ScopeV6,
        .choices = DefaultIsMinusOne,
        .manPage = NoManPage}),
    option<"IPV6_MTU_DISCOVER">({.name = IPV6_MTU_DISCOVER,
        .type = OptionType::Choice,
        .maximum = IPV6_PMTUDISC_OMIT,
        .scope = ScopeIp | ScopeV6,
        .choices = PathMtu6Choices}),
    option<"IPV6_MTU">({.name = IPV6_MTU,
        .type = OptionType::Int,
        .unit = OptionUnit::Bytes,
        .minimum = 1280,
        .maximum = IntMaximum,
        .scope = ScopeIp | ScopeV6,
        .readNeedsPeer = true,
        .choices = DefaultIsZero}),
    option<"IPV6_DONTFRAG">({.name = IPV6_DONTFRAG, .scope = ScopeUdp | ScopeV6, .manPage = NoManPage}),
    option<"IPV6_RECVERR">({.name = IPV6_RECVERR, .scope = ScopeIp | ScopeV6}),
    option<"IPV6_RECVERR_RFC4884">({.name = IPV6_RECVERR_RFC4884, .scope = ScopeUdp | ScopeV6, .manPage = NoManPage}),
    option<"IPV6_RECVPKTINFO">({.name = IPV6_RECVPKTINFO, .scope = ScopeUdp | ScopeV6}),
    option<"IPV6_RECVHOPLIMIT">({.name = IPV6_RECVHOPLIMIT, .scope = ScopeUdp | ScopeV6, .manPage = NoManPage}),
    option<"IPV6_RECVTCLASS">({.name = IPV6_RECVTCLASS, .scope = ScopeUdp | ScopeV6, .manPage = NoManPage}),
    option<"IPV6_RECVPATHMTU">({.name = IPV6_RECVPATHMTU, .scope = ScopeUdp | ScopeV6, .manPage = NoManPage}),
    option<"IPV6_RECVORIGDSTADDR">({.name = IPV6_RECVORIGDSTADDR, .scope = ScopeUdp | ScopeV6, .manPage = NoManPage}),
    option<"IPV6_RECVFRAGSIZE">({.name = IPV6_RECVFRAGSIZE, .scope = ScopeUdp | ScopeV6, .manPage = NoManPage}),
    option<"IPV6_FREEBIND">(
        {.name = IPV6_FREEBIND, .scope = ScopeIp | ScopeV6, .when = OptionWhen::BeforeBind, .manPage = NoManPage}),
    option<"IPV6_TRANSPARENT">({.name = IPV6_TRANSPARENT,
        .scope = ScopeIp | ScopeV6,
        .when = OptionWhen::BeforeBind,
        .privileged = true,
        .manPage = NoManPage}),
    option<"IPV6_AUTOFLOWLABEL">({.name = IPV6_AUTOFLOWLABEL, .scope = ScopeIp | ScopeV6, .manPage = NoManPage}),
    option<"IPV6_FLOWINFO_SEND">({.name = IPV6_FLOWINFO_SEND, .scope = ScopeIp | ScopeV6, .manPage = NoManPage}),
    option<"IPV6_ADDR_PREFERENCES">({.name = IPV6_ADDR_PREFERENCES,
        .type = OptionType::Bits,
        .maximum = 0xfff,
        .scope = ScopeIp | ScopeV6,
        .when = OptionWhen::BeforeConnect,
        .choices = AddressPreferences,
        .manPage = NoManPage}),
    option<"IPV6_MULTICAST_IF">(
        {.name = IPV6_MULTICAST_IF, .type = OptionType::Int, .maximum = IntMaximum, .scope = ScopeUdp | ScopeV6}),
    option<"IPV6_MULTICAST_HOPS">({.name = IPV6_MULTICAST_HOPS,
        .type = OptionType::Int,
        .unit = OptionUnit::Hops,
        .maximum = 255,
        .scope = ScopeUdp | ScopeV6,
        .choices = DefaultIsMinusOne}),
    option<"IPV6_MULTICAST_LOOP">({.name = IPV6_MULTICAST_LOOP, .scope = ScopeUdp | ScopeV6}),
    option<"IPV6_MULTICAST_ALL">({.name = IPV6_MULTICAST_ALL, .scope = ScopeUdp | ScopeV6, .manPage = NoManPage}),
};

} // namespace net
