// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "ui/theme/tones.h"

#include <QString>

namespace ui {

// An endpoint in words. Everything that came from outside (Unix paths) is made visible and inert.

/// "TCP 127.0.0.1:50007", "TCP \u2192 127.0.0.1:50007", for an accepted connection "\u2190 127.0.0.1:40112".
[[nodiscard]] QString endpointAddressText(const engine::EndpointStatus& status);
/// "listening, 2 open", "connecting 3.2 s", "failed: ECONNREFUSED".
[[nodiscard]] QString endpointStateText(const engine::EndpointStatus& status, base::Monotonic::time_point now);
[[nodiscard]] Tone endpointStateTone(const engine::EndpointStatus& status);
/// "12 B in  12 B out", and what is queued or was dropped where something is; empty while nothing has moved.
[[nodiscard]] QString endpointCountersText(const engine::EndpointStatus& status);
/// All of it in one sentence, for a screen reader: "server, TCP 127.0.0.1:50007, listening, 2 open".
[[nodiscard]] QString endpointSentence(const engine::EndpointStatus& status);
/// Several lines for a tool tip: names, addresses, descriptor, mode, last error. Plain text.
[[nodiscard]] QString endpointDetailText(const engine::EndpointStatus& status);
/// The address that is copied: the peer's, or of a listener its own.
[[nodiscard]] QString endpointPlainAddress(const engine::EndpointStatus& status);

} // namespace ui
