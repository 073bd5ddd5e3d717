// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/detail.h"
#include "capture/record.h"
#include "ui/traffic/logrow.h"
#include "ui/traffic/timecolumn.h"

#include <QString>

#include <optional>

namespace capture {
class Reader;
}

namespace ui {

/// At most so much payload is read for a row, and so much of it is shown (in UTF-16 units): wider than any screen. No
/// UTF-16 unit stands for more than three bytes, so that the bytes always suffice for the text.
inline constexpr std::size_t PreviewBytes = 2048;
inline constexpr std::size_t PreviewUnits = 512;
static_assert(PreviewUnits * 3 <= PreviewBytes);

/// The endpoint's name as the log shows it.
[[nodiscard]] QString endpointCell(capture::Reader& reader, base::EndpointId endpoint);

/// Makes a record's row: reads its detail and the beginning of its payload. What cannot be read is said in the preview.
/// @param previousNs  when the row above began, for the delta; none for the first row.
[[nodiscard]] LogRow makeRow(capture::Reader& reader, base::RecordIndex index, const capture::Record& record,
    std::optional<std::int64_t> previousNs, const TimeColumn& times = {});
/// The row of a record that could not be read.
[[nodiscard]] LogRow unreadableRow(base::RecordIndex index, const base::Error& error);

/// In words what an event says, that a receive met the end of the stream, and of a call that failed the C library's
/// text for its errno; else empty.
/// @param protocol  of the record's endpoint.
[[nodiscard]] QString outcomeText(const capture::Record& record, net::Protocol protocol);
/// The whole row in one sentence, for tool tips and screen readers: time with date, call with its arguments, how it
/// ended and how long it took. Plain text.
[[nodiscard]] QString describeRow(const LogRow& row);

} // namespace ui
