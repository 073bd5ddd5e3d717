// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/filtervalue.h"

#include "base/error.h"
#include "net/address.h"
#include "query/foldedtext.h"
#include "query/glob.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <limits>

namespace query {

namespace {

constexpr std::int64_t Second = 1'000'000'000;
constexpr int LastErrno = 133; // EHWPOISON, errno(3)
constexpr int LastResolveErrno = -12; // EAI_OVERFLOW, netdb.h

struct Unit
{
    std::string_view name;
    std::int64_t factor;
};

constexpr std::array CountUnits{Unit{"", 1}, Unit{"b", 1}, Unit{"byte", 1}, Unit{"bytes", 1}, Unit{"k", 1 << 10},
    Unit{"kib", 1 << 10}, Unit{"kb", 1000}, Unit{"m", 1 << 20}, Unit{"mib", 1 << 20}, Unit{"mb", 1'000'000},
    Unit{"g", 1 << 30}, Unit{"gib", 1 << 30}, Unit{"gb", Second}};
constexpr std::array DurationUnits{Unit{"", Second}, Unit{"s", Second}, Unit{"sec", Second}, Unit{"ms", 1'000'000},
    Unit{"msec", 1'000'000}, Unit{"us", 1000}, Unit{"usec", 1000}, Unit{"\xc2\xb5s", 1000}, Unit{"\xce\xbcs", 1000},
    Unit{"ns", 1}, Unit{"m", 60 * Second}, Unit{"min", 60 * Second}, Unit{"h", 3600 * Second}};

std::optional<std::int64_t> factorOf(std::string_view name, std::span<const Unit> units)
{
    const std::string folded = foldedText(name);
    for (const Unit& unit : units) {
        if (unit.name == folded)
            return unit.factor;
    }
    return {};
}

/// Reads a number from the beginning of `text` and takes it off.
template <class Number> std::optional<Number> takeNumber(std::string_view& text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{})
        return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

/// Two or four digits, then `after` (nothing for 0) is taken off `text` too.
std::optional<int> takeField(std::string_view& text, std::size_t digits, char after)
{
    if (text.size() < digits || text.substr(0, digits).find_first_not_of("0123456789") != std::string_view::npos)
        return {};
    auto field = text.substr(0, digits);
    text.remove_prefix(digits);
    if (after != '\0') {
        if (!text.starts_with(after))
            return {};
        text.remove_prefix(1);
    }
    return takeNumber<int>(field);
}

/// Nanoseconds, and how many it names from there on.
struct TimeSpan
{
    std::int64_t start = 0;
    std::int64_t length = 1;
};

/// ".25" of a second; the rest of `text` must be that or nothing.
std::optional<TimeSpan> takeFraction(std::string_view text)
{
    if (text.empty())
        return TimeSpan{0, Second};
    if (text[0] != '.' || text.size() == 1 || text.size() > 10
        || text.substr(1).find_first_not_of("0123456789") != std::string_view::npos)
        return {};
    TimeSpan fraction{0, Second};
    for (const char digit : text.substr(1)) {
        fraction.length /= 10;
        fraction.start += (digit - '0') * fraction.length;
    }
    return fraction;
}

/// "22:10", "22:10:05", "22:10:05.25", since midnight.
std::optional<TimeSpan> parseTimeOfDay(std::string_view text)
{
    const auto hours = takeField(text, 2, ':');
    const auto minutes = hours ? takeField(text, 2, '\0') : std::nullopt;
    if (!minutes || *hours > 23 || *minutes > 59)
        return {};
    const std::int64_t start = (*hours * 60 + *minutes) * 60 * Second;
    if (text.empty())
        return TimeSpan{start, 60 * Second};
    if (!text.starts_with(':'))
        return {};
    text.remove_prefix(1);
    const auto seconds = takeField(text, 2, '\0');
    if (!seconds || *seconds > 60) // 60 is a leap second
        return {};
    auto fraction = takeFraction(text);
    if (fraction)
        fraction->start += start + *seconds * Second;
    return fraction;
}

std::optional<TimeSpan> parseDate(std::string_view text)
{
    const bool utc = text.ends_with('Z');
    text.remove_suffix(utc ? 1 : 0);
    const auto year = takeField(text, 4, '-');
    const auto month = year ? takeField(text, 2, '-') : std::nullopt;
    const auto day = month ? takeField(text, 2, '\0') : std::nullopt;
    if (!day)
        return {};
    const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
        std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok()) // mktime(3) would go on into the next month
        return {};
    TimeSpan ofDay{0, 24 * 3600 * Second};
    if (!text.empty()) {
        if (text[0] != 'T' && text[0] != ' ')
            return {};
        const auto parsed = parseTimeOfDay(text.substr(1));
        if (!parsed)
            return {};
        ofDay = *parsed;
    }
    std::tm broken{};
    broken.tm_year = *year - 1900;
    broken.tm_mon = *month - 1;
    broken.tm_mday = *day;
    broken.tm_hour = static_cast<int>(ofDay.start / Second / 3600);
    broken.tm_min = static_cast<int>(ofDay.start / Second / 60 % 60);
    broken.tm_sec = static_cast<int>(ofDay.start / Second % 60);
    broken.tm_isdst = -1;
    const std::time_t seconds = utc ? ::timegm(&broken) : ::mktime(&broken);
    // Outside of what 64 bits of nanoseconds hold there are no records.
    if (seconds < 0 || seconds > std::numeric_limits<std::int64_t>::max() / Second - 1)
        return {};
    return TimeSpan{std::int64_t{seconds} * Second + ofDay.start % Second, ofDay.length};
}

/// "peer-closed" and "peer_closed" are "peer closed": a word needs no quotes.
std::string spaced(std::string_view text)
{
    std::string folded = foldedText(text);
    std::ranges::replace(folded, '-', ' ');
    std::ranges::replace(folded, '_', ' ');
    return folded;
}

} // namespace

