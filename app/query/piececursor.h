// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "capture/reader.h"
#include "capture/record.h"
#include "query/deliverycursor.h"
#include "query/payloadpieces.h"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace query {

/// Goes through all records of a capture in the order in which they handed up their bytes, and through the payload of
/// each in pieces. And on when more has been committed. Thread: its reader's.
class PieceCursor final
{
public:
    /// A record without payload comes as one piece of no bytes. Valid until the next call of next().
    struct Piece
    {
        base::RecordIndex index;
        const capture::Record& record; ///< where it is handed up in parts, the part: see DeliveryCursor
        std::uint32_t offset = 0; ///< of the bytes in the whole record's payload
        std::span<const std::byte> bytes;
        bool isLast = false; ///< of the record, or of its part
        bool isBehindGap = false; ///< records before it were let go before they could be read
    };

    /// @param start  the first record that is asked for, in a capture of calls.
    explicit PieceCursor(base::RecordIndex start = {});

    /// The next piece; none when there are no more for now. Errors: those of DeliveryCursor::next and of
    /// PayloadPieces::piece. After ENODATA, of what was let go meanwhile, the next call goes on behind it.
    [[nodiscard]] base::Result<std::optional<Piece>> next(capture::Reader& reader);
    /// Hands pieces to `look`, which says base::Result<void>, until there have been so many bytes; a record without
    /// payload counts as RecordCost of them. True if there may be more. Errors: as next() and look, but for ENODATA.
    template <class Look>
    [[nodiscard]] base::Result<bool> step(capture::Reader& reader, std::size_t maxBytes, const Look& look)
    {
        for (std::size_t done = 0; done < maxBytes;) {
            const auto piece = next(reader);
            if (!piece && piece.error().code == ENODATA)
                return true; // let go meanwhile; the next step passes it over
            if (!piece)
                return base::failure(piece.error());
            if (!*piece)
                return false;
            if (const base::Result<void> looked = look(**piece); !looked)
                return base::failure(looked.error());
            done += RecordCost + (*piece)->bytes.size();
        }
        return true;
    }
    /// How far it has come, in records, the one at hand in part.
    [[nodiscard]] double looked() const;

private:
    static constexpr std::size_t RecordCost = 128;

    [[nodiscard]] base::Result<bool> loadBlock(capture::Reader& reader);

    DeliveryCursor m_cursor;
    std::span<const capture::Record> m_block; // of records read ahead
    std::size_t m_place = 0; // in m_block
    std::uint32_t m_offset = 0; // in the payload of the record there
    std::uint64_t m_committedEnd = 0; // of the payload of m_block
    base::RecordIndex m_end; // behind the last record that was gone through
    PayloadPieces m_pieces;
};

} // namespace query
