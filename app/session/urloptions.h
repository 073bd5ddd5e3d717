// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/openrequest.h"

#include <QString>

#include <optional>

namespace session {

/// Applies what stands after '?' in a URL, "echo&SO_RCVBUF=65536&mode=timeout&timeout=2.5", to a request. Socket
/// options are set in their order, each of them, also one that is there twice. Of words of ours the order does not
/// matter. Returns what cannot be used, if anything; the request is then half changed and of no use.
[[nodiscard]] std::optional<OpenError> applyUrlOptions(OpenRequest& request, const QString& query);

/// Seconds as a person writes them: "5", "2.5", ".25", at most a billion. Empty for anything else, signs and exponents
/// included.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parseSeconds(const QString& text);

} // namespace session
