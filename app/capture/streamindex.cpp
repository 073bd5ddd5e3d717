// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/streamindex.h"

#include <algorithm>
#include <cassert>

namespace capture {

void StreamIndex::append(base::RecordIndex record, Direction direction, std::uint32_t size)
{
    if (size == 0)
        return;
    if (m_blocks.empty() || m_parts.size() - m_blocks.back().firstPart >= BlockParts
        || record.value - m_blocks.back().record.value >= OutBit)
        m_blocks.push_back({m_parts.size(), record, m_sizes});
    const auto distance = static_cast<std::uint32_t>(record.value - m_blocks.back().record.value);
    m_parts.push_back({distance | (direction == Direction::Out ? OutBit : 0), size});
    m_sizes[placeOf(direction)] += size;
}

/// The first part of the block at which `isIt` holds, and its number; else the number behind the block.
template <class IsIt> StreamPart StreamIndex::walk(const Block& block, std::uint64_t& number, IsIt isIt) const
{
    std::array<std::uint64_t, 2> starts = block.starts;
    const std::uint64_t end = &block == &m_blocks.back() ? m_parts.size() : (&block + 1)->firstPart;
    for (number = block.firstPart; number < end; ++number) {
        const Part& part = m_parts[number];
        const Direction direction = (part.record & OutBit) != 0 ? Direction::Out : Direction::In;
        const StreamPart full{{block.record.value + (part.record & ~OutBit)}, direction, part.size,
            starts[0] + starts[1], starts[placeOf(direction)]};
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

std::uint64_t StreamIndex::partAt(Direction direction, std::uint64_t offset) const
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
    return find([record](const Block& block) { return block.record <= record; },
        [record](const StreamPart& part, std::uint64_t) { return part.record >= record; });
}

std::size_t StreamIndex::memory() const
{
    return m_parts.capacity() * sizeof(Part) + m_blocks.capacity() * sizeof(Block);
}

} // namespace capture
