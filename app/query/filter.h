// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/reader.h"
#include "capture/record.h"
#include "query/filterexpression.h"
#include "query/filterstep.h"
#include "query/payloadwindow.h"

#include <cstdint>
#include <span>
#include <vector>

namespace query {

/// Decides whether records pass a filter. Thread: its reader's.
class Filter final
{
public:
    explicit Filter(const FilterExpression& expression);

    /// True when every record passes, so that none need be read.
    [[nodiscard]] bool passesAll() const { return m_passesAll; }
    /// Appends to `matches` the numbers of those that pass; `records` begin with number `first` and are committed.
    /// Errors: those of Reader::payload and Reader::detail, ETIME and ENOMEM of a regular expression that was stopped;
    /// `matches` is then as far as it came.
    [[nodiscard]] base::Result<void> matchBlock(std::span<const capture::Record> records, base::RecordIndex first,
        capture::Reader& reader, std::vector<std::uint64_t>& matches);

private:
    bool m_passesAll;
    FilterStep m_root;
    PayloadWindow m_window;
};

} // namespace query
