// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/bytestream.h"

#include <sys/socket.h>

#include <algorithm>

namespace capture {

bool movesStream(const Record& record)
{
    return record.payloadSize > 0 && directionOf(record.operation) != Direction::None
        && (record.messageFlags & (MSG_PEEK | MSG_OOB)) == 0;
}

bool isCutShort(const Record& record)
{
    return record.outcome == Outcome::Value && record.result > 0
        && static_cast<std::uint32_t>(record.result) > record.payloadSize;
}

std::uint32_t missingAfter(const Record& record)
{
    if (missingDirectionOf(record.operation) != Direction::None)
        return static_cast<std::uint32_t>(std::max(0, record.result));
    return movesStream(record) && isCutShort(record) ? static_cast<std::uint32_t>(record.result) - record.payloadSize
                                                     : 0;
}

Direction missingIn(const Record& record)
{
    const Direction direction = missingDirectionOf(record.operation);
    return direction != Direction::None ? direction : directionOf(record.operation);
}

} // namespace capture
