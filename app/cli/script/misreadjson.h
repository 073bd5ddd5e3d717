// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/arguments.h"

#include <optional>
#include <string_view>

namespace cli::script {

/// What Qt's reader takes for something else than was written, in a text that it has read as JSON: of a key that an
/// object has twice it keeps the last, and of an escape that JSON has not, as "\x41", it keeps the letters
/// (RFC 8259 4 and 7). Nothing when all is well; the field is the key, or "line". Thread: any.
[[nodiscard]] std::optional<Problem> misreadJson(std::string_view json);

} // namespace cli::script
