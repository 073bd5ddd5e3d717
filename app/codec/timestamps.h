// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace codec {

/// How a number counts time.
enum class TimeStamp : std::uint8_t
{
    UnixSeconds32,
    UnixSeconds, ///< 64 bits, as are all that follow but DOS
    UnixMilliseconds,
    UnixMicroseconds,
    UnixNanoseconds,
    Ntp, ///< seconds and their 2^32th parts since 1900: RFC 5905 section 6
    FileTime, ///< 100 ns since 1601: Windows FILETIME
    Dos ///< 32 bits, the date in the upper half, local time in steps of two seconds: FAT and ZIP
};

/// The moment as ISO 8601, "2026-02-03T04:05:06.789Z", with the decimals that the form has, cut and not rounded; DOS,
/// whose zone nobody knows, without the Z. Nothing where the number is no plausible date, since nearly every number is
/// some date: plausible is from 1971-01-01 to 2106-02-07T06:28:15, where unsigned 32-bit seconds end. NTP has eras of
/// 136 years: a number with its top bit set is before 2036-02-07, another one after it (RFC 4330 section 3); 0 is
/// unknown.
[[nodiscard]] std::optional<std::string> timeStampText(TimeStamp form, std::uint64_t value);

} // namespace codec
