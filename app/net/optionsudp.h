// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "net/optionrow.h"

namespace net {

/// Level IPPROTO_UDP.
inline constexpr std::array UdpOptions{
    option<"UDP_CORK">({.name = UDP_CORK, .scope = ScopeUdp}),
    option<"UDP_SEGMENT">({.name = UDP_SEGMENT,
        .type = OptionType::Int,
        .unit = OptionUnit::Bytes,
        .maximum = 65535,
        .scope = ScopeUdp,
        .manPage = NoManPage}),
    option<"UDP_GRO">({.name = UDP_GRO, .scope = ScopeUdp, .manPage = NoManPage}),
    option<"UDP_NO_CHECK6_TX">({.name = UDP_NO_CHECK6_TX, .scope = ScopeUdp | ScopeV6, .manPage = NoManPage}),
    option<"UDP_NO_CHECK6_RX">({.name = UDP_NO_CHECK6_RX, .scope = ScopeUdp | ScopeV6, .manPage = NoManPage}),
};

} // namespace net
