// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "words/recordtext.h"

#include "base/error.h"
#include "codec/visible.h"
#include "net/names.h"
#include "words/detailtext.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace words {

namespace {

using capture::Detail;
using capture::Operation;
using capture::Outcome;
using capture::Record;

struct MarkName
{
    capture::SegmentMark mark;
    std::string_view name;
};

// In tshark's words, where it has some.
constexpr std::array MarkNames{
    MarkName{capture::SegmentMark::KeepAlive, "keep-alive"},
    MarkName{capture::SegmentMark::Retransmission, "retransmission"},
    MarkName{capture::SegmentMark::PartRetransmission, "partly retransmission"},
    MarkName{capture::SegmentMark::OutOfOrder, "out of order"},
    MarkName{capture::SegmentMark::TooLate, "too late for its gap"},
    MarkName{capture::SegmentMark::ZeroWindowProbe, "zero window probe"},
};

/// As a programmer writes it: 0660.
std::string fileModeText(std::uint32_t mode)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "0%03o", mode);
    return text.data();
}

std::string optionText(const Record& record, const capture::OptionDetail& detail)
{
    std::string text = optionName(detail);
    if (text.empty())
        text = "level " + std::to_string(detail.level) + " option " + std::to_string(detail.name);
    const std::string asked = optionValue(detail, detail.asked);
    const std::string value = arrow(asked, otherEffect(detail, record.outcome == Outcome::Value));
    return value.empty() ? text : text + ' ' + value;
}

std::string addressText(const Record& record, const capture::AddressDetail& detail)
{
    std::string address = visibleAddress(detail.address);
    std::string local = visibleAddress(detail.local);
    switch (record.operation) {
    case Operation::Bind: return local == address || record.outcome != Outcome::Value ? address : arrow(address, local);
    case Operation::Listen: return {};
    case Operation::Connected: return arrow(local, address);
    case Operation::GetSockName: return local;
    case Operation::SocketError: {
        // Who sent the ICMP error, a host without a port - ip(7), IP_RECVERR.
        std::string text = address;
        if (!local.empty())
            appendPart(text, "reported by " + codec::visibleUtf8(detail.local.host()));
        return text;
    }
    default: break;
    }
    if (capture::directionOf(record.operation) != capture::Direction::In)
        return address;
    appendPart(address, arrivalText(detail));
    return address;
}

std::string endpointText(const capture::EndpointInfo& info)
{
    std::string text(net::protocolName(info.protocol));
    appendPart(text, arrow(visibleAddress(info.local), visibleAddress(info.peer)));
    return text;
}

std::string socketText(const capture::SocketDetail& detail)
{
    std::string text = net::nameOrNumber(net::familyName(detail.family), detail.family);
    appendPart(text, net::nameOrNumber(net::socketTypeName(detail.type), detail.type));
    appendPart(text, std::to_string(detail.protocol));
    return text;
}

std::string detailText(const Record& record, const Detail& detail)
{
    if (const auto* address = std::get_if<capture::AddressDetail>(&detail))
        return addressText(record, *address);
    if (const auto* option = std::get_if<capture::OptionDetail>(&detail))
        return optionText(record, *option);
    if (const auto* mode = std::get_if<capture::ModeDetail>(&detail))
        return record.operation == Operation::GetTimeout ? timeoutText(mode->setting) : modeText(mode->setting);
    if (const auto* text = std::get_if<capture::TextDetail>(&detail))
        return codec::visibleUtf8(text->text);
    if (const auto* info = std::get_if<capture::EndpointInfo>(&detail))
        return endpointText(*info);
    if (const auto* kind = std::get_if<capture::SocketDetail>(&detail))
        return socketText(*kind);
    return {};
}

/// What was asked for, where the result does not say it: an empty or failed recv, a send that took only a part.
std::string askedText(const Record& record)
{
    const bool moved = record.outcome == Outcome::Value && record.result > 0;
    switch (capture::directionOf(record.operation)) {
    case capture::Direction::In: return moved ? std::string() : "asked " + std::to_string(record.asked);
    case capture::Direction::Out: {
        const bool whole = record.outcome == Outcome::Value && record.result >= 0
            && static_cast<std::uint32_t>(record.result) == record.asked;
        return whole ? std::string() : "asked " + std::to_string(record.asked);
    }
    case capture::Direction::None: return {};
    }
    return {};
}

/// What a socket's file did.
bool isFileOperation(Operation operation)
{
    return operation == Operation::FileRead || operation == Operation::FileReadLine || operation == Operation::FileWrite
        || operation == Operation::FileFlush;
}

/// How far it came, where it did not do all: its result is an error then.
std::string fileText(const Record& record)
{
    const auto moved = static_cast<std::uint32_t>(std::max(0, record.result));
    if (record.outcome == Outcome::Value && (record.asked == 0 || moved == record.asked))
        return {};
    const std::string text = std::to_string(moved) + " bytes";
    return record.asked == 0 ? text : std::to_string(moved) + " of " + std::to_string(record.asked) + " bytes";
}

bool hasNumber(Operation operation)
{
    return operation != Operation::Connected && operation != Operation::ConnectFailed
        && operation != Operation::PeerClosed && operation != Operation::SocketError
        && operation != Operation::GetTimeout;
}

} // namespace

std::string argumentText(const Record& record, const Detail& detail)
{
    if (record.operation == Operation::Shutdown)
        return net::shutdownText(record.asked);
    if (isFileOperation(record.operation)) {
        // How far it came stands before the path, which may be long.
        std::string text = fileText(record);
        appendPart(text, detailText(record, detail));
        return text;
    }
    std::string text = detailText(record, detail);
    if (record.operation == Operation::ChangeMode)
        appendPart(text, fileModeText(record.asked));
    if (record.operation == Operation::Listen)
        appendPart(text, "backlog " + std::to_string(record.asked));
    if (record.operation == Operation::ConnectEx && record.outcome == Outcome::Value && record.result != 0)
        appendPart(text, base::errnoName(record.result));
    appendPart(text, segmentText(record, detail));
    appendPart(text, askedText(record));
    appendPart(text, net::messageFlagsText(record.messageFlags));
    return text;
}

std::string segmentText(const Record& record, const Detail& detail)
{
    std::string text;
    for (const MarkName& word : MarkNames) {
        if (capture::hasMark(record, word.mark))
            appendPart(text, word.name);
    }
    const auto* segment = std::get_if<capture::SegmentDetail>(&detail);
    if (segment && capture::hasMark(record, capture::SegmentMark::Ahead))
        appendPart(text, "gap of " + std::to_string(segment->distance) + " bytes before this");
    if (segment)
        appendPart(text, "position " + std::to_string(segment->position));
    return text;
}

std::string resultText(const Record& record)
{
    switch (record.outcome) {
    case Outcome::Errno:
        return base::errnoName(
            record.operation == Operation::Resolve && record.result < 0 ? record.result : record.errorNumber);
    case Outcome::TimedOut: return "timed out";
    case Outcome::Cancelled: return "cancelled";
    case Outcome::Value: break;
    }
    return hasNumber(record.operation) ? std::to_string(record.result) : std::string();
}

} // namespace words
