// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/logselection.h"

#include <algorithm>

namespace ui {

bool LogSelection::contains(std::uint64_t row) const
{
    const auto range = std::lower_bound(m_ranges.begin(), m_ranges.end(), row,
        [](const RowRange& candidate, std::uint64_t wanted) { return candidate.last < wanted; });
    return range != m_ranges.end() && range->first <= row;
}

std::uint64_t LogSelection::count() const
{
    std::uint64_t rows = 0;
    for (const RowRange& range : m_ranges)
        rows += range.count();
    return rows;
}

void LogSelection::clear()
{
    *this = LogSelection();
}

void LogSelection::selectOnly(std::uint64_t row)
{
    m_ranges.assign(1, RowRange{row, row});
    m_current = m_anchor = row;
}

void LogSelection::toggle(std::uint64_t row)
{
    if (contains(row))
        remove({row, row});
    else
        add({row, row});
    m_current = m_anchor = row;
}

void LogSelection::extendTo(std::uint64_t row)
{
    const RowRange range = fromAnchor(row);
    m_anchor = m_anchor.value_or(row);
    m_ranges.assign(1, range);
    m_current = row;
}

void LogSelection::addTo(std::uint64_t row)
{
    add(fromAnchor(row));
    m_anchor = m_anchor.value_or(row);
    m_current = row;
}

void LogSelection::moveCurrent(std::uint64_t row)
{
    m_current = m_anchor = row;
}

void LogSelection::selectAll(std::uint64_t rowCount)
{
    if (rowCount == 0) {
        clear();
        return;
    }
    m_ranges.assign(1, RowRange{0, rowCount - 1});
    m_current = m_current.value_or(0);
    m_anchor = m_anchor.value_or(*m_current);
}

void LogSelection::add(RowRange range)
{
    // The first range that touches the new one, and the first one beyond it: all between become one.
    const auto begin = std::find_if(m_ranges.begin(), m_ranges.end(),
        [&](const RowRange& other) { return other.last >= range.first || other.last + 1 == range.first; });
    auto end = begin;
    while (end != m_ranges.end() && (end->first <= range.last || end->first - 1 == range.last)) {
        range.first = std::min(range.first, end->first);
        range.last = std::max(range.last, end->last);
        ++end;
    }
    m_ranges.insert(m_ranges.erase(begin, end), range);
}

void LogSelection::remove(RowRange range)
{
    std::vector<RowRange> kept;
    kept.reserve(m_ranges.size() + 1);
    for (const RowRange& other : m_ranges) {
        if (other.last < range.first || other.first > range.last) {
            kept.push_back(other);
            continue;
        }
        if (other.first < range.first)
            kept.push_back({other.first, range.first - 1});
        if (other.last > range.last)
            kept.push_back({range.last + 1, other.last});
    }
    m_ranges = std::move(kept);
}

void LogSelection::dropFirst(std::uint64_t rows)
{
    if (rows == 0)
        return;
    remove({0, rows - 1});
    for (RowRange& range : m_ranges)
        range = {range.first - rows, range.last - rows};
    const auto moved = [rows](std::optional<std::uint64_t> row) {
        return row && *row >= rows ? std::optional(*row - rows) : std::nullopt;
    };
    m_current = moved(m_current);
    m_anchor = moved(m_anchor);
}

void LogSelection::truncate(std::uint64_t rowCount)
{
    if (rowCount == 0) {
        clear();
        return;
    }
    while (!m_ranges.empty() && m_ranges.back().first >= rowCount)
        m_ranges.pop_back();
    if (!m_ranges.empty())
        m_ranges.back().last = std::min(m_ranges.back().last, rowCount - 1);
    if (m_current && *m_current >= rowCount)
        m_current.reset();
    if (m_anchor && *m_anchor >= rowCount)
        m_anchor.reset();
}

RowRange LogSelection::fromAnchor(std::uint64_t row) const
{
    const std::uint64_t anchor = m_anchor.value_or(row);
    return {std::min(anchor, row), std::max(anchor, row)};
}

} // namespace ui
