// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

namespace message {

/// Bytes at its end make a message.
struct Delimiter
{
    static constexpr std::size_t MaxBytes = 64;

    std::vector<std::byte> end; ///< 1 to MaxBytes
    /// One of these begins a message, and what stands between two messages belongs to none. Where there are none of
    /// them, a message begins behind the one before it. At most MaxBytes.
    std::vector<std::byte> starts;

    friend bool operator==(const Delimiter&, const Delimiter&) = default;
};

/// All messages have one length.
struct FixedLength
{
    std::uint32_t bytes = 1; ///< at least 1

    friend bool operator==(const FixedLength&, const FixedLength&) = default;
};

enum class ByteOrder : std::uint8_t
{
    Big,
    Little
};

/// What the number in a length field is the length of.
enum class Counted : std::uint8_t
{
    Rest, ///< what follows the field
    Whole ///< the message, with the field and what stands before it
};

/// A number in each message says how long it is.
struct LengthField
{
    static constexpr std::uint32_t MaxOffset = 65'535;
    static constexpr unsigned MaxWidth = 8;

    std::uint32_t offset = 0; ///< bytes before the field, at most MaxOffset
    std::uint8_t width = 4; ///< of the field in bytes, 1 to MaxWidth
    ByteOrder order = ByteOrder::Big;
    Counted counted = Counted::Rest;
    std::int32_t adjustment = 0; ///< is added to the number

    friend bool operator==(const LengthField&, const LengthField&) = default;
};

/// The length of what follows, seven bits a byte, the lowest first, the eighth bit set in all bytes but the last one:
/// protobuf's base 128 varint, and the Remaining Length of MQTT 3.1.1, 2.2.3.
struct VarintPrefix
{
    static constexpr unsigned MaxBytes = 10; ///< of 64 bits

    std::uint32_t offset = 0; ///< bytes before the number, at most LengthField::MaxOffset
    std::uint8_t maxBytes = MaxBytes; ///< of the number

    friend bool operator==(const VarintPrefix&, const VarintPrefix&) = default;
};

/// END (c0) behind each message, and often before it; END and ESC in it escaped - RFC 1055.
struct Slip
{
    friend bool operator==(const Slip&, const Slip&) = default;
};

/// A zero byte behind each message, and none in it - Cheshire and Baker, Consistent Overhead Byte Stuffing.
struct Cobs
{
    friend bool operator==(const Cobs&, const Cobs&) = default;
};

/// A message ends where nothing came for some time.
struct IdleGap
{
    std::chrono::nanoseconds gap{std::chrono::milliseconds(20)}; ///< more than 0

    friend bool operator==(const IdleGap&, const IdleGap&) = default;
};

/// How the bytes of a stream make messages. A value, whose text is that of ruletext.h.
struct Rule
{
    using Framing
        = std::variant<std::monostate, Delimiter, FixedLength, LengthField, VarintPrefix, Slip, Cobs, IdleGap>;

    static constexpr std::uint32_t DefaultLimit = 16 << 20;
    static constexpr std::uint32_t MaxLimit = 1 << 30;

    Framing framing; ///< monostate: the stream is not framed
    std::uint32_t limit = DefaultLimit; ///< bytes of a message with its framing, at most; 1 to MaxLimit

    friend bool operator==(const Rule&, const Rule&) = default;
};

} // namespace message
