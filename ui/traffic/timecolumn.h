// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace ui {

/// What the column Time says.
enum class TimeFormat : std::uint8_t
{
    TimeOfDay,
    DateAndTime,
    SinceStart, ///< of the capture
    SincePrevious, ///< row
    SinceReference ///< a record that the user chose; the start where none is chosen
};
inline constexpr int TimeFormatCount = 5;

/// How times are shown, and what they are counted from. Nanoseconds, CLOCK_REALTIME. A value.
struct TimeColumn
{
    TimeFormat format = TimeFormat::SinceStart;
    std::int64_t startNs = 0;
    std::optional<std::int64_t> referenceNs;

    [[nodiscard]] QString text(std::int64_t timeNs, std::optional<std::int64_t> previousNs) const;
    friend bool operator==(const TimeColumn&, const TimeColumn&) = default;
};

/// The format as a menu names it.
[[nodiscard]] QString timeFormatName(TimeFormat format);
/// The widest text that a format usually needs.
[[nodiscard]] QString timeSample(TimeFormat format);

} // namespace ui
