// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/detail.h"
#include "capture/record.h"

#include <cstddef>
#include <span>
#include <string>

namespace programs {

/// How many bytes of a payload a comment shows.
inline constexpr std::size_t CommentedBytes = 48;

/// What a call gave when it was recorded, or what an event tells: "here: ECONNREFUSED", "5 bytes: hello",
/// "event: connected". One line of printable ASCII; empty where there is nothing to tell of a call that went well.
/// @param payload  its beginning is enough.
[[nodiscard]] std::string stepComment(
    const capture::Record& record, const capture::Detail& detail, std::span<const std::byte> payload);

} // namespace programs
