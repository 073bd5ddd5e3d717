// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/packetbytes.h"
#include "packets/pcapngformat.h"

#include <cstdint>
#include <optional>

namespace packets {

/// What a frame carries.
struct LinkContent
{
    bool isLinkRead = true; ///< false for a link layer that is not known here
    std::optional<PacketBytes> ip; ///< none where there is another protocol
};

/// Passes over a link layer's header and what lies between it and IP: VLAN tags (802.1Q, 802.1ad and what was used
/// before that), LLC with SNAP, PPPoE (RFC 2516), PPP (RFC 1661), MPLS labels (RFC 3032). Never reads past the bytes.
[[nodiscard]] LinkContent linkContent(LinkType link, PacketBytes frame);
/// The IP packet in an Ethernet frame, as a tunnel carries one.
[[nodiscard]] std::optional<PacketBytes> ethernetContent(PacketBytes frame);
/// The IP packet in what follows an EtherType.
[[nodiscard]] std::optional<PacketBytes> etherTypeContent(std::uint16_t type, PacketBytes content);

} // namespace packets
