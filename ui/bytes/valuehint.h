// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstddef>
#include <span>

namespace ui {

/// The bytes that a value hint reads at most.
inline constexpr std::size_t ValueHintBytes = 4;

/// What the first bytes are as unsigned integers, in both byte orders: "u8 72   u16 LE 25928
/// BE 18533   u32 LE 1819043144 BE 1214606444". Only the widths that the bytes suffice for.
[[nodiscard]] QString valueHint(std::span<const std::byte> bytes);

} // namespace ui
