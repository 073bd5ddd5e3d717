// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/tcpconnection.h"

namespace packets {

void TcpSide::note(const ParsedPacket& packet)
{
    const bool isSyn = (packet.tcpFlags & TcpSyn) != 0;
    // A RST that answers a stray segment has that one's numbers.
    if ((packet.tcpFlags & TcpRst) != 0)
        return;
    m_isFull = packet.tcpWindow == 0;
    // A SYN that is answered again may be answered with another number, as long as nothing was sent (SYN cookies).
    const bool beginsAgain = isSyn && bytes.highest() == 0 && !bytes.hasEnd();
    if (!m_isKnown || beginsAgain)
        m_first = packet.tcpSequence + (isSyn ? 1 : 0);
    m_isKnown = true;
    m_hasSynchronized = m_hasSynchronized || isSyn;
}

bool TcpSide::isOtherBeginning(const ParsedPacket& syn) const
{
    return m_isKnown && syn.tcpSequence + 1 != m_first;
}

std::int64_t TcpSide::positionOf(std::uint32_t sequence) const
{
    const std::uint32_t next = m_first + static_cast<std::uint32_t>(bytes.next());
    return bytes.next() + static_cast<std::int32_t>(sequence - next);
}

std::int64_t TcpSide::payloadPosition(const ParsedPacket& packet) const
{
    return positionOf(packet.tcpSequence + ((packet.tcpFlags & TcpSyn) != 0 ? 1 : 0));
}

bool TcpConnection::isReplacedBy(const ParsedPacket& packet, bool isLocal) const
{
    if ((packet.tcpFlags & (TcpSyn | TcpRst)) != TcpSyn)
        return false;
    const TcpSide& side = sides[isLocal ? 0 : 1];
    const TcpSide& other = sides[isLocal ? 1 : 0];
    const bool isAnswer = (packet.tcpFlags & TcpAck) != 0;
    if (isAnswer)
        return side.isOtherBeginning(packet) && (side.bytes.highest() != 0 || side.bytes.hasEnd());
    const bool hasEnded = side.bytes.hasEnd() || other.bytes.hasEnd() || side.hasReset || other.hasReset;
    return side.isKnown() && (hasEnded || side.isOtherBeginning(packet));
}

} // namespace packets
