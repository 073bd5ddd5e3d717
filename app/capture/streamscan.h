// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/reader.h"
#include "capture/streamindex.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace capture {

/// Goes through a capture for the records that moved bytes on one endpoint, in steps, and again when more has been
/// committed. What was peeked at and urgent bytes are left out. Thread: one at a time.
class StreamScan final
{
public:
    explicit StreamScan(base::EndpointId endpoint);

    /// Looks at up to `maxRecords` records from position() on and appends the endpoint's parts, whose start is not
    /// filled in. Gives how many were looked at; 0 when there are no more for now. Errors: those of Reader::records,
    /// with position() and `parts` unchanged.
    [[nodiscard]] base::Result<std::size_t> step(
        Reader& reader, std::vector<StreamPart>& parts, std::size_t maxRecords);
    /// The first record that has not been looked at.
    [[nodiscard]] base::RecordIndex position() const { return m_position; }

private:
    base::EndpointId m_endpoint;
    base::RecordIndex m_position;
    std::vector<Record> m_block;
};

/// Fills `bytes` from `offset` on of both directions together, in the order of the records; gives how many were there.
/// Errors: those of Reader::record and Reader::payload.
[[nodiscard]] base::Result<std::size_t> readStream(
    Reader& reader, const StreamIndex& index, std::uint64_t offset, std::span<std::byte> bytes);

} // namespace capture
