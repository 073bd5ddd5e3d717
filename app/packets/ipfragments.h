// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/packetbytes.h"
#include "packets/wireaddress.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace packets {

/// Puts fragments of IP packets together - RFC 791 3.2, RFC 8200 4.5 - in any order. Bytes that come again must be the
/// same: where fragments contradict each other the packet is let go with all its fragments, as Linux does and RFC 5722
/// asks. Fragments are told apart by addresses, number and protocol, as receivers do. Memory is bounded: the oldest are
/// let go. One thread.
class IpFragments final
{
public:
    /// How long the rest is waited for, from the first fragment on, in the capture's time - RFC 8200 4.5.
    static constexpr std::int64_t TimeoutNs = 60'000'000'000;
    static constexpr std::size_t MaxPackets = 4096;
    static constexpr std::size_t MaxBytes = std::size_t{16} << 20;
    /// Packets that are remembered once they are whole, to know what is sent or captured twice.
    static constexpr std::size_t MaxWholes = 64;

    struct Key
    {
        bool isIpv6 = false;
        std::uint8_t protocol = 0; ///< IPv4 only: in IPv6 only the first fragment says what is right
        std::uint32_t number = 0;
        WireAddress source;
        WireAddress destination;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    struct Fragment
    {
        Key key;
        std::uint8_t protocol = 0; ///< what the whole carries, as this one says
        std::size_t offset = 0; ///< in the whole, in bytes
        bool isLast = false;
        PacketBytes bytes;
        std::int64_t timeNs = 0;
    };
    /// Fragments that were taken before.
    struct Tally
    {
        std::uint32_t packets = 0;
        std::uint64_t bytes = 0;
    };
    enum class Outcome : std::uint8_t
    {
        Waits, ///< for the rest
        Whole,
        Repeats, ///< bytes of one that became whole a short while ago; a whole can come of such ones again
        Contradicts, ///< what came before, or the packet was let go for that
        Damaged ///< a length or place that none can have; it was not taken
    };
    struct Result
    {
        Outcome outcome = Outcome::Damaged;
        Tally before; ///< Whole: its other fragments; Contradicts: those that are let go with it
        std::uint8_t protocol = 0; ///< Whole: what it carries
        std::size_t onWire = 0; ///< Whole: its length
        std::vector<std::byte> bytes; ///< Whole: as far as it was captured without a gap
    };

    [[nodiscard]] Result take(const Fragment& fragment);
    /// Waits for none of them any more.
    void forget();

private:
    /// Places in a packet, sorted and apart from each other.
    class Ranges final
    {
    public:
        void add(std::size_t begin, std::size_t end);
        /// Where the first gap is.
        [[nodiscard]] std::size_t end() const;
        [[nodiscard]] const std::vector<std::pair<std::size_t, std::size_t>>& all() const { return m_ranges; }

    private:
        std::vector<std::pair<std::size_t, std::size_t>> m_ranges;
    };
    struct Packet
    {
        Key key;
        std::int64_t timeNs = 0; ///< of the fragment that came first
        std::vector<std::byte> bytes;
        Ranges seen; ///< on the wire
        Ranges captured;
        std::size_t highest = 0; ///< end of the farthest fragment
        std::optional<std::size_t> total; ///< known from the last fragment on
        std::uint8_t protocol = 0;
        Tally taken; ///< those that wait
        bool isLetGo = false; ///< for a contradiction; what still comes of it is known by this
    };
    using Place = std::list<Packet>::iterator;
    /// One that is whole.
    struct Done
    {
        Key key;
        std::int64_t timeNs = 0; ///< of the fragment that came first
        std::size_t total = 0;
        std::vector<std::byte> bytes;
    };

    [[nodiscard]] Result finish(Place place);
    [[nodiscard]] bool repeats(const Fragment& fragment) const;
    [[nodiscard]] Place packetOf(const Fragment& fragment);
    [[nodiscard]] static bool contradicts(const Packet& packet, const Fragment& fragment);
    void add(Packet& packet, const Fragment& fragment);
    void letGo(Place place);

    std::list<Packet> m_packets; ///< in the order of their first fragments
    std::map<Key, Place> m_places;
    std::deque<Done> m_done; ///< the newest behind
    std::size_t m_bytes = 0; ///< of all
};

} // namespace packets
