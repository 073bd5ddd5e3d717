// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/searchscan.h"

#include "query/bytestream.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace query {

namespace {

constexpr std::size_t SearchBlockRecords = 4096;
/// A record without payload counts as so many bytes of a step's.
constexpr std::size_t RecordCost = 128;
constexpr std::size_t MaxKnownEndpoints = 65'536;

} // namespace

SearchScan::SearchScan(SearchPattern pattern, base::RecordIndex start)
    : m_pattern(std::move(pattern))
    , m_cursor(start)
{ }

base::Result<bool> SearchScan::step(capture::Reader& reader, std::vector<SearchHit>& hits, std::size_t maxBytes)
{
    for (std::size_t done = 0; done < maxBytes;) {
        if (m_place >= m_block.size()) {
            const auto more = loadBlock(reader);
            if (!more && more.error().code == ENODATA)
                return true; // let go meanwhile; the next step passes it over
            if (!more)
                return base::failure(more.error());
            if (!*more) {
                if (auto settled = settleAll(hits); !settled)
                    return base::failure(settled.error());
                return false;
            }
        }
        const capture::Record& record = m_block[m_place];
        const auto looked = lookAt(reader, record, hits);
        if (!looked && looked.error().code == ENODATA) {
            m_cursor.giveBack(m_block.size() - m_place);
            m_block = {};
            m_place = 0;
            m_offset = 0;
            return true;
        }
        if (!looked)
            return base::failure(looked.error());
        done += RecordCost + *looked;
        if (m_offset >= record.payloadSize) {
            m_offset = 0;
            ++m_place;
        }
    }
    return true;
}

double SearchScan::looked() const
{
    const double before = static_cast<double>(m_cursor.end().value) - static_cast<double>(m_block.size() - m_place);
    return m_offset == 0 ? before : before + static_cast<double>(m_offset) / m_block[m_place].payloadSize;
}

base::Result<bool> SearchScan::loadBlock(capture::Reader& reader)
{
    const auto block = m_cursor.next(reader, SearchBlockRecords);
    m_block = block.value_or(std::span<const capture::Record>());
    m_place = 0;
    if (!block)
        return base::failure(block.error());
    for (const capture::Record& record : m_block) {
        if (record.payloadSize > 0)
            m_committedEnd = std::max(m_committedEnd, record.payloadOffset + record.payloadSize);
    }
    return !m_block.empty();
}

/// Looks at the next piece of the record; gives its size.
base::Result<std::size_t> SearchScan::lookAt(
    capture::Reader& reader, const capture::Record& record, std::vector<SearchHit>& hits)
{
    const StreamKey in = StreamKey{record.endpoint.value} << 1;
    const StreamKey out = in | 1;
    if (record.payloadSize == 0) {
        if (const capture::Direction missing = capture::missingDirectionOf(record.operation);
            missing != capture::Direction::None) {
            if (auto ended = endStream(missing == capture::Direction::In ? in : out, hits); !ended)
                return base::failure(ended.error());
        }
        if (record.operation == capture::Operation::Close) {
            for (const StreamKey key : {in, out}) {
                if (auto ended = endStream(key, hits); !ended)
                    return base::failure(ended.error());
            }
        }
        return 0;
    }
    const auto bytes = m_pieces.piece(reader, record, m_offset, m_committedEnd);
    if (!bytes)
        return base::failure(bytes.error());
    const SearchStream::Piece piece{{m_cursor.first().value + m_place}, m_cursor.offset() + m_offset, *bytes};
    m_offset += static_cast<std::uint32_t>(bytes->size());
    const bool isLast = m_offset >= record.payloadSize;
    if (!isOfStream(reader, record)) {
        auto fed = feedMessage(piece, isLast, hits);
        return fed ? base::Result<std::size_t>(bytes->size()) : base::failure(fed.error());
    }
    const StreamKey key = capture::directionOf(record.operation) == capture::Direction::In ? in : out;
    if (auto fed = feedStream(key, piece, hits); !fed)
        return base::failure(fed.error());
    if (isLast && isCutShort(record)) {
        if (auto ended = endStream(key, hits); !ended)
            return base::failure(ended.error());
    }
    return bytes->size();
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
