// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/resolver.h"

#include <QUrl>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestLabel = 63;

/// A label that is ASCII goes as it is; QUrl::toAce would refuse an underscore or a blank, which the resolver judges.
std::optional<QString> asciiLabel(const QString& label)
{
    const bool isAscii = std::all_of(label.begin(), label.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (!isAscii && label.startsWith("xn--"_L1, Qt::CaseInsensitive))
        return std::nullopt;
    // IDNA 2003 in Python and the transitional processing of UTS 46 agree on what differs from IDNA 2008.
    const QString ascii = isAscii
        ? label
        : QString::fromLatin1(QUrl::toAce(label, QUrl::AceTransitionalProcessing | QUrl::IgnoreIDNWhitelist));
    if (ascii.isEmpty() || ascii.size() > LongestLabel)
        return std::nullopt;
    return ascii;
}

} // namespace

LookupEnd lookUp(engine::Lookup& lookup, engine::LookupQuestion question,
    std::optional<base::Monotonic::time_point> deadline, Caller& caller)
{
    std::mutex mutex;
    std::optional<engine::LookupAnswer> answer; // guarded by mutex
    auto ticket = lookup.ask(std::move(question), [&mutex, &answer](engine::LookupAnswer found) {
        const std::scoped_lock lock(mutex);
        answer = std::move(found);
    });
    const auto isAnswered = [&mutex, &answer] {
        const std::scoped_lock lock(mutex);
        return answer.has_value();
    };
    const std::chrono::nanoseconds longest = std::chrono::hours(24);
    const auto wait = deadline ? std::max(*deadline - base::Monotonic::now(), base::Monotonic::duration(0)) : longest;
    const bool goesOn = caller.wait(wait, isAnswered);
    ticket.cancel();
    if (answer)
        return {LookupEnd::As::Answered, *std::move(answer)};
    return {goesOn ? LookupEnd::As::TimedOut : LookupEnd::As::Cancelled, {}};
}

std::optional<std::string> asciiHost(const QString& host)
{
    const bool isAscii = std::all_of(host.begin(), host.end(), [](QChar c) { return c.unicode() < 0x80; });
    QString dotted = host;
    if (!isAscii) {
        for (const char16_t dot : {u'\u3002', u'\uff0e', u'\uff61'})
            dotted.replace(QChar(dot), u'.');
    }
    QStringList labels = dotted.split(u'.');
    const bool endsWithDot = labels.size() > 1 && labels.last().isEmpty();
    if (endsWithDot)
        labels.removeLast();
    if (host.isEmpty())
        return std::string();
    QStringList ascii;
    for (const QString& label : labels) {
        const auto one = asciiLabel(label);
        if (!one)
            return std::nullopt;
        ascii.append(*one);
    }
    return QString(ascii.join(u'.') + (endsWithDot ? u"."_s : QString())).toStdString();
}

} // namespace cli::script
