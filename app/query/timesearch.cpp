// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/timesearch.h"

#include <ctime>
#include <limits>

namespace query {

namespace {

constexpr std::int64_t SecondNs = 1'000'000'000;

/// count * unit + rest, or the end of what 64 bits hold, where there are no records.
std::int64_t momentAt(std::int64_t count, std::int64_t unit, std::int64_t rest)
{
    std::int64_t moment = 0;
    if (!__builtin_mul_overflow(count, unit, &moment) && !__builtin_add_overflow(moment, rest, &moment))
        return moment;
    return count < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}

} // namespace

base::Result<base::RecordIndex> findTime(capture::Reader& reader, std::int64_t timeNs)
{
    std::uint64_t first = reader.firstRecord().value;
    std::uint64_t end = reader.recordCount();
    while (first < end) {
        const std::uint64_t middle = first + (end - first) / 2;
        const auto record = reader.record({middle});
        if (!record)
            return base::failure(record.error());
        if (record->timeNs < timeNs)
            first = middle + 1;
        else
            end = middle;
    }
    return base::RecordIndex{first};
}

std::int64_t momentOf(NumberTest::Field field, std::int64_t value, std::int64_t startNs)
{
    if (field == NumberTest::Field::SinceStart)
        return momentAt(startNs, 1, value);
    if (field != NumberTest::Field::TimeOfDay)
        return value;
    const std::time_t start = startNs / SecondNs;
    std::tm broken{};
    ::localtime_r(&start, &broken);
    broken.tm_hour = static_cast<int>(value / SecondNs / 3600);
    broken.tm_min = static_cast<int>(value / SecondNs / 60 % 60);
    broken.tm_sec = static_cast<int>(value / SecondNs % 60);
    broken.tm_isdst = -1;
    const std::tm sameDay = broken;
    const std::int64_t moment = momentAt(::mktime(&broken), SecondNs, value % SecondNs);
    if (moment >= startNs)
        return moment;
    broken = sameDay;
    ++broken.tm_mday; // mktime(3) makes a date of whatever it is given
    return momentAt(::mktime(&broken), SecondNs, value % SecondNs);
}

} // namespace query
