// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/timesearch.h"

#include <ctime>

namespace capture {

base::Result<base::RecordIndex> findTime(Reader& reader, std::int64_t timeNs)
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
    constexpr std::int64_t NsPerSecond = 1'000'000'000;
    if (field == NumberTest::Field::SinceStart)
        return startNs + value;
    if (field != NumberTest::Field::TimeOfDay)
        return value;
    const std::time_t start = startNs / NsPerSecond;
    std::tm broken{};
    ::localtime_r(&start, &broken);
    broken.tm_hour = static_cast<int>(value / NsPerSecond / 3600);
    broken.tm_min = static_cast<int>(value / NsPerSecond / 60 % 60);
    broken.tm_sec = static_cast<int>(value / NsPerSecond % 60);
    broken.tm_isdst = -1;
    const std::tm sameDay = broken;
    const std::int64_t moment = ::mktime(&broken) * NsPerSecond + value % NsPerSecond;
    if (moment >= startNs)
        return moment;
    broken = sameDay;
    ++broken.tm_mday; // mktime(3) makes a date of whatever it is given
    return ::mktime(&broken) * NsPerSecond + value % NsPerSecond;
}

} // namespace capture
