// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/filtervalue.h"

#include "base/error.h"
#include "capture/foldedtext.h"
#include "net/address.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <limits>

namespace capture {

namespace {

constexpr std::int64_t Second = 1'000'000'000;
constexpr int LastErrno = 133; // EHWPOISON, errno(3)
constexpr int LastResolveErrno = -12; // EAI_OVERFLOW, netdb.h

struct Unit
{
    std::string_view name;
    std::int64_t factor;
};

constexpr std::array CountUnits{Unit{"", 1}, Unit{"k", 1 << 10}, Unit{"kib", 1 << 10}, Unit{"m", 1 << 20},
    Unit{"mib", 1 << 20}, Unit{"g", 1 << 30}, Unit{"gib", 1 << 30}};
constexpr std::array DurationUnits{Unit{"", Second}, Unit{"s", Second}, Unit{"ms", 1'000'000}, Unit{"us", 1000},
    Unit{"\xc2\xb5s", 1000}, Unit{"ns", 1}, Unit{"m", 60 * Second}, Unit{"h", 3600 * Second}};

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

/// ".25" as nanoseconds; the rest of `text` must be that or nothing.
std::optional<std::int64_t> takeFraction(std::string_view text)
{
    if (text.empty())
        return 0;
    if (text[0] != '.' || text.size() == 1 || text.size() > 10
        || text.substr(1).find_first_not_of("0123456789") != std::string_view::npos)
        return {};
    std::string digits(text.substr(1));
    digits.resize(9, '0');
    std::string_view rest = digits;
    return takeNumber<std::int64_t>(rest);
}

/// "22:10", "22:10:05", "22:10:05.25": nanoseconds since midnight.
std::optional<std::int64_t> parseTimeOfDay(std::string_view text)
{
    const auto hours = takeField(text, 2, ':');
    const auto minutes = hours ? takeField(text, 2, '\0') : std::nullopt;
    if (!minutes || *hours > 23 || *minutes > 59)
        return {};
    std::int64_t seconds = 0;
    if (text.starts_with(':')) {
        text.remove_prefix(1);
        const auto field = takeField(text, 2, '\0');
        if (!field || *field > 60) // 60 is a leap second
            return {};
        seconds = *field;
    } else if (!text.empty()) {
        return {};
    }
    const auto fraction = takeFraction(text);
    if (!fraction)
        return {};
    return ((*hours * 60 + *minutes) * 60 + seconds) * Second + *fraction;
}

std::optional<std::int64_t> parseDate(std::string_view text)
{
    const bool utc = text.ends_with('Z');
    text.remove_suffix(utc ? 1 : 0);
    const auto year = takeField(text, 4, '-');
    const auto month = year ? takeField(text, 2, '-') : std::nullopt;
    const auto day = month ? takeField(text, 2, '\0') : std::nullopt;
    if (!day || *month < 1 || *month > 12 || *day < 1 || *day > 31)
        return {};
    std::int64_t ofDay = 0;
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
    broken.tm_hour = static_cast<int>(ofDay / Second / 3600);
    broken.tm_min = static_cast<int>(ofDay / Second / 60 % 60);
    broken.tm_sec = static_cast<int>(ofDay / Second % 60);
    broken.tm_isdst = -1;
    const std::time_t seconds = utc ? ::timegm(&broken) : ::mktime(&broken);
    // Outside of what 64 bits of nanoseconds hold there are no records.
    if (seconds < 0 || seconds > std::numeric_limits<std::int64_t>::max() / Second - 1)
        return {};
    return std::int64_t{seconds} * Second + ofDay % Second;
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

std::optional<std::pair<NumberTest::Field, std::int64_t>> parseTime(std::string_view text)
{
    using Field = NumberTest::Field;
    std::optional<std::int64_t> value;
    Field field = Field::Time;
    if (text.starts_with('+')) {
        field = Field::SinceStart;
        value = parseDuration(text.substr(1));
    } else if (text.size() > 2 && text[2] == ':') {
        field = Field::TimeOfDay;
        value = parseTimeOfDay(text);
    } else {
        value = parseDate(text);
    }
    return value ? std::optional(std::pair(field, *value)) : std::nullopt;
}

std::bitset<256> operationsNamed(std::string_view text)
{
    std::string wanted = spaced(text);
    const bool isPrefix = wanted.ends_with('*');
    if (isPrefix)
        wanted.pop_back();
    std::bitset<256> named;
    for (std::size_t i = 0; i < named.size(); ++i) {
        const std::string name = spaced(operationName(static_cast<Operation>(i)));
        if (isKnown(static_cast<Operation>(i)) && (isPrefix ? name.starts_with(wanted) : name == wanted))
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

std::vector<std::string> operationNames()
{
    std::vector<std::string> names;
    for (int i = 0; i < 256; ++i) {
        if (isKnown(static_cast<Operation>(i)))
            names.emplace_back(operationName(static_cast<Operation>(i)));
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

} // namespace capture
