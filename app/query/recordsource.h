// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/detail.h"
#include "capture/reader.h"
#include "capture/record.h"
#include "query/recordrange.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <unordered_map>
#include <vector>

namespace query {

/// A detail and its form on file.
struct SavedDetail
{
    capture::Detail detail;
    std::vector<std::byte> encoded;
};

/// One record on its way to a file. Valid while it is written.
struct SavedRecord
{
    base::RecordIndex index;
    const capture::Record& record;
    const SavedDetail& detail;
    const capture::EndpointInfo& endpoint;
};

/// Reads records in order, many at once, and what goes with them. Memory is bounded: a MiB of payload is read ahead,
/// and some thousand details and endpoints are remembered. Thread: the reader's.
class RecordSource final
{
public:
    /// @param stop  ends what takes long: payload() fails with ECANCELED then.
    RecordSource(capture::Reader& reader, RangeSource ranges, std::stop_token stop = {});

    /// The next record, valid until the next call; null at the end. Errors: those of Reader.
    [[nodiscard]] base::Result<const SavedRecord*> next();
    /// Fills `bytes` from a place in the record's payload, all of which must be inside it. Errors: those of Reader.
    [[nodiscard]] base::Result<void> payload(
        const capture::Record& record, std::uint64_t offset, std::span<std::byte> bytes);
    [[nodiscard]] capture::Reader& reader() { return m_reader; }

private:
    [[nodiscard]] base::Result<bool> readBatch();
    [[nodiscard]] const capture::EndpointInfo& endpoint(base::EndpointId id);
    [[nodiscard]] base::Result<const SavedDetail*> detail(base::DetailId id);

    capture::Reader& m_reader;
    RangeSource m_ranges;
    std::stop_token m_stop;
    RecordRange m_range;
    std::vector<capture::Record> m_batch;
    std::size_t m_batchSize = 0;
    std::size_t m_next = 0; ///< in m_batch
    base::RecordIndex m_batchFirst;
    std::uint64_t m_batchPayloadEnd = 0;
    std::vector<std::byte> m_window;
    std::uint64_t m_windowStart = 0; ///< place of m_window in the capture's payload
    std::unordered_map<base::DetailId, SavedDetail> m_details;
    SavedDetail m_longDetail;
    std::unordered_map<base::EndpointId, capture::EndpointInfo> m_endpoints;
    std::optional<SavedRecord> m_current;
};

} // namespace query
