// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/filtercompletion.h"

#include "query/filterlexer.h"
#include "query/filterparser.h"
#include "query/filtervalue.h"
#include "query/foldedtext.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace ui {

using namespace Qt::StringLiterals;
using query::FilterToken;
using query::FilterValues;
using TokenKind = FilterToken::Kind;

namespace {

constexpr int MaxCandidates = 200;

/// The tokens before the word at the cursor; none where something in them is wrong, an open quote for instance.
std::optional<std::vector<FilterToken>> tokensOf(const std::string& text)
{
    std::vector<FilterToken> tokens;
    query::FilterLexer lexer(text);
    for (bool isRegex = false;;) {
        auto token = isRegex ? lexer.regex() : lexer.next();
        if (!token)
            return {};
        if (token->kind == TokenKind::End)
            return tokens;
        isRegex = token->kind == TokenKind::Word && query::foldedText(token->text) == "matches";
        tokens.push_back(std::move(*token));
    }
}

const query::FilterField* fieldOf(const FilterToken& token)
{
    const auto field
        = std::ranges::find(query::filterFields(), query::foldedText(token.text), &query::FilterField::name);
    return token.kind == TokenKind::Word && field != query::filterFields().end() ? &*field : nullptr;
}

/// The field whose value comes next: the tokens end with `field =` or `field = value,`.
const query::FilterField* awaitedField(const std::vector<FilterToken>& tokens)
{
    auto token = tokens.rbegin();
    while (token != tokens.rend() && token->kind == TokenKind::Comma && token + 1 != tokens.rend())
        token += 2;
    const bool isCompare = token != tokens.rend() && token->kind == TokenKind::Compare && token + 1 != tokens.rend();
    return isCompare ? fieldOf(*(token + 1)) : nullptr;
}

QStringList literals(const std::vector<std::string>& names)
{
    QStringList texts;
    for (const std::string& name : names)
        texts << QString::fromStdString(query::filterLiteral(name));
    return texts;
}

QStringList valuesOf(FilterValues values, const QStringList& endpoints)
{
    switch (values) {
    case FilterValues::Call: return literals(query::operationNames());
    case FilterValues::Errno: return literals(query::errnoNames());
    case FilterValues::Direction: return {u"in"_s, u"out"_s, u"none"_s};
    case FilterValues::Name: {
        QStringList names;
        for (const QString& name : endpoints)
            names << QString::fromStdString(query::filterLiteral(name.toStdString()));
        return names;
    }
    default: return {};
    }
}

QStringList operatorsOf(FilterValues values)
{
    switch (values) {
    case FilterValues::Name:
    case FilterValues::Address: return {u"="_s, u"!="_s, u"contains"_s, u"matches"_s};
    case FilterValues::Count:
    case FilterValues::Duration:
    case FilterValues::Time: return {u"="_s, u"!="_s, u"<"_s, u"<="_s, u">"_s, u">="_s};
    default: return {u"="_s, u"!="_s};
    }
}

QStringList testsAndWords(bool afterTest)
{
    QStringList words;
    if (afterTest)
        words << u"and"_s << u"or"_s;
    for (const query::FilterField& field : query::filterFields())
        words << QString::fromUtf8(field.name.data(), qsizetype(field.name.size()));
    words << u"contains"_s << u"matches"_s << u"not"_s;
    for (const std::string_view keyword : query::filterKeywords())
        words << QString::fromUtf8(keyword.data(), qsizetype(keyword.size()));
    return words;
}

bool endsTest(const FilterToken& token)
{
    return token.kind == TokenKind::Word || token.kind == TokenKind::String || token.kind == TokenKind::Regex
        || token.kind == TokenKind::Close;
}

/// The words that may follow `tokens`; `isValue` tells that they are values.
QStringList wordsAfter(const std::vector<FilterToken>& tokens, const QStringList& endpoints, bool& isValue)
{
    const auto* awaited = awaitedField(tokens);
    isValue = awaited != nullptr;
    if (awaited)
        return valuesOf(awaited->values, endpoints);
    if (tokens.empty())
        return testsAndWords(false);
    const FilterToken& last = tokens.back();
    const std::string word = last.kind == TokenKind::Word ? query::foldedText(last.text) : std::string();
    if (word == "contains" || word == "matches" || last.kind == TokenKind::Compare || last.kind == TokenKind::Comma)
        return {};
    // A field's name is a value where a field with an operator stands before it.
    const bool isOperand = tokens.size() > 1 && awaitedField({tokens.begin(), tokens.end() - 1});
    if (const auto* field = fieldOf(last); field && !isOperand)
        return operatorsOf(field->values);
    return testsAndWords(endsTest(last));
}

} // namespace

FilterCompletion completeFilter(const QString& text, qsizetype cursor, const QStringList& endpoints, bool all)
{
    const auto endsWord = [](QChar c) { return c.isSpace() || u"()\",=<>!"_s.contains(c); };
    FilterCompletion completion;
    completion.begin = cursor;
    while (completion.begin > 0 && !endsWord(text[completion.begin - 1]))
        --completion.begin;
    const QString word = text.mid(completion.begin, cursor - completion.begin);
    const auto tokens = tokensOf(text.left(completion.begin).toStdString());
    if (!tokens)
        return completion;
    bool isValue = false;
    const QStringList words = wordsAfter(*tokens, endpoints, isValue);
    if (word.isEmpty() && !isValue && !all)
        return completion;
    QStringList inside;
    for (const QString& candidate : words) {
        if (candidate.startsWith(word, Qt::CaseInsensitive))
            completion.candidates << candidate;
        else if (candidate.contains(word, Qt::CaseInsensitive))
            inside << candidate;
    }
    completion.candidates += inside;
    // What is typed already needs no completing.
    if (completion.candidates.size() == 1 && completion.candidates.constFirst() == word)
        completion.candidates.clear();
    completion.candidates
        = completion.candidates.first(std::min<qsizetype>(completion.candidates.size(), MaxCandidates));
    return completion;
}

} // namespace ui
