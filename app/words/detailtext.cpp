// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "words/detailtext.h"

#include "codec/visible.h"
#include "net/multicast.h"
#include "net/option.h"

#include <sys/socket.h>

#include <array>
#include <chrono>
#include <cstdio>

namespace words {

namespace {

std::string modeSecondsText(std::chrono::nanoseconds time)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.9g", std::chrono::duration<double>(time).count());
    return text.data();
}

} // namespace

std::string visibleAddress(const net::Address& address)
{
    return address.isEmpty() ? std::string() : codec::visibleUtf8(address.toString());
}

void appendPart(std::string& text, std::string_view part)
{
    if (part.empty())
        return;
    if (!text.empty())
        text += ", ";
    text += part;
}

std::string arrow(const std::string& from, const std::string& to)
{
    if (from.empty() || to.empty())
        return from + to;
    return from + " -> " + to;
}

std::string optionName(const capture::OptionDetail& detail)
{
    if (const std::string_view name = net::membershipOptionName(detail.level, detail.name); !name.empty())
        return std::string(name);
    const net::OptionInfo* info = net::findOption(detail.level, detail.name);
    return info ? std::string(info->cName) : std::string();
}

std::string optionValue(const capture::OptionDetail& detail, std::span<const std::byte> value)
{
    if (value.empty())
        return {};
    if (const auto change = net::membershipChange(detail.level, detail.name, value))
        return codec::visibleUtf8(net::toString(change->membership));
    // Names of interfaces and congestion controls are text from outside.
    const net::OptionInfo* info = net::findOption(detail.level, detail.name);
    return info ? codec::visibleUtf8(net::formatOption(*info, value)) : codec::visibleUtf8(value);
}

std::string otherEffect(const capture::OptionDetail& detail, bool succeeded)
{
    // What a refused setsockopt left in place is not its effect.
    std::string effective = succeeded ? optionValue(detail, detail.effective) : std::string();
    return effective == optionValue(detail, detail.asked) ? std::string() : effective;
}

std::string modeText(const net::ModeSetting& setting)
{
    switch (setting.mode) {
    case net::Mode::Blocking: return "blocking";
    case net::Mode::NonBlocking: return "non-blocking";
    case net::Mode::Timeout: break;
    }
    return "timeout " + modeSecondsText(setting.timeout);
}

std::string timeoutText(const net::ModeSetting& setting)
{
    switch (setting.mode) {
    case net::Mode::Blocking: return "None";
    case net::Mode::NonBlocking: return "0.0";
    case net::Mode::Timeout: break;
    }
    return modeSecondsText(setting.timeout);
}

std::string arrivalText(const capture::AddressDetail& detail)
{
    std::string text;
    if (!detail.local.isEmpty())
        appendPart(text, "to " + visibleAddress(detail.local));
    if (!detail.interface.empty())
        appendPart(text, "interface " + codec::visibleUtf8(detail.interface));
    if (detail.hops)
        appendPart(text, (detail.local.family() == AF_INET6 ? "hop limit " : "TTL ") + std::to_string(*detail.hops));
    return text;
}

} // namespace words
