// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/reader.h"
#include "query/piececursor.h"
#include "query/searchpattern.h"
#include "query/searchstream.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace query {

/// Goes through the payload of a capture with a pattern, in the order in which it was handed up, in steps that a worker
/// can make between looks at whether to stop, and again when more has been committed. Finds what spans the calls of one
/// stream and direction too; messages of datagram and seqpacket sockets are never joined, and neither is what a call
/// only peeked at. Matches do not overlap. At the end of what is committed a match counts as it is. Thread: one at a
/// time.
class SearchScan final
{
public:
    /// Streams of which the end may be kept, where there is something to keep. Of more, all are taken up anew: a match
    /// across two of their calls may be missed there.
    static constexpr std::size_t MaxStreams = 65'536;
    /// Bytes that all of them may keep; over it the same happens.
    static constexpr std::size_t MaxHeldBytes = std::size_t{32} << 20;

    explicit SearchScan(SearchPattern pattern, base::RecordIndex start = {});

    /// Looks at up to about `maxBytes` of payload, or some ten thousand records, from where it is on, and appends what
    /// it finds, in the order of where it ends. False when there is no more for now.
    /// Errors: those of Reader::records, Reader::payload and ByteRegex::find; the scan is then over.
    [[nodiscard]] base::Result<bool> step(capture::Reader& reader, std::vector<SearchHit>& hits, std::size_t maxBytes);
    /// How far it has come, in records, the one at hand in part.
    [[nodiscard]] double looked() const { return m_cursor.looked(); }

private:
    using StreamKey = std::uint64_t; // endpoint and direction
    struct Known
    {
        SearchStream stream;
        bool isQueued = false; // in m_pending
    };

    [[nodiscard]] base::Result<void> lookAt(
        capture::Reader& reader, const PieceCursor::Piece& piece, std::vector<SearchHit>& hits);
    [[nodiscard]] base::Result<void> feedStream(
        StreamKey key, const SearchStream::Piece& piece, std::vector<SearchHit>& hits);
    [[nodiscard]] base::Result<void> feedMessage(
        const SearchStream::Piece& piece, bool isLast, std::vector<SearchHit>& hits);
    [[nodiscard]] base::Result<void> endStream(StreamKey key, std::vector<SearchHit>& hits);
    [[nodiscard]] base::Result<void> settleAll(std::vector<SearchHit>& hits);
    [[nodiscard]] bool isOfStream(capture::Reader& reader, const capture::Record& record);

    SearchPattern m_pattern;
    PieceCursor m_cursor;
    std::unordered_map<StreamKey, Known> m_streams;
    std::unordered_map<base::EndpointId, bool> m_isStream; // of endpoints met so far
    std::vector<StreamKey> m_pending; // streams that settling may find something in; some may be gone
    SearchStream m_message; // of the record at hand, where it is no part of a stream
    std::size_t m_heldBytes = 0; // by m_streams
};

} // namespace query
