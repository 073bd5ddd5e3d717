// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace query {

/// Records in a row.
struct RecordRange
{
    base::RecordIndex first;
    std::uint64_t count = 0;
};

/// Which records are saved: ranges in ascending order, one a call, then none. Called on the thread that saves.
using RangeSource = std::function<std::optional<RecordRange>()>;

/// All records below a count.
[[nodiscard]] RangeSource allRecords(std::uint64_t count);
/// Some records, in ascending order.
[[nodiscard]] RangeSource someRecords(std::vector<RecordRange> ranges);

} // namespace query
