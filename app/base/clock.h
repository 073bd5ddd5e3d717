// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace base {

/// Deadlines and durations: CLOCK_MONOTONIC, which nobody can set back.
using Monotonic = std::chrono::steady_clock;

/// Nanoseconds since 1970-01-01 UTC by CLOCK_REALTIME: for display and export only, since it can jump.
[[nodiscard]] std::int64_t wallClockNs();

} // namespace base
