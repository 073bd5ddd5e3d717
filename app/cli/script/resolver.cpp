// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/resolver.h"

#include "cli/script/signals.h"

#include <QUrl>

#include <netdb.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace cli::script {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostAtOnce = 8;
constexpr qsizetype LongestLabel = 63;

/// Shared by who waits and by the thread that asks, whoever ends last.
struct Question
{
    Lookup lookup;
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<LookupAnswer> answer; // guarded by mutex
};

LookupAnswer ask(const Lookup& lookup)
{
    addrinfo hints{};
    hints.ai_family = lookup.family;
    hints.ai_socktype = lookup.type;
    hints.ai_flags = lookup.flags;
    addrinfo* list = nullptr;
    const char* host = lookup.host ? lookup.host->c_str() : nullptr;
    const char* service = lookup.service ? lookup.service->c_str() : nullptr;
    LookupAnswer answer;
    answer.error = ::getaddrinfo(host, service, &hints, &list);
    answer.errorNumber = errno;
    if (answer.error != 0) {
        answer.end = LookupAnswer::End::Error;
        return answer;
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, ::freeaddrinfo);
    for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next)
        answer.entries.push_back({entry->ai_family, entry->ai_socktype, entry->ai_protocol,
            net::Address::fromSockaddr(entry->ai_addr, entry->ai_addrlen)});
    return answer;
}

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

LookupAnswer Resolver::find(const Lookup& lookup, std::optional<base::Monotonic::time_point> deadline, Caller& caller)
{
    const auto longest = base::Monotonic::now() + std::chrono::hours(24);
    const auto isLate = [&] { return base::Monotonic::now() >= deadline.value_or(longest); };
    (void)caller.wait(std::chrono::hours(24), [&] { return *m_running < MostAtOnce || isLate(); });

    const auto question = std::make_shared<Question>();
    question->lookup = lookup;
    ++*m_running;
    const SignalsBlocked blocked;
    std::thread([question, running = m_running] {
        LookupAnswer answer = ask(question->lookup);
        --*running;
        const std::scoped_lock lock(question->mutex);
        question->answer = std::move(answer);
        question->changed.notify_all();
    }).detach();

    std::unique_lock lock(question->mutex);
    while (!question->answer) {
        if (caller.isCancelled())
            return {.end = LookupAnswer::End::Cancelled};
        if (isLate())
            return {.end = LookupAnswer::End::TimedOut};
        question->changed.wait_for(lock, std::chrono::milliseconds(5));
    }
    return *std::move(question->answer);
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
