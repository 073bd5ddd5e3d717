// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "query/filterproblem.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace query {

/// A piece of a filter's text.
struct FilterToken
{
    enum class Kind : std::uint8_t
    {
        End,
        Word, ///< a name, a number, an address: all up to white space or one of `( ) " , = < >`
        String, ///< quoted; `text` has its bytes
        Regex, ///< `text` has what stands between the slashes, `flags` what follows
        Open,
        Close,
        Comma,
        Compare, ///< one of = != < <= > >=
        And,
        Or,
        Not
    };
    Kind kind = Kind::End;
    std::size_t begin = 0; ///< in bytes of the whole text
    std::size_t end = 0;
    std::string text;
    std::string flags;
};

/// Cuts a filter's text into tokens. `text` must outlive it.
class FilterLexer final
{
public:
    explicit FilterLexer(std::string_view text);

    [[nodiscard]] FilterResult<FilterToken> next();
    /// The next token, which has to be a regular expression: it alone may hold anything but a slash, which is \/ there.
    [[nodiscard]] FilterResult<FilterToken> regex();

private:
    void skipSpace();
    [[nodiscard]] bool at(std::string_view text) const;
    [[nodiscard]] FilterToken symbol(FilterToken::Kind kind, std::size_t size);
    [[nodiscard]] FilterResult<FilterToken> string();
    [[nodiscard]] bool escape(std::string& text);
    [[nodiscard]] FilterToken word();

    std::string_view m_text;
    std::size_t m_place = 0;
};

} // namespace query
