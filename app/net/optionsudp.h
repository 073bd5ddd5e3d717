// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/optionrow.h"

namespace net {

/// Level IPPROTO_UDP.
inline constexpr std::array UdpOptions{
    option<"UDP_CORK">({.name = UDP_CORK,
        .scope = ScopeUdp,
        .meaning = "Collects what several sends give into one datagram, until it is cleared."}),
    option<"UDP_SEGMENT">({.name = UDP_SEGMENT,
        .type = OptionType::Int,
        .unit = OptionUnit::Bytes,
        .maximum = 65535,
        .scope = ScopeUdp,
        .meaning = "Cuts each send into datagrams of this size; 0 does not cut.",
        .manPage = NoManPage}),
    option<"UDP_GRO">({.name = UDP_GRO,
        .scope = ScopeUdp,
        .meaning = "One receive may give several datagrams of one sender, joined, with their size in recvmsg.",
        .manPage = NoManPage}),
    option<"UDP_NO_CHECK6_TX">({.name = UDP_NO_CHECK6_TX,
        .scope = ScopeUdp | ScopeV6,
        .meaning = "Sends UDP over IPv6 without a checksum (RFC 6935).",
        .manPage = NoManPage}),
    option<"UDP_NO_CHECK6_RX">({.name = UDP_NO_CHECK6_RX,
        .scope = ScopeUdp | ScopeV6,
        .meaning = "Accepts UDP over IPv6 without a checksum (RFC 6935).",
        .manPage = NoManPage}),
};

} // namespace net
