// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/timestamps.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace codec {

/// What some bytes may stand for.
enum class ValueKind : std::uint8_t
{
    Unsigned,
    Signed, ///< two's complement
    Float, ///< IEEE 754
    Ipv4,
    Ipv6,
    Mac,
    Utf8,
    Utf16,
    Utf32,
    Bits,
    Time ///< which one is in InspectedValue::time
};

enum class NumberBase : std::uint8_t
{
    Binary = 2,
    Octal = 8,
    Decimal = 10,
    Hexadecimal = 16
};

/// The bytes read one way.
struct Reading
{
    /// ASCII, but for a character. Empty where there is nothing of this kind: no valid character, no plausible date.
    std::string text{};
    std::size_t bytes = 0; ///< of the span it was read from, from the first on
};

/// The bytes read as one type, in either byte order.
struct InspectedValue
{
    ValueKind kind = ValueKind::Unsigned;
    unsigned bits = 0; ///< how wide the type is; of Bits how many; 0 for UTF-8
    TimeStamp time = TimeStamp::UnixSeconds;
    Reading little{};
    Reading big{};
    bool isOrdered = true; ///< false where there is but one order: `big` is then what `little` is
};

/// No type looks at more bytes than this.
inline constexpr std::size_t InspectedBytes = 16;

/// All types that fit into the bytes, in an order that does not depend on what the bytes are: integers, floats, bits,
/// characters, addresses, and times last, of which only those are there that are a plausible date in either order
/// (timestamps.h).
/// @param bytes  from the first selected one on. With a selection none after it; @param selected  its size, of which 0
/// means that nothing is selected and the bytes are those from the cursor on. 24 and 48 bits are there for a selection
/// of just that size only. Bits are those of a whole selection of up to eight bytes, without one of the first byte.
/// Integers are as Python's bin, oct, str and hex write them; floats the shortest text that reads back as the same,
/// "inf", "nan" and "-nan" included; a half is written as the float it is. A character is "U+00E9 é", or its number
/// alone where it is not to be seen (characters.h). Never fails; any thread.
[[nodiscard]] std::vector<InspectedValue> inspect(
    std::span<const std::byte> bytes, std::uint64_t selected, NumberBase base);

/// An integer as Python's bin, oct, str or hex writes it.
[[nodiscard]] std::string unsignedText(std::uint64_t value, NumberBase base);
[[nodiscard]] std::string signedText(std::int64_t value, NumberBase base);

} // namespace codec
