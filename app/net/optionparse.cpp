// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/option.h"

#include <arpa/inet.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <optional>

namespace net {

namespace {

using Bytes = base::Result<std::vector<std::byte>>;

constexpr std::int64_t MicrosecondsPerSecond = 1'000'000;

/// ASCII only: the locale must not change what a value means.
char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSame(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lowered(x) == lowered(y); });
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

template <class Value> std::vector<std::byte> bytesOf(const Value& value)
{
    const auto bytes = std::as_bytes(std::span(&value, 1));
    return {bytes.begin(), bytes.end()};
}

base::Error notAValue(const OptionInfo& option)
{
    return {EINVAL, option.setOperation};
}
base::Error outOfRange(const OptionInfo& option)
{
    return {ERANGE, option.setOperation};
}

/// A suffix that a number may have, and what it counts in the option's own unit.
struct Suffix
{
    std::string_view text;
    OptionUnit unit;
    std::int64_t factor;
};

constexpr std::array Suffixes{
    Suffix{"B", OptionUnit::Bytes, 1},
    Suffix{"bytes", OptionUnit::Bytes, 1},
    Suffix{"KiB", OptionUnit::Bytes, std::int64_t{1} << 10},
    Suffix{"MiB", OptionUnit::Bytes, std::int64_t{1} << 20},
    Suffix{"GiB", OptionUnit::Bytes, std::int64_t{1} << 30},
    Suffix{"s", OptionUnit::Seconds, 1},
    Suffix{"min", OptionUnit::Seconds, 60},
    Suffix{"h", OptionUnit::Seconds, 3600},
    Suffix{"ms", OptionUnit::Milliseconds, 1},
    Suffix{"s", OptionUnit::Milliseconds, 1000},
    Suffix{"us", OptionUnit::Microseconds, 1},
    Suffix{"ms", OptionUnit::Microseconds, 1000},
    Suffix{"s", OptionUnit::Microseconds, MicrosecondsPerSecond},
    Suffix{"hops", OptionUnit::Hops, 1},
};

/// What one of the suffix counts; nothing when the unit has no such suffix.
std::optional<std::int64_t> factorOf(OptionUnit unit, std::string_view text)
{
    if (text.empty())
        return 1;
    const auto* suffix = std::find_if(Suffixes.begin(), Suffixes.end(),
        [unit, text](const Suffix& each) { return each.unit == unit && isSame(each.text, text); });
    if (suffix == Suffixes.end())
        return std::nullopt;
    return suffix->factor;
}

/// An integer, decimal or 0x, with an optional suffix of the unit. Errors: EINVAL, ERANGE beyond 64 bits.
base::Result<std::int64_t> parseNumber(const OptionInfo& option, std::string_view text)
{
    const bool isNegative = text.starts_with('-');
    std::string_view digits = isNegative || text.starts_with('+') ? text.substr(1) : text;
    const bool isHex = digits.starts_with("0x") || digits.starts_with("0X");
    if (isHex)
        digits.remove_prefix(2);
    std::uint64_t magnitude = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, isHex ? 16 : 10);
    if (code == std::errc::invalid_argument)
        return base::failure(notAValue(option));
    const auto factor = factorOf(option.unit, trimmed(digits.substr(static_cast<std::size_t>(end - digits.data()))));
    if (!factor)
        return base::failure(notAValue(option));
    const auto limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max() / *factor);
    if (code == std::errc::result_out_of_range || magnitude > limit)
        return base::failure(outOfRange(option));
    const std::int64_t value = static_cast<std::int64_t>(magnitude) * *factor;
    return isNegative ? -value : value;
}

const NamedValue* findChoice(const OptionInfo& option, std::string_view text)
{
    const auto found = std::find_if(option.choices.begin(), option.choices.end(),
        [text](const NamedValue& each) { return isSame(each.name, text); });
    return found == option.choices.end() ? nullptr : &*found;
}

bool isChoice(const OptionInfo& option, std::int64_t value)
{
    return std::any_of(
        option.choices.begin(), option.choices.end(), [value](const NamedValue& each) { return each.value == value; });
}

/// A number or a named value of the option. Errors: EINVAL, ERANGE for a number outside the range that has no name.
base::Result<std::int64_t> parseValue(const OptionInfo& option, std::string_view text)
{
    if (const NamedValue* choice = findChoice(option, text))
        return choice->value;
    const auto number = parseNumber(option, text);
    if (!number)
        return number;
    if ((*number < option.minimum || *number > option.maximum) && !isChoice(option, *number))
        return base::failure(outOfRange(option));
    return number;
}

Bytes parseInt(const OptionInfo& option, std::string_view text)
{
    const auto value = parseValue(option, text);
    if (!value)
        return base::failure(value.error());
    if (option.type == OptionType::Wide)
        return bytesOf(*value);
    // Bit by bit: above INT_MAX the kernel reads the int as unsigned (SO_MARK, TCP_NOTSENT_LOWAT).
    return bytesOf(static_cast<std::uint32_t>(*value));
}

