// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/payloadsearch.h"

#include "capture/foldedtext.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace capture {

namespace {

constexpr std::size_t SearchPieceBytes = std::size_t{256} << 10;

} // namespace

PayloadSearch::PayloadSearch(std::string bytes, bool ignoreCase)
    : m_bytes(std::move(bytes))
    , m_ignoreCase(ignoreCase)
{ }

PayloadSearch::PayloadSearch(const ByteRegex& regex)
    : m_regex(regex)
{ }

base::Result<bool> PayloadSearch::isIn(
    const Record& record, Reader& reader, PayloadWindow& window, std::uint64_t committedEnd)
{
    if (record.payloadSize == 0 || record.payloadSize < m_bytes.size())
        return false;
    if (record.payloadSize > PayloadWindow::ExcerptBytes)
        return isInPieces(record, reader);
    const auto excerpt = window.excerpt(reader, record, committedEnd);
    if (!excerpt)
        return base::failure(excerpt.error());
    return isInBytes(*excerpt);
}

base::Result<bool> PayloadSearch::isInPieces(const Record& record, Reader& reader)
{
    const std::size_t overlap = m_regex ? RegexOverlap : m_bytes.size() - 1;
    for (std::uint64_t begin = 0;;) {
        const std::uint64_t end = std::min<std::uint64_t>(record.payloadSize, begin + overlap + SearchPieceBytes);
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
    if (m_regex) {
        const auto found = m_regex->find(bytes);
        return found ? base::Result<bool>(found->has_value()) : base::failure(found.error());
    }
    if (!m_ignoreCase)
        return ::memmem(bytes.data(), bytes.size(), m_bytes.data(), m_bytes.size()) != nullptr;
    foldInto(m_folded, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return ::memmem(m_folded.data(), m_folded.size(), m_bytes.data(), m_bytes.size()) != nullptr;
}

} // namespace capture
