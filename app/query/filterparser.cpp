// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filterparser.h"

#include "query/filterlexer.h"
#include "query/filterterm.h"
#include "query/filtervalue.h"
#include "query/filterword.h"
#include "query/foldedtext.h"

#include <algorithm>
#include <array>
#include <utility>

namespace query {

namespace {

using TokenKind = FilterToken::Kind;
using ProblemKind = FilterProblem::Kind;

/// Brackets and nots within each other; more would be a danger to the stack, and no person reads it.
constexpr int MaxDepth = 100;

constexpr std::array Fields{FilterField{"endpoint", FilterValues::Name}, FilterField{"peer", FilterValues::Address},
    FilterField{"local", FilterValues::Address}, FilterField{"host", FilterValues::Address},
    FilterField{"port", FilterValues::Port}, FilterField{"dir", FilterValues::Direction},
    FilterField{"call", FilterValues::Call}, FilterField{"size", FilterValues::Count},
    FilterField{"errno", FilterValues::Errno}, FilterField{"time", FilterValues::Time},
    FilterField{"duration", FilterValues::Duration}, FilterField{"result", FilterValues::Count},
    FilterField{"asked", FilterValues::Count}, FilterField{"n", FilterValues::Count}};

constexpr std::array<std::string_view, 12> Keywords{"data", "calls", "errors", "events", "timedout", "cancelled",
    "retransmission", "outoforder", "gaps", "tcp", "udp", "unix"};

/// Comparisons in words, as other filters have them.
using WordOperator = std::pair<std::string_view, std::string_view>;
constexpr std::array<WordOperator, 6> WordOperators{
    {{"eq", "="}, {"ne", "!="}, {"lt", "<"}, {"le", "<="}, {"gt", ">"}, {"ge", ">="}}};

const FilterField* fieldNamed(std::string_view name)
{
    const auto field = std::ranges::find(Fields, name, &FilterField::name);
    return field == Fields.end() ? nullptr : &*field;
}

/// Recursive descent over the tokens. Nodes come back as values; the first problem ends it.
class FilterParser final
{
public:
    explicit FilterParser(std::string_view text)
        : m_lexer(text)
    { }

    [[nodiscard]] FilterResult<FilterNode> parse()
    {
        if (auto first = advance(); !first)
            return tl::unexpected(first.error());
        if (m_token.kind == TokenKind::End)
            return FilterNode{};
        auto node = either();
        if (node && m_token.kind != TokenKind::End)
            return unexpected(ProblemKind::Unexpected);
        return node;
    }

private:
    [[nodiscard]] tl::unexpected<FilterProblem> unexpected(ProblemKind kind) const
    {
        return tl::unexpected(FilterProblem{kind, m_token.begin, m_token.end});
    }

    [[nodiscard]] FilterResult<void> advance() { return take(m_lexer.next()); }

    [[nodiscard]] FilterResult<void> take(FilterResult<FilterToken> token)
    {
        if (!token)
            return tl::unexpected(token.error());
        m_token = std::move(*token);
        return {};
    }

    [[nodiscard]] FilterResult<FilterNode> either() { return series(FilterNode::Kind::Or); }

    /// Parts joined by `or`, each of them parts joined by `and`; one part alone is itself. A text that stands beside
    /// another part may belong to it, to a value of several words for instance, and is a problem; but "recv Hello" is a
    /// call and what it moved.
    [[nodiscard]] FilterResult<FilterNode> series(FilterNode::Kind kind)
    {
        const bool isOr = kind == FilterNode::Kind::Or;
        FilterNode all{kind, {}, {}};
        bool isJoined = true;
        for (;;) {
            const bool isAfterText = m_isText;
            const bool isAfterCall = m_isCall;
            const FilterToken first = m_token;
            auto part = isOr ? series(FilterNode::Kind::And) : one();
            if (!part)
                return part;
            if (!isJoined && !isAfterCall && (isAfterText || m_isText))
                return tl::unexpected(FilterProblem{ProblemKind::ExpectedJoint, first.begin, first.end});
            all.parts.push_back(std::move(*part));
            const TokenKind joins = isOr ? TokenKind::Or : TokenKind::And;
            // Between the parts of an `and` the word may be left out.
            const bool goesOn = m_token.kind == joins || (!isOr && beginsPart());
            if (!goesOn)
                break;
            isJoined = m_token.kind == joins;
            if (isJoined) {
                if (auto next = advance(); !next)
                    return tl::unexpected(next.error());
            }
        }
        return all.parts.size() == 1 ? std::move(all.parts.front()) : std::move(all);
    }

