// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/bytestream.h"

#include <sys/socket.h>

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

} // namespace capture
