// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "net/option.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace session {

// The words of an endpoint's properties, as they are listed, copied and typed. Thread: any.

/// UTF-8 of our own.
[[nodiscard]] QString toText(std::string_view text);
/// What came from outside, made inert (codec::visibleName).
[[nodiscard]] QString inertText(const std::string& text);
/// Empty for what is a mere number.
[[nodiscard]] QString unitText(net::OptionUnit unit);
[[nodiscard]] QString stateText(engine::State state);
/// "created #1, bound #2, listening #3": records as the log numbers them, from 1.
[[nodiscard]] QString stepsText(const std::vector<engine::StateStep>& steps);
[[nodiscard]] QString roleText(capture::Role role);
/// "connect: ECONNREFUSED", "recv: timed out".
[[nodiscard]] QString errorText(const base::Error& error);
/// As Python's gettimeout() gives it: none, a time in seconds, or 0.
[[nodiscard]] QString timeoutText(const net::ModeSetting& setting);

} // namespace session
