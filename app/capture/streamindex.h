// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/record.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace capture {

/// A record's bytes as a part of what its endpoint received and sent.
struct StreamPart
{
    base::RecordIndex record;
    Direction direction = Direction::In; ///< In or Out
    std::uint32_t size = 0; ///< bytes; at least 1
    std::uint64_t start = 0; ///< of its first byte in both directions together, in the order of the records
    std::uint64_t directionStart = 0; ///< and in its own direction

    friend bool operator==(const StreamPart&, const StreamPart&) = default;
};

/// The sequence of records that moved bytes on one endpoint, in both directions: finds the part of an offset and the
/// offset of a part, in time that grows with the logarithm of their number. Takes 8 bytes a part. Not thread-safe.
class StreamIndex final
{
public:
    /// @param record  above all that are in it. @param size  0 is not taken.
    void append(base::RecordIndex record, Direction direction, std::uint32_t size);

    [[nodiscard]] std::uint64_t partCount() const { return m_parts.size(); }
    /// Bytes in both directions, or in one.
    [[nodiscard]] std::uint64_t size() const { return m_sizes[0] + m_sizes[1]; }
    [[nodiscard]] std::uint64_t size(Direction direction) const { return m_sizes[placeOf(direction)]; }

    /// The part of a number below partCount().
    [[nodiscard]] StreamPart part(std::uint64_t number) const;
    /// The number of the part that has a byte; partCount() for an offset at or over size().
    [[nodiscard]] std::uint64_t partAt(std::uint64_t offset) const;
    /// The same for an offset in one direction.
    [[nodiscard]] std::uint64_t partAt(Direction direction, std::uint64_t offset) const;
    /// The number of a record's part, or of the next one after it; partCount() when there is none.
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
    [[nodiscard]] static constexpr std::size_t placeOf(Direction direction) { return direction == Direction::Out; }
    /// The number of the first part that `isIt`, in the last block that `isBefore`; the one behind that block if none
    /// is.
    template <class IsBefore, class IsIt> [[nodiscard]] std::uint64_t find(IsBefore isBefore, IsIt isIt) const;
    template <class IsIt> [[nodiscard]] StreamPart walk(const Block& block, std::uint64_t& number, IsIt isIt) const;

    std::vector<Part> m_parts;
    std::vector<Block> m_blocks;
    std::array<std::uint64_t, 2> m_sizes{};
};

} // namespace capture
