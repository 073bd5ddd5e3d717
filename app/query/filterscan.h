// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/reader.h"
#include "query/filter.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace query {

/// Goes through a capture with a filter, in steps that a worker can make between looks at whether to stop, and again
/// when more has been committed. What retention lets go is passed over. Thread: one at a time.
class FilterScan final
{
public:
    explicit FilterScan(const FilterExpression& expression, base::RecordIndex start = {});

    /// Looks at up to `maxRecords` records from position() on and appends the numbers of those that pass. Gives how
    /// many were looked at; 0 when there are no more for now. Errors: those of Reader::records and Reader::payload,
    /// with position() and `matches` unchanged.
    [[nodiscard]] base::Result<std::size_t> step(
        capture::Reader& reader, std::vector<std::uint64_t>& matches, std::size_t maxRecords);
    /// The first record that has not been looked at.
    [[nodiscard]] base::RecordIndex position() const { return m_position; }

private:
    Filter m_filter;
    base::RecordIndex m_position;
    std::vector<capture::Record> m_block;
};

} // namespace query
