// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/record.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace query {

/// A record's bytes, or some of them, as a part of what its endpoint received and sent.
struct StreamPart
{
    base::RecordIndex record;
    capture::Direction direction = capture::Direction::In; ///< In or Out
    std::uint32_t offset = 0; ///< of its first byte in the record's payload
    std::uint32_t size = 0; ///< bytes; at least 1 for a part of a StreamIndex
    std::uint64_t missing = 0; ///< bytes of its direction that the capture does not have, right before it
    std::uint64_t start = 0; ///< of its first byte in both directions together, in the order of the parts
    std::uint64_t directionStart = 0; ///< and in its own direction

    friend bool operator==(const StreamPart&, const StreamPart&) = default;
};

/// The sequence of records that moved bytes on one endpoint, in both directions: finds the part of an offset and the
/// offset of a part, in time that grows with the logarithm of their number. Takes 8 bytes a part, and 24 more where
/// bytes are missing or a part is not the whole of a record. Not thread-safe.
class StreamIndex final
{
public:
    /// Appends a part, or of size 0 what is missing before the next one of its direction. Its starts are not looked at.
    /// @param part  of a capture of calls, of a record above all that are in it.
    void append(const StreamPart& part);

    [[nodiscard]] std::uint64_t partCount() const { return m_parts.size(); }
    /// Bytes in both directions, or in one.
    [[nodiscard]] std::uint64_t size() const { return m_sizes[0] + m_sizes[1]; }
    [[nodiscard]] std::uint64_t size(capture::Direction direction) const { return m_sizes[placeOf(direction)]; }
    /// Bytes of one direction that the capture does not have.
    [[nodiscard]] std::uint64_t missing(capture::Direction direction) const { return m_missing[placeOf(direction)]; }
    /// Those of them that lie behind its last part.
    [[nodiscard]] std::uint64_t missingAtEnd(capture::Direction direction) const
    {
        return m_waiting[placeOf(direction)];
    }

    /// The part of a number below partCount().
    [[nodiscard]] StreamPart part(std::uint64_t number) const;
    /// The number of the part that has a byte; partCount() for an offset at or over size().
    [[nodiscard]] std::uint64_t partAt(std::uint64_t offset) const;
    /// The same for an offset in one direction.
    [[nodiscard]] std::uint64_t partAt(capture::Direction direction, std::uint64_t offset) const;
    /// The number of a record's first part, or of the next one that is of a later record; partCount() when there is
    /// none.
    [[nodiscard]] std::uint64_t partOf(base::RecordIndex record) const;
    /// Heap memory in bytes.
    [[nodiscard]] std::size_t memory() const;

private:
    static constexpr std::size_t BlockParts = 256;
    static constexpr std::uint32_t OutBit = 0x8000'0000;

    struct Part
    {
        std::uint32_t record = 0; ///< behind the block's first, with OutBit
        std::uint32_t size = 0;
    };
    /// A checkpoint: what is true at a block's first part.
    struct Block
    {
        std::uint64_t firstPart = 0;
        base::RecordIndex record;
        std::array<std::uint64_t, 2> starts{}; ///< in each direction
    };
    /// What only some parts have.
    struct Extra
    {
        std::uint64_t part = 0;
        std::uint64_t missing = 0;
        std::uint32_t offset = 0;
    };
    [[nodiscard]] static constexpr std::size_t placeOf(capture::Direction direction)
    {
        return direction == capture::Direction::Out;
    }
    [[nodiscard]] Extra extraOf(std::uint64_t part) const;
    /// The number of the first part that `isIt`, in the last block that `isBefore`; the one behind that block if none
    /// is.
    template <class IsBefore, class IsIt> [[nodiscard]] std::uint64_t find(IsBefore isBefore, IsIt isIt) const;
    template <class IsIt> [[nodiscard]] StreamPart walk(const Block& block, std::uint64_t& number, IsIt isIt) const;

    std::vector<Part> m_parts;
    std::vector<Block> m_blocks;
    std::vector<Extra> m_extras; // in the order of their parts
    std::array<std::uint64_t, 2> m_sizes{};
    std::array<std::uint64_t, 2> m_missing{};
    std::array<std::uint64_t, 2> m_waiting{}; // of m_missing, before the next part of the direction
    base::RecordIndex m_lastRecord;
    bool m_isAscending = true; // each record lies behind the one before it
};

} // namespace query
