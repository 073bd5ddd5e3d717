// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "codec/timestamps.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <limits>

namespace codec {

namespace {

constexpr std::uint64_t FirstPlausible = 365ULL * 86'400;
constexpr std::uint64_t LastPlausible = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t NtpEpoch = 2'208'988'800; // seconds from 1900 to 1970: RFC 5905 figure 4
constexpr std::uint64_t FileTimeEpoch = 11'644'473'600; // seconds from 1601 to 1970

/// A moment since 1970, and how its fraction is written.
struct Instant
{
    std::uint64_t seconds = 0;
    std::uint64_t fraction = 0; // in 10^-decimals seconds
    int decimals = 0;
};

Instant countedIn(std::uint64_t value, int decimals)
{
    std::uint64_t perSecond = 1;
    for (int i = 0; i < decimals; ++i)
        perSecond *= 10;
    return {value / perSecond, value % perSecond, decimals};
}

std::string clockText(std::chrono::year_month_day date, std::uint64_t secondOfDay)
{
    std::array<char, 80> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02u:%02u:%02u", int(date.year()), unsigned(date.month()),
        unsigned(date.day()), unsigned(secondOfDay / 3600), unsigned(secondOfDay / 60 % 60),
        unsigned(secondOfDay % 60));
    return text.data();
}

std::optional<std::string> instantText(const Instant& instant)
{
    if (instant.seconds < FirstPlausible || instant.seconds > LastPlausible)
        return std::nullopt;
    const std::chrono::sys_days day{std::chrono::days(instant.seconds / 86'400)};
    std::string text = clockText(day, instant.seconds % 86'400);
    if (instant.decimals > 0) {
        const std::string digits = std::to_string(instant.fraction);
        text += '.' + std::string(static_cast<std::size_t>(instant.decimals) - digits.size(), '0') + digits;
    }
    return text + 'Z';
}

Instant ntpInstant(std::uint64_t value)
{
    constexpr std::uint64_t Era = std::uint64_t{1} << 32;
    const std::uint64_t since1900 = (value >> 32) + (value >> 63 != 0 ? 0 : Era);
    // Before 1970 there is nothing plausible, and the subtraction must not wrap into it.
    const std::uint64_t seconds = value == 0 || since1900 < NtpEpoch ? 0 : since1900 - NtpEpoch;
    return {seconds, (value & 0xffff'ffff) * 1'000'000'000 >> 32, 9};
}

Instant fileTimeInstant(std::uint64_t value)
{
    Instant instant = countedIn(value, 7);
    instant.seconds = instant.seconds < FileTimeEpoch ? 0 : instant.seconds - FileTimeEpoch;
    return instant;
}

std::optional<std::string> dosText(std::uint64_t value)
{
    const auto bits
        = [value](unsigned from, unsigned count) { return static_cast<unsigned>(value >> from & ((1U << count) - 1)); };
    const std::chrono::year_month_day date{std::chrono::year(1980 + static_cast<int>(bits(25, 7))),
        std::chrono::month(bits(21, 4)), std::chrono::day(bits(16, 5))};
    const unsigned hour = bits(11, 5);
    const unsigned minute = bits(5, 6);
    const unsigned second = bits(0, 5) * 2;
    if (!date.ok() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    const unsigned secondOfDay = hour * 3600 + minute * 60 + second;
    const auto days = static_cast<std::uint64_t>(std::chrono::sys_days(date).time_since_epoch().count());
    if (days * 86'400 + secondOfDay > LastPlausible)
        return std::nullopt;
    return clockText(date, secondOfDay);
}

} // namespace

std::optional<std::string> timeStampText(TimeStamp form, std::uint64_t value)
{
    switch (form) {
    case TimeStamp::UnixSeconds32:
    case TimeStamp::UnixSeconds: return instantText(countedIn(value, 0));
    case TimeStamp::UnixMilliseconds: return instantText(countedIn(value, 3));
    case TimeStamp::UnixMicroseconds: return instantText(countedIn(value, 6));
    case TimeStamp::UnixNanoseconds: return instantText(countedIn(value, 9));
    case TimeStamp::Ntp: return instantText(ntpInstant(value));
    case TimeStamp::FileTime: return instantText(fileTimeInstant(value));
    case TimeStamp::Dos: return dosText(value);
    }
    return std::nullopt;
}

} // namespace codec
