// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/detail.h"
#include "capture/record.h"

#include <cstddef>
#include <span>
#include <string>

namespace words {

/// All that there is to say of one record. References what it is given; lives no longer.
struct RecordParts
{
    base::RecordIndex index;
    const capture::Record& record;
    const capture::Detail& detail;
    const capture::EndpointInfo& endpoint;
    std::span<const std::byte> payload;
};

/// One JSON object without a newline: n (from 1), time (ISO 8601 with nanoseconds, UTC), endpoint, call, dir ("in",
/// "out" or null), asked, result, errno, timeout, cancelled, duration (seconds), local, peer, interface and hops (of a
/// datagram, where the socket was asked to tell: `local` is then what it was sent to), flags, segment (what a
/// captured TCP segment was), detail (the other arguments as text), and for bytes text (printable ASCII) or hex. Keys
/// without a value are left out. Thread: any.
[[nodiscard]] std::string recordJson(const RecordParts& parts);

/// One line for a terminal, without a newline: time of day, endpoint, call, result, arguments, and the beginning of the
/// payload as visible text. Nothing received reaches the terminal uninterpreted. Thread: any.
[[nodiscard]] std::string recordLine(const RecordParts& parts);

/// Seconds in the shortest digits that read back as the same float.
[[nodiscard]] std::string durationText(float seconds);

/// How a program names the errno of a record: as in C, but for a name that was not found, which getaddrinfo reports
/// with a code of its own.
[[nodiscard]] std::string errorName(const capture::Record& record);

} // namespace words
