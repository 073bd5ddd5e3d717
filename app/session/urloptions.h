// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/openrequest.h"

#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace session {

/// The most seconds that a time may have: they fit into 64 bits of nanoseconds nine times over.
inline constexpr qint64 MostSeconds = 1'000'000'000;

/// Applies what stands after '?' in a URL, "echo&SO_RCVBUF=65536&mode=timeout&timeout=2.5", to a request. Socket
/// options are set in their order, each of them, also one that is there twice. Of words of ours the order does not
/// matter. Returns all that cannot be used, at most one problem an option and word but for one that is there twice; the
/// request is then half changed and of no use.
[[nodiscard]] std::vector<OpenError> applyUrlOptions(OpenRequest& request, const QString& query);

/// Seconds as a person writes them: "5", "2.5", ".25", at most MostSeconds. Empty for anything else, signs and
/// exponents included.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parseSeconds(const QString& text);

} // namespace session
