// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/overview.h"

#include <algorithm>

namespace query {

namespace {

void addTo(Overview::Bucket& sum, const Overview::Bucket& part)
{
    if (sum.records == 0)
        sum.firstNs = sum.lastNs = part.firstNs;
    sum.lastNs = std::max(sum.lastNs, part.lastNs);
    sum.bytes += part.bytes;
    sum.records += part.records;
    sum.failures += part.failures;
}

} // namespace

void Overview::append(std::span<const capture::Record> records)
{
    for (const capture::Record& record : records)
        add({record.timeNs, record.timeNs, record.payloadSize, 1,
            static_cast<std::uint32_t>(capture::isFailure(record))});
}

void Overview::skip(std::uint64_t records)
{
    for (; records > 0; --records)
        add({0, 0, 0, 1, 0});
}

void Overview::add(const Bucket& record)
{
    if (m_recordCount % m_bucketRecords == 0) {
        if (m_buckets.size() == MaxBuckets)
            halve();
        if (m_recordCount % m_bucketRecords == 0)
            m_buckets.emplace_back();
    }
    addTo(m_buckets.back(), record);
    ++m_recordCount;
}

Overview::Bucket Overview::sum(std::size_t first, std::size_t end) const
{
    Bucket all;
    for (std::size_t i = first; i < std::min(end, m_buckets.size()); ++i)
        addTo(all, m_buckets[i]);
    return all;
}

void Overview::halve()
{
    for (std::size_t i = 0; i < m_buckets.size(); i += 2) {
        Bucket both = m_buckets[i];
        if (i + 1 < m_buckets.size())
            addTo(both, m_buckets[i + 1]);
        m_buckets[i / 2] = both;
    }
    m_buckets.resize((m_buckets.size() + 1) / 2);
    m_bucketRecords *= 2;
}

} // namespace query