std::optional<std::int64_t> parseCount(std::string_view text)
{
    // "000" is what is left of a number with grouped digits, or octal elsewhere.
    if (text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9')
        return {};
    const auto number = takeNumber<std::int64_t>(text);
    const auto factor = factorOf(text, CountUnits);
    if (!number || !factor || std::abs(*number) > std::numeric_limits<std::int64_t>::max() / *factor)
        return {};
    return *number * *factor;
}

std::optional<std::int64_t> parseDuration(std::string_view text)
{
    const auto number = takeNumber<double>(text);
    const auto factor = factorOf(text, DurationUnits);
    if (!number || !factor || !std::isfinite(*number))
        return {};
    const double nanoseconds = std::round(*number * static_cast<double>(*factor));
    if (std::abs(nanoseconds) > 9e18)
        return {};
    return static_cast<std::int64_t>(nanoseconds);
}

std::optional<FilterTime> parseTime(std::string_view text)
{
    using Field = NumberTest::Field;
    if (text.starts_with('+')) {
        const auto value = parseDuration(text.substr(1));
        return value ? std::optional(FilterTime{Field::SinceStart, *value}) : std::nullopt;
    }
    const bool isOfDay = text.size() > 2 && text[2] == ':';
    const auto span = isOfDay ? parseTimeOfDay(text) : parseDate(text);
    if (!span)
        return {};
    return FilterTime{isOfDay ? Field::TimeOfDay : Field::Time, span->start, span->length};
}

std::bitset<256> operationsNamed(std::string_view text)
{
    const std::string wanted = spaced(text);
    std::bitset<256> named;
    for (std::size_t i = 0; i < named.size(); ++i) {
        const std::string name = spaced(capture::operationName(static_cast<capture::Operation>(i)));
        if (capture::isKnown(static_cast<capture::Operation>(i)) && matchesGlob(wanted, name))
            named.set(i);
    }
    return named;
}

std::optional<int> errnoNamed(std::string_view text)
{
    std::string_view rest = text;
    if (const auto number = takeNumber<int>(rest))
        return rest.empty() ? number : std::nullopt;
    const std::string folded = foldedText(text);
    if (folded == "ewouldblock")
        return EAGAIN;
    for (int number = LastResolveErrno; number <= LastErrno; ++number) {
        if (number != 0 && foldedText(base::errnoName(number)) == folded)
            return number;
    }
    return {};
}

std::optional<AddressTest::Wanted> parseWantedAddress(std::string_view text)
{
    if (text.empty())
        return {};
    if (text[0] == '/' || text[0] == '@')
        return AddressTest::Wanted{std::string(text), -1};
    std::string_view host = text;
    std::int32_t port = -1;
    const std::size_t colon = text.rfind(':');
    const bool bracketed = text[0] == '[';
    const bool isIpv6 = !bracketed && colon != std::string_view::npos && text.find(':') != colon;
    if (colon != std::string_view::npos && !isIpv6 && !(bracketed && text.ends_with(']'))) {
        const auto parsed = net::parsePort(text.substr(colon + 1));
        if (!parsed)
            return {};
        port = *parsed;
        host = text.substr(0, colon);
    }
    if (host.empty())
        return AddressTest::Wanted{{}, port};
    const auto address = net::Address::fromIp(host, 0);
    if (!address)
        return {};
    return AddressTest::Wanted{address->host(), port};
}

std::optional<AddressTest::Wanted> parseWantedPorts(std::string_view text)
{
    const std::size_t dash = text.find('-');
    const auto first = net::parsePort(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : net::parsePort(text.substr(dash + 1));
    if (!first || !last || *last < *first)
        return {};
    return AddressTest::Wanted{{}, *first, *last};
}

std::vector<std::string> operationNames()
{
    std::vector<std::string> names;
    for (int i = 0; i < 256; ++i) {
        if (capture::isKnown(static_cast<capture::Operation>(i)))
            names.emplace_back(capture::operationName(static_cast<capture::Operation>(i)));
    }
    return names;
}

std::vector<std::string> errnoNames()
{
    std::vector<std::string> names;
    for (int number = 1; number <= LastErrno; ++number) {
        if (std::string name = base::errnoName(number); name.starts_with('E'))
            names.push_back(std::move(name));
    }
    return names;
}

} // namespace query
