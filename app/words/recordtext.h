// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/detail.h"
#include "capture/record.h"

#include <string>

namespace words {

/// The arguments of a call that are not its payload, in the field's own terms and in no human language:
/// "127.0.0.1:50007", "SO_RCVBUF 10000 -> 20000", "timeout 2.5", "SHUT_WR", "backlog 5". Empty where there are none.
/// What came from outside (names, paths, reasons) is made visible and inert. UTF-8. Thread: any.
[[nodiscard]] std::string argumentText(const capture::Record& record, const capture::Detail& detail);

/// What a captured TCP segment was to those before it: "out of order, position 4"; "gap of 4 bytes before this". Empty
/// where it went on where the last one ended. Thread: any.
[[nodiscard]] std::string segmentText(const capture::Record& record, const capture::Detail& detail);

/// How a call ended, as a programmer reads it: "12", "0", "ECONNREFUSED", "timed out", "cancelled"; empty for events
/// that have no number. UTF-8. Thread: any.
[[nodiscard]] std::string resultText(const capture::Record& record);

} // namespace words
