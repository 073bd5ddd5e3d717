// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/streamindex.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

namespace query {

void StreamIndex::append(const StreamPart& part)
{
    const std::size_t place = placeOf(part.direction);
    m_missing[place] += part.missing;
    m_waiting[place] += part.missing;
    if (part.size == 0)
        return;
    if (const std::uint64_t missing = std::exchange(m_waiting[place], 0); missing > 0 || part.offset > 0)
        m_extras.push_back({m_parts.size(), missing, part.offset});
    m_isAscending = m_isAscending && (m_parts.empty() || m_lastRecord < part.record);
    m_lastRecord = part.record;
    // A record before the block's first one is too far behind it, too.
    if (m_blocks.empty() || m_parts.size() - m_blocks.back().firstPart >= BlockParts
        || part.record.value - m_blocks.back().record.value >= OutBit)
        m_blocks.push_back({m_parts.size(), part.record, m_sizes});
    const auto distance = static_cast<std::uint32_t>(part.record.value - m_blocks.back().record.value);
    m_parts.push_back({distance | (part.direction == capture::Direction::Out ? OutBit : 0), part.size});
    m_sizes[place] += part.size;
}

StreamIndex::Extra StreamIndex::extraOf(std::uint64_t part) const
{
    const auto found = std::ranges::lower_bound(m_extras, part, {}, &Extra::part);
    return found != m_extras.end() && found->part == part ? *found : Extra{};
}

/// The first part of the block at which `isIt` holds, and its number; else the number behind the block.
template <class IsIt> StreamPart StreamIndex::walk(const Block& block, std::uint64_t& number, IsIt isIt) const
{
    std::array<std::uint64_t, 2> starts = block.starts;
    const std::uint64_t end = &block == &m_blocks.back() ? m_parts.size() : (&block + 1)->firstPart;
    for (number = block.firstPart; number < end; ++number) {
        const Part& part = m_parts[number];
        const capture::Direction direction
            = (part.record & OutBit) != 0 ? capture::Direction::Out : capture::Direction::In;
        const Extra extra = m_extras.empty() ? Extra{} : extraOf(number);
        const StreamPart full{{block.record.value + (part.record & ~OutBit)}, direction, extra.offset, part.size,
            extra.missing, starts[0] + starts[1], starts[placeOf(direction)]};
        if (isIt(full, number))
            return full;
        starts[placeOf(direction)] += part.size;
    }
    return {};
}

template <class IsBefore, class IsIt> std::uint64_t StreamIndex::find(IsBefore isBefore, IsIt isIt) const
{
    const auto next = std::partition_point(m_blocks.begin(), m_blocks.end(), isBefore);
    if (next == m_blocks.begin())
        return 0;
    std::uint64_t number = 0;
    static_cast<void>(walk(*(next - 1), number, isIt));
    return number;
}

StreamPart StreamIndex::part(std::uint64_t number) const
{
    assert(number < m_parts.size());
    const auto next = std::partition_point(
        m_blocks.begin(), m_blocks.end(), [number](const Block& block) { return block.firstPart <= number; });
    std::uint64_t at = 0;
    return walk(*(next - 1), at, [number](const StreamPart&, std::uint64_t candidate) { return candidate == number; });
}

std::uint64_t StreamIndex::partAt(std::uint64_t offset) const
{
    if (offset >= size())
        return partCount();
    return find([offset](const Block& block) { return block.starts[0] + block.starts[1] <= offset; },
        [offset](const StreamPart& part, std::uint64_t) { return offset - part.start < part.size; });
}

std::uint64_t StreamIndex::partAt(capture::Direction direction, std::uint64_t offset) const
{
    if (offset >= size(direction))
        return partCount();
    const std::size_t place = placeOf(direction);
    // Of the blocks that begin at the offset in this direction, the last has the byte: those before it have none.
    return find([=](const Block& block) { return block.starts[place] <= offset; },
        [=](const StreamPart& part, std::uint64_t) {
            return part.direction == direction && offset - part.directionStart < part.size;
        });
}

std::uint64_t StreamIndex::partOf(base::RecordIndex record) const
{
    if (!m_isAscending) {
        std::uint64_t number = 0;
        std::optional<std::uint64_t> next;
        for (const Block& block : m_blocks) {
            const StreamPart found = walk(block, number, [&](const StreamPart& part, std::uint64_t at) {
                if (part.record > record && !next)
                    next = at;
                return part.record == record;
            });
            if (found.size > 0)
                return number;
        }
        return next.value_or(partCount());
    }
    return find([record](const Block& block) { return block.record <= record; },
        [record](const StreamPart& part, std::uint64_t) { return part.record >= record; });
}

std::size_t StreamIndex::memory() const
{
    return m_parts.capacity() * sizeof(Part) + m_blocks.capacity() * sizeof(Block)
        + m_extras.capacity() * sizeof(Extra);
}

} // namespace query
