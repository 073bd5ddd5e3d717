// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/option.h"
#include "net/tcpinfo.h"

#include <arpa/inet.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>

namespace net {

namespace {

using Value = std::span<const std::byte>;

constexpr std::size_t MicrosecondDigits = 6;

/// The bytes as a T; nothing when they are not as many.
template <class T> std::optional<T> as(Value value)
{
    if (value.size() != sizeof(T))
        return std::nullopt;
    T result{};
    std::memcpy(&result, value.data(), sizeof(T));
    return result;
}

std::string hex(Value value)
{
    static constexpr std::string_view Digits = "0123456789abcdef";
    std::string text = "0x";
    for (const std::byte each : value) {
        text += Digits[std::to_integer<std::size_t>(each >> 4)];
        text += Digits[std::to_integer<std::size_t>(each & std::byte{15})];
    }
    return text;
}

std::string hexNumber(std::uint32_t number)
{
    static constexpr std::string_view Digits = "0123456789abcdef";
    std::string text;
    do {
        text.insert(text.begin(), Digits[number % 16]);
        number /= 16;
    } while (number != 0);
    return "0x" + text;
}

std::string formatInt(const OptionInfo& option, int value)
{
    const auto choice = std::find_if(
        option.choices.begin(), option.choices.end(), [value](const NamedValue& each) { return each.value == value; });
    if (choice != option.choices.end())
        return std::string(choice->name);
    if (option.maximum > std::numeric_limits<int>::max())
        return std::to_string(static_cast<std::uint32_t>(value));
    return std::to_string(value);
}

std::string formatWide(const OptionInfo& option, std::uint64_t value)
{
    const auto choice = std::find_if(option.choices.begin(), option.choices.end(),
        [value](const NamedValue& each) { return static_cast<std::uint64_t>(std::int64_t{each.value}) == value; });
    return choice != option.choices.end() ? std::string(choice->name) : std::to_string(value);
}

std::string formatBits(const OptionInfo& option, int value)
{
    std::string text;
    auto rest = static_cast<std::uint32_t>(value);
    for (const NamedValue& each : option.choices) {
        const auto bit = static_cast<std::uint32_t>(each.value);
        if ((rest & bit) != bit)
            continue;
        text += text.empty() ? "" : "|";
        text += each.name;
        rest &= ~bit;
    }
    if (rest != 0)
        text += (text.empty() ? "" : "|") + hexNumber(rest);
    return text.empty() ? "0" : text;
}

std::string formatLinger(const linger& value)
{
    return value.l_onoff == 0 ? "off" : std::to_string(value.l_linger) + " s";
}

std::string formatTime(const timeval& value)
{
    std::string text = std::to_string(value.tv_sec);
    std::string decimals = std::to_string(value.tv_usec);
    decimals.insert(0, MicrosecondDigits - std::min(decimals.size(), MicrosecondDigits), '0');
    decimals.erase(decimals.find_last_not_of('0') + 1);
    return decimals.empty() ? text : text + "." + decimals;
}

/// Up to the first NUL: SO_BINDTODEVICE gives one at the end, TCP_CONGESTION fills 16 bytes up.
std::string formatText(Value value)
{
    const auto end = std::find(value.begin(), value.end(), std::byte{0});
    std::string text(static_cast<std::size_t>(end - value.begin()), '\0');
    std::transform(value.begin(), end, text.begin(), [](std::byte each) { return static_cast<char>(each); });
    return text;
}

std::string formatIp4(const in_addr& value)
{
    std::array<char, INET_ADDRSTRLEN> text{};
    return ::inet_ntop(AF_INET, &value, text.data(), text.size());
}

std::string formatCredentials(const ucred& value)
{
    // For a socket without a peer the kernel gives pid 0 and -1 for both ids - unix(7).
    const auto id = [](std::uint32_t number) {
        return number == std::numeric_limits<std::uint32_t>::max() ? std::string("-1") : std::to_string(number);
    };
    return "pid " + std::to_string(value.pid) + ", uid " + id(value.uid) + ", gid " + id(value.gid);
}

/// SO_MEMINFO's counters as <linux/sock_diag.h> numbers them; a kernel may know fewer or more.
std::string formatMemory(Value value)
{
    static constexpr std::array<std::string_view, 9> Names{
        "rmem_alloc", "rcvbuf", "wmem_alloc", "sndbuf", "fwd_alloc", "wmem_queued", "optmem", "backlog", "drops"};
    std::string text;
    for (const std::string_view name : Names) {
        if (value.size() < sizeof(std::uint32_t))
            break;
        text += text.empty() ? "" : ", ";
        text += name;
        text += " " + std::to_string(*as<std::uint32_t>(value.first(sizeof(std::uint32_t))));
        value = value.subspan(sizeof(std::uint32_t));
    }
    return text;
}

/// The state's name: the rest is what tcpInfo() lists.
std::string formatTcpInfo(Value value)
{
    return value.empty() ? std::string() : std::string(tcpStateName(std::to_integer<int>(value.front())));
}

/// As the type says; nothing when the bytes do not fit it.
std::optional<std::string> formatted(const OptionInfo& option, Value value)
{
    // `format` where the bytes are a T, else nothing.
    const auto with = []<class T>(std::optional<T> fitting, auto format) -> std::optional<std::string> {
        return fitting ? std::optional<std::string>(format(*fitting)) : std::nullopt;
    };
    switch (option.type) {
    case OptionType::Flag:
    case OptionType::Int:
    case OptionType::Choice:
    case OptionType::SocketInfo: return with(as<int>(value), [&](int v) { return formatInt(option, v); });
    case OptionType::Wide:
        return with(as<std::uint64_t>(value), [&](std::uint64_t v) { return formatWide(option, v); });
    case OptionType::Bits: return with(as<int>(value), [&](int v) { return formatBits(option, v); });
    case OptionType::Errno: return with(as<int>(value), base::errnoName);
    case OptionType::Linger: return with(as<linger>(value), formatLinger);
    case OptionType::Time: return with(as<timeval>(value), formatTime);
    case OptionType::Ip4: return with(as<in_addr>(value), formatIp4);
    case OptionType::Credentials: return with(as<ucred>(value), formatCredentials);
    case OptionType::Text: return formatText(value);
    case OptionType::Memory: return formatMemory(value);
    case OptionType::TcpInfo: return formatTcpInfo(value);
    }
    return std::nullopt;
}

} // namespace

std::string formatOption(const OptionInfo& option, std::span<const std::byte> value)
{
    const auto text = formatted(option, value);
    return text ? *text : hex(value);
}

} // namespace net
