// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/searchstream.h"
#include "session/models/recordset.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace session {

/// What a search has found, in the order in which it begins. The first MaxListed are kept, 24 bytes each; the others
/// are counted, and the records that they end in remembered. Not thread-safe.
class SearchHits final
{
public:
    static constexpr std::size_t MaxListed = 1'000'000;

    explicit SearchHits(std::size_t maxListed = MaxListed)
        : m_maxListed(maxListed)
    { }

    /// @param hit  mostly ends at or after all before it; it may begin before them, in another stream.
    void append(const query::SearchHit& hit);

    /// All that were found.
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// Those that are kept.
    [[nodiscard]] std::size_t listed() const { return m_listed; }
    /// The hit at a place below listed().
    [[nodiscard]] query::SearchHit at(std::size_t place) const;
    /// The place of the first that begins at a byte of a record or later; listed() when there is none.
    [[nodiscard]] std::size_t placeOf(base::RecordIndex record, std::uint32_t offset) const;
    /// Whether one begins or ends in the record.
    [[nodiscard]] bool contains(base::RecordIndex record) const;
    /// Heap memory in bytes.
    [[nodiscard]] std::size_t memory() const;

private:
    static constexpr std::size_t BlockHits = 4096;

    struct Kept
    {
        base::RecordIndex record;
        std::uint32_t offset = 0;
        std::uint32_t length = 0;
        std::int32_t recordsLater = 0; ///< that it ends; earlier, where packets did not come in order
        std::uint32_t endOffset = 0;

        friend bool operator<(const Kept& a, const Kept& b)
        {
            return a.record != b.record ? a.record < b.record : a.offset < b.offset;
        }
    };
    static_assert(sizeof(Kept) == 24);
    /// Hits in order, all of them before those of the next block.
    struct Block
    {
        std::size_t before = 0; ///< hits in all blocks before it
        std::vector<Kept> hits;
    };
    void insert(const Kept& hit);
    void countFrom(std::size_t block);

    std::size_t m_maxListed;
    std::uint64_t m_count = 0;
    std::size_t m_listed = 0;
    std::vector<Block> m_blocks;
    RecordSet m_ends; // records in which one ends
    std::set<base::RecordIndex> m_otherEnds; // of listed ones, out of order
    std::optional<base::RecordIndex> m_lastEnd; // of m_ends
};

} // namespace session
