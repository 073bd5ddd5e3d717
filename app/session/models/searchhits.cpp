// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/searchhits.h"

#include <algorithm>
#include <cassert>

namespace session {

void SearchHits::append(const query::SearchHit& hit)
{
    ++m_count;
    if (!m_lastEnd || *m_lastEnd < hit.endRecord) {
        m_ends.append(hit.endRecord);
        m_lastEnd = hit.endRecord;
    }
    const auto later = static_cast<std::int64_t>(hit.endRecord.value - hit.record.value);
    if (m_listed == m_maxListed || later != static_cast<std::int32_t>(later))
        return;
    if (hit.endRecord < *m_lastEnd)
        m_otherEnds.insert(hit.endRecord);
    ++m_listed;
    insert({hit.record, hit.offset, hit.length, static_cast<std::int32_t>(later), hit.endOffset});
}

void SearchHits::insert(const Kept& hit)
{
    const auto next = std::partition_point(
        m_blocks.begin(), m_blocks.end(), [&hit](const Block& block) { return block.hits.front() < hit; });
    if (next == m_blocks.end()) {
        // The usual case: after all others, or almost.
        if (m_blocks.empty() || (m_blocks.back().hits.size() >= BlockHits && m_blocks.back().hits.back() < hit)) {
            m_blocks.push_back({m_listed - 1, {hit}});
            return;
        }
    }
    const auto block = next == m_blocks.begin() ? next : next - 1;
    block->hits.insert(std::upper_bound(block->hits.begin(), block->hits.end(), hit), hit);
    auto number = static_cast<std::size_t>(block - m_blocks.begin());
    if (block->hits.size() >= 2 * BlockHits) {
        const auto middle = block->hits.begin() + BlockHits;
        Block second{0, {middle, block->hits.end()}};
        block->hits.erase(middle, block->hits.end());
        m_blocks.insert(block + 1, std::move(second));
    }
    countFrom(number);
}

void SearchHits::countFrom(std::size_t block)
{
    for (std::size_t i = block + 1; i < m_blocks.size(); ++i)
        m_blocks[i].before = m_blocks[i - 1].before + m_blocks[i - 1].hits.size();
}

query::SearchHit SearchHits::at(std::size_t place) const
{
    assert(place < m_listed);
    const auto next = std::partition_point(
        m_blocks.begin(), m_blocks.end(), [place](const Block& block) { return block.before <= place; });
    const Block& block = *(next - 1);
    const Kept& hit = block.hits[place - block.before];
    return {hit.record, hit.offset, hit.length,
        {hit.record.value + static_cast<std::uint64_t>(std::int64_t{hit.recordsLater})}, hit.endOffset};
}

std::size_t SearchHits::placeOf(base::RecordIndex record, std::uint32_t offset) const
{
    const Kept wanted{record, offset, 0, 0, 0};
    const auto next = std::partition_point(
        m_blocks.begin(), m_blocks.end(), [&wanted](const Block& block) { return block.hits.front() < wanted; });
    if (next == m_blocks.begin())
        return 0;
    const Block& block = *(next - 1);
    const auto found = std::lower_bound(block.hits.begin(), block.hits.end(), wanted);
    return block.before + static_cast<std::size_t>(found - block.hits.begin());
}

bool SearchHits::contains(base::RecordIndex record) const
{
    if (m_ends.contains(record) || m_otherEnds.contains(record))
        return true;
    const std::size_t place = placeOf(record, 0);
    return place < m_listed && at(place).record == record;
}

std::size_t SearchHits::memory() const
{
    std::size_t bytes = m_blocks.capacity() * sizeof(Block) + m_ends.memory()
        + m_otherEnds.size() * (sizeof(base::RecordIndex) + 4 * sizeof(void*));
    for (const Block& block : m_blocks)
        bytes += block.hits.capacity() * sizeof(Kept);
    return bytes;
}

} // namespace session