Bytes parseFlag(const OptionInfo& option, std::string_view text)
{
    for (const std::string_view word : {"on", "true", "yes"})
        if (isSame(text, word))
            return bytesOf(1);
    for (const std::string_view word : {"off", "false", "no"})
        if (isSame(text, word))
            return bytesOf(0);
    return parseInt(option, text);
}

/// "A|B|0x10": names and numbers. "0" is none.
Bytes parseBits(const OptionInfo& option, std::string_view text)
{
    std::int64_t bits = 0;
    for (bool isLast = false; !isLast;) {
        const std::size_t bar = text.find('|');
        const auto value = parseValue(option, trimmed(text.substr(0, bar)));
        if (!value)
            return base::failure(value.error());
        bits |= *value;
        isLast = bar == std::string_view::npos;
        if (!isLast)
            text.remove_prefix(bar + 1);
    }
    return bytesOf(static_cast<int>(bits));
}

Bytes parseLinger(const OptionInfo& option, std::string_view text)
{
    if (isSame(text, "off"))
        return bytesOf(linger{0, 0});
    const auto seconds = parseValue(option, text);
    if (!seconds)
        return base::failure(seconds.error());
    return bytesOf(linger{1, static_cast<int>(*seconds)});
}

/// Seconds with up to six decimals, or a number with a unit: "2.5", "1500 ms". Errors: EINVAL, ERANGE.
Bytes parseTime(const OptionInfo& option, std::string_view text)
{
    const bool isNegative = text.starts_with('-');
    if (isNegative)
        text.remove_prefix(1);
    const auto* point = std::find_if_not(text.begin(), text.end(), isDigit);
    const std::string_view whole(text.data(), static_cast<std::size_t>(point - text.begin()));
    std::string_view rest = text.substr(whole.size());
    std::string_view decimals;
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        const auto* end = std::find_if_not(rest.begin(), rest.end(), isDigit);
        decimals = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
        rest.remove_prefix(decimals.size());
    }
    const std::string_view suffix = trimmed(rest);
    const auto unit = factorOf(OptionUnit::Microseconds, suffix.empty() ? "s" : suffix);
    if (!unit || whole.size() + decimals.size() == 0)
        return base::failure(notAValue(option));

    // Digit by digit in microseconds; a decimal below a microsecond would be lost, so it is refused.
    std::int64_t microseconds = 0;
    const std::int64_t limit = option.maximum * MicrosecondsPerSecond;
    for (const char c : whole) {
        microseconds = microseconds * 10 + (c - '0') * *unit;
        if (microseconds > limit)
            return base::failure(outOfRange(option));
    }
    std::int64_t place = *unit;
    for (const char c : decimals) {
        if (c != '0' && place % 10 != 0)
            return base::failure(notAValue(option));
        place /= 10;
        microseconds += (c - '0') * place;
    }
    if (microseconds > limit || (isNegative && microseconds != 0))
        return base::failure(outOfRange(option));
    return bytesOf(timeval{microseconds / MicrosecondsPerSecond, microseconds % MicrosecondsPerSecond});
}

/// With a NUL at the end, which socket(7) wants for SO_BINDTODEVICE and TCP_CONGESTION takes too.
Bytes parseText(const OptionInfo& option, std::string_view text)
{
    if (text.find('\0') != std::string_view::npos)
        return base::failure(notAValue(option));
    const auto length = static_cast<std::int64_t>(text.size());
    if (length < option.minimum || length > option.maximum)
        return base::failure(outOfRange(option));
    const auto bytes = std::as_bytes(std::span(text));
    std::vector<std::byte> value(bytes.begin(), bytes.end());
    value.push_back(std::byte{0});
    return value;
}

Bytes parseIp4(const OptionInfo& option, std::string_view text)
{
    in_addr address{};
    const std::string terminated(text);
    if (text.find('\0') != std::string_view::npos || ::inet_pton(AF_INET, terminated.c_str(), &address) != 1)
        return base::failure(notAValue(option));
    return bytesOf(address);
}

} // namespace

Bytes parseOption(const OptionInfo& option, std::string_view text)
{
    if (!option.isWritable())
        return base::failure({ENOPROTOOPT, option.setOperation});
    text = trimmed(text);
    switch (option.type) {
    case OptionType::Flag: return parseFlag(option, text);
    case OptionType::Int:
    case OptionType::Wide:
    case OptionType::Choice: return parseInt(option, text);
    case OptionType::Bits: return parseBits(option, text);
    case OptionType::Linger: return parseLinger(option, text);
    case OptionType::Time: return parseTime(option, text);
    case OptionType::Text: return parseText(option, text);
    case OptionType::Ip4: return parseIp4(option, text);
    case OptionType::Credentials:
    case OptionType::Errno:
    case OptionType::SocketInfo:
    case OptionType::Memory:
    case OptionType::TcpInfo: break;
    }
    return base::failure({ENOPROTOOPT, option.setOperation});
}

} // namespace net
