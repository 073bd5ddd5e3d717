// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filterlexer.h"

#include "base/hexdigit.h"
#include "query/foldedtext.h"

#include <utility>

namespace query {

namespace {

constexpr std::string_view White = " \t\r\n\v\f";
constexpr std::string_view EndsWord = " \t\r\n\v\f()\",=<>";

tl::unexpected<FilterProblem> lexProblem(FilterProblem::Kind kind, std::size_t begin, std::size_t end)
{
    return tl::unexpected(FilterProblem{kind, begin, end});
}

} // namespace

FilterLexer::FilterLexer(std::string_view text)
    : m_text(text)
{ }

FilterResult<FilterToken> FilterLexer::next()
{
    using Kind = FilterToken::Kind;
    skipSpace();
    if (m_place == m_text.size())
        return symbol(Kind::End, 0);
    for (const auto& [text, kind] :
        {std::pair{"(", Kind::Open}, {")", Kind::Close}, {",", Kind::Comma}, {"!=", Kind::Compare},
            {"<=", Kind::Compare}, {">=", Kind::Compare}, {"==", Kind::Compare}, {"=", Kind::Compare},
            {"<", Kind::Compare}, {">", Kind::Compare}, {"&&", Kind::And}, {"||", Kind::Or}, {"!", Kind::Not}}) {
        if (at(text))
            return symbol(kind, std::string_view(text).size());
    }
    return at("\"") ? string() : word();
}

FilterResult<FilterToken> FilterLexer::regex()
{
    skipSpace();
    FilterToken token = symbol(FilterToken::Kind::Regex, 0);
    if (!at("/"))
        return lexProblem(FilterProblem::Kind::ExpectedRegex, m_place, m_text.size());
    for (++m_place; m_place < m_text.size() && m_text[m_place] != '/'; ++m_place) {
        // A backslash and what follows it are the expression's own, but for the slash that would end it.
        if (m_text[m_place] == '\\' && m_place + 1 < m_text.size()) {
            if (m_text[m_place + 1] != '/')
                token.text += '\\';
            ++m_place;
        }
        token.text += m_text[m_place];
    }
    if (m_place == m_text.size())
        return lexProblem(FilterProblem::Kind::UnclosedRegex, token.begin, m_place);
    const std::size_t end = std::min(m_text.find_first_of(EndsWord, ++m_place), m_text.size());
    token.flags = m_text.substr(m_place, end - m_place);
    token.end = m_place = end;
    return token;
}

void FilterLexer::skipSpace()
{
    m_place = std::min(m_text.find_first_not_of(White, m_place), m_text.size());
}

bool FilterLexer::at(std::string_view text) const
{
    return m_text.substr(m_place, text.size()) == text;
}

FilterToken FilterLexer::symbol(FilterToken::Kind kind, std::size_t size)
{
    FilterToken token{kind, m_place, m_place + size, std::string(m_text.substr(m_place, size)), {}};
    m_place += size;
    return token;
}

FilterResult<FilterToken> FilterLexer::string()
{
    FilterToken token = symbol(FilterToken::Kind::String, 0);
    for (++m_place; m_place < m_text.size() && m_text[m_place] != '"'; ++m_place) {
        const std::size_t begin = m_place;
        if (m_text[m_place] != '\\')
            token.text += m_text[m_place];
        else if (!escape(token.text))
            return lexProblem(FilterProblem::Kind::BadEscape, begin, std::min(begin + 2, m_text.size()));
    }
    if (m_place == m_text.size())
        return lexProblem(FilterProblem::Kind::UnclosedQuote, token.begin, m_place);
    token.end = ++m_place;
    return token;
}

bool FilterLexer::escape(std::string& text)
{
    if (++m_place == m_text.size())
        return false;
    switch (m_text[m_place]) {
    case '"':
    case '\\': text += m_text[m_place]; return true;
    case 'n': text += '\n'; return true;
    case 'r': text += '\r'; return true;
    case 't': text += '\t'; return true;
    case '0': text += '\0'; return true;
    case 'x': break;
    default: return false;
    }
    if (m_text.size() - m_place < 3)
        return false;
    const int high = base::hexValue(static_cast<unsigned char>(m_text[m_place + 1]));
    const int low = base::hexValue(static_cast<unsigned char>(m_text[m_place + 2]));
    m_place += 2;
    text += static_cast<char>(high * 16 + low);
    return high >= 0 && low >= 0;
}

FilterToken FilterLexer::word()
{
    std::size_t end = std::min(m_text.find_first_of(EndsWord, m_place), m_text.size());
    // In `size!=5` the sign belongs to the operator.
    if (end < m_text.size() && m_text[end] == '=' && end > m_place + 1 && m_text[end - 1] == '!')
        --end;
    FilterToken token = symbol(FilterToken::Kind::Word, end - m_place);
    const std::string folded = foldedText(token.text);
    for (const auto& [keyword, kind] :
        {std::pair{"and", FilterToken::Kind::And}, {"or", FilterToken::Kind::Or}, {"not", FilterToken::Kind::Not}}) {
        if (folded == keyword)
            token.kind = kind;
    }
    return token;
}

} // namespace query
