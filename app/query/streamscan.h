// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/reader.h"
#include "query/deliverycursor.h"
#include "query/streamindex.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace query {

/// Goes through a capture for the records that moved bytes on one endpoint, in the order in which they were handed up,
/// in steps, and again when more has been committed. What was peeked at and urgent bytes are left out. Thread: one at a
/// time.
class StreamScan final
{
public:
    explicit StreamScan(base::EndpointId endpoint);

    /// Looks at up to `maxRecords` records more and appends the endpoint's parts, whose start is not filled in; one of
    /// size 0 says what is missing. Gives how many were looked at; 0 when there are no more for now.
    /// Errors: those of DeliveryCursor::next, with `parts` unchanged.
    [[nodiscard]] base::Result<std::size_t> step(
        capture::Reader& reader, std::vector<StreamPart>& parts, std::size_t maxRecords);

private:
    base::EndpointId m_endpoint;
    DeliveryCursor m_cursor;
};

/// Fills `bytes` from `offset` on of both directions together; gives how many were there.
/// Errors: those of Reader::records and Reader::payload.
[[nodiscard]] base::Result<std::size_t> readStream(
    capture::Reader& reader, const StreamIndex& index, std::uint64_t offset, std::span<std::byte> bytes);

} // namespace query
