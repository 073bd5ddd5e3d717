// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace packets {

/// A pcapng time stamp in nanoseconds since 1970; what lies before that is 1970, and what does
/// not fit 64 bits the latest that does.
/// @param resolution  if_tsresol: ticks are 10^-n seconds, or with the top bit set 2^-n.
/// @param offsetSeconds  if_tsoffset.
[[nodiscard]] std::int64_t fileTimeNs(std::uint64_t ticks, std::uint8_t resolution, std::int64_t offsetSeconds);

} // namespace packets
