// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/urlwords.h"

#include "net/address.h"
#include "net/multicast.h"
#include "net/option.h"
#include "session/replyfile.h"
#include "session/urloptions.h"

#include <QStringBuilder>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace session {

using namespace Qt::StringLiterals;

namespace {

// --- rules -----------------------------------------------------------------------------------------------------------

template <ValueKind kind> ValueRule plainRule(net::Protocol /*protocol*/)
{
    return {kind};
}
template <qint64 least, qint64 most> ValueRule numberRule(net::Protocol /*protocol*/)
{
    return {ValueKind::Number, least, most};
}
ValueRule timeRule(net::Protocol /*protocol*/)
{
    return {ValueKind::Seconds, 0, MostSeconds};
}
ValueRule modeRule(net::Protocol /*protocol*/)
{
    return {ValueKind::OneOf, 0, 0, {u"blocking"_s, u"timeout"_s, u"nonblocking"_s}};
}
ValueRule familyRule(net::Protocol /*protocol*/)
{
    return {ValueKind::OneOf, 0, 0, {u"ipv4"_s, u"ipv6"_s}};
}
ValueRule receiveRule(net::Protocol /*protocol*/)
{
    return {ValueKind::OneOf, 0, 0, {u"automatic"_s, u"demand"_s}};
}
ValueRule bufsizeRule(net::Protocol protocol)
{
    return {ValueKind::Number, 1, engine::mostReceiveSize(protocol)};
}
ValueRule datagramRule(net::Protocol protocol)
{
    constexpr qint64 MostOfUdp = 65507; // an IPv4 packet less the headers of IP and UDP
    constexpr qint64 MostOfUnix = 1024 * 1024; // SO_SNDBUF says how much of it goes
    return {ValueKind::Number, 1, net::isUnix(protocol) ? MostOfUnix : MostOfUdp};
}

// --- what they set ---------------------------------------------------------------------------------------------------

bool applyEcho(OpenRequest& request, SaidTogether& /*said*/, const WordValue& value)
{
    request.setup.behaviour = engine::echoIf(value.number != 0);
    return true;
}

bool applyReply(OpenRequest& request, SaidTogether& said, const WordValue& value)
{
    auto rules = readReplyFile(value.text);
    if (!rules) {
        const ReplyFileProblem& problem = rules.error();
        const bool isUnread = problem.errorNumber != 0;
        said.problem = OpenError{isUnread ? OpenProblem::ReplyFileUnreadable : OpenProblem::ReplyFileWrong,
            isUnread ? value.text : QString(value.text % u": " % problem.place), {}, problem.allowed,
            problem.errorNumber};
        return false;
    }
    request.setup.behaviour = engine::Reply{*std::move(rules)};
    return true;
}

bool applyMode(OpenRequest& /*request*/, SaidTogether& said, const WordValue& value)
{
    if (value.text == "blocking"_L1)
        said.mode = net::Mode::Blocking;
    else
        said.mode = value.text == "timeout"_L1 ? net::Mode::Timeout : net::Mode::NonBlocking;
    return true;
}

bool applyTimeout(OpenRequest& /*request*/, SaidTogether& said, const WordValue& value)
{
    said.timeout = value.time;
    return true;
}

bool applyConnectTimeout(OpenRequest& request, SaidTogether& /*said*/, const WordValue& value)
{
    request.connectTimeout = value.time;
    return true;
}

bool applyBacklog(OpenRequest& request, SaidTogether& /*said*/, const WordValue& value)
{
    request.backlog = int(value.number);
    return true;
}

bool applyFamily(OpenRequest& request, SaidTogether& said, const WordValue& value)
{
    request.family = value.text == "ipv4"_L1 ? AF_INET : AF_INET6;
    // A name may have addresses of both; an address is of its own.
    const auto address = net::Address::fromIp(request.host.toStdString(), request.port);
    if (!address || address->family() == request.family)
        return true;
    said.problem = OpenError{OpenProblem::FamilyAgainstAddress, request.host};
    return false;
}

bool applyLocal(OpenRequest& request, SaidTogether& said, const WordValue& value)
{
    const auto local = parseLocal(request.protocol, value.text);
    if (local)
        request.local = *local;
    else
        said.problem = local.error();
    return local.has_value();
}

bool applyTtl(OpenRequest& request, SaidTogether& /*said*/, const WordValue& value)
{
    request.setup.ttl = std::uint8_t(value.number);
    return true;
}

bool applyReceive(OpenRequest& request, SaidTogether& /*said*/, const WordValue& value)
{
    request.setup.receive = value.text == "demand"_L1 ? engine::ReceiveMode::OnDemand : engine::ReceiveMode::Automatic;
    return true;
}

bool applyBufsize(OpenRequest& request, SaidTogether& /*said*/, const WordValue& value)
{
    request.setup.receiveSize = std::uint32_t(value.number);
    return true;
}

bool applyDatagram(OpenRequest& request, SaidTogether& /*said*/, const WordValue& value)
{
    request.datagramSize = std::uint32_t(value.number);
    return true;
}

bool applyFileMode(OpenRequest& request, SaidTogether& /*said*/, const WordValue& value)
{
    request.setup.fileMode = net::FileMode(value.number);
    return true;
}

/// Set before bind(2), as any option.
bool applyJoin(OpenRequest& request, SaidTogether& /*said*/, const WordValue& value)
{
    const QString place = value.text.section(u',', 0, 0);
    const auto membership = net::parseMembership(place.section(u'%', 0, 0).toStdString(),
        value.text.section(u',', 1).toStdString(), place.section(u'%', 1).toStdString());
    const auto option = membership ? net::membershipOption(*membership, true)
                                   : base::Result<net::MembershipOption>(base::failure(membership.error()));
    if (!option)
        return false;
    request.setup.options.push_back({option->level, option->name, option->value});
    return true;
}

// --- what they mean something to -------------------------------------------------------------------------------------

bool always(const OpenRequest&)
{
    return true;
}
bool echoesIfAnything(const OpenRequest& request)
{
    return !std::holds_alternative<engine::Reply>(request.setup.behaviour);
}
bool replies(const OpenRequest& request)
{
    return std::holds_alternative<engine::Reply>(request.setup.behaviour);
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
    UrlWord{"echo"_L1, plainRule<ValueKind::OnOff>, applyEcho, echoesIfAnything},
    UrlWord{"reply"_L1, plainRule<ValueKind::ReplyFile>, applyReply, replies},
    UrlWord{"mode"_L1, modeRule, applyMode, always},
    UrlWord{"timeout"_L1, timeRule, applyTimeout, always},
    UrlWord{"connect_timeout"_L1, timeRule, applyConnectTimeout, connects},
    UrlWord{"backlog"_L1, numberRule<0, std::numeric_limits<int>::max()>, applyBacklog, listens},
    UrlWord{"local"_L1, plainRule<ValueKind::Local>, applyLocal, isConnection},
    UrlWord{"family"_L1, familyRule, applyFamily, isIp},
    UrlWord{"ttl"_L1, numberRule<1, 255>, applyTtl, isIp},
    UrlWord{"receive"_L1, receiveRule, applyReceive, always},
    UrlWord{"bufsize"_L1, bufsizeRule, applyBufsize, always},
    UrlWord{"datagram"_L1, datagramRule, applyDatagram, sendsMessages},
    UrlWord{"file-mode"_L1, plainRule<ValueKind::Permissions>, applyFileMode, bindsAFile},
    UrlWord{"join"_L1, plainRule<ValueKind::Group>, applyJoin, isUdp, true},
};

// --- values ----------------------------------------------------------------------------------------------------------

/// Digits in this base and nothing else.
std::optional<qint64> readNumber(const QString& text, qint64 least, qint64 most, int base)
{
    const std::string digits = text.toStdString();
    qint64 number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    if (error != std::errc{} || end != digits.data() + digits.size() || number < least || number > most)
        return {};
    return number;
}

std::optional<qint64> readSwitch(const QString& text)
{
    if (text == "1"_L1 || text == "on"_L1)
        return 1;
    if (text == "0"_L1 || text == "off"_L1)
        return 0;
    return {};
}

std::optional<WordValue> withNumber(const QString& text, std::optional<qint64> number)
{
    return number ? std::optional(WordValue{text, *number}) : std::nullopt;
}

} // namespace

