// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/urloptions.h"

#include "net/address.h"
#include "net/multicast.h"
#include "net/option.h"

#include <QStringBuilder>
#include <QStringList>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace session {

using namespace Qt::StringLiterals;

namespace {

constexpr double MostSeconds = 1e9; // fits into 64 bits of nanoseconds nine times over
constexpr std::uint32_t MostReceiveSize = 64 * 1024 * 1024;

/// A part of a query: "echo", or a name and its value, "backlog=5".
struct Part
{
    QString text;
    QString name = text.section(u'=', 0, 0);
    QString value = text.section(u'=', 1);
    bool hasValue = text.contains(u'=');
};

struct Word;

/// What the words of one query say together; the mode needs two of them.
struct Words
{
    std::optional<net::Mode> mode;
    std::optional<std::chrono::nanoseconds> timeout;
    std::optional<OpenError> problem; // what is wrong with a value, where more is known than that it does not fit
    std::vector<std::pair<const Word*, Part>> seen;
};

/// Sets a word's value; false when it is no value of that word.
using Apply = bool (*)(OpenRequest& request, Words& words, const QString& value);
/// Whether a word means anything to what is to be opened.
using Fits = bool (*)(const OpenRequest& request);
struct Word
{
    QLatin1StringView name;
    Apply apply;
    Fits fits;
    bool mayRepeat = false;
};

template <class Integer> std::optional<Integer> parseNumber(const QString& text, Integer least, Integer most)
{
    const std::string digits = text.toStdString();
    Integer number{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size() || number < least || number > most)
        return {};
    return number;
}

bool applyEcho(OpenRequest& request, Words& /*words*/, const QString& value)
{
    const bool on = value.isEmpty() || value == "1"_L1 || value == "on"_L1;
    if (!on && value != "0"_L1 && value != "off"_L1)
        return false;
    request.setup.behaviour = engine::echoIf(on);
    return true;
}

bool applyMode(OpenRequest& /*request*/, Words& words, const QString& value)
{
    if (value == "blocking"_L1)
        words.mode = net::Mode::Blocking;
    else if (value == "timeout"_L1)
        words.mode = net::Mode::Timeout;
    else if (value == "nonblocking"_L1 || value == "non-blocking"_L1)
        words.mode = net::Mode::NonBlocking;
    else
        return false;
    return true;
}

bool applyTimeout(OpenRequest& /*request*/, Words& words, const QString& value)
{
    words.timeout = parseSeconds(value);
    return words.timeout.has_value();
}

bool applyConnectTimeout(OpenRequest& request, Words& /*words*/, const QString& value)
{
    const auto timeout = parseSeconds(value);
    if (timeout)
        request.connectTimeout = *timeout;
    return timeout.has_value();
}

bool applyBacklog(OpenRequest& request, Words& /*words*/, const QString& value)
{
    const auto backlog = parseNumber<int>(value, 0, std::numeric_limits<int>::max());
    if (backlog)
        request.backlog = *backlog;
    return backlog.has_value();
}

bool applyFamily(OpenRequest& request, Words& /*words*/, const QString& value)
{
    if (value != "ipv4"_L1 && value != "ipv6"_L1)
        return false;
    request.family = value == "ipv4"_L1 ? AF_INET : AF_INET6;
    // A name may have addresses of both; an address is of its own.
    const auto address = net::Address::fromIp(request.host.toStdString(), request.port);
    return !address || address->family() == request.family;
}

/// ADDRESS[:PORT] or :PORT, for Unix sockets a path or an abstract name.
bool applyLocal(OpenRequest& request, Words& words, const QString& value)
{
    const auto local = parseLocal(request.protocol, value);
    if (local)
        request.local = *local;
    else
        words.problem = local.error();
    return local.has_value();
}

bool applyTtl(OpenRequest& request, Words& /*words*/, const QString& value)
{
    request.setup.ttl = parseNumber<std::uint8_t>(value, 1, 255);
    return request.setup.ttl.has_value();
}

bool applyReceive(OpenRequest& request, Words& /*words*/, const QString& value)
{
    if (value != "automatic"_L1 && value != "demand"_L1)
        return false;
    request.setup.receive = value == "demand"_L1 ? engine::ReceiveMode::OnDemand : engine::ReceiveMode::Automatic;
    return true;
}

bool applyBufsize(OpenRequest& request, Words& /*words*/, const QString& value)
{
    const auto size = parseNumber<std::uint32_t>(value, 1, MostReceiveSize);
    if (size)
        request.setup.receiveSize = *size;
    return size.has_value();
}

/// Permission bits, in octal as chmod(1) takes them.
bool applyFileMode(OpenRequest& request, Words& /*words*/, const QString& value)
{
    constexpr std::uint32_t Most = 0777;
    bool isNumber = false;
    const std::uint32_t mode = value.toUInt(&isNumber, 8);
    if (!isNumber || mode > Most)
        return false;
    request.setup.fileMode = mode;
    return true;
}

/// GROUP[%INTERFACE][,SOURCE]: set before bind(2), as any option.
bool applyJoin(OpenRequest& request, Words& /*words*/, const QString& value)
{
    const QString place = value.section(u',', 0, 0);
    const auto membership = net::parseMembership(place.section(u'%', 0, 0).toStdString(),
        value.section(u',', 1).toStdString(), place.section(u'%', 1).toStdString());
    const auto option = membership ? net::membershipOption(*membership, true)
                                   : base::Result<net::MembershipOption>(base::failure(membership.error()));
    if (!option)
        return false;
    request.setup.options.push_back({option->level, option->name, option->value});
    return true;
}

bool applyDatagram(OpenRequest& request, Words& /*words*/, const QString& value)
{
    constexpr std::uint32_t MostOfUdp = 65507; // an IPv4 packet less the headers of IP and UDP
    constexpr std::uint32_t MostOfUnix = 1024 * 1024; // SO_SNDBUF says how much of it goes
    const auto size = parseNumber<std::uint32_t>(value, 1, net::isUnix(request.protocol) ? MostOfUnix : MostOfUdp);
    if (size)
        request.datagramSize = *size;
    return size.has_value();
}

bool always(const OpenRequest&)
{
    return true;
}
bool connects(const OpenRequest& request)
{
    return request.as == OpenAs::Connection && net::hasConnections(request.protocol);
}
bool listens(const OpenRequest& request)
{
    return request.as == OpenAs::Listener && net::hasConnections(request.protocol);
}
bool bindsAFile(const OpenRequest& request)
{
    return net::isUnix(request.protocol) && (request.as == OpenAs::Listener || request.local);
}
bool isConnection(const OpenRequest& request)
{
    return request.as == OpenAs::Connection;
}
bool isIp(const OpenRequest& request)
{
    return !net::isUnix(request.protocol);
}
bool isUdp(const OpenRequest& request)
{
    return request.protocol == net::Protocol::Udp;
}
bool sendsMessages(const OpenRequest& request)
{
    return !net::isStream(request.protocol);
}

constexpr std::array KnownWords{
    Word{"echo"_L1, applyEcho, always},
    Word{"mode"_L1, applyMode, always},
    Word{"timeout"_L1, applyTimeout, always},
    Word{"connect_timeout"_L1, applyConnectTimeout, connects},
    Word{"backlog"_L1, applyBacklog, listens},
    Word{"local"_L1, applyLocal, isConnection},
    Word{"family"_L1, applyFamily, isIp},
    Word{"ttl"_L1, applyTtl, isIp},
    Word{"receive"_L1, applyReceive, always},
    Word{"bufsize"_L1, applyBufsize, always},
    Word{"datagram"_L1, applyDatagram, sendsMessages},
    Word{"file-mode"_L1, applyFileMode, bindsAFile},
    Word{"join"_L1, applyJoin, isUdp, true},
};

std::optional<OpenError> applySocketOption(OpenRequest& request, const Part& part)
{
    const net::OptionInfo* option = net::findOption(part.name.toStdString());
    if (option == nullptr)
        return OpenError{OpenProblem::UnknownOption, part.name, part.name};
    const bool isSwitchedOn = !part.hasValue && option->type == net::OptionType::Flag;
    auto bytes = net::parseOption(*option, isSwitchedOn ? "1" : part.value.toStdString());
    if (!bytes)
        return OpenError{OpenProblem::BadOptionValue, part.text, part.name};
    request.setup.options.push_back({option->level, option->name, *std::move(bytes)});
    return {};
}

std::optional<OpenError> applyPart(OpenRequest& request, Words& words, const Part& part)
{
    const auto* word = std::ranges::find_if(KnownWords, [&part](const Word& known) { return part.name == known.name; });
    if (word == KnownWords.end())
        return applySocketOption(request, part);
    const bool isThere = std::ranges::any_of(words.seen, [word](const auto& one) { return one.first == word; });
    if (isThere && !word->mayRepeat)
        return OpenError{OpenProblem::OptionTwice, part.name, part.name};
    words.seen.emplace_back(word, part);
    if ((!part.hasValue || !part.value.isEmpty()) && word->apply(request, words, part.value))
        return {};
    OpenError problem = words.problem.value_or(OpenError{OpenProblem::BadOptionValue, part.text});
    problem.option = part.name;
    return problem;
}

/// Mode and timeout together are settimeout's argument: None, a positive time, or 0.
bool applyModeWords(OpenRequest& request, const Words& words)
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
    if (error != std::errc{} || end != digits.data() + digits.size() || !(seconds <= MostSeconds))
        return {};
    return std::chrono::nanoseconds{std::llround(seconds * 1e9)};
}

std::optional<OpenError> applyUrlOptions(OpenRequest& request, const QString& query)
{
    Words words;
    const QStringList parts = query.split(u'&');
    for (const QString& text : parts) {
        if (auto problem = applyPart(request, words, Part{text}); problem)
            return problem;
    }
    for (const auto& [word, part] : words.seen) {
        if (!word->fits(request))
            return OpenError{OpenProblem::OptionWithoutUse, part.text, part.name};
    }
    if (!applyModeWords(request, words))
        return OpenError{OpenProblem::ModeAgainstTimeout, query, u"timeout"_s};
    request.options += request.options.isEmpty() ? query : QString(u'&' % query);
    return {};
}

} // namespace session
