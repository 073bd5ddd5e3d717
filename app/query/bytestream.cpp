// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/bytestream.h"

#include <sys/socket.h>

#include <algorithm>

namespace query {

bool movesStream(const capture::Record& record)
{
    return record.payloadSize > 0 && capture::directionOf(record.operation) != capture::Direction::None
        && (record.messageFlags & (MSG_PEEK | MSG_OOB)) == 0;
}

bool isCutShort(const capture::Record& record)
{
    return record.outcome == capture::Outcome::Value && record.result > 0
        && static_cast<std::uint32_t>(record.result) > record.payloadSize;
}

std::uint32_t missingAfter(const capture::Record& record)
{
    if (capture::missingDirectionOf(record.operation) != capture::Direction::None)
        return static_cast<std::uint32_t>(std::max(0, record.result));
    return movesStream(record) && isCutShort(record) ? static_cast<std::uint32_t>(record.result) - record.payloadSize
                                                     : 0;
}

capture::Direction missingIn(const capture::Record& record)
{
    const capture::Direction direction = capture::missingDirectionOf(record.operation);
    return direction != capture::Direction::None ? direction : capture::directionOf(record.operation);
}

} // namespace query
