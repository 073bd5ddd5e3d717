// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>

namespace ui {

/// Whether a view stays at the end of a growing log, and how much has come since it does not. Knows no widget. A value.
class LogFollow final
{
public:
    [[nodiscard]] constexpr bool isFollowing() const { return m_following && !m_paused; }
    [[nodiscard]] constexpr bool isPaused() const { return m_paused; }
    /// Rows that came below what was seen, since the view has left the end.
    [[nodiscard]] constexpr std::uint64_t newRows(std::uint64_t rowCount) const
    {
        return !m_grows || isFollowing() || rowCount < m_seen ? 0 : rowCount - m_seen;
    }

    /// To the end and along with it: ends a pause too.
    constexpr void follow()
    {
        m_following = true;
        m_paused = false;
    }
    /// The user looks at something above the end of `rowCount` rows.
    constexpr void leave(std::uint64_t rowCount)
    {
        if (isFollowing())
            m_seen = rowCount;
        m_following = false;
    }
    /// The user scrolled to the end: follows, unless paused.
    constexpr void reachedEnd(std::uint64_t rowCount)
    {
        m_seen = rowCount;
        m_following = true;
    }
    constexpr void setPaused(bool paused, std::uint64_t rowCount)
    {
        if (paused && isFollowing())
            m_seen = rowCount;
        // What was following before the pause follows after it.
        m_paused = paused;
    }
    /// Nothing new comes any more: rows that a filter finds late are none.
    constexpr void endGrowth() { m_grows = false; }
    /// Rows below `end` were on the screen.
    constexpr void saw(std::uint64_t end) { m_seen = std::max(m_seen, end); }
    /// The first `rows` rows are gone.
    constexpr void dropFirst(std::uint64_t rows) { m_seen -= std::min(m_seen, rows); }
    /// The rows are others now; `rowCount` of them count as seen.
    constexpr void reset(std::uint64_t rowCount) { m_seen = rowCount; }

private:
    std::uint64_t m_seen = 0;
    bool m_following = true;
    bool m_paused = false;
    bool m_grows = true;
};

} // namespace ui
