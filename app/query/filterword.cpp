// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filterword.h"

#include "base/hexdigit.h"
#include "net/address.h"
#include "query/filtervalue.h"
#include "query/foldedtext.h"

#include <algorithm>
#include <array>
#include <utility>

namespace query {

namespace {

using Kind = FilterProblem::Kind;

constexpr std::string_view HexPrefix = "hex:";

/// Wireshark's fields and tcpdump's words, in lower case.
constexpr auto Elsewhere = std::to_array<std::pair<std::string_view, std::string_view>>({{"ip.addr", "host"},
    {"ip.host", "host"}, {"ipv6.addr", "host"}, {"ipv6.host", "host"}, {"ip.src", "local or peer"},
    {"ip.dst", "local or peer"}, {"ipv6.src", "local or peer"}, {"ipv6.dst", "local or peer"}, {"src", "local or peer"},
    {"dst", "local or peer"}, {"source", "local or peer"}, {"destination", "local or peer"}, {"net", "host = 10.0.*"},
    {"src host", "local or peer"}, {"dst host", "local or peer"}, {"src net", "local = 10.0.* or peer = 10.0.*"},
    {"dst net", "local = 10.0.* or peer = 10.0.*"}, {"src port", "local = :80 or peer = :80"},
    {"dst port", "local = :80 or peer = :80"}, {"local host", "local"}, {"peer host", "peer"},
    {"local net", "local = 10.0.*"}, {"peer net", "peer = 10.0.*"}, {"local port", "local = :80"},
    {"peer port", "peer = :80"}, {"tcp.port", "port"}, {"udp.port", "port"}, {"tcp.srcport", "port"},
    {"tcp.dstport", "port"}, {"udp.srcport", "port"}, {"udp.dstport", "port"}, {"portrange", "port = 50-100"},
    {"frame.len", "size"}, {"frame.cap_len", "size"}, {"tcp.len", "size"}, {"udp.length", "size"}, {"data.len", "size"},
    {"len", "size"}, {"length", "size"}, {"bytes", "size"}, {"greater", "size >="}, {"less", "size <="},
    {"frame.number", "n"}, {"number", "n"}, {"frame.time", "time"}, {"frame.time_relative", "time > +3"},
    {"frame", "contains or matches"}, {"payload", "contains or matches"}, {"tcp.payload", "contains or matches"},
    {"udp.payload", "contains or matches"}, {"data.data", "contains or matches"}, {"data", "contains or matches"},
    {"data.text", "contains or matches"}, {"proto", "tcp, udp or unix"}, {"protocol", "tcp, udp or unix"},
    {"ip.proto", "tcp, udp or unix"}, {"tcp.stream", "endpoint = tcp/1"}, {"udp.stream", "endpoint = udp/1"},
    {"tcp.analysis.retransmission", "retransmission"}, {"tcp.analysis.out_of_order", "outoforder"},
    {"tcp.analysis.lost_segment", "gaps"}, {"tcp.analysis.keep_alive", "retransmission"},
    {"tcp.flags.reset", "errno = ECONNRESET"}});
/// What the fields of Wireshark begin with that people filter by here.
constexpr std::array<std::string_view, 7> ElsewherePrefixes{"tcp.", "udp.", "ip.", "ipv6.", "frame.", "eth.", "data."};

bool isHexDigits(std::string_view text)
{
    const auto isDigit = [](char c) { return base::hexValue(static_cast<unsigned char>(c)) >= 0; };
    return std::ranges::all_of(text, isDigit);
}

bool isDigits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool beginsWithLetter(std::string_view text)
{
    // Beyond ASCII too: µs.
    return !text.empty() && ((foldedChar(text[0]) >= 'a' && foldedChar(text[0]) <= 'z') || (text[0] & 0x80) != 0);
}

/// \n, \x0d and their kin, which only quotes make one character of.
bool hasEscape(std::string_view word)
{
    for (std::size_t at = 0; at + 1 < word.size(); ++at) {
        if (word[at] != '\\')
            continue;
        ++at; // a second backslash begins no escape
        if (std::string_view("nrt0x").find(word[at]) != std::string_view::npos)
            return true;
    }
    return false;
}

/// "/^GET/i": slashes around what is hardly a path.
bool looksLikeRegex(std::string_view word)
{
    if (word.ends_with("/i"))
        word.remove_suffix(1);
    return word.size() > 2 && word.starts_with('/') && word.ends_with('/')
        && word.find_first_of("^$*+?[]{}|\\") != std::string_view::npos;
}

/// "0x0d0a", and Wireshark's "0d:0a".
bool looksLikeBytes(std::string_view word)
{
    if (word.size() > 2 && foldedText(word.substr(0, 2)) == "0x")
        return isHexDigits(word.substr(2));
    if (word.size() < 5 || word.size() % 3 != 2)
        return false;
    for (std::size_t at = 0; at < word.size(); at += 3) {
        if (!isHexDigits(word.substr(at, 2)) || (at > 0 && word[at - 1] != ':'))
            return false;
    }
    return true;
}

} // namespace

std::optional<std::string> joinedValue(FilterValues values, std::string_view value, std::string_view next)
{
    std::string joined(value);
    switch (values) {
    case FilterValues::Count:
    case FilterValues::Duration: {
        joined += next;
        const bool isOne = beginsWithLetter(next)
            && (values == FilterValues::Count ? parseCount(joined) : parseDuration(joined)).has_value();
        return isOne ? std::optional(joined) : std::nullopt;
    }
    case FilterValues::Time:
        // After a + comes a duration, after a date a time of day.
        joined += value.starts_with('+') ? "" : " ";
        joined += next;
        return parseTime(joined) ? std::optional(joined) : std::nullopt;
    default: return {};
    }
}

std::optional<std::string> joinedBytes(std::string_view value, std::string_view next)
{
    const bool isHex = foldedText(value.substr(0, HexPrefix.size())) == HexPrefix;
    if (!isHex || next.size() % 2 != 0 || !isHexDigits(next) || !isHexDigits(value.substr(HexPrefix.size())))
        return {};
    return std::string(value) + std::string(next);
}

std::optional<FilterProblem::Kind> textProblem(std::string_view word)
{
    if (word.starts_with('\''))
        return Kind::SingleQuote;
    if (hasEscape(word))
        return Kind::EscapeNeedsQuotes;
    if (looksLikeBytes(word))
        return Kind::BytesNeedHex;
    if (word.size() > 1 && (word.starts_with('*') || word.ends_with('*')))
        return Kind::NoWildcardHere;
    return {};
}

std::optional<FilterProblem::Kind> loneWordProblem(std::string_view word)
{
    if (looksLikeRegex(word))
        return Kind::RegexNeedsMatches;
    const std::string folded = foldedText(word);
    const auto begins = [&folded](std::string_view prefix) { return folded.starts_with(prefix); };
    const bool isName = folded.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._") == std::string::npos;
    if (isName && std::ranges::any_of(ElsewherePrefixes, begins))
        return Kind::UnknownField;
    const std::size_t colon = word.find(':');
    const bool isField = colon != std::string_view::npos
        && std::ranges::find(filterFields(), foldedText(word.substr(0, colon)), &FilterField::name)
            != filterFields().end();
    return isField ? std::optional(Kind::FieldWithColon) : textProblem(word);
}

std::string_view wordHere(std::string_view elsewhere)
{
    const std::string folded = foldedText(elsewhere);
    const auto found = std::ranges::find(Elsewhere, folded, [](const auto& row) { return row.first; });
    return found == Elsewhere.end() ? std::string_view() : found->second;
}

bool isNetwork(std::string_view word)
{
    const std::size_t slash = word.find('/');
    return slash != std::string_view::npos && isDigits(word.substr(slash + 1))
        && net::Address::fromIp(word.substr(0, slash), 0).has_value();
}

bool mayBeGrouped(std::string_view before, std::string_view after)
{
    return isDigits(before) && before.size() <= 3 && isDigits(after.substr(0, 3)) && after.size() == 3;
}

} // namespace query
