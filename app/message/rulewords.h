// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace message {

// The words of a rule's text, for those that read it and write it.
inline constexpr std::string_view NoneName = "none";
inline constexpr std::string_view DelimiterName = "delimiter";
inline constexpr std::string_view FixedName = "fixed";
inline constexpr std::string_view LengthName = "length";
inline constexpr std::string_view VarintName = "varint";
inline constexpr std::string_view SlipName = "slip";
inline constexpr std::string_view CobsName = "cobs";
inline constexpr std::string_view IdleName = "idle";

struct NamedBytes
{
    std::string_view name;
    std::string_view bytes;
};
[[nodiscard]] constexpr std::array<NamedBytes, 4> namedBytes()
{
    using namespace std::string_view_literals;
    return {{{"crlf", "\r\n"}, {"lf", "\n"}, {"cr", "\r"}, {"nul", "\0"sv}}};
}

/// From the largest to the smallest, which is 1.
struct DurationUnit
{
    std::string_view name;
    std::int64_t ns;
};
[[nodiscard]] constexpr std::array<DurationUnit, 4> durationUnits()
{
    return {{{"s", 1'000'000'000}, {"ms", 1'000'000}, {"us", 1000}, {"ns", 1}}};
}

struct SizeUnit
{
    std::string_view name;
    std::uint32_t bytes;
};
[[nodiscard]] constexpr std::array<SizeUnit, 3> sizeUnits()
{
    return {{{"MiB", 1 << 20}, {"KiB", 1 << 10}, {"", 1}}};
}

} // namespace message
