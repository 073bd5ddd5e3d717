// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/recordset.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

namespace session {

namespace {

constexpr unsigned WordBits = 64;

} // namespace

void RecordSet::append(base::RecordIndex index)
{
    const std::uint64_t number = index.value >> BlockBits;
    if (m_blocks.empty() || m_blocks.back().number != number) {
        assert(m_blocks.empty() || m_blocks.back().number < number);
        if (!m_blocks.empty())
            m_blocks.back().list.shrink_to_fit();
        m_blocks.push_back({number, m_size, {}, {}});
    }
    [[maybe_unused]] const bool isNew
        = m_blocks.back().add(static_cast<std::uint16_t>(index.value & (BlockRecords - 1)));
    assert(isNew);
    ++m_size;
}

void RecordSet::insert(base::RecordIndex index)
{
    const std::uint64_t number = index.value >> BlockBits;
    auto block = std::ranges::lower_bound(m_blocks, number, {}, &Block::number);
    if (block == m_blocks.end() || block->number != number)
        block = m_blocks.insert(block, {number, block == m_blocks.end() ? m_size : block->before, {}, {}});
    if (!block->add(static_cast<std::uint16_t>(index.value & (BlockRecords - 1))))
        return;
    ++m_size;
    for (++block; block != m_blocks.end(); ++block)
        ++block->before;
}

void RecordSet::clear()
{
    m_blocks.clear();
    m_size = 0;
}

void RecordSet::removeBelow(base::RecordIndex index)
{
    const std::uint64_t number = index.value >> BlockBits;
    const auto kept = std::ranges::find_if(m_blocks, [number](const Block& block) { return block.number >= number; });
    m_blocks.erase(m_blocks.begin(), kept);
    if (!m_blocks.empty() && m_blocks.front().number == number) {
        const std::uint64_t end = m_blocks.size() > 1 ? m_blocks[1].before : m_size;
        const std::uint64_t left = m_blocks.front().removeBelow(index.value & (BlockRecords - 1));
        m_blocks.front().before = end - left;
        if (left == 0)
            m_blocks.erase(m_blocks.begin());
    }
    if (m_blocks.empty()) {
        m_size = 0;
        return;
    }
    const std::uint64_t removed = m_blocks.front().before;
    for (Block& block : m_blocks)
        block.before -= removed;
    m_size -= removed;
}

base::RecordIndex RecordSet::at(std::uint64_t place) const
{
    assert(place < m_size);
    const auto next = std::upper_bound(m_blocks.begin(), m_blocks.end(), place,
        [](std::uint64_t wanted, const Block& block) { return wanted < block.before; });
    const Block& block = *(next - 1);
    return {(block.number << BlockBits) + block.select(place - block.before)};
}

std::uint64_t RecordSet::placeOf(base::RecordIndex index) const
{
    const std::uint64_t number = index.value >> BlockBits;
    const auto block = std::lower_bound(m_blocks.begin(), m_blocks.end(), number,
        [](const Block& candidate, std::uint64_t wanted) { return candidate.number < wanted; });
    if (block == m_blocks.end())
        return m_size;
    if (block->number != number)
        return block->before;
    return block->before + block->rank(index.value & (BlockRecords - 1));
}

bool RecordSet::contains(base::RecordIndex index) const
{
    const std::uint64_t place = placeOf(index);
    return place < m_size && at(place) == index;
}

std::size_t RecordSet::memory() const
{
    std::size_t bytes = m_blocks.capacity() * sizeof(Block);
    for (const Block& block : m_blocks)
        bytes += block.list.capacity() * sizeof(std::uint16_t) + block.bits.capacity() * sizeof(std::uint64_t);
    return bytes;
}

std::uint16_t RecordSet::Block::select(std::uint64_t place) const
{
    if (bits.empty())
        return list[place];
    std::size_t word = 0;
    for (auto members = static_cast<std::uint64_t>(std::popcount(bits[word])); members <= place;
         members = static_cast<std::uint64_t>(std::popcount(bits[word]))) {
        place -= members;
        ++word;
    }
    std::uint64_t rest = bits[word];
    for (; place > 0; --place)
        rest &= rest - 1;
    return static_cast<std::uint16_t>(word * WordBits + static_cast<unsigned>(std::countr_zero(rest)));
}

std::uint64_t RecordSet::Block::rank(std::uint64_t offset) const
{
    if (bits.empty())
        return static_cast<std::uint64_t>(std::lower_bound(list.begin(), list.end(), offset) - list.begin());
    std::uint64_t members = 0;
    for (std::size_t word = 0; word < offset / WordBits; ++word)
        members += static_cast<std::uint64_t>(std::popcount(bits[word]));
    const std::uint64_t below = (std::uint64_t{1} << (offset % WordBits)) - 1;
    return members + static_cast<std::uint64_t>(std::popcount(bits[offset / WordBits] & below));
}

std::uint64_t RecordSet::Block::removeBelow(std::uint64_t offset)
{
    if (bits.empty()) {
        list.erase(list.begin(), std::ranges::lower_bound(list, offset));
        return list.size();
    }
    const std::size_t word = offset / WordBits;
    std::fill_n(bits.begin(), word, 0);
    bits[word] &= ~std::uint64_t{0} << (offset % WordBits);
    std::uint64_t left = 0;
    for (const std::uint64_t rest : bits)
        left += static_cast<std::uint64_t>(std::popcount(rest));
    return left;
}

bool RecordSet::Block::add(std::uint16_t offset)
{
    if (bits.empty() && list.size() == ListLimit)
        toBitmap();
    if (bits.empty()) {
        const auto place = std::ranges::lower_bound(list, offset);
        if (place != list.end() && *place == offset)
            return false;
        list.insert(place, offset);
        return true;
    }
    std::uint64_t& word = bits[offset / WordBits];
    const std::uint64_t bit = std::uint64_t{1} << (offset % WordBits);
    return (std::exchange(word, word | bit) & bit) == 0;
}

void RecordSet::Block::toBitmap()
{
    bits.assign(BlockRecords / WordBits, 0);
    for (const std::uint16_t offset : list)
        bits[offset / WordBits] |= std::uint64_t{1} << (offset % WordBits);
    list = {};
}

} // namespace session
