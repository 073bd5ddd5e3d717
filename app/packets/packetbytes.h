// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/fieldreader.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace packets {

/// Bytes of a packet as far as they were captured, and how many there were on the wire. References the packet.
struct PacketBytes
{
    std::span<const std::byte> captured;
    std::size_t onWire = 0; ///< never less than was captured

    [[nodiscard]] PacketBytes behind(std::size_t header) const
    {
        return {captured.subspan(std::min(captured.size(), header)), onWire - std::min(onWire, header)};
    }
    /// The same with the length that a header says; what was captured behind it is the link's padding.
    [[nodiscard]] PacketBytes withLength(std::size_t bytes) const
    {
        return {captured.first(std::min(captured.size(), bytes)), bytes};
    }
    /// Numbers in network byte order.
    [[nodiscard]] FieldReader fields() const { return {captured, FieldReader::Order::Big}; }
};

} // namespace packets
