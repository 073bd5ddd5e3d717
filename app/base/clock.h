// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace base {

/// Deadlines and durations: CLOCK_MONOTONIC, which nobody can set back.
using Monotonic = std::chrono::steady_clock;

/// Nanoseconds since 1970-01-01 UTC by CLOCK_REALTIME: for display and export only, since it can jump.
[[nodiscard]] std::int64_t wallClockNs();

/// "2026-01-31T12:00:00.123456789Z". Thread: any.
[[nodiscard]] std::string isoTime(std::int64_t wallClockNs);
/// "13:00:00.123456" by the local clock. Thread: any.
[[nodiscard]] std::string localTimeOfDay(std::int64_t wallClockNs);

} // namespace base
