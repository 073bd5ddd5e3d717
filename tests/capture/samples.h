// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/layout.h"
#include "capture/reader.h"
#include "capture/record.h"
#include "capture/writer.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace samples {

/// Segments so small that a test crosses many of them: 16 records, 1000 bytes of payload.
inline constexpr capture::Layout SmallLayout{16, 1000};

/// Bytes that tell where they come from: no two numbers give the same ones, and neither do two places.
inline std::vector<std::byte> payload(std::uint64_t number, std::size_t size)
{
    std::vector<std::byte> bytes(size);
    std::uint64_t state = number * 0x9e37'79b9'7f4a'7c15 + 1;
    for (std::byte& byte : bytes) {
        state = state * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
        byte = static_cast<std::byte>(state >> 56);
    }
    return bytes;
}

/// A size that varies with the number: none, few bytes, and sometimes more than a small segment.
inline std::size_t payloadSize(std::uint64_t number)
{
    return number % 7 == 0 ? 0 : number * 37 % 1300;
}

/// A record all of whose fields follow from its number.
inline capture::Record record(std::uint64_t number)
{
    capture::Record record;
    record.timeNs = 1'700'000'000'000'000'000 + static_cast<std::int64_t>(number) * 1000;
    record.duration = static_cast<float>(number % 1000) * 1e-6F;
    record.endpoint = {static_cast<std::uint32_t>(number % 5 + 1)};
    record.asked = static_cast<std::uint32_t>(number);
    record.result = static_cast<std::int32_t>(payloadSize(number));
    record.operation = number % 2 == 0 ? capture::Operation::Recv : capture::Operation::Send;
    return record;
}

/// Appends a call of an endpoint that moved this text.
inline void append(capture::Writer& writer, std::uint32_t endpoint, capture::Operation operation,
    std::string_view payload, int flags = 0)
{
    capture::Record record;
    record.endpoint = {endpoint};
    record.operation = operation;
    record.result = static_cast<std::int32_t>(payload.size());
    record.messageFlags = static_cast<std::uint16_t>(flags);
    writer.append(record, std::as_bytes(std::span(payload)));
}

/// Whether what was read is record(number) with payload(number): everything, byte by byte.
inline bool isSample(capture::Reader& reader, const capture::Record& found, std::uint64_t number)
{
    const capture::Record wanted = record(number);
    if (found.timeNs != wanted.timeNs || found.endpoint != wanted.endpoint || found.asked != wanted.asked
        || found.result != wanted.result || found.operation != wanted.operation
        || found.payloadSize != payloadSize(number))
        return false;
    std::vector<std::byte> bytes(found.payloadSize);
    const auto count = reader.payload(found, 0, bytes);
    return count && *count == bytes.size() && bytes == payload(number, bytes.size());
}

} // namespace samples