    [[nodiscard]] bool beginsPart() const
    {
        return m_token.kind == TokenKind::Word || m_token.kind == TokenKind::String || m_token.kind == TokenKind::Not
            || m_token.kind == TokenKind::Open;
    }

    [[nodiscard]] FilterResult<FilterNode> one()
    {
        if (m_token.kind != TokenKind::Not && m_token.kind != TokenKind::Open)
            return test();
        if (m_depth == MaxDepth)
            return unexpected(ProblemKind::TooDeep);
        ++m_depth;
        auto node = m_token.kind == TokenKind::Not ? negation() : bracket();
        --m_depth;
        return node;
    }

    [[nodiscard]] FilterResult<FilterNode> negation()
    {
        if (auto next = advance(); !next)
            return tl::unexpected(next.error());
        auto node = one();
        return node ? FilterNode{FilterNode::Kind::Not, {std::move(*node)}, {}} : std::move(node);
    }

    [[nodiscard]] FilterResult<FilterNode> bracket()
    {
        const FilterToken open = m_token;
        if (auto next = advance(); !next)
            return tl::unexpected(next.error());
        auto node = either();
        if (!node)
            return node;
        if (m_token.kind == TokenKind::End)
            return tl::unexpected(FilterProblem{ProblemKind::UnclosedBracket, open.begin, open.end});
        if (m_token.kind != TokenKind::Close)
            return unexpected(ProblemKind::Unexpected);
        m_isText = m_isCall = false;
        if (auto next = advance(); !next)
            return tl::unexpected(next.error());
        return node;
    }

    [[nodiscard]] FilterResult<FilterNode> test()
    {
        if (m_token.kind != TokenKind::Word && m_token.kind != TokenKind::String)
            return unexpected(ProblemKind::ExpectedTest);
        FilterTerm term;
        term.subject = m_token;
        const bool isWord = m_token.kind == TokenKind::Word;
        const auto read = isWord ? comparison(term, foldedText(m_token.text)) : advance();
        m_isText = term.operation.kind == TokenKind::End && !isKeyword(term.subject);
        m_isCall = m_isText && isWord && operationsNamed(term.subject.text).any();
        return read ? makeTerm(term) : tl::unexpected(read.error());
    }

    /// A word, with what it is compared with where there is such.
    [[nodiscard]] FilterResult<void> comparison(FilterTerm& term, std::string_view word)
    {
        if (word == "contains" || word == "matches") {
            term.operation = m_token;
            return operand(term);
        }
        if (word.starts_with("hex:")) { // bytes by themselves are looked for in the payload
            term.operation = m_token;
            return values(term);
        }
        if (auto next = advance(); !next)
            return next;
        const bool isTwoWords
            = m_token.kind == TokenKind::Word && !wordHere(std::string(word) + ' ' + m_token.text).empty();
        if (isTwoWords)
            return tl::unexpected(FilterProblem{ProblemKind::UnknownField, term.subject.begin, m_token.end});
        const FilterField* field = fieldNamed(word);
        if (field && isBracedList())
            return unexpected(ProblemKind::BracedList);
        if (isOperation(field)) {
            term.operation = m_token;
            const auto named = std::ranges::find(WordOperators, foldedText(m_token.text), &WordOperator::first);
            if (named != WordOperators.end())
                term.operation = {TokenKind::Compare, m_token.begin, m_token.end, std::string(named->second), {}};
            return operand(term);
        }
        const bool isCompared = m_token.kind == TokenKind::Word || m_token.kind == TokenKind::String;
        if (!field && !isKeyword(term.subject) && isCompared && !wordHere(word).empty())
            return tl::unexpected(FilterProblem{ProblemKind::UnknownField, term.subject.begin, term.subject.end});
        if (field && isValueOf(*field)) {
            term.operation = {TokenKind::Compare, m_token.begin, m_token.begin, "=", {}};
            return values(term);
        }
        return {};
    }

    [[nodiscard]] static bool isKeyword(const FilterToken& token)
    {
        const std::string word = foldedText(token.text);
        return token.kind == TokenKind::Word
            && (word == "errno" || std::ranges::find(Keywords, word) != Keywords.end());
    }

