// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "query/searchpattern.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace query {

/// Where a pattern was found: in one record's payload, or from one record into a later one of the same stream.
struct SearchHit
{
    base::RecordIndex record; ///< in which it begins
    std::uint32_t offset = 0; ///< of its first byte in that record's payload
    std::uint32_t length = 0; ///< in all
    base::RecordIndex endRecord; ///< in which it ends; the same record, or a later one
    std::uint32_t endOffset = 0; ///< behind its last byte in that record's payload

    friend bool operator==(const SearchHit&, const SearchHit&) = default;
    /// By where they begin.
    friend bool operator<(const SearchHit& a, const SearchHit& b)
    {
        return a.record != b.record ? a.record < b.record : a.offset < b.offset;
    }
};

/// What is kept of a stream between its pieces: the bytes in which a match may have begun, or that a match may look
/// back at, and where they came from. Mostly nothing, or one byte.
class SearchStream final
{
public:
    /// Bytes of a record's payload, as they follow what the stream had before.
    struct Piece
    {
        base::RecordIndex record;
        std::uint32_t offset = 0; ///< of the piece in the record's payload
        std::span<const std::byte> bytes;
    };

    /// A match by regular expression that is longer may be missed, or be found in parts.
    static constexpr std::size_t LongestRegexMatch = 32 * 1024;

    /// Goes on with the next piece, and appends what is found. Errors: those of ByteRegex; the stream is then to be
    /// given up.
    [[nodiscard]] base::Result<void> feed(SearchPattern& pattern, const Piece& piece, std::vector<SearchHit>& hits);
    /// Takes what was fed for all there is, for now: a match that more bytes could make longer is one as it is. What
    /// has only begun can still be completed. Errors: as above.
    [[nodiscard]] base::Result<void> settle(SearchPattern& pattern, std::vector<SearchHit>& hits);
    /// True where settle() could find something.
    [[nodiscard]] bool isPending() const { return m_next < m_held.size(); }
    /// Nothing is kept that is worth keeping.
    [[nodiscard]] bool isEmpty() const { return m_held.empty(); }
    /// Heap memory in bytes.
    [[nodiscard]] std::size_t memory() const;

private:
    /// Where the held bytes from `place` on came from, up to the next one's place.
    struct Origin
    {
        std::size_t place = 0;
        base::RecordIndex record;
        std::uint32_t offset = 0;
    };
    enum class Edge
    {
        Open, ///< more may come
        Closed
    };
    [[nodiscard]] base::Result<void> scan(SearchPattern& pattern, std::span<const std::byte> bytes,
        std::span<const Origin> origins, Edge edge, std::vector<SearchHit>& hits);
    void hold(std::span<const std::byte> bytes, std::span<const Origin> origins, std::size_t first, std::size_t next);
    static void append(
        std::vector<SearchHit>& hits, std::span<const Origin> origins, std::size_t begin, std::size_t end);

    std::vector<std::byte> m_held;
    std::vector<Origin> m_origins; // of m_held
    std::size_t m_next = 0; // place in m_held from which on a match may begin; before it is context
    bool m_begun = false; // bytes have come before m_held
};

} // namespace query
