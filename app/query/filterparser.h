// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/filterexpression.h"
#include "query/filterproblem.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace query {

/// The longest filter, in bytes: far more than a person types, little enough to be parsed between two key strokes.
inline constexpr std::size_t MaxFilterBytes = std::size_t{128} << 10;

/// Understands a filter. Its language:
///
///     filter   = tests joined by `and`, `or`, `not`, ( )      also && || !; between two tests that are no bare TEXT
///                nothing is `and` too, and between the name of a call and a TEXT
///     test     = FIELD = VALUE, VALUE ...   (or !=; for numbers and times also < <= > >=; also FIELD VALUE, and eq ne
///                lt le gt ge; ports also as 50-100)
///              | FIELD contains TEXT | FIELD matches /REGEX/i      (endpoint, peer, local, host)
///              | contains TEXT | contains hex:0d0a | matches /REGEX/i      (the payload)
///              | data | calls | errors | events | timedout | cancelled | errno | tcp | udp | unix
///              | TEXT      anywhere: endpoint, call, outcome or payload, ASCII letters in either case
///     TEXT     = a word, or "quoted" with \" \\ \n \r \t \0 \xNN
///
/// The fields are those of filterFields(). What is written as elsewhere, and would find nothing here when it is taken
/// for a text, is a problem that says what to write. Thread: any.
[[nodiscard]] FilterResult<FilterExpression> parseFilter(std::string_view text);

/// Whether a plain word means something else than itself where it stands alone: "and", a keyword, a field, or what is
/// written elsewhere.
[[nodiscard]] bool isFilterWord(std::string_view word);

/// A text as it has to stand in a filter: as it is where it is a plain word, else quoted.
[[nodiscard]] std::string filterLiteral(std::string_view text);

/// What a field's values are.
enum class FilterValues : std::uint8_t
{
    Name,
    Address,
    Port,
    Direction,
    Call,
    Errno,
    Count,
    Duration,
    Time
};

struct FilterField
{
    std::string_view name;
    FilterValues values;
};

/// All fields, in the order in which they are offered.
[[nodiscard]] std::span<const FilterField> filterFields();
/// The words that are tests by themselves: "data", "errors" and so on.
[[nodiscard]] std::span<const std::string_view> filterKeywords();

} // namespace query
