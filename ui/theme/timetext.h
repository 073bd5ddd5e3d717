// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>

namespace ui {

/// Local time of day with microseconds, "22:12:33.123456": as wide for every moment.
/// @param timeNs  nanoseconds since 1970-01-01 UTC.
[[nodiscard]] QString timeOfDay(std::int64_t timeNs);
/// The same after the date: "2026-03-01 22:12:33.123456".
[[nodiscard]] QString dateAndTime(std::int64_t timeNs);
/// Seconds with microseconds, cut: "12.345678", "-0.000001".
[[nodiscard]] QString secondsText(std::int64_t nanoseconds);
/// Date, time of day with nanoseconds, and the offset from UTC: "2026-03-01 22:12:33.123456789 +01:00".
[[nodiscard]] QString fullTime(std::int64_t timeNs);
/// The time between two rows in the unit that fits it: "+45 µs", "+0.8 ms", "+1.2 s", "+3 min", "-2.0 s" where the
/// clock was set back.
[[nodiscard]] QString deltaText(std::int64_t nanoseconds);
/// How long a call took, in the same units and without a sign.
[[nodiscard]] QString durationText(double seconds);

} // namespace ui
