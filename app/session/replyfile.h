// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/behaviours/replyrules.h"
#include "session/valuerule.h"

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <memory>

namespace session {

/// Why a file has no rules to reply by, and where.
struct ReplyFileProblem
{
    int errorNumber
        = 0; ///< why it cannot be read: errno; EFBIG over MostReplyFileBytes, EINVAL if it is no regular file
    QString place = {}; ///< "line 3", "rules[2].then"
    ValueRule allowed = {}; ///< what could stand there
};

inline constexpr qint64 MostReplyFileBytes = 1024 * 1024;

/// Reads rules, written as JSON (RFC 8259):
///
///     {"framing": "lines",
///      "rules": [{"equals": "PING", "reply": "PONG"},
///                {"hex": "01 ?? ff", "reply_hex": "02", "delay_ms": 50},
///                {"expression": "^ADD (\\d+)", "reply": "added ${reply.1}"},
///                {"begins": "QUIT", "reply": "bye", "then": "close"}]}
///
/// A rule has at most one of equals, begins, contains, hex (of the whole message, ? for any digit) and expression; one
/// without fits all messages. `then` is go on, stop, close or reset. What is not known is refused, not passed over.
[[nodiscard]] tl::expected<std::shared_ptr<engine::ReplyRules>, ReplyFileProblem> readReplyFile(const QString& path);
/// The same for what such a file holds. @param name  that the rules get.
[[nodiscard]] tl::expected<std::shared_ptr<engine::ReplyRules>, ReplyFileProblem> parseReplyRules(
    const QByteArray& json, const QString& name);

} // namespace session
