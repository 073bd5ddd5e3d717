// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace net {

/// Who waits, exactly as Python's settimeout(None), settimeout(t > 0) and settimeout(0).
enum class Mode : std::uint8_t
{
    Blocking,
    Timeout,
    NonBlocking
};

/// A mode, and how long a call may wait in Mode::Timeout.
struct ModeSetting
{
    Mode mode = Mode::NonBlocking;
    std::chrono::nanoseconds timeout{0};

    friend bool operator==(const ModeSetting&, const ModeSetting&) = default;
};

} // namespace net