std::span<const UrlWord> urlWords()
{
    return KnownWords;
}

const UrlWord* findUrlWord(QStringView name)
{
    const auto* found = std::ranges::find_if(KnownWords, [name](const UrlWord& word) { return word.name == name; });
    return found == KnownWords.end() ? nullptr : found;
}

std::optional<WordValue> readWordValue(const ValueRule& rule, const QString& text)
{
    constexpr int Octal = 8;
    constexpr qint64 AllPermissions = 0777;
    switch (rule.kind) {
    case ValueKind::OnOff: return withNumber(text, readSwitch(text));
    case ValueKind::Number: return withNumber(text, readNumber(text, rule.least, rule.most, 10));
    case ValueKind::Permissions: return withNumber(text, readNumber(text, 0, AllPermissions, Octal));
    case ValueKind::Seconds: {
        const auto time = parseSeconds(text);
        return time ? std::optional(WordValue{text, 0, *time}) : std::nullopt;
    }
    case ValueKind::OneOf: {
        // Written as Python's documentation and as a person's sentence have it.
        const QString plain = text == "non-blocking"_L1 ? u"nonblocking"_s : text;
        return rule.names.contains(plain) ? std::optional(WordValue{plain}) : std::nullopt;
    }
    default: return WordValue{text};
    }
}

ValueRule valueRule(const QString& name, net::Protocol protocol)
{
    if (const UrlWord* word = findUrlWord(name))
        return word->rule(protocol);
    const net::OptionInfo* option = net::findOption(name.toStdString());
    return option ? ruleOf(*option) : ValueRule{};
}

} // namespace session
