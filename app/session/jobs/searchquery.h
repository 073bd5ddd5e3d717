// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "codec/parseerror.h"
#include "query/searchpattern.h"

#include <QString>

#include <tl/expected.hpp>

namespace session {

enum class SearchMode
{
    Text,
    Hex, ///< with `?` for any digit
    Regex
};

/// What a person looks for, as it is typed.
struct SearchQuery
{
    SearchMode mode = SearchMode::Text;
    QString text;
    bool matchCase = false; ///< not for hex
    bool wholeWord = false; ///< not for hex

    friend bool operator==(const SearchQuery&, const SearchQuery&) = default;
};

/// Why it cannot be looked for.
struct SearchProblem
{
    enum class Kind
    {
        Empty, ///< nothing is typed: no mistake
        Hex, ///< see `reason`
        OnlyWildcards, ///< would be found everywhere
        TooLong, ///< over query::BytePattern::MaxBytes
        Regex, ///< see `text`
    };
    Kind kind = Kind::Empty;
    qsizetype offset = 0; ///< UTF-16 units from the text's beginning
    codec::Reason reason = codec::Reason::NotHexDigit;
    QString text; ///< the library's own, in English

    friend bool operator==(const SearchProblem&, const SearchProblem&) = default;
};

/// Thread: any.
[[nodiscard]] tl::expected<query::SearchPattern, SearchProblem> compile(const SearchQuery& query);

} // namespace session
