// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/streamscan.h"

#include "query/bytestream.h"

#include <algorithm>
#include <cerrno>

namespace query {

namespace {

constexpr std::size_t PartsTogether = 256;
constexpr std::uint64_t RecordsTogether = 4096;
constexpr std::uint64_t MaxRangeBytes = std::uint64_t{1} << 30;

/// Some parts from `number` on, up to the one that ends at or after `end`, whose records lie close together and none of
/// them before the first one's.
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

base::Result<std::size_t> StreamScan::step(
    capture::Reader& reader, std::vector<StreamPart>& parts, std::size_t maxRecords)
{
    const auto block = m_cursor.next(reader, maxRecords);
    if (!block)
        return base::failure(block.error());
    for (std::size_t i = 0; i < block->size(); ++i) {
        const capture::Record& record = (*block)[i];
        if (record.endpoint != m_endpoint)
            continue;
        const base::RecordIndex number{m_cursor.first().value + i};
        if (movesStream(record))
            parts.push_back({.record = number,
                .direction = capture::directionOf(record.operation),
                .offset = m_cursor.offset(),
                .size = record.payloadSize});
        if (const std::uint32_t missing = missingAfter(record); missing > 0)
            parts.push_back({.record = number, .direction = missingIn(record), .missing = missing});
    }
    return block->size();
}

base::Result<std::size_t> readStream(
    capture::Reader& reader, const StreamIndex& index, std::uint64_t offset, std::span<std::byte> bytes)
{
    std::size_t filled = 0;
    std::vector<capture::Record> records; // of some parts, and those between them
    std::vector<StreamPart> parts;
    for (std::uint64_t number = index.partAt(offset); number < index.partCount() && filled < bytes.size();) {
        nextParts(index, number, offset + bytes.size(), parts);
        number += parts.size();
        const base::RecordIndex first = parts.front().record;
        const StreamPart& furthest = *std::ranges::max_element(parts, {}, &StreamPart::record);
        records.resize(furthest.record.value - first.value + 1);
        if (const auto count = reader.records(first, records); !count || *count < records.size())
            return base::failure(count ? base::Error{ERANGE, "read record"} : count.error());
        for (std::size_t i = 0; i < parts.size() && filled < bytes.size();) {
            // Of small records that follow each other, the bytes lie side by side on file.
            capture::Record range = records[parts[i].record.value - first.value];
            range.payloadOffset += parts[i].offset;
            const std::uint64_t skipped = offset + filled - parts[i].start;
            std::uint64_t size = parts[i].size;
            for (++i; i < parts.size(); ++i) {
                const std::uint64_t start
                    = records[parts[i].record.value - first.value].payloadOffset + parts[i].offset;
                if (start != range.payloadOffset + size || size + parts[i].size > MaxRangeBytes)
                    break;
                size += parts[i].size;
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

} // namespace query
