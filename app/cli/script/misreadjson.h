// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/arguments.h"

#include <QJsonDocument>

#include <optional>
#include <string_view>

namespace cli::script {

/// What Qt's reader takes for something else than was written, in a text that it has read as JSON: of a key that an
/// object has twice it keeps the last, and of an escape that JSON has not, as "\x41", it keeps the letters
/// (RFC 8259 4 and 7). Nothing when all is well; the field is the key, or "line". Thread: any.
[[nodiscard]] std::optional<Problem> misreadJson(std::string_view json);

/// Why a line is no JSON, by what Qt's reader found: the column, in characters from 1 on, and what is expected there.
/// Thread: any.
[[nodiscard]] Problem unreadJson(std::string_view json, const QJsonParseError& error);

} // namespace cli::script
