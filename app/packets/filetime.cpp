// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/filetime.h"

#include <algorithm>
#include <limits>

namespace packets {

namespace {

__extension__ typedef __int128 Wide; // NOLINT(modernize-use-using): `using` cannot be marked as an extension
constexpr int MaxDecimals = 28; // of which 10^n fits with a nanosecond's 10^9 in 128 bits

Wide powerOfTen(int exponent)
{
    Wide result = 1;
    for (int i = 0; i < exponent; ++i)
        result *= 10;
    return result;
}

} // namespace

std::int64_t fileTimeNs(std::uint64_t ticks, std::uint8_t resolution, std::int64_t offsetSeconds)
{
    constexpr std::uint8_t IsBinary = 0x80;
    constexpr std::int64_t NsPerSecond = 1'000'000'000;
    const int exponent = resolution & 0x7f;
    Wide time = Wide{ticks} * NsPerSecond;
    if ((resolution & IsBinary) != 0)
        time = time >> exponent;
    else
        time = exponent > MaxDecimals ? 0 : time / powerOfTen(exponent);
    time += Wide{offsetSeconds} * NsPerSecond;
    return static_cast<std::int64_t>(std::clamp<Wide>(time, 0, std::numeric_limits<std::int64_t>::max()));
}

} // namespace packets
