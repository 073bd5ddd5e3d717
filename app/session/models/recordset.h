// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace session {

/// Indexes of records in ascending order, small in memory: at most one bit per record of the capture, two bytes per
/// member where members are rare. Finds the n-th member and a member's place. Not thread-safe.
class RecordSet final
{
public:
    /// @param index  above all that are in it.
    void append(base::RecordIndex index);
    /// @param index  any; one that is in it already stays. Takes time where it lies far below the others.
    void insert(base::RecordIndex index);
    void clear();
    /// Takes out all members below `index`.
    void removeBelow(base::RecordIndex index);

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// The member at `place`, from 0 on; `place` must be below size().
    [[nodiscard]] base::RecordIndex at(std::uint64_t place) const;
    /// How many members lie below `index`: the place of the first member at or above it.
    [[nodiscard]] std::uint64_t placeOf(base::RecordIndex index) const;
    [[nodiscard]] bool contains(base::RecordIndex index) const;
    /// Heap memory in bytes.
    [[nodiscard]] std::size_t memory() const;

private:
    static constexpr unsigned BlockBits = 16;
    static constexpr std::uint64_t BlockRecords = std::uint64_t{1} << BlockBits;
    /// From so many members on a block's bitmap takes less than a list of them.
    static constexpr std::size_t ListLimit = BlockRecords / 16;

    /// The members among BlockRecords records in a row: a list of 16-bit offsets, or a bitmap when that is full.
    struct Block
    {
        std::uint64_t number = 0; ///< index / BlockRecords of its members
        std::uint64_t before = 0; ///< members in all blocks before it
        std::vector<std::uint16_t> list;
        std::vector<std::uint64_t> bits;

        [[nodiscard]] std::uint16_t select(std::uint64_t place) const;
        [[nodiscard]] std::uint64_t rank(std::uint64_t offset) const;
        /// False if it has the member already.
        [[nodiscard]] bool add(std::uint16_t offset);
        void toBitmap();
        /// Members that are left at or above an offset.
        [[nodiscard]] std::uint64_t removeBelow(std::uint64_t offset);
    };

    std::vector<Block> m_blocks;
    std::uint64_t m_size = 0;
};

} // namespace session
