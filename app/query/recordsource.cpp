// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/recordsource.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace query {

namespace {

constexpr std::size_t BatchRecords = 1024;
constexpr std::size_t ReadAheadBytes = std::size_t{1} << 20;
constexpr std::size_t RememberedDetails = 4096;
constexpr std::size_t RememberedDetailBytes = 4096;
constexpr std::size_t RememberedEndpoints = 16'384;

} // namespace

RecordSource::RecordSource(capture::Reader& reader, RangeSource ranges, std::stop_token stop)
    : m_reader(reader)
    , m_ranges(std::move(ranges))
    , m_stop(std::move(stop))
    , m_batch(BatchRecords)
{ }

base::Result<bool> RecordSource::readBatch()
{
    // What retention has let go is not there to be saved.
    const auto passOver = [this] {
        const base::RecordIndex kept = std::max(m_range.first, m_reader.firstRecord());
        m_range.count -= std::min(m_range.count, kept.value - m_range.first.value);
        m_range.first = kept;
    };
    passOver();
    while (m_range.count == 0) {
        const auto range = m_ranges();
        if (!range)
            return false;
        m_range = *range;
        passOver();
    }
    const std::size_t wanted = std::min<std::uint64_t>(m_range.count, m_batch.size());
    const auto read = m_reader.records(m_range.first, std::span(m_batch).first(wanted));
    if (!read)
        return base::failure(read.error());
    if (*read == 0)
        return base::failure({ERANGE, "read records"});
    m_batchFirst = m_range.first;
    m_batchSize = *read;
    m_next = 0;
    m_range.first.value += *read;
    m_range.count -= *read;
    m_batchPayloadEnd = 0;
    for (const capture::Record& record : std::span(m_batch).first(m_batchSize)) {
        if (record.payloadSize > 0)
            m_batchPayloadEnd = std::max(m_batchPayloadEnd, record.payloadOffset + record.payloadSize);
    }
    return true;
}

base::Result<const SavedRecord*> RecordSource::next()
{
    if (m_next == m_batchSize) {
        const auto read = readBatch();
        if (!read)
            return base::failure(read.error());
        if (!*read)
            return nullptr;
    }
    const capture::Record& record = m_batch[m_next];
    const auto known = detail(record.detail);
    if (!known)
        return base::failure(known.error());
    m_current.emplace(SavedRecord{{m_batchFirst.value + m_next}, record, **known, endpoint(record.endpoint)});
    ++m_next;
    return &*m_current;
}

base::Result<void> RecordSource::payload(
    const capture::Record& record, std::uint64_t offset, std::span<std::byte> bytes)
{
    if (m_stop.stop_requested())
        return base::failure({ECANCELED, "save"});
    const std::uint64_t start = record.payloadOffset + offset;
    const std::uint64_t ahead = m_batchPayloadEnd > start ? std::min(m_batchPayloadEnd - start, ReadAheadBytes) : 0;
    const auto isInWindow = [&] {
        return start >= m_windowStart && start - m_windowStart <= m_window.size()
            && bytes.size() <= m_window.size() - (start - m_windowStart);
    };
    capture::Record part = record;
    if (!isInWindow()) {
        // A large piece goes straight to its place; small ones lie side by side on file and are read together.
        const bool isLarge = bytes.size() * 2 > ahead;
        const std::span<std::byte> into = [&] {
            if (isLarge)
                return bytes;
            m_window.resize(ahead);
            m_windowStart = start;
            return std::span(m_window);
        }();
        part.payloadOffset = start;
        part.payloadSize = static_cast<std::uint32_t>(into.size());
        const auto read = m_reader.payload(part, 0, into);
        if (!read || *read != into.size()) {
            m_window.clear();
            return base::failure(read ? base::Error{EBADMSG, "read payload"} : read.error());
        }
        if (isLarge)
            return {};
    }
    if (!bytes.empty())
        std::memcpy(bytes.data(), m_window.data() + (start - m_windowStart), bytes.size());
    return {};
}

const capture::EndpointInfo& RecordSource::endpoint(base::EndpointId id)
{
    if (const auto found = m_endpoints.find(id); found != m_endpoints.end())
        return found->second;
    if (m_endpoints.size() >= RememberedEndpoints)
        m_endpoints.clear();
    return m_endpoints.emplace(id, m_reader.endpoint(id)).first->second;
}

base::Result<const SavedDetail*> RecordSource::detail(base::DetailId id)
{
    static const SavedDetail None;
    if (id.value == 0)
        return &None;
    if (const auto found = m_details.find(id); found != m_details.end())
        return &found->second;
    auto read = m_reader.detail(id);
    if (!read)
        return base::failure(read.error());
    std::vector<std::byte> encoded = capture::encodeDetail(*read);
    if (encoded.size() > RememberedDetailBytes) {
        m_longDetail = {std::move(*read), std::move(encoded)};
        return &m_longDetail;
    }
    if (m_details.size() >= RememberedDetails)
        m_details.clear();
    return &m_details.emplace(id, SavedDetail{std::move(*read), std::move(encoded)}).first->second;
}

} // namespace query
