// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "words/calltext.h"

#include "base/error.h"
#include "net/names.h"
#include "net/option.h"
#include "words/detailtext.h"
#include "words/recordtext.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace words {

namespace {

using capture::Detail;
using capture::Direction;
using capture::Operation;
using capture::Outcome;
using capture::Record;

/// What a receive tells of its datagram stands in the same field as what it was asked. A call that failed tells
/// nothing, and no message is cut that leaves room in the buffer: then it was asked.
int answeredFlags(const Record& record)
{
    const bool tells = record.outcome == Outcome::Value && record.result >= static_cast<std::int64_t>(record.asked);
    return record.messageFlags & (tells ? MSG_TRUNC | MSG_CTRUNC : MSG_CTRUNC);
}

std::string flagsArgument(int flags)
{
    return flags == 0 ? "0" : net::messageFlagsText(flags);
}

std::string eventsText(std::uint32_t events)
{
    constexpr std::array<std::pair<std::uint32_t, std::string_view>, 6> Names{{{POLLIN, "POLLIN"}, {POLLPRI, "POLLPRI"},
        {POLLOUT, "POLLOUT"}, {POLLERR, "POLLERR"}, {POLLHUP, "POLLHUP"}, {POLLNVAL, "POLLNVAL"}}};
    std::string text;
    for (const auto& [event, name] : Names) {
        if ((events & event) != 0)
            text += (text.empty() ? "" : "|") + std::string(name);
    }
    return text.empty() ? std::to_string(events) : text;
}

CallText receiveText(const Record& record, const Detail& detail)
{
    CallText text{std::to_string(record.asked), {}};
    appendPart(text.arguments, flagsArgument(record.messageFlags & ~answeredFlags(record)));
    if (const auto* address = std::get_if<capture::AddressDetail>(&detail)) {
        if (!address->address.isEmpty())
            text.answer = "from " + visibleAddress(address->address);
        appendPart(text.answer, arrivalText(*address));
    }
    appendPart(text.answer, net::messageFlagsText(answeredFlags(record)));
    return text;
}

/// What was looked up, and behind it what came of it: addresses, or after a colon why there are none.
CallText resolveText(const std::string& text)
{
    const std::size_t end = std::min(text.find(' '), text.size());
    const bool isProblem = end > 0 && end < text.size() && text[end - 1] == ':';
    return {text.substr(0, isProblem ? end - 1 : end), text.substr(std::min(end + 1, text.size()))};
}

CallText sendText(const Record& record, const Detail& detail)
{
    CallText text;
    if (record.operation == Operation::SendFile) {
        text.arguments = argumentText({.operation = Operation::Open}, detail);
        appendPart(text.arguments, std::to_string(record.asked));
        return text;
    }
    text.arguments = std::to_string(record.asked);
    appendPart(text.arguments, flagsArgument(record.messageFlags));
    if (const auto* address = std::get_if<capture::AddressDetail>(&detail))
        appendPart(text.arguments, visibleAddress(address->address));
    return text;
}

std::string quotedOptionValue(const capture::OptionDetail& detail)
{
    const net::OptionInfo* info = net::findOption(detail.level, detail.name);
    std::string value = optionValue(detail, detail.asked);
    return info && info->type == net::OptionType::Text ? '"' + value + '"' : value;
}

CallText optionCallText(const Record& record, const capture::OptionDetail& detail)
{
    CallText text{net::nameOrNumber(net::levelName(detail.level), detail.level), {}};
    appendPart(text.arguments, net::nameOrNumber(optionName(detail), detail.name));
    if (record.operation == Operation::SetSockOpt)
        appendPart(text.arguments, quotedOptionValue(detail));
    text.answer = otherEffect(detail, record.outcome == Outcome::Value);
    return text;
}

CallText addressCallText(const Record& record, const capture::AddressDetail& detail)
{
    const std::string address = visibleAddress(detail.address);
    const std::string local = visibleAddress(detail.local);
    switch (record.operation) {
    case Operation::Bind: return {address, record.outcome == Outcome::Value && local != address ? local : ""};
    case Operation::Listen: return {std::to_string(record.asked), {}};
    case Operation::ConnectEx:
        return {address, record.outcome == Outcome::Value && record.result != 0 ? base::errnoName(record.result) : ""};
    case Operation::Accept:
    case Operation::GetPeerName: return {{}, address};
    case Operation::GetSockName: return {{}, local};
    default: return {argumentText(record, detail), {}};
    }
}

} // namespace

CallText callText(const Record& record, const Detail& detail)
{
    if (capture::directionOf(record.operation) == Direction::In)
        return receiveText(record, detail);
    if (capture::directionOf(record.operation) == Direction::Out)
        return sendText(record, detail);
    if (const auto* option = std::get_if<capture::OptionDetail>(&detail))
        return optionCallText(record, *option);
    if (const auto* address = std::get_if<capture::AddressDetail>(&detail))
        return addressCallText(record, *address);
    const auto* mode = std::get_if<capture::ModeDetail>(&detail);
    const std::string asked = record.asked == 0 ? std::string() : std::to_string(record.asked);
    switch (record.operation) {
    case Operation::Resolve: return resolveText(argumentText(record, detail));
    case Operation::Listen: return {std::to_string(record.asked), {}};
    case Operation::SetTimeout: return {mode ? timeoutText(mode->setting) : "", {}};
    case Operation::GetTimeout: return {{}, argumentText(record, detail)};
    case Operation::Poll:
        return {eventsText(record.asked), record.result > 0 ? eventsText(std::uint32_t(record.result)) : ""};
    case Operation::FileRead:
    case Operation::FileReadLine:
    case Operation::FileWrite: return {asked, argumentText(record, detail)};
    case Operation::FileFlush: return {{}, argumentText(record, detail)};
    default: return {argumentText(record, detail), {}};
    }
}

std::string inOne(const CallText& text)
{
    return arrow(text.arguments, text.answer);
}

std::string callAsMade(const Record& record, const CallText& text)
{
    std::string name(capture::operationName(record.operation));
    if (!capture::isEvent(record.operation))
        return name + '(' + text.arguments + ')';
    const std::string facts = inOne(text);
    return facts.empty() ? name : name + ": " + facts;
}

} // namespace words
