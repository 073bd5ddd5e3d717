// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/record.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace query {

/// A whole capture in a few thousand buckets of equally many records: how fast they came, and how many of them failed.
/// When there are too many buckets, two become one. A value, of bounded size.
class Overview final
{
public:
    static constexpr std::size_t MaxBuckets = 4096;

    struct Bucket
    {
        std::int64_t firstNs = 0; ///< time of its first record
        std::int64_t lastNs = 0; ///< the latest time in it
        std::uint64_t bytes = 0; ///< of payload
        std::uint32_t records = 0;
        std::uint32_t failures = 0;

        friend bool operator==(const Bucket&, const Bucket&) = default;
    };

    /// Takes the records that follow those taken before.
    void append(std::span<const capture::Record> records);
    /// So many records follow that cannot be read any more; they count as being there.
    void skip(std::uint64_t records);

    [[nodiscard]] std::uint64_t recordCount() const { return m_recordCount; }
    /// Records in each bucket but the last one: a power of two.
    [[nodiscard]] std::uint64_t bucketRecords() const { return m_bucketRecords; }
    [[nodiscard]] const std::vector<Bucket>& buckets() const { return m_buckets; }
    /// What buckets [first, end) are together; nothing where there are none.
    [[nodiscard]] Bucket sum(std::size_t first, std::size_t end) const;

private:
    void add(const Bucket& record);
    void halve();

    std::vector<Bucket> m_buckets;
    std::uint64_t m_bucketRecords = 1;
    std::uint64_t m_recordCount = 0;
};

} // namespace query
