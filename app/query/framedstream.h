// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "message/framer.h"
#include "message/mark.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace query {

/// How the bytes of one record lie in the messages of its stream.
struct RecordMessages
{
    base::RecordIndex record;
    std::uint32_t ended = 0; ///< messages that end in it
    std::uint32_t faulty = 0; ///< those of them that are not message::Fit::Complete
    bool continues = false; ///< it begins within a message that an earlier record began
    bool goesOn = false; ///< it ends within a message that goes on, or so far is not complete

    /// It has a part of a message only.
    [[nodiscard]] bool isSplit() const { return continues || goesOn; }
    /// It has bytes of more than one message.
    [[nodiscard]] bool isCoalesced() const { return ended + (goesOn ? 1U : 0U) > 1; }

    friend bool operator==(const RecordMessages&, const RecordMessages&) = default;
};

/// One direction of a stream on its way through a framer: tells of each record how it lies in the messages, as soon as
/// that is known. Of a record that ends within a message it is known when the next one comes. A value.
class FramedStream final
{
public:
    /// Bytes of a record, as they follow what the stream had before.
    struct Piece
    {
        base::RecordIndex record;
        std::span<const std::byte> bytes; ///< at least one
        std::int64_t timeNs = 0; ///< when they came or went
        bool isLast = true; ///< no more bytes of the record follow
    };

    explicit FramedStream(const message::Rule& rule)
        : m_framer(rule)
    { }

    /// Each appends the records of which all is known now, and fills `marks` with the messages that have ended.
    void feed(const Piece& piece, std::vector<message::Mark>& marks, std::vector<RecordMessages>& found);
    /// See message::Framer.
    void lose(std::uint64_t bytes, std::vector<message::Mark>& marks, std::vector<RecordMessages>& found);
    /// It begins here in the capture, and nobody knows what was before it.
    void loseTrack();
    /// The stream has ended. Nothing may be fed any more.
    void finish(std::vector<message::Mark>& marks, std::vector<RecordMessages>& found);

    /// The record whose last message is not complete without more bytes, as it is so far.
    [[nodiscard]] std::optional<RecordMessages> waiting() const;
    /// A new one by the same rule would go on as this one.
    [[nodiscard]] bool isBetweenMessages() const { return m_framer.isBetweenMessages(); }

private:
    void take(std::span<const message::Mark> marks);
    void tell(std::vector<RecordMessages>& found);

    message::Framer m_framer;
    std::uint64_t m_end = 0; // of the bytes fed
    std::optional<RecordMessages> m_held; // the last record, where not all is known of it
};

} // namespace query