    [[nodiscard]] bool isOperation(const FilterField* field) const
    {
        const std::string word = m_token.kind == TokenKind::Word ? foldedText(m_token.text) : std::string();
        return m_token.kind == TokenKind::Compare || word == "contains" || word == "matches"
            || (field && std::ranges::find(WordOperators, word, &WordOperator::first) != WordOperators.end());
    }

    /// Whether the rest of `port in {80, 443}` stands here.
    [[nodiscard]] bool isBracedList() const
    {
        if (m_token.kind != TokenKind::Word || foldedText(m_token.text) != "in")
            return false;
        FilterLexer ahead = m_lexer;
        const auto next = ahead.next();
        return next && next->text.starts_with('{');
    }

    /// Whether what stands here is a value of the field before it, as in `port 80`. An errno may also stand alone.
    [[nodiscard]] bool isValueOf(const FilterField& field) const
    {
        const bool isValue = m_token.kind == TokenKind::Word || m_token.kind == TokenKind::String;
        return isValue && (field.values != FilterValues::Errno || errnoNamed(m_token.text));
    }

    /// What follows an operator.
    [[nodiscard]] FilterResult<void> operand(FilterTerm& term)
    {
        const bool isRegex = foldedText(term.operation.text) == "matches";
        if (auto next = take(isRegex ? m_lexer.regex() : m_lexer.next()); !next)
            return next;
        return values(term);
    }

    /// A regular expression, or values with commas between them.
    [[nodiscard]] FilterResult<void> values(FilterTerm& term)
    {
        const bool isRegex = foldedText(term.operation.text) == "matches";
        for (;;) {
            if (m_token.kind != TokenKind::Word && m_token.kind != TokenKind::String && !isRegex)
                return unexpected(ProblemKind::ExpectedValue);
            term.values.push_back(m_token);
            if (auto next = advance(); !next)
                return next;
            if (auto next = joinWords(term); !next)
                return next;
            if (m_token.kind != TokenKind::Comma)
                return {};
            if (auto next = take(isRegex ? m_lexer.regex() : m_lexer.next()); !next)
                return next;
        }
    }

    /// Adds to the last value the words that belong to it.
    [[nodiscard]] FilterResult<void> joinWords(FilterTerm& term)
    {
        FilterToken& value = term.values.back();
        const FilterField* field = fieldNamed(foldedText(term.subject.text));
        while (value.kind == TokenKind::Word && m_token.kind == TokenKind::Word) {
            const auto joined
                = field ? joinedValue(field->values, value.text, m_token.text) : joinedBytes(value.text, m_token.text);
            if (!joined)
                break;
            value.text = *joined;
            value.end = m_token.end;
            if (auto next = advance(); !next)
                return next;
        }
        return {};
    }

    FilterLexer m_lexer;
    FilterToken m_token;
    int m_depth = 0;
    bool m_isText = false; // what was parsed last is a bare text
    bool m_isCall = false; // and that is the name of a call
};

} // namespace

FilterResult<FilterExpression> parseFilter(std::string_view text)
{
    if (text.size() > MaxFilterBytes)
        return tl::unexpected(FilterProblem{ProblemKind::TooLong, MaxFilterBytes, text.size()});
    auto root = FilterParser(text).parse();
    if (!root)
        return tl::unexpected(root.error());
    return FilterExpression(std::string(text), std::move(*root));
}

bool isFilterWord(std::string_view word)
{
    const std::string folded = foldedText(word);
    return folded == "and" || folded == "or" || folded == "not" || folded == "contains" || folded == "matches"
        || folded.starts_with("hex:") || std::ranges::find(Keywords, folded) != Keywords.end() || fieldNamed(folded)
        || loneWordProblem(word);
}

std::string filterLiteral(std::string_view text)
{
    constexpr std::string_view Plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@[]-+%";
    constexpr std::string_view Digits = "0123456789abcdef";
    if (!text.empty() && text.find_first_not_of(Plain) == std::string_view::npos && !isFilterWord(text))
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            (quoted += '\\') += c;
        else if (byte < 0x20 || byte == 0x7f)
            ((quoted += "\\x") += Digits[byte >> 4]) += Digits[byte & 15];
        else
            quoted += c;
    }
    return quoted += '"';
}

std::span<const FilterField> filterFields()
{
    return Fields;
}

std::span<const std::string_view> filterKeywords()
{
    return Keywords;
}

} // namespace query
