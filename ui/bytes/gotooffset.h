// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringView>

#include <tl/expected.hpp>

#include <cstdint>

namespace ui {

/// Why an offset that was typed cannot be gone to.
enum class OffsetProblem
{
    Empty,
    NotANumber,
    BeforeStart, ///< a relative offset that leads before byte 0
    BeyondEnd
};

/// Reads an offset as a person types it: "4096", "0x1000", and from `current` on "+16", "-0x10".
/// @param size  how many bytes there are; an offset must be below it.
[[nodiscard]] tl::expected<std::uint64_t, OffsetProblem> parseOffset(
    QStringView text, std::uint64_t current, std::uint64_t size);

} // namespace ui
