// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace codec {

/// "127.0.0.1". Takes the first four bytes, which are in network order.
[[nodiscard]] std::string ipv4Text(std::span<const std::byte, 4> bytes);

/// The one way of writing an IPv6 address that RFC 5952 allows: lower case, no leading zeros, the first of the longest
/// runs of two or more zero groups as "::", and IPv4-mapped addresses with their last part as IPv4 (section 5).
[[nodiscard]] std::string ipv6Text(std::span<const std::byte, 16> bytes);

/// "00:1b:21:0a:ff:3c".
[[nodiscard]] std::string macText(std::span<const std::byte, 6> bytes);

} // namespace codec
