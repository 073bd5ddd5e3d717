// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/payloadpieces.h"

#include <algorithm>
#include <cerrno>

namespace query {

base::Result<std::span<const std::byte>> PayloadPieces::piece(
    capture::Reader& reader, const capture::Record& record, std::uint32_t offset, std::uint64_t committedEnd)
{
    if (offset >= record.payloadSize)
        return base::failure({EBADMSG, "read payload"});
    const std::uint64_t start = record.payloadOffset + offset;
    const std::size_t wanted = record.payloadSize - offset;
    if (start < m_start || start - m_start >= m_bytes.size()) {
        const std::uint64_t ahead = std::max(committedEnd, start + wanted) - start;
        capture::Record range = record;
        range.payloadOffset = start;
        range.payloadSize = static_cast<std::uint32_t>(std::min<std::uint64_t>(PieceBytes, ahead));
        m_start = start;
        m_bytes.resize(range.payloadSize);
        if (const auto count = reader.payload(range, 0, m_bytes); !count) {
            m_bytes.clear();
            return base::failure(count.error());
        }
    }
    const auto there = std::span<const std::byte>(m_bytes).subspan(start - m_start);
    return there.first(std::min(there.size(), wanted));
}

} // namespace query
