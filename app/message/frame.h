// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "message/rule.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace message {

/// Why a payload cannot be a message by a rule. The words for people are the user interface's.
struct FrameProblem
{
    enum class Kind : std::uint8_t
    {
        OverLimit, ///< with its framing longer than `bytes`, the rule's limit
        WrongSize, ///< not `bytes` long
        NoHeader, ///< the length stands behind `bytes` bytes of the message, which the payload does not have
        LengthTooLarge, ///< for the field; a payload of `bytes` is the longest that it can tell of
        LengthTooSmall, ///< with the rule's adjustment the field would have to tell of less than nothing
        NoStart, ///< the payload does not begin with any of the bytes that begin a message
        EndInside, ///< from `offset` in the payload on stands what ends a message
    };
    Kind kind = Kind::OverLimit;
    std::uint64_t bytes = 0;
    std::size_t offset = 0;

    friend bool operator==(const FrameProblem&, const FrameProblem&) = default;
};

/// The bytes that are one message by the rule, and that a Framer finds to be one.
///
/// A delimiter stands behind the payload, and before it its start, where there is but one; of several the payload has
/// to bring its own. A length stands where the rule has it, and the payload's first bytes before it. SLIP and COBS
/// escape it. An idle gap and no framing leave it as it is.
[[nodiscard]] tl::expected<std::vector<std::byte>, FrameProblem> framed(
    const Rule& rule, std::span<const std::byte> payload);

/// What framed() made the message of; also of one that others sent. None where it is no message by the rule.
[[nodiscard]] std::optional<std::vector<std::byte>> payloadOf(const Rule& rule, std::span<const std::byte> message);

} // namespace message
