// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "capture/reader.h"
#include "capture/record.h"
#include "message/rule.h"
#include "net/protocol.h"
#include "query/framedstream.h"
#include "query/framingrules.h"
#include "query/piececursor.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace query {

/// What was counted of the messages by one rule, in both directions.
struct MessageCounts
{
    std::uint64_t messages = 0; ///< that ended, in whatever way
    std::uint64_t oversize = 0;
    std::uint64_t malformed = 0;
    std::uint64_t torn = 0;
    std::uint64_t splitRecords = 0;
    std::uint64_t coalescedRecords = 0;

    friend bool operator==(const MessageCounts&, const MessageCounts&) = default;
};

/// Goes through a capture and frames what went over the endpoints that have a rule, in the order in which it was handed
/// up, in steps that a worker can make between looks at whether to stop, and again when more has been committed. Each
/// datagram is framed by itself. What was peeked at and urgent bytes are left out. Nothing of it is in the capture, so
/// that any one can be framed, and anew by other rules. Thread: one at a time.
class MessageScan final
{
public:
    /// Directions of streams at once of which a message may be open. What more streams begin is left out until they are
    /// fewer, and then told as torn.
    static constexpr std::size_t MaxStreams = 65'536;

    explicit MessageScan(FramingRules rules);

    /// Looks at up to about `maxBytes` of payload, or some ten thousand records, from where it is on, and appends the
    /// records of framed endpoints of which all is known now. One whose bytes were handed up in parts comes once for
    /// each. False when there is no more for now. Errors: those of PieceCursor::next, but for ENODATA; the scan is then
    /// over.
    [[nodiscard]] base::Result<bool> step(
        capture::Reader& reader, std::vector<RecordMessages>& found, std::size_t maxBytes);

    /// The last records of streams whose messages are not complete so far, in the order of their numbers.
    [[nodiscard]] std::vector<RecordMessages> waiting() const;
    /// By the endpoint that has the rule. Records are counted when they are told.
    [[nodiscard]] const std::map<base::EndpointId, MessageCounts>& counts() const { return m_counts; }
    /// How far it has come, in records, the one at hand in part.
    [[nodiscard]] double looked() const { return m_cursor.looked(); }

private:
    using StreamKey = std::uint64_t; // endpoint and direction
    struct Framed
    {
        const message::Rule* rule = nullptr; ///< null where the endpoint is not framed
        MessageCounts* counts = nullptr;
        net::Protocol protocol = net::Protocol::Tcp;
    };
    [[nodiscard]] static StreamKey keyOf(base::EndpointId endpoint, capture::Direction direction);
    [[nodiscard]] static base::EndpointId endpointOf(StreamKey key);
    [[nodiscard]] Framed framedOf(capture::Reader& reader, base::EndpointId endpoint);
    [[nodiscard]] FramedStream* streamOf(const Framed& framed, StreamKey key, base::EndpointId endpoint);
    void lookAt(capture::Reader& reader, const PieceCursor::Piece& piece, std::vector<RecordMessages>& found);
    void feed(const Framed& framed, const PieceCursor::Piece& piece, std::vector<RecordMessages>& found);
    void feedDatagram(const Framed& framed, const PieceCursor::Piece& piece, std::vector<RecordMessages>& found);
    void lose(const Framed& framed, StreamKey key, std::uint64_t bytes, std::vector<RecordMessages>& found);
    void finish(const Framed& framed, StreamKey key, std::vector<RecordMessages>& found);
    void passGap(capture::Reader& reader, std::vector<RecordMessages>& found);
    void noteBegun(capture::Reader& reader, const capture::Record& record);
    void count(const Framed& framed, std::span<const RecordMessages> told) const;

    FramingRules m_rules;
    std::map<base::EndpointId, MessageCounts> m_counts;
    PieceCursor m_cursor;
    std::unordered_map<StreamKey, FramedStream> m_streams;
    std::unordered_map<base::EndpointId, Framed> m_known; // endpoints met so far
    std::optional<FramedStream> m_datagram; // the one at hand
    std::vector<message::Mark> m_marks; // of one piece
    // Endpoints are numbered as they are opened: from this one on, all of their records were there to be read.
    std::optional<base::EndpointId> m_firstWhole = base::EndpointId{0};
};

} // namespace query
