// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filterscan.h"

#include <algorithm>
#include <cerrno>

namespace query {

namespace {

constexpr std::size_t BlockRecords = 4096; // 192 KiB: a block and its window stay in the cache

} // namespace

FilterScan::FilterScan(const FilterExpression& expression, base::RecordIndex start)
    : m_filter(expression)
    , m_position(start)
{ }

base::Result<std::size_t> FilterScan::step(
    capture::Reader& reader, std::vector<std::uint64_t>& matches, std::size_t maxRecords)
{
    const std::uint64_t count = reader.recordCount();
    m_position = std::max(m_position, reader.firstRecord());
    if (m_position.value >= count)
        return 0;
    const std::size_t wanted = std::min<std::uint64_t>(maxRecords, count - m_position.value);
    if (m_filter.passesAll()) {
        for (std::size_t i = 0; i < wanted; ++i)
            matches.push_back(m_position.value++);
        return wanted;
    }

    const std::size_t before = matches.size();
    base::RecordIndex next = m_position;
    const base::RecordIndex end{m_position.value + wanted};
    while (next < end) {
        m_block.resize(std::min<std::uint64_t>(BlockRecords, end.value - next.value));
        const auto found = reader.records(next, m_block);
        const auto matched = found ? m_filter.matchBlock(m_block, next, reader, matches) : base::failure(found.error());
        if (!matched) {
            matches.resize(before);
            // What was let go meanwhile is passed over.
            if (matched.error().code == ENODATA && reader.firstRecord() > m_position)
                return 1;
            return base::failure(matched.error());
        }
        next.value += m_block.size();
    }
    m_position = next;
    return wanted;
}

} // namespace query
