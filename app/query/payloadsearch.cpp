// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/payloadsearch.h"

#include "query/payloadpieces.h"

#include <algorithm>
#include <utility>

namespace query {

PayloadSearch::PayloadSearch(BytePattern pattern)
    : m_wanted(std::move(pattern))
    , m_shortest(std::get<BytePattern>(m_wanted).size())
{ }

PayloadSearch::PayloadSearch(const ByteRegex& regex)
    : m_wanted(regex)
    , m_shortest(1)
{ }

base::Result<bool> PayloadSearch::isIn(
    const capture::Record& record, capture::Reader& reader, PayloadWindow& window, std::uint64_t committedEnd)
{
    if (record.payloadSize < m_shortest)
        return false;
    if (record.payloadSize > PayloadWindow::ExcerptBytes)
        return isInPieces(record, reader);
    const auto excerpt = window.excerpt(reader, record, committedEnd);
    if (!excerpt)
        return base::failure(excerpt.error());
    return isInBytes(*excerpt);
}

base::Result<bool> PayloadSearch::isInPieces(const capture::Record& record, capture::Reader& reader)
{
    const std::size_t overlap = std::holds_alternative<ByteRegex>(m_wanted) ? RegexOverlap : m_shortest - 1;
    for (std::uint64_t begin = 0;;) {
        const std::uint64_t end
            = std::min<std::uint64_t>(record.payloadSize, begin + overlap + PayloadPieces::PieceBytes);
        m_piece.resize(static_cast<std::size_t>(end - begin));
        const auto count = reader.payload(record, begin, m_piece);
        if (!count)
            return base::failure(count.error());
        const auto found = isInBytes(std::span(m_piece).first(*count));
        if (!found || *found || end == record.payloadSize)
            return found;
        begin = end - overlap;
    }
}

base::Result<bool> PayloadSearch::isInBytes(std::span<const std::byte> bytes)
{
    if (const auto* pattern = std::get_if<BytePattern>(&m_wanted))
        return pattern->find(bytes).has_value();
    const auto found = std::get<ByteRegex>(m_wanted).find(bytes);
    return found ? base::Result<bool>(found->has_value()) : base::failure(found.error());
}

} // namespace query
