// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filterterm.h"

#include "base/hexdigit.h"
#include "query/byteregex.h"
#include "query/filterparser.h"
#include "query/filtervalue.h"
#include "query/filterword.h"
#include "query/foldedtext.h"

#include <algorithm>
#include <utility>

namespace query {

namespace {

using Kind = FilterProblem::Kind;
using Comparison = NumberTest::Comparison;

tl::unexpected<FilterProblem> termProblem(Kind kind, const FilterToken& token)
{
    return tl::unexpected(FilterProblem{kind, token.begin, token.end});
}

FilterNode testNode(FilterTest test)
{
    return {FilterNode::Kind::Test, {}, std::move(test)};
}

FilterNode negated(FilterNode node)
{
    return {FilterNode::Kind::Not, {std::move(node)}, {}};
}

FilterResult<std::shared_ptr<const ByteRegex>> compiled(const FilterToken& token)
{
    RegexOptions options;
    for (const char flag : token.flags) {
        if (flag != 'i')
            return termProblem(Kind::BadRegex, token);
        options.ignoreCase = true;
    }
    auto regex = ByteRegex::compile(token.text, options);
    if (!regex)
        return termProblem(Kind::BadRegex, token);
    return std::make_shared<const ByteRegex>(std::move(*regex));
}

/// The word hex:0d0a as bytes; any other word or text is itself.
FilterResult<std::string> parseBytes(const FilterToken& token)
{
    constexpr std::string_view Prefix = "hex:";
    if (token.kind != FilterToken::Kind::Word || !foldedText(token.text).starts_with(Prefix)) {
        if (token.text.empty())
            return termProblem(Kind::ExpectedValue, token);
        const auto problem = token.kind == FilterToken::Kind::Word ? textProblem(token.text) : std::nullopt;
        return problem ? FilterResult<std::string>(termProblem(*problem, token)) : token.text;
    }
    const std::string_view digits = std::string_view(token.text).substr(Prefix.size());
    const auto valueOf = [](char digit) { return base::hexValue(static_cast<unsigned char>(digit)); };
    const auto isDigit = [valueOf](char digit) { return valueOf(digit) >= 0; };
    if (digits.empty() || digits.size() % 2 != 0 || !std::ranges::all_of(digits, isDigit))
        return termProblem(Kind::BadHex, token);
    std::string bytes;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        bytes += static_cast<char>(valueOf(digits[i]) * 16 + valueOf(digits[i + 1]));
    return bytes;
}

/// `contains` and `matches` by themselves: the payload.
FilterResult<FilterNode> payloadTerm(const FilterTerm& term)
{
    FilterNode all{FilterNode::Kind::Or, {}, {}};
    for (const FilterToken& value : term.values) {
        PayloadTest test;
        if (value.kind == FilterToken::Kind::Regex) {
            auto regex = compiled(value);
            if (!regex)
                return tl::unexpected(regex.error());
            test.regex = std::move(*regex);
        } else {
            auto bytes = parseBytes(value);
            if (!bytes)
                return tl::unexpected(bytes.error());
            test.bytes = std::move(*bytes);
        }
        all.parts.push_back(testNode(std::move(test)));
    }
    return all.parts.size() == 1 ? std::move(all.parts.front()) : std::move(all);
}

/// A lone word, or a text: a keyword, any errno, or a text anywhere.
FilterResult<FilterNode> loneTerm(const FilterToken& token)
{
    const std::string folded = foldedText(token.text);
    if (token.kind == FilterToken::Kind::Word) {
        const auto keyword = std::ranges::find(filterKeywords(), folded);
        if (keyword != filterKeywords().end())
            return testNode(KindTest{static_cast<KindTest::Kind>(keyword - filterKeywords().begin())});
        if (folded == "errno")
            return testNode(ErrnoTest{});
        if (std::ranges::find(filterFields(), folded, &FilterField::name) != filterFields().end())
            return termProblem(Kind::ExpectedOperator, token);
        if (const auto problem = loneWordProblem(token.text))
            return termProblem(*problem, token);
    }
    return folded.empty() ? FilterNode{} : testNode(AnyTextTest{folded});
}

bool isGlob(const FilterToken& value)
{
    return value.kind == FilterToken::Kind::Word && value.text.find('*') != std::string::npos;
}

FilterResult<TextMatch> textMatch(const FilterTerm& term)
{
    TextMatch match;
    const std::string operation = foldedText(term.operation.text);
    for (const FilterToken& value : term.values) {
        if (value.kind == FilterToken::Kind::Regex) {
            auto regex = compiled(value);
            if (!regex)
                return tl::unexpected(regex.error());
            match.regex = std::move(*regex);
        } else if (operation == "contains") {
            match.part = foldedText(value.text);
        } else if (isGlob(value)) {
            match.globs.push_back(value.text);
        } else {
            match.texts.push_back(value.text);
        }
    }
    return match;
}

FilterResult<FilterTest> addressTest(const FilterTerm& term, std::string_view field)
{
    using Side = AddressTest::Side;
    AddressTest test{field == "peer" ? Side::Peer : field == "local" ? Side::Local : Side::Either, {}, {}};
    if (term.operation.kind != FilterToken::Kind::Compare) {
        auto text = textMatch(term);
        if (!text)
            return tl::unexpected(text.error());
        test.text = std::move(*text);
        return test;
    }
    for (const FilterToken& value : term.values) {
        if (isGlob(value)) {
            test.text.globs.push_back(value.text);
            continue;
        }
        const auto wanted = parseWantedAddress(value.text);
        // In quotes it may be any path.
        if (!wanted && value.kind != FilterToken::Kind::String)
            return termProblem(isNetwork(value.text) ? Kind::NetworkNeedsStar : Kind::NotAnAddress, value);
        test.wanted.push_back(wanted.value_or(AddressTest::Wanted{value.text, -1}));
    }
    return test;
}

FilterResult<FilterTest> portTest(const FilterTerm& term)
{
    AddressTest test{AddressTest::Side::Either, {}, {}};
    for (const FilterToken& value : term.values) {
        const auto ports = parseWantedPorts(value.text);
        if (!ports)
            return termProblem(Kind::NotAPort, value);
        test.wanted.push_back(*ports);
    }
    return test;
}

FilterResult<FilterTest> directionTest(const FilterTerm& term)
{
    DirectionTest test;
    for (const FilterToken& value : term.values) {
        const std::string word = foldedText(value.text);
        if (word != "in" && word != "out" && word != "none")
            return termProblem(Kind::NotADirection, value);
        (word == "in" ? test.in : word == "out" ? test.out : test.none) = true;
    }
    return test;
}

FilterResult<FilterTest> callTest(const FilterTerm& term)
{
    CallTest test;
    for (const FilterToken& value : term.values) {
        const auto named = operationsNamed(value.text);
        if (named.none())
            return termProblem(Kind::UnknownCall, value);
        test.operations |= named;
    }
    return test;
}

FilterResult<FilterTest> errnoTest(const FilterTerm& term)
{
    ErrnoTest test;
    for (const FilterToken& value : term.values) {
        const auto number = errnoNamed(value.text);
        if (!number)
            return termProblem(Kind::UnknownErrno, value);
        test.numbers.push_back(*number);
    }
    return test;
}

FilterResult<NumberTest> numberTest(const FilterToken& value, const FilterField& field)
{
    using Field = NumberTest::Field;
    const bool isDuration = field.values == FilterValues::Duration;
    const auto number = isDuration ? parseDuration(value.text) : parseCount(value.text);
    if (!number)
        return termProblem(isDuration ? Kind::NotADuration : Kind::NotANumber, value);
    const Field which = isDuration ? Field::Duration
        : field.name == "size"     ? Field::Size
        : field.name == "asked"    ? Field::Asked
        : field.name == "result"   ? Field::Result
                                   : Field::Number;
    return NumberTest{which, Comparison::Equal, *number};
}

/// What = and != compare for equality, and the rest in order.
Comparison comparisonOf(std::string_view sign)
{
    const bool orEqual = sign.size() == 2;
    if (sign[0] == '<')
        return orEqual ? Comparison::LessOrEqual : Comparison::Less;
    if (sign[0] == '>')
        return orEqual ? Comparison::GreaterOrEqual : Comparison::Greater;
    return Comparison::Equal;
}

FilterResult<FilterNode> numberNode(const FilterToken& value, const FilterField& field, std::string_view sign)
{
    auto test = numberTest(value, field);
    if (!test)
        return tl::unexpected(test.error());
    test->comparison = comparisonOf(sign);
    return testNode(*test);
}

/// Equal to a time is what began in the second, minute or day that it names.
FilterResult<FilterNode> timeNode(const FilterToken& value, std::string_view sign)
{
    const auto time = parseTime(value.text);
    if (!time)
        return termProblem(Kind::NotATime, value);
    NumberTest first{time->field, comparisonOf(sign), time->value};
    if (first.comparison != Comparison::Equal || time->span == 1)
        return testNode(first);
    first.comparison = Comparison::GreaterOrEqual;
    const NumberTest end{time->field, Comparison::Less, time->value + time->span};
    return FilterNode{FilterNode::Kind::And, {testNode(first), testNode(end)}, {}};
}

/// Numbers and times: one value with any comparison, or several that it may be equal to.
FilterResult<FilterNode> numberTerm(const FilterTerm& term, const FilterField& field)
{
    const std::string& sign = term.operation.text;
    const bool isOrder = sign[0] == '<' || sign[0] == '>';
    for (std::size_t i = 1; i < term.values.size(); ++i) {
        const FilterToken& before = term.values[i - 1];
        const FilterToken& value = term.values[i];
        if (value.begin == before.end + 1 && mayBeGrouped(before.text, value.text))
            return tl::unexpected(FilterProblem{Kind::GroupedDigits, before.begin, value.end});
    }
    if (isOrder && term.values.size() > 1)
        return termProblem(Kind::Unexpected, term.values[1]);
    FilterNode any{FilterNode::Kind::Or, {}, {}};
    for (const FilterToken& value : term.values) {
        auto node = field.values == FilterValues::Time ? timeNode(value, sign) : numberNode(value, field, sign);
        if (!node)
            return node;
        any.parts.push_back(std::move(*node));
    }
    FilterNode node = any.parts.size() == 1 ? any.parts.front() : any;
    return sign == "!=" ? negated(std::move(node)) : std::move(node);
}

FilterResult<FilterTest> fieldTest(const FilterTerm& term, const FilterField& field)
{
    switch (field.values) {
    case FilterValues::Address: return addressTest(term, field.name);
    case FilterValues::Port: return portTest(term);
    case FilterValues::Direction: return directionTest(term);
    case FilterValues::Call: return callTest(term);
    case FilterValues::Errno: return errnoTest(term);
    default: break;
    }
    auto name = textMatch(term);
    if (!name)
        return tl::unexpected(name.error());
    return EndpointTest{std::move(*name)};
}

} // namespace

FilterResult<FilterNode> makeTerm(const FilterTerm& term)
{
    if (term.operation.kind == FilterToken::Kind::End)
        return loneTerm(term.subject);
    if (term.operation.begin == term.subject.begin)
        return payloadTerm(term);
    const auto field = std::ranges::find(filterFields(), foldedText(term.subject.text), &FilterField::name);
    if (field == filterFields().end())
        return termProblem(Kind::UnknownField, term.subject);
    const bool isText = field->values == FilterValues::Name || field->values == FilterValues::Address;
    const bool isNumber = field->values == FilterValues::Count || field->values == FilterValues::Duration
        || field->values == FilterValues::Time;
    const std::string& sign = term.operation.text;
    const bool isCompare = term.operation.kind == FilterToken::Kind::Compare;
    const bool isOrder = isCompare && (sign[0] == '<' || sign[0] == '>');
    if ((isOrder && !isNumber) || (!isCompare && !isText))
        return termProblem(Kind::OperatorNotHere, term.operation);
    if (isText && !isCompare && term.values.size() > 1)
        return termProblem(Kind::Unexpected, term.values[1]);
    if (isNumber)
        return numberTerm(term, *field);
    auto test = fieldTest(term, *field);
    if (!test)
        return tl::unexpected(test.error());
    return sign == "!=" ? negated(testNode(std::move(*test))) : testNode(std::move(*test));
}

} // namespace query
