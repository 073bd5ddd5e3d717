// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace codec {

/// Bytes on one line of a dump.
inline constexpr std::size_t HexDumpBytes = 16;

/// Digits of the offset column of a dump that ends at `end`: 8, or 16 where its last byte lies beyond 4 GiB.
[[nodiscard]] constexpr std::size_t hexDumpOffsetDigits(std::uint64_t end)
{
    return end > std::uint64_t{1} << 32 ? 16 : 8;
}

/// The column of byte `index`'s first digit on its line, after an offset of `offsetDigits`.
[[nodiscard]] constexpr std::size_t hexColumn(std::size_t index, std::size_t offsetDigits)
{
    return offsetDigits + 2 + index * 3 + index / 8;
}

/// The column of byte `index` among the characters between the bars.
[[nodiscard]] constexpr std::size_t asciiColumn(std::size_t index, std::size_t offsetDigits)
{
    return hexColumn(HexDumpBytes, offsetDigits) + 1 + index;
}

/// Appends one line without its newline, as `hexdump -C` has it:
/// `00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64              |Hello, world|`
/// @param bytes  at most HexDumpBytes of them; what is not printable ASCII is a full stop between the bars.
void appendHexDumpLine(
    std::string& out, std::uint64_t offset, std::span<const std::byte> bytes, std::size_t offsetDigits = 8);

/// A whole range, a line for every 16 bytes, each line ended by a newline. Nothing is folded: equal lines stay.
/// @param firstOffset  what the offset column calls the first byte.
[[nodiscard]] std::string hexDump(std::span<const std::byte> bytes, std::uint64_t firstOffset = 0);

} // namespace codec
