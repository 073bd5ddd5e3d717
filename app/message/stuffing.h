// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace message {

/// How a byte that ends messages is kept out of them.
enum class Stuffing : std::uint8_t
{
    Slip, ///< RFC 1055
    Cobs ///< Cheshire and Baker, Consistent Overhead Byte Stuffing, 1999
};

inline constexpr std::byte SlipEnd{0xc0};
inline constexpr std::byte SlipEsc{0xdb};
inline constexpr std::byte SlipEscEnd{0xdc}; ///< behind ESC: an END
inline constexpr std::byte SlipEscEsc{0xdd}; ///< behind ESC: an ESC

[[nodiscard]] constexpr std::byte endOf(Stuffing stuffing)
{
    return stuffing == Stuffing::Slip ? SlipEnd : std::byte{0};
}

/// The payload as it is sent, with its end behind it.
[[nodiscard]] std::vector<std::byte> stuffed(Stuffing stuffing, std::span<const std::byte> payload);
/// What stuffed() made the frame of; ends before it and behind it do not matter. None where it was not made so.
[[nodiscard]] std::optional<std::vector<std::byte>> unstuffed(Stuffing stuffing, std::span<const std::byte> frame);

} // namespace message
