// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "capture/reader.h"
#include "query/filterexpression.h"

#include <cstdint>

namespace query {

/// The first record that began at a time or later; recordCount() when there is none. Records are in the order in which
/// their calls ended, so among calls that waited it may be off by as many as waited at once.
/// @param timeNs  nanoseconds, CLOCK_REALTIME. Errors: those of Reader::record. Thread: the reader's.
[[nodiscard]] base::Result<base::RecordIndex> findTime(capture::Reader& reader, std::int64_t timeNs);

/// A time as parseTime() gives it, as a moment of the capture: a time of day is the first such moment at or after the
/// start. Nanoseconds, CLOCK_REALTIME.
[[nodiscard]] std::int64_t momentOf(NumberTest::Field field, std::int64_t value, std::int64_t startNs);

} // namespace query
