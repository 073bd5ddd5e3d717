// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "base/clock.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace base {

namespace {

constexpr std::int64_t NsPerSecond = 1'000'000'000;

/// Of a second, from 0 up, also before 1970.
std::int64_t nanosecondsOf(std::int64_t wallClockNs)
{
    return (wallClockNs % NsPerSecond + NsPerSecond) % NsPerSecond;
}

std::string timeText(std::int64_t wallClockNs, const char* format, bool utc)
{
    const std::time_t seconds = wallClockNs / NsPerSecond - (wallClockNs % NsPerSecond < 0 ? 1 : 0);
    std::tm broken{};
    if (utc)
        ::gmtime_r(&seconds, &broken);
    else
        ::localtime_r(&seconds, &broken);
    std::array<char, 40> text{};
    return {text.data(), std::strftime(text.data(), text.size(), format, &broken)};
}

std::string fraction(std::int64_t wallClockNs, int digits)
{
    std::array<char, 16> text{};
    const int length
        = std::snprintf(text.data(), text.size(), ".%09lld", static_cast<long long>(nanosecondsOf(wallClockNs)));
    return {text.data(), static_cast<std::size_t>(std::min(length, digits + 1))};
}

} // namespace

std::int64_t wallClockNs()
{
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

std::string isoTime(std::int64_t wallClockNs)
{
    return timeText(wallClockNs, "%Y-%m-%dT%H:%M:%S", true) + fraction(wallClockNs, 9) + 'Z';
}

std::string localTimeOfDay(std::int64_t wallClockNs)
{
    return timeText(wallClockNs, "%H:%M:%S", false) + fraction(wallClockNs, 6);
}

} // namespace base
