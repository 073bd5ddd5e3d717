// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/committed.h"
#include "capture/layout.h"
#include "capture/record.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

namespace capture {

/// How much of what is recorded is kept. 0 of anything means no limit.
struct RecordingLimits
{
    std::uint64_t bytes = 0; ///< of records and payload; the oldest segments go
    std::chrono::nanoseconds age{0}; ///< of records; older segments go
    std::uint32_t payloadBytes = 0; ///< of each record's payload: the snap length

    friend bool operator==(const RecordingLimits&, const RecordingLimits&) = default;
};

/// Decides which records a capture lets go, always from the oldest on and up to where a segment of either stream
/// begins. A value that the writer keeps.
class Retention final
{
public:
    explicit Retention(const Layout& layout);

    /// A record was appended, with this number and its payload at this place.
    void note(const Record& record, std::uint64_t number);
    /// Where the capture is to begin from now on; none when it stays as it is. What is kept is within the limits, or
    /// is the segment that is being written.
    [[nodiscard]] std::optional<FirstKept> letGo(
        const RecordingLimits& limits, const Extent& committed, std::int64_t nowNs);

private:
    /// A record with which a segment begins.
    struct Begin
    {
        FirstKept first;
        std::int64_t timeNs = 0;
    };
    [[nodiscard]] bool mustGo(const RecordingLimits& limits, const Extent& committed, std::int64_t nowNs) const;

    Layout m_layout;
    std::uint64_t m_recordsEnd = 0; ///< where the segment of records ends that is being written
    std::uint64_t m_payloadEnd = 0;
    std::deque<Begin> m_begins; ///< the first is where the capture begins
};

} // namespace capture
