// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/streamscan.h"

#include "capture/bytestream.h"

#include <algorithm>

namespace capture {

StreamScan::StreamScan(base::EndpointId endpoint)
    : m_endpoint(endpoint)
{ }

base::Result<std::size_t> StreamScan::step(Reader& reader, std::vector<StreamPart>& parts, std::size_t maxRecords)
{
    m_block.resize(maxRecords);
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
    for (std::uint64_t number = index.partAt(offset); number < index.partCount() && filled < bytes.size(); ++number) {
        const StreamPart part = index.part(number);
        const auto record = reader.record(part.record);
        if (!record)
            return base::failure(record.error());
        const std::uint64_t place = offset + filled - part.start;
        const auto count = reader.payload(*record, place, bytes.subspan(filled));
        if (!count)
            return base::failure(count.error());
        filled += *count;
        if (place + *count < part.size)
            break;
    }
    return filled;
}

} // namespace capture
