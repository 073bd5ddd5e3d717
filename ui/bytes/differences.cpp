// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/differences.h"

#include <algorithm>
#include <utility>

namespace ui {

using session::PayloadComparison;

namespace {

/// A block without a single byte of the wanted kind.
constexpr PayloadComparison::Block blockWithout(bool differing)
{
    return differing ? PayloadComparison::Block::Same : PayloadComparison::Block::Different;
}

} // namespace

Differences::Differences(
    const PayloadComparison& comparison, std::shared_ptr<ByteSource> left, std::shared_ptr<ByteSource> right)
    : m_comparison(comparison)
    , m_left(std::move(left))
    , m_right(std::move(right))
{ }

std::uint64_t Differences::size() const
{
    return std::max(m_left->size(), m_right->size());
}

void Differences::read(std::uint64_t first, std::uint64_t end) const
{
    for (const auto& [source, bytes] : {std::pair(m_left.get(), &m_leftBytes), {m_right.get(), &m_rightBytes}}) {
        bytes->resize(end - first);
        bytes->resize(source->read(first, *bytes));
    }
}

bool Differences::isWanted(std::size_t index, Wanted wanted) const
{
    const bool isSame
        = index < m_leftBytes.size() && index < m_rightBytes.size() && m_leftBytes[index] == m_rightBytes[index];
    return isSame == (wanted == Wanted::Same);
}

Differences::Place Differences::find(std::uint64_t offset, Wanted wanted) const
{
    constexpr std::uint64_t BlockBytes = PayloadComparison::BlockBytes;
    while (offset < size()) {
        const auto block = m_comparison.blockAfter(offset / BlockBytes, blockWithout(wanted == Wanted::Differing));
        if (!block)
            break;
        if (m_comparison.block(*block) == PayloadComparison::Block::Unknown)
            return tl::unexpected(NoDifference::NotYet);
        const std::uint64_t first = std::max(offset, *block * BlockBytes);
        const std::uint64_t end = std::min((*block + 1) * BlockBytes, size());
        read(first, end);
        for (std::size_t i = 0; i < end - first; ++i) {
            if (isWanted(i, wanted))
                return first + i;
        }
        offset = end;
    }
    return tl::unexpected(NoDifference::None);
}

Differences::Place Differences::findBack(std::uint64_t end, Wanted wanted) const
{
    constexpr std::uint64_t BlockBytes = PayloadComparison::BlockBytes;
    while (end > 0) {
        const auto block = m_comparison.blockBefore((end - 1) / BlockBytes, blockWithout(wanted == Wanted::Differing));
        if (!block)
            break;
        if (m_comparison.block(*block) == PayloadComparison::Block::Unknown)
            return tl::unexpected(NoDifference::NotYet);
        const std::uint64_t first = *block * BlockBytes;
        const std::uint64_t last = std::min(end, first + BlockBytes);
        read(first, last);
        for (std::size_t i = last - first; i > 0; --i) {
            if (isWanted(i - 1, wanted))
                return first + i - 1;
        }
        end = first;
    }
    return tl::unexpected(NoDifference::None);
}

Differences::Found Differences::runFrom(std::uint64_t start) const
{
    // As far as it is known: a run that goes on behind that is selected as a shorter one.
    const Place end = find(start, Wanted::Same);
    const bool isWhole = end.has_value() || end.error() == NoDifference::None;
    const std::uint64_t known = isWhole ? size() : m_comparison.figures().compared;
    return ByteRange{start, end.value_or(known) - start};
}

Differences::Found Differences::first() const
{
    const Place start = find(0, Wanted::Differing);
    if (!start)
        return tl::unexpected(start.error());
    return runFrom(*start);
}

Differences::Found Differences::after(std::uint64_t offset) const
{
    // Out of the run at `offset` first, if there is one.
    const Place gap = find(offset, Wanted::Same);
    if (!gap)
        return tl::unexpected(gap.error());
    const Place start = find(*gap, Wanted::Differing);
    if (!start)
        return tl::unexpected(start.error());
    return runFrom(*start);
}

Differences::Found Differences::before(std::uint64_t offset) const
{
    const Place gap = findBack(std::min(offset + 1, size()), Wanted::Same);
    if (!gap)
        return tl::unexpected(gap.error());
    const Place last = findBack(*gap, Wanted::Differing);
    if (!last)
        return tl::unexpected(last.error());
    const Place before = findBack(*last, Wanted::Same);
    return runFrom(before ? *before + 1 : 0);
}

} // namespace ui
