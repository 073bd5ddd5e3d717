// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "words/recordjson.h"

#include "base/clock.h"
#include "base/error.h"
#include "capture/recordaddress.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "codec/visible.h"
#include "net/names.h"
#include "words/recordtext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <variant>

namespace words {

using capture::Direction;
using capture::Outcome;

namespace {

constexpr std::size_t PreviewBytes = 120;

std::optional<std::string> addressText(const net::Address& address)
{
    return address.isEmpty() ? std::nullopt : std::optional(address.toString());
}

void addDirection(codec::JsonObject& object, Direction direction)
{
    if (direction == Direction::None)
        object.add("dir", nullptr);
    else
        object.add("dir", direction == Direction::In ? "in" : "out");
}

/// How a datagram came in, where the socket was asked to tell.
void addArrival(codec::JsonObject& object, const capture::Detail& detail)
{
    const auto* address = std::get_if<capture::AddressDetail>(&detail);
    if (!address)
        return;
    if (!address->interface.empty())
        object.add("interface", codec::visibleUtf8(address->interface));
    if (address->hops)
        object.add("hops", unsigned{*address->hops});
}

void addBytes(codec::JsonObject& object, std::span<const std::byte> payload)
{
    if (payload.empty())
        return;
    if (std::ranges::all_of(payload, codec::isPrintableAscii))
        object.add("text", std::string_view(reinterpret_cast<const char*>(payload.data()), payload.size()));
    else
        object.add("hex", codec::toHex(payload));
}

} // namespace

std::string durationText(float seconds)
{
    // As a double it would show digits that nobody measured.
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), seconds).ptr;
    return {text.data(), end};
}

std::string errorName(const capture::Record& record)
{
    return base::errnoName(capture::failureNumber(record).value_or(record.errorNumber));
}

std::string recordJson(const RecordParts& parts)
{
    const capture::Record& record = parts.record;
    codec::JsonObject object;
    object.add("n", parts.index.value + 1);
    object.add("time", base::isoTime(record.timeNs));
    object.add("endpoint", codec::visibleUtf8(parts.endpoint.name));
    object.add("call", capture::operationName(record.operation));
    const Direction direction = capture::directionOf(record.operation);
    addDirection(object, direction);
    if (direction != Direction::None || record.asked != 0)
        object.add("asked", record.asked);
    if (record.outcome == Outcome::Value)
        object.add("result", record.result);
    else if (record.outcome == Outcome::Errno)
        object.add("errno", errorName(record));
    else if (record.outcome == Outcome::TimedOut)
        object.add("timeout", true);
    else
        object.add("cancelled", true);
    object.addRaw("duration", durationText(record.duration));
    object.add("local", addressText(capture::localOf(record, parts.detail, parts.endpoint)));
    object.add("peer", addressText(capture::peerOf(record, parts.detail, parts.endpoint)));
    if (const auto reporter = capture::reporterOf(record, parts.detail))
        object.add("reported_by", reporter->host());
    addArrival(object, parts.detail);
    if (record.messageFlags != 0)
        object.add("flags", net::messageFlagsText(record.messageFlags));
    const bool isData = direction != Direction::None;
    const bool isSegment = record.segment != 0 || std::holds_alternative<capture::SegmentDetail>(parts.detail);
    if (isData && isSegment)
        object.add("segment", segmentText(record, parts.detail));
    const bool isAddress = std::holds_alternative<capture::AddressDetail>(parts.detail);
    if (const std::string text = argumentText(record, parts.detail); !text.empty() && !isAddress && !isData)
        object.add("detail", text);
    addBytes(object, parts.payload);
    return object.toString();
}

std::string recordLine(const RecordParts& parts)
{
    const capture::Record& record = parts.record;
    std::string line = base::localTimeOfDay(record.timeNs);
    const auto column = [&line](std::string text, std::size_t width) {
        text.resize(std::max(text.size(), width), ' ');
        line += "  " + text;
    };
    const Direction direction = capture::directionOf(record.operation);
    const char* arrow = direction == Direction::In ? "<" : direction == Direction::Out ? ">" : " ";
    column(codec::visibleUtf8(parts.endpoint.name), 10);
    column(arrow + std::string(capture::operationName(record.operation)), 14);
    column(record.outcome == Outcome::Errno ? errorName(record) : resultText(record), 12);
    if (const std::string text = argumentText(record, parts.detail); !text.empty())
        line += "  " + text;
    if (capture::isEndOfStream(record, parts.endpoint.protocol))
        line += "  end of stream";
    if (!parts.payload.empty())
        line += "  " + codec::visibleUtf8(parts.payload.first(std::min(parts.payload.size(), PreviewBytes)));
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

} // namespace words
