// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/urloptions.h"

#include "net/option.h"
#include "session/urlwords.h"

#include <QStringBuilder>
#include <QStringList>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace session {

using namespace Qt::StringLiterals;

namespace {

/// A part of a query: "echo", or a name and its value, "backlog=5".
struct Part
{
    QString text;
    QString name = text.section(u'=', 0, 0);
    QString value = text.section(u'=', 1);
    bool hasValue = text.contains(u'=');
};

using Problems = std::vector<OpenError>;

bool isTold(const Problems& problems, const QString& option)
{
    return std::ranges::find(problems, option, &OpenError::option) != problems.end();
}

OpenError wrongValue(const Part& part, const ValueRule& rule)
{
    const bool isMissing = part.value.isEmpty() && rule.kind != ValueKind::ReadOnly;
    return {isMissing ? OpenProblem::OptionValueMissing : OpenProblem::BadOptionValue, part.text, part.name, rule};
}

std::optional<OpenError> applySocketOption(OpenRequest& request, const Part& part)
{
    const net::OptionInfo* option = net::findOption(part.name.toStdString());
    if (option == nullptr)
        return OpenError{OpenProblem::UnknownOption, part.name, part.name};
    const bool isSwitchedOn = !part.hasValue && option->type == net::OptionType::Flag;
    auto bytes = net::parseOption(*option, isSwitchedOn ? "1" : part.value.toStdString());
    if (!bytes)
        return wrongValue(part, ruleOf(*option));
    request.setup.options.push_back({option->level, option->name, *std::move(bytes)});
    return {};
}

/// The words of one query, as they are read.
struct Words
{
    SaidTogether said;
    std::vector<std::pair<const UrlWord*, Part>> seen;
};

std::optional<WordValue> valueOf(const Part& part, const ValueRule& rule)
{
    if (!part.value.isEmpty())
        return readWordValue(rule, part.value);
    // "echo" alone is on, "echo=" is nothing.
    const bool isOn = rule.kind == ValueKind::OnOff && !part.hasValue;
    return isOn ? std::optional(WordValue{{}, 1}) : std::nullopt;
}

std::optional<OpenError> applyPart(OpenRequest& request, Words& words, const Part& part)
{
    const UrlWord* word = findUrlWord(part.name);
    if (!word)
        return applySocketOption(request, part);
    const bool isThere = std::ranges::any_of(words.seen, [word](const auto& one) { return one.first == word; });
    if (isThere && !word->mayRepeat)
        return OpenError{OpenProblem::OptionTwice, part.name, part.name};
    words.seen.emplace_back(word, part);
    const ValueRule rule = word->rule(request.protocol);
    const auto value = valueOf(part, rule);
    words.said.problem.reset();
    if (value && word->apply(request, words.said, *value))
        return {};
    OpenError problem = words.said.problem.value_or(wrongValue(part, rule));
    problem.option = part.name;
    return problem;
}

/// Mode and timeout together are settimeout's argument: None, a positive time, or 0.
bool applyModeWords(OpenRequest& request, const SaidTogether& words)
{
    if (!words.mode && !words.timeout)
        return true;
    const auto timeout = words.timeout.value_or(std::chrono::nanoseconds{0});
    const net::Mode implied = timeout.count() > 0 ? net::Mode::Timeout : net::Mode::NonBlocking;
    const net::Mode mode = words.mode.value_or(implied);
    if ((mode == net::Mode::Timeout) != (timeout.count() > 0) || (mode == net::Mode::Blocking && words.timeout))
        return false;
    request.setup.mode = {mode, timeout};
    return true;
}

} // namespace

std::optional<std::chrono::nanoseconds> parseSeconds(const QString& text)
{
    const std::string digits = text.toStdString();
    if (digits.empty() || digits.find_first_not_of("0123456789.") != std::string::npos)
        return {};
    double seconds = 0;
    const auto [end, error]
        = std::from_chars(digits.data(), digits.data() + digits.size(), seconds, std::chars_format::fixed);
    if (error != std::errc{} || end != digits.data() + digits.size() || !(seconds <= double(MostSeconds)))
        return {};
    return std::chrono::nanoseconds{std::llround(seconds * 1e9)};
}

std::vector<OpenError> applyUrlOptions(OpenRequest& request, const QString& query)
{
    Words words;
    Problems problems;
    const QStringList parts = query.split(u'&');
    for (const QString& text : parts) {
        if (auto problem = applyPart(request, words, Part{text}); problem)
            problems.push_back(*std::move(problem));
    }
    for (const auto& [word, part] : words.seen) {
        if (!isTold(problems, part.name) && !word->fits(request))
            problems.push_back({OpenProblem::OptionWithoutUse, part.text, part.name});
    }
    const bool areModesRead = !isTold(problems, u"mode"_s) && !isTold(problems, u"timeout"_s);
    if (areModesRead && !applyModeWords(request, words.said))
        problems.push_back({OpenProblem::ModeAgainstTimeout, query, u"timeout"_s});
    if (problems.empty())
        request.options += request.options.isEmpty() ? query : QString(u'&' % query);
    return problems;
}

} // namespace session
