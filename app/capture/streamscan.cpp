// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/streamscan.h"

#include "capture/bytestream.h"

#include <algorithm>
#include <cerrno>

namespace capture {

namespace {

constexpr std::size_t PartsTogether = 256;
constexpr std::uint64_t RecordsTogether = 4096;
constexpr std::uint64_t MaxRangeBytes = std::uint64_t{1} << 30;

/// Some parts from `number` on, up to the one that ends at or after `end`, whose records lie close together.
void nextParts(const StreamIndex& index, std::uint64_t number, std::uint64_t end, std::vector<StreamPart>& parts)
{
    parts.assign(1, index.part(number));
    while (
        ++number < index.partCount() && parts.size() < PartsTogether && parts.back().start + parts.back().size < end) {
        const StreamPart part = index.part(number);
        if (part.record.value - parts.front().record.value >= RecordsTogether)
            break;
        parts.push_back(part);
    }
}

} // namespace

StreamScan::StreamScan(base::EndpointId endpoint)
    : m_endpoint(endpoint)
{ }

base::Result<std::size_t> StreamScan::step(Reader& reader, std::vector<StreamPart>& parts, std::size_t maxRecords)
{
    m_block.resize(maxRecords);
    m_position = std::max(m_position, reader.firstRecord());
    const auto count = reader.records(m_position, m_block);
    if (!count)
        return base::failure(count.error());
    for (std::size_t i = 0; i < *count; ++i) {
        const Record& record = m_block[i];
        if (record.endpoint == m_endpoint && movesStream(record))
            parts.push_back({{m_position.value + i}, directionOf(record.operation), record.payloadSize, 0, 0});
    }
    m_position.value += *count;
    return *count;
}

base::Result<std::size_t> readStream(
    Reader& reader, const StreamIndex& index, std::uint64_t offset, std::span<std::byte> bytes)
{
    std::size_t filled = 0;
    std::vector<Record> records; // of some parts, and those between them
    base::RecordIndex first;
    std::vector<StreamPart> parts;
    for (std::uint64_t number = index.partAt(offset); number < index.partCount() && filled < bytes.size();) {
        nextParts(index, number, offset + bytes.size(), parts);
        number += parts.size();
        first = parts.front().record;
        records.resize(parts.back().record.value - first.value + 1);
        if (const auto count = reader.records(first, records); !count || *count < records.size())
            return base::failure(count ? base::Error{ERANGE, "read record"} : count.error());
        for (std::size_t i = 0; i < parts.size() && filled < bytes.size();) {
            // Of small records that follow each other, the bytes lie side by side on file.
            Record range = records[parts[i].record.value - first.value];
            const std::uint64_t skipped = offset + filled - parts[i].start;
            std::uint64_t size = range.payloadSize;
            for (++i; i < parts.size(); ++i) {
                const Record& next = records[parts[i].record.value - first.value];
                if (next.payloadOffset != range.payloadOffset + size || size + next.payloadSize > MaxRangeBytes)
                    break;
                size += next.payloadSize;
            }
            range.payloadSize = static_cast<std::uint32_t>(size);
            const auto count = reader.payload(range, skipped, bytes.subspan(filled));
            if (!count)
                return base::failure(count.error());
            filled += *count;
        }
    }
    return filled;
}

} // namespace capture
