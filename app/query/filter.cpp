// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filter.h"

#include <algorithm>

namespace query {

Filter::Filter(const FilterExpression& expression)
    : m_passesAll(expression.passesAll())
    , m_root(expression.root())
{ }

base::Result<void> Filter::matchBlock(std::span<const capture::Record> records, base::RecordIndex first,
    capture::Reader& reader, std::vector<std::uint64_t>& matches)
{
    // Payload is appended in the order of the records, so that the last one says how far it is committed.
    std::uint64_t committedEnd = 0;
    for (const capture::Record& record : records) {
        if (record.payloadSize > 0)
            committedEnd = std::max(committedEnd, record.payloadOffset + record.payloadSize);
    }
    for (std::size_t i = 0; i < records.size(); ++i) {
        FilterSubject subject{records[i], {first.value + i}, reader, m_window, committedEnd, {}};
        const bool passes = m_root.passes(subject);
        if (subject.error)
            return base::failure(*subject.error);
        if (passes)
            matches.push_back(subject.index.value);
    }
    return {};
}

} // namespace query
