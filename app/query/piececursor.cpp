// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/piececursor.h"

#include <algorithm>
#include <cerrno>

namespace query {

namespace {

constexpr std::size_t PieceBlockRecords = 4096;

} // namespace

PieceCursor::PieceCursor(base::RecordIndex start)
    : m_cursor(start)
    , m_end(start)
{ }

base::Result<std::optional<PieceCursor::Piece>> PieceCursor::next(capture::Reader& reader)
{
    if (m_place >= m_block.size()) {
        const auto more = loadBlock(reader);
        if (!more)
            return base::failure(more.error());
        if (!*more)
            return std::optional<Piece>();
    }
    const capture::Record& record = m_block[m_place];
    const base::RecordIndex index{m_cursor.first().value + m_place};
    Piece piece{index, record, m_cursor.offset() + m_offset, {}, true, index > m_end && !reader.isOrdered()};
    if (record.payloadSize > 0) {
        const auto bytes = m_pieces.piece(reader, record, m_offset, m_committedEnd);
        if (!bytes && bytes.error().code == ENODATA) {
            m_cursor.giveBack(m_block.size() - m_place);
            m_block = {};
            m_place = 0;
            m_offset = 0;
        }
        if (!bytes)
            return base::failure(bytes.error());
        piece.bytes = *bytes;
        m_offset += static_cast<std::uint32_t>(bytes->size());
        piece.isLast = m_offset >= record.payloadSize;
    }
    m_end = std::max(m_end, index);
    if (piece.isLast) {
        m_offset = 0;
        ++m_place;
        m_end = std::max(m_end, {index.value + 1});
    }
    return piece;
}

double PieceCursor::looked() const
{
    const double before = static_cast<double>(m_cursor.end().value) - static_cast<double>(m_block.size() - m_place);
    return m_offset == 0 ? before : before + static_cast<double>(m_offset) / m_block[m_place].payloadSize;
}

base::Result<bool> PieceCursor::loadBlock(capture::Reader& reader)
{
    const auto block = m_cursor.next(reader, PieceBlockRecords);
    m_block = block.value_or(std::span<const capture::Record>());
    m_place = 0;
    if (!block)
        return base::failure(block.error());
    for (const capture::Record& record : m_block) {
        if (record.payloadSize > 0)
            m_committedEnd = std::max(m_committedEnd, record.payloadOffset + record.payloadSize);
    }
    return !m_block.empty();
}

} // namespace query
