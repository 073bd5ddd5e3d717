// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace packets {

/// A segment of one direction of a TCP connection, of a packet that became a record.
struct TcpSegment
{
    base::RecordIndex record;
    std::int64_t position = 0; ///< of its first byte in the stream; below 0 it was sent before the capture began
    std::uint32_t size = 0; ///< on the wire
    std::uint32_t kept = 0; ///< of it in the capture
};

/// A place in a stream.
struct TcpPlace
{
    std::int64_t position = 0;
    std::int64_t distance = 0; ///< from the end of the furthest byte that had come by then

    friend bool operator==(const TcpPlace&, const TcpPlace&) = default;
};

/// What a receiver hands up: bytes of a segment, an end of the stream (no bytes), or only that bytes are missing.
struct TcpDelivered
{
    std::uint64_t gap = 0; ///< bytes missing right before it, of which no packet was captured
    TcpPlace gapPlace; ///< of the first of them
    std::optional<base::RecordIndex> record;
    std::uint32_t offset = 0; ///< in the segment
    std::uint32_t size = 0; ///< bytes that were kept
    std::uint32_t missing = 0; ///< bytes behind those that were not
    bool isWhole = false; ///< all of the segment

    friend bool operator==(const TcpDelivered&, const TcpDelivered&) = default;
};

/// How a segment compares to what came before it.
struct TcpArrival
{
    std::uint16_t marks = 0; ///< capture::SegmentMark
    std::int64_t distance = 0; ///< from the end of the furthest byte so far

    friend bool operator==(const TcpArrival&, const TcpArrival&) = default;
};

/// One direction of a TCP connection as its receiver puts it together - RFC 9293 3.4, 3.10.7.4: what comes ahead waits
/// until what is missing before it has come. Of bytes that come more than once the first ones count. A capture may miss
/// packets that the receiver had: a gap is closed, and told, when what lies behind it was acknowledged, at the end, and
/// when more waits than may. It deals in positions, from 0 on; the bytes stay in the capture. Not thread-safe.
class TcpReassembly final
{
public:
    /// Segments that may wait: at 1,460 bytes each what 10 Gb/s bring in 75 ms.
    static constexpr std::size_t MaxHeld = 65'536;
    using Deliveries = std::vector<TcpDelivered>;

    /// @param next  the position of the first byte that is expected.
    explicit TcpReassembly(std::int64_t next = 0)
        : m_next(next)
        , m_highest(next)
    { }

    /// What the segment would be, were it added now.
    [[nodiscard]] TcpArrival arrivalOf(const TcpSegment& segment) const;
    /// Takes a segment where it is the usual one, which goes on where the last one ended and is handed up whole; else
    /// false, and add() is to take it.
    [[nodiscard]] bool goOn(std::int64_t position, std::uint32_t size)
    {
        if (position != m_next || m_next != m_highest || m_held || m_end)
            return false;
        m_highest = m_next += size;
        return true;
    }
    /// Takes a segment, and appends what can be handed up now.
    void add(const TcpSegment& segment, Deliveries& out);
    /// The stream ends at a position, by this record's word. The first one counts.
    void end(std::int64_t position, base::RecordIndex record, Deliveries& out);
    /// The receiver has all below a position.
    void acknowledge(std::int64_t position, Deliveries& out);
    /// Closes the first gap, if there is one.
    void closeGap(Deliveries& out);
    /// Somebody else found that nothing is to be expected before a position.
    void skipTo(std::int64_t position, Deliveries& out);
    /// Nothing more will come: closes all gaps, the one before what was acknowledged too.
    void finish(Deliveries& out);

    /// The first byte that has not been handed up.
    [[nodiscard]] std::int64_t next() const { return m_next; }
    /// The end of the furthest byte that came.
    [[nodiscard]] std::int64_t highest() const { return m_highest; }
    /// Pieces that wait.
    [[nodiscard]] std::size_t held() const { return m_held ? m_held->size() : 0; }
    [[nodiscard]] bool hasEnd() const { return m_end.has_value(); }
    /// Whether something waits for bytes before it.
    [[nodiscard]] bool isWaiting() const { return firstWaiting().has_value(); }

private:
    /// A piece of a segment that waits; where it begins is its key.
    struct Held
    {
        base::RecordIndex record;
        std::uint32_t offset = 0; ///< in the segment
        std::uint32_t size = 0; ///< on the wire
        std::uint32_t kept = 0;
        bool isWhole = false;
    };
    using HeldPieces = std::map<std::int64_t, Held>;
    struct End
    {
        std::int64_t position = 0;
        base::RecordIndex record;
        bool isDelivered = false;
    };

    template <class Take> void forEachNew(const TcpSegment& segment, Take take) const;
    void handUp(Deliveries& out);
    [[nodiscard]] std::optional<std::int64_t> firstWaiting() const;
    void closeUpTo(std::int64_t position, Deliveries& out);

    std::int64_t m_next;
    std::int64_t m_highest;
    std::int64_t m_acknowledged = 0;
    std::int64_t m_gapStart = 0; // of the gap that was closed last
    std::int64_t m_gapEnd = 0;
    std::optional<End> m_end;
    std::unique_ptr<HeldPieces> m_held; // null while nothing waits, which is almost always
};

} // namespace packets
