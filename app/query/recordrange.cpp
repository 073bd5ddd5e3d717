// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/recordrange.h"

#include <utility>

namespace query {

RangeSource allRecords(std::uint64_t count)
{
    return [count]() mutable -> std::optional<RecordRange> {
        const std::uint64_t rest = std::exchange(count, 0);
        return rest > 0 ? std::optional(RecordRange{{}, rest}) : std::nullopt;
    };
}

RangeSource someRecords(std::vector<RecordRange> ranges)
{
    return [ranges = std::move(ranges), place = std::size_t{0}]() mutable -> std::optional<RecordRange> {
        return place < ranges.size() ? std::optional(ranges[place++]) : std::nullopt;
    };
}

} // namespace query
