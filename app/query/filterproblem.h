// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>

namespace query {

/// Why a filter cannot be understood, and where: the bytes [begin, end) of its text.
struct FilterProblem
{
    enum class Kind : std::uint8_t
    {
        TooLong, ///< over MaxFilterBytes
        TooDeep, ///< brackets and nots within each other
        UnclosedQuote,
        UnclosedRegex,
        UnclosedBracket,
        ExpectedTest, ///< the text ends, or a word such as `and` stands, where a test has to be
        Unexpected, ///< what stands here belongs to nothing
        ExpectedJoint, ///< a text beside another test, and no `and` or `or` that says how both are meant
        UnknownField, ///< an operator follows, but nothing has this name
        ExpectedOperator,
        OperatorNotHere, ///< the field cannot be compared so
        ExpectedValue,
        ExpectedRegex, ///< `matches` needs /.../
        BadEscape,
        BadHex,
        SingleQuote, ///< texts stand in double quotes
        EscapeNeedsQuotes,
        BytesNeedHex, ///< 0x0d0a or 0d:0a, which is written hex:0d0a here
        NoWildcardHere, ///< a text is looked for anywhere, and a * in it is a *
        RegexNeedsMatches,
        FieldWithColon, ///< size:5, which is written size = 5 here
        BracedList, ///< port in {80, 443}, which is written port = 80, 443 here
        GroupedDigits, ///< 1,234 could be one number or two
        BadRegex,
        NotANumber,
        NotADuration,
        NotATime,
        NotADirection,
        NotAnAddress,
        NetworkNeedsStar, ///< 10.0.0.0/24, which is written 10.0.0.* here
        NotAPort,
        UnknownCall,
        UnknownErrno
    };
    Kind kind = Kind::Unexpected;
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(const FilterProblem&, const FilterProblem&) = default;
};

template <class T> using FilterResult = tl::expected<T, FilterProblem>;

} // namespace query
