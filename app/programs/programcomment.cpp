// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/programcomment.h"

#include "codec/escape.h"
#include "programs/literal.h"
#include "words/recordjson.h"
#include "words/recordtext.h"

#include <algorithm>

namespace programs {

using capture::Operation;
using capture::Outcome;

namespace {

std::string eventText(const capture::Record& record, const capture::Detail& detail)
{
    std::string text(capture::operationName(record.operation));
    const std::string result = record.outcome == Outcome::Errno ? words::errorName(record) : words::resultText(record);
    if (!result.empty() && record.operation != Operation::Resolve)
        text += ' ' + result;
    if (const std::string arguments = words::argumentText(record, detail); !arguments.empty())
        text += ", " + arguments;
    return text;
}

std::string receivedText(const capture::Record& record, std::span<const std::byte> payload)
{
    if (record.result == 0)
        return "here: 0 bytes";
    const auto shown = payload.first(std::min(payload.size(), CommentedBytes));
    std::string text = "here: " + std::to_string(record.result) + " bytes: " + codec::toEscaped(shown);
    if (record.payloadSize > shown.size())
        text += "...";
    return text;
}

} // namespace

std::string stepComment(
    const capture::Record& record, const capture::Detail& detail, std::span<const std::byte> payload)
{
    if (capture::isEvent(record.operation))
        return plainAscii("event: " + eventText(record, detail));
    if (record.outcome != Outcome::Value)
        return "here: " + (record.outcome == Outcome::Errno ? words::errorName(record) : words::resultText(record));
    if (capture::directionOf(record.operation) == capture::Direction::In)
        return plainAscii(receivedText(record, payload));
    if (capture::directionOf(record.operation) == capture::Direction::Out
        && record.asked != static_cast<std::uint32_t>(record.result))
        return "here: " + std::to_string(record.result) + " of " + std::to_string(record.asked) + " bytes";
    switch (record.operation) {
    case Operation::Resolve:
    case Operation::Open:
    case Operation::GetTimeout:
    case Operation::FileNo:
    case Operation::FileRead:
    case Operation::FileReadLine:
    case Operation::FileWrite:
    case Operation::FileFlush: return plainAscii(eventText(record, detail));
    default: break;
    }
    return {};
}

} // namespace programs
