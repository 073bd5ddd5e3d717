// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/packetbytes.h"

#include <cstdint>
#include <optional>

namespace packets {

/// The IP packet behind a GRE header of version 0, with its optional fields (RFC 2784, 2890), also in an Ethernet
/// frame.
[[nodiscard]] std::optional<PacketBytes> greContent(PacketBytes bytes);

/// The IP packet in a datagram to a port of VXLAN (RFC 7348) or GENEVE (RFC 8926). None where the header is not one of
/// theirs to the bit: a port alone says nothing.
[[nodiscard]] std::optional<PacketBytes> datagramTunnelContent(std::uint16_t port, PacketBytes datagram);

} // namespace packets
