// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/packetparse.h"
#include "packets/tcpreassembly.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace packets {

/// One end of a TCP connection, as its packets tell of it: what it sends, by sequence numbers of 32 bits that wrap
/// around and begin anywhere - RFC 9293 3.4.
class TcpSide final
{
public:
    /// Notes what the packet, which this side sent, says of its numbers: the first one, and the window.
    void note(const ParsedPacket& packet);
    /// Whether a number of its is known yet.
    [[nodiscard]] bool isKnown() const { return m_isKnown; }
    [[nodiscard]] bool hasSynchronized() const { return m_hasSynchronized; }
    /// The SYN's number is another than that which its stream began with.
    [[nodiscard]] bool isOtherBeginning(const ParsedPacket& syn) const;
    /// The place in its stream that a sequence number means: the nearest one to the next byte.
    [[nodiscard]] std::int64_t positionOf(std::uint32_t sequence) const;
    /// Where the packet's first byte of payload lies.
    [[nodiscard]] std::int64_t payloadPosition(const ParsedPacket& packet) const;
    /// It told that it has no room.
    [[nodiscard]] bool isFull() const { return m_isFull; }

    TcpReassembly bytes;
    bool hasReset = false; ///< it has sent a RST

private:
    std::uint32_t m_first = 0; // sequence number of position 0
    bool m_isKnown = false;
    bool m_hasSynchronized = false; // by a SYN
    bool m_isFull = false;
};

/// A TCP connection in a file of packets: both of its sides.
struct TcpConnection
{
    [[nodiscard]] TcpSide& sentBy(bool isLocal) { return sides[isLocal ? 0 : 1]; }
    /// Whether the packet, sent by one of the sides, is of another connection between the same ends: a SYN with a new
    /// number begins one, and so does any SYN after a FIN or a RST. One that was sent again does not.
    [[nodiscard]] bool isReplacedBy(const ParsedPacket& packet, bool isLocal) const;
    [[nodiscard]] std::size_t held() const { return sides[0].bytes.held() + sides[1].bytes.held(); }

    std::array<TcpSide, 2> sides; ///< the local one, the peer
};

} // namespace packets
