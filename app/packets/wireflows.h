// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "packets/tcpreassembly.h"
#include "packets/wireaddress.h"
#include "packets/wirepacket.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>

namespace packets {

/// TCP's numbers of what one end sent, from `first` on as if a SYN had gone before.
class WireNumbers final
{
public:
    explicit WireNumbers(std::uint32_t first = 1)
        : m_first(first)
    { }

    /// Behind the furthest byte that was sent so far.
    [[nodiscard]] std::int64_t highest() const { return m_highest; }
    /// The number of the byte at a position.
    [[nodiscard]] std::uint32_t at(std::int64_t position) const
    {
        return m_first + static_cast<std::uint32_t>(position);
    }
    /// The number behind what the other end has without a gap.
    [[nodiscard]] std::uint32_t acknowledged() const { return at(m_bytes ? m_bytes->next() : m_highest); }
    /// Bytes were sent. What comes ahead of others waits for them.
    void take(std::int64_t position, std::uint32_t size);
    /// Bytes before a position are not to be expected any more.
    void skipTo(std::int64_t position);
    /// The number before the first byte: a SYN's.
    [[nodiscard]] std::uint32_t beginning() const { return m_first - 1; }

    bool isShown = false; ///< a packet has told its numbers

private:
    [[nodiscard]] TcpReassembly& bytes();
    void settle();

    std::uint32_t m_first;
    std::int64_t m_highest = 0;
    std::unique_ptr<TcpReassembly> m_bytes; // null while nothing waits, which is almost always
};

/// The numbers of both ends of a connection.
struct WireSequence
{
    explicit WireSequence(std::uint32_t first = 1)
        : sent(first)
        , received(first)
    { }

    WireNumbers sent;
    WireNumbers received;
    bool isLater = false; ///< another connection had the same ends before
    bool hasBegun = false; ///< and its SYN is written
};

/// By which packets one endpoint's bytes go.
struct WireRoute
{
    Transport transport = Transport::Tcp;
    WireEnds ends;
    bool isIpv6 = false; ///< ends.isIpv6(), which is asked for each packet
    WireSequence* sequence = nullptr; ///< TCP; owned by WireFlows, null for UDP
};

/// Keeps the streams of a file apart, which readers tell from each other by addresses and ports alone. When both ends
/// of a connection are in the capture, each sees all of its bytes: the one that was seen second gets stand-ins for its
/// addresses, else each byte would be there twice. A connection with the ends of an earlier one begins with other
/// numbers, and with a SYN to tell them by. One thread.
class WireFlows final
{
public:
    /// @param endpoint  whose route it is, for the time to come: with TCP each endpoint is a connection.
    [[nodiscard]] WireRoute route(Transport transport, const WireEnds& ends, base::EndpointId endpoint);

private:
    struct Flow
    {
        WireEnds shown;
        bool hasStandIns = false;
        base::EndpointId endpoint; ///< TCP: of the connection that has the ends now
        std::uint32_t first = 1; ///< its first number
        WireSequence* sequence = nullptr; ///< its numbers
    };
    using Flows = std::map<WireEnds, Flow>;

    Flows m_tcp;
    Flows m_udp;
    std::deque<WireSequence> m_sequences; // of all connections, since each endpoint keeps its own
};

} // namespace packets
