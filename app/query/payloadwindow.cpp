// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/payloadwindow.h"

#include <algorithm>

namespace query {

namespace {

constexpr std::size_t WindowBytes = 65'536;

} // namespace

base::Result<std::span<const std::byte>> PayloadWindow::excerpt(
    capture::Reader& reader, const capture::Record& record, std::uint64_t committedEnd)
{
    const std::size_t size = std::min<std::size_t>(record.payloadSize, ExcerptBytes);
    const std::uint64_t start = record.payloadOffset;
    if (start >= m_start && start - m_start <= m_bytes.size() && size <= m_bytes.size() - (start - m_start))
        return std::span<const std::byte>(m_bytes).subspan(start - m_start, size);

    // Past a large payload the next record is too far away for reading ahead.
    std::size_t wanted = size;
    if (record.payloadSize <= ExcerptBytes && committedEnd > start + size)
        wanted = std::min<std::uint64_t>(WindowBytes, committedEnd - start);
    capture::Record range = record;
    range.payloadSize = static_cast<std::uint32_t>(wanted);
    m_start = start;
    m_bytes.resize(wanted);
    const auto count = reader.payload(range, 0, m_bytes);
    if (!count) {
        m_bytes.clear();
        return base::failure(count.error());
    }
    return std::span<const std::byte>(m_bytes).first(size);
}

} // namespace query
