// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/record.h"
#include "session/models/messagemark.h"
#include "ui/theme/tones.h"

#include <QString>

#include <array>
#include <cstddef>
#include <cstdint>

namespace ui {

/// The columns of the log, from left to right.
enum class LogColumn : std::uint8_t
{
    Number,
    Time,
    Delta,
    Endpoint,
    Call,
    Size,
    Result,
    Took,
    Message,
    Preview
};
inline constexpr int LogColumnCount = 10;

/// What a row says by shape, so that its colour adds nothing that an eye may miss.
enum class RowSign : std::uint8_t
{
    In, ///< bytes came: an arrow to the left
    Out, ///< bytes went: an arrow to the right
    Call, ///< a call without bytes: a ring
    Event, ///< something that no call of ours caused: a diamond
    Warning, ///< it failed: a triangle
};

/// A record as the view shows it: text that is safe to paint, and what is needed to paint it.
struct LogRow
{
    base::RecordIndex index;
    capture::Record record;
    base::EndpointId
        colored; ///< whose colour it has: of connections that were opened one after another, the first one's
    RowSign sign = RowSign::Call;
    Tone tone = Tone::Call;
    bool failed = false;
    session::MessageMark message;
    bool hasBytes = false; ///< the preview begins with payload
    qsizetype mainLength = 0; ///< leading characters of the preview that are the payload, or else the call's arguments
    QString call; ///< as it was made: "recv(65536, 0)"
    QString note; ///< what it gave back beside its result and its bytes, and how it ended, in words
    std::array<QString, LogColumnCount> cells;

    [[nodiscard]] const QString& cell(LogColumn column) const { return cells[static_cast<std::size_t>(column)]; }
    [[nodiscard]] QString& cell(LogColumn column) { return cells[static_cast<std::size_t>(column)]; }
};

} // namespace ui
