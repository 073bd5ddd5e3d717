// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "message/rule.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace message {

/// Why a text is no rule, and where: the bytes [begin, end) of it. The words for people are the user interface's.
struct RuleProblem
{
    enum class Kind : std::uint8_t
    {
        UnknownRule, ///< `allowed` are their names
        UnknownKey, ///< the rule has only those of `allowed`
        UnknownWord, ///< `allowed` are those that can stand here
        RepeatedKey,
        MissingValue, ///< a key or a rule that needs one
        NotANumber, ///< `lowest` to `highest`
        OutOfRange, ///< the same
        NotHex, ///< two hex digits a byte; or one of the names in `allowed`
        WrongByteCount, ///< `lowest` to `highest` bytes
        NotADuration, ///< a whole number, and one of the units in `allowed`
    };
    Kind kind = Kind::UnknownRule;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::int64_t lowest = 0;
    std::int64_t highest = 0;
    std::span<const std::string_view> allowed{}; ///< static
};

/// Reads what ruleText() writes. A rule is a preset's name, or a name and its values:
///
///     none  slip  cobs
///     delimiter=0d0a,starts:2421      bytes as hex, or crlf, lf, cr, nul; a message begins with 24 or 21
///     fixed=16
///     length=offset:2,width:2,order:little,counts:whole,adjust:-4
///     varint=offset:1,max:4
///     idle=20ms                       ns, us, ms or s
///
/// Each takes `limit:` last: bytes, KiB or MiB. What is left out is as in rule.h. Case and spaces do not matter.
[[nodiscard]] tl::expected<Rule, RuleProblem> parseRule(std::string_view text);

/// The shortest text of a rule: its preset's name, or what is not as rule.h has it.
[[nodiscard]] std::string ruleText(const Rule& rule);

} // namespace message
