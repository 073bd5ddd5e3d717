// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/searchstream.h"

#include <algorithm>
#include <array>

namespace query {

base::Result<void> SearchStream::feed(SearchPattern& pattern, const Piece& piece, std::vector<SearchHit>& hits)
{
    std::span<const std::byte> rest = piece.bytes;
    Origin origin{0, piece.record, piece.offset};
    if (!m_held.empty()) {
        // Of a pattern that has a length only so much is copied as decides on what may have begun in the held bytes.
        const std::size_t ahead = pattern.lookAhead() > 0 ? pattern.lookAhead() : rest.size();
        const std::size_t joined = std::min(rest.size(), ahead);
        std::vector<std::byte> bytes = std::move(m_held);
        std::vector<Origin> origins = std::move(m_origins);
        const std::size_t held = bytes.size();
        origins.push_back({held, origin.record, origin.offset});
        bytes.insert(bytes.end(), rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(joined));
        if (auto done = scan(pattern, bytes, origins, Edge::Open, hits); !done)
            return done;
        if (joined == rest.size())
            return {};
        // All that could begin in the held bytes is decided. What has begun behind them is found again in the piece.
        const std::size_t first = bytes.size() - m_held.size() + m_next - held;
        const std::size_t context = std::min(first, pattern.lookBehind());
        rest = rest.subspan(first - context);
        origin.offset += static_cast<std::uint32_t>(first - context);
        m_held.clear();
        m_origins.clear();
        m_next = context;
        m_begun = true;
    }
    return scan(pattern, rest, std::array{origin}, Edge::Open, hits);
}

base::Result<void> SearchStream::settle(SearchPattern& pattern, std::vector<SearchHit>& hits)
{
    if (!isPending())
        return {};
    const std::vector<std::byte> bytes = std::move(m_held);
    const std::vector<Origin> origins = std::move(m_origins);
    return scan(pattern, bytes, origins, Edge::Closed, hits);
}

/// Searches `bytes` from m_next on, and holds of them what the next piece needs.
base::Result<void> SearchStream::scan(SearchPattern& pattern, std::span<const std::byte> bytes,
    std::span<const Origin> origins, Edge edge, std::vector<SearchHit>& hits)
{
    SearchPattern::Part part{bytes, !m_begun, edge == Edge::Closed};
    std::size_t from = m_next;
    std::size_t next = bytes.size();
    while (from < bytes.size()) {
        const auto found = pattern.find(part, from);
        if (!found)
            return base::failure(found.error());
        if (found->match) {
            append(hits, origins, found->match->begin, found->match->end);
            from = found->match->end;
        } else if (!found->partial) {
            break;
        } else if (bytes.size() - *found->partial <= 2 * LongestRegexMatch) {
            next = *found->partial;
            break;
        } else {
            // Longer than what is kept: what there is decides, and the last bytes are begun anew.
            const std::size_t last = bytes.size() - LongestRegexMatch;
            part.endsStream = true;
            const auto whole = pattern.find(part, from);
            part.endsStream = edge == Edge::Closed;
            if (!whole)
                return base::failure(whole.error());
            if (whole->match && whole->match->begin < last) {
                append(hits, origins, whole->match->begin, whole->match->end);
                from = whole->match->end;
            } else {
                from = last;
            }
        }
    }
    if (edge == Edge::Closed && from < bytes.size()) {
        // What has only begun may still be completed.
        part.endsStream = false;
        const auto begun = pattern.find(part, from);
        if (!begun)
            return base::failure(begun.error());
        next = begun->partial.value_or(bytes.size());
    }
    next = std::max(next, std::min(from, bytes.size()));
    hold(bytes, origins, next - std::min(next, pattern.lookBehind()), next);
    return {};
}

void SearchStream::hold(
    std::span<const std::byte> bytes, std::span<const Origin> origins, std::size_t first, std::size_t next)
{
    m_held.assign(bytes.begin() + static_cast<std::ptrdiff_t>(first), bytes.end());
    m_origins.clear();
    for (const Origin& origin : origins) {
        if (origin.place <= first)
            m_origins.assign(1, {0, origin.record, origin.offset + static_cast<std::uint32_t>(first - origin.place)});
        else
            m_origins.push_back({origin.place - first, origin.record, origin.offset});
    }
    m_next = next - first;
    m_begun = m_begun || first > 0;
    if (m_held.empty())
        m_origins.clear();
}

void SearchStream::append(
    std::vector<SearchHit>& hits, std::span<const Origin> origins, std::size_t begin, std::size_t end)
{
    const auto originOf = [origins](std::size_t place) {
        const auto next = std::upper_bound(origins.begin(), origins.end(), place,
            [](std::size_t wanted, const Origin& origin) { return wanted < origin.place; });
        const Origin& origin = *(next - 1);
        return Origin{place, origin.record, origin.offset + static_cast<std::uint32_t>(place - origin.place)};
    };
    const Origin first = originOf(begin);
    const Origin last = originOf(end - 1);
    hits.push_back({first.record, first.offset, static_cast<std::uint32_t>(end - begin), last.record, last.offset + 1});
}

std::size_t SearchStream::memory() const
{
    return m_held.capacity() + m_origins.capacity() * sizeof(Origin);
}

} // namespace query
