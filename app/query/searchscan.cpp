// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/searchscan.h"

#include "query/bytestream.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace query {

namespace {

constexpr std::size_t MaxKnownEndpoints = 65'536;

} // namespace

SearchScan::SearchScan(SearchPattern pattern, base::RecordIndex start)
    : m_pattern(std::move(pattern))
    , m_cursor(start)
{ }

base::Result<bool> SearchScan::step(capture::Reader& reader, std::vector<SearchHit>& hits, std::size_t maxBytes)
{
    const auto hasMore
        = m_cursor.step(reader, maxBytes, [&](const PieceCursor::Piece& piece) { return lookAt(reader, piece, hits); });
    if (!hasMore || *hasMore)
        return hasMore;
    if (auto settled = settleAll(hits); !settled)
        return base::failure(settled.error());
    return false;
}

base::Result<void> SearchScan::lookAt(
    capture::Reader& reader, const PieceCursor::Piece& piece, std::vector<SearchHit>& hits)
{
    const capture::Record& record = piece.record;
    const StreamKey in = StreamKey{record.endpoint.value} << 1;
    const StreamKey out = in | 1;
    if (record.payloadSize == 0) {
        if (const capture::Direction missing = capture::missingDirectionOf(record.operation);
            missing != capture::Direction::None)
            return endStream(missing == capture::Direction::In ? in : out, hits);
        if (record.operation != capture::Operation::Close)
            return {};
        auto ended = endStream(in, hits);
        return ended ? endStream(out, hits) : ended;
    }
    const SearchStream::Piece bytes{piece.index, piece.offset, piece.bytes};
    if (!isOfStream(reader, record))
        return feedMessage(bytes, piece.isLast, hits);
    const StreamKey key = capture::directionOf(record.operation) == capture::Direction::In ? in : out;
    auto fed = feedStream(key, bytes, hits);
    return fed && piece.isLast && isCutShort(record) ? endStream(key, hits) : fed;
}

base::Result<void> SearchScan::feedStream(StreamKey key, const SearchStream::Piece& piece, std::vector<SearchHit>& hits)
{
    const auto [entry, isNew] = m_streams.try_emplace(key);
    SearchStream& stream = entry->second.stream;
    m_heldBytes -= stream.memory();
    auto fed = stream.feed(m_pattern, piece, hits);
    m_heldBytes += stream.memory();
    if (!fed)
        return fed;
    if (stream.isPending() && !std::exchange(entry->second.isQueued, true))
        m_pending.push_back(key);
    if (m_pending.size() > 2 * MaxStreams)
        std::erase_if(m_pending, [this](StreamKey pending) { return !m_streams.contains(pending); });
    if (m_streams.size() <= MaxStreams && m_heldBytes <= MaxHeldBytes)
        return {};
    std::erase_if(m_streams, [](const auto& known) { return known.second.stream.isEmpty(); });
    if (m_streams.size() > MaxStreams / 2 || m_heldBytes > MaxHeldBytes) {
        if (auto settled = settleAll(hits); !settled)
            return settled;
        m_streams.clear();
        m_heldBytes = 0;
    }
    return {};
}

base::Result<void> SearchScan::feedMessage(const SearchStream::Piece& piece, bool isLast, std::vector<SearchHit>& hits)
{
    auto fed = m_message.feed(m_pattern, piece, hits);
    if (fed && isLast) {
        fed = m_message.settle(m_pattern, hits);
        m_message = {};
    }
    return fed;
}

base::Result<void> SearchScan::endStream(StreamKey key, std::vector<SearchHit>& hits)
{
    const auto found = m_streams.find(key);
    if (found == m_streams.end())
        return {};
    auto settled = found->second.stream.settle(m_pattern, hits);
    m_heldBytes -= found->second.stream.memory();
    m_streams.erase(found);
    return settled;
}

base::Result<void> SearchScan::settleAll(std::vector<SearchHit>& hits)
{
    for (const StreamKey key : std::exchange(m_pending, {})) {
        const auto found = m_streams.find(key);
        if (found == m_streams.end())
            continue;
        found->second.isQueued = false;
        SearchStream& stream = found->second.stream;
        m_heldBytes -= stream.memory();
        auto settled = stream.settle(m_pattern, hits);
        m_heldBytes += stream.memory();
        if (!settled)
            return settled;
    }
    return {};
}

bool SearchScan::isOfStream(capture::Reader& reader, const capture::Record& record)
{
    if (!movesStream(record))
        return false;
    if (const auto known = m_isStream.find(record.endpoint); known != m_isStream.end())
        return known->second;
    const capture::EndpointInfo& info = reader.endpoint(record.endpoint);
    const bool isStream = net::isStream(info.protocol);
    if (m_isStream.size() >= MaxKnownEndpoints)
        m_isStream.clear();
    if (!info.name.empty())
        m_isStream.emplace(record.endpoint, isStream);
    return isStream;
}

} // namespace query
