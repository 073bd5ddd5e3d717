// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/optionrow.h"

namespace net {

inline constexpr std::array PathMtuChoices{
    NamedValue{IP_PMTUDISC_DONT, "IP_PMTUDISC_DONT"},
    NamedValue{IP_PMTUDISC_WANT, "IP_PMTUDISC_WANT"},
    NamedValue{IP_PMTUDISC_DO, "IP_PMTUDISC_DO"},
    NamedValue{IP_PMTUDISC_PROBE, "IP_PMTUDISC_PROBE"},
    NamedValue{IP_PMTUDISC_INTERFACE, "IP_PMTUDISC_INTERFACE"},
    NamedValue{IP_PMTUDISC_OMIT, "IP_PMTUDISC_OMIT"},
};

/// Level IPPROTO_IP, for AF_INET sockets. IPv6 sockets take them too, but they govern only mapped addresses there.
inline constexpr std::array IpOptions{
    option<"IP_TTL">({.name = IP_TTL,
        .type = OptionType::Int,
        .unit = OptionUnit::Hops,
        .minimum = 1,
        .maximum = 255,
        .scope = ScopeIp | ScopeV4,
        .choices = DefaultIsMinusOne}),
    option<"IP_MINTTL">({.name = IP_MINTTL,
        .type = OptionType::Int,
        .unit = OptionUnit::Hops,
        .maximum = 255,
        .scope = ScopeTcp | ScopeV4,
        .manPage = NoManPage}),
    option<"IP_TOS">({.name = IP_TOS, .type = OptionType::Int, .maximum = 255, .scope = ScopeIp | ScopeV4}),
    option<"IP_MTU_DISCOVER">({.name = IP_MTU_DISCOVER,
        .type = OptionType::Choice,
        .maximum = IP_PMTUDISC_OMIT,
        .scope = ScopeIp | ScopeV4,
        .choices = PathMtuChoices}),
    option<"IP_MTU">({.name = IP_MTU,
        .type = OptionType::Int,
        .unit = OptionUnit::Bytes,
        .maximum = IntMaximum,
        .scope = ScopeIp | ScopeV4,
        .when = OptionWhen::Never,
        .readNeedsPeer = true}),
    option<"IP_RECVERR">({.name = IP_RECVERR, .scope = ScopeIp | ScopeV4}),
    option<"IP_RECVERR_RFC4884">({.name = IP_RECVERR_RFC4884, .scope = ScopeUdp | ScopeV4, .manPage = NoManPage}),
    option<"IP_PKTINFO">({.name = IP_PKTINFO, .scope = ScopeUdp | ScopeV4}),
    option<"IP_RECVTTL">({.name = IP_RECVTTL, .scope = ScopeUdp | ScopeV4}),
    option<"IP_RECVTOS">({.name = IP_RECVTOS, .scope = ScopeUdp | ScopeV4}),
    option<"IP_RECVOPTS">({.name = IP_RECVOPTS, .scope = ScopeUdp | ScopeV4}),
    option<"IP_RECVORIGDSTADDR">({.name = IP_RECVORIGDSTADDR, .scope = ScopeUdp | ScopeV4}),
    option<"IP_RECVFRAGSIZE">({.name = IP_RECVFRAGSIZE, .scope = ScopeUdp | ScopeV4, .manPage = NoManPage}),
    option<"IP_BIND_ADDRESS_NO_PORT">(
        {.name = IP_BIND_ADDRESS_NO_PORT, .scope = ScopeIp | ScopeV4, .when = OptionWhen::BeforeBind}),
    option<"IP_FREEBIND">({.name = IP_FREEBIND, .scope = ScopeIp | ScopeV4, .when = OptionWhen::BeforeBind}),
    option<"IP_TRANSPARENT">(
        {.name = IP_TRANSPARENT, .scope = ScopeIp | ScopeV4, .when = OptionWhen::BeforeBind, .privileged = true}),
    option<"IP_MULTICAST_IF">({.name = IP_MULTICAST_IF, .type = OptionType::Ip4, .scope = ScopeUdp | ScopeV4}),
    option<"IP_MULTICAST_TTL">({.name = IP_MULTICAST_TTL,
        .type = OptionType::Int,
        .unit = OptionUnit::Hops,
        .maximum = 255,
        .scope = ScopeUdp | ScopeV4,
        .choices = DefaultIsMinusOne}),
    option<"IP_MULTICAST_LOOP">({.name = IP_MULTICAST_LOOP, .scope = ScopeUdp | ScopeV4}),
    option<"IP_MULTICAST_ALL">({.name = IP_MULTICAST_ALL, .scope = ScopeUdp | ScopeV4}),
};

} // namespace net
