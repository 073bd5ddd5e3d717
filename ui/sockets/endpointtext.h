// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "ui/theme/tones.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace ui {

// An endpoint in words. Everything that came from outside (Unix paths) is made visible and inert.

/// "server/1": what log and filter call it by; of a connection that was opened again without the number behind it.
[[nodiscard]] QString endpointName(const engine::EndpointStatus& status);
/// "TCP 127.0.0.1:50007", "TCP \u2192 127.0.0.1:50007", for an accepted connection "\u2190 127.0.0.1:40112". The arrow
/// is there only where there is a peer, or one was asked for; "TCP, not bound" where there is no address at all.
[[nodiscard]] QString endpointAddressText(const engine::EndpointStatus& status);
/// In as few words as will do, so that it fits beside the counters: "open", "echo", "listening, 2 open",
/// "connecting 3.2 s", "failed: ECONNREFUSED".
[[nodiscard]] QString endpointStateText(const engine::EndpointStatus& status, base::Monotonic::time_point now);
/// "attempt 3", of a connection that was opened again; else empty.
[[nodiscard]] QString endpointAttemptText(const engine::EndpointStatus& status);
/// "reconnects in 4 s", of one that has ended and waits for that.
[[nodiscard]] QString endpointPauseText(std::chrono::milliseconds pause);
/// The state, or the pause where there is one, and the attempt, from the longer form to the shorter: "open, attempt 3",
/// "open /3" as in the log, "open".
[[nodiscard]] QStringList endpointStateForms(const engine::EndpointStatus& status, base::Monotonic::time_point now,
    std::optional<std::chrono::milliseconds> pause);
[[nodiscard]] Tone endpointStateTone(const engine::EndpointStatus& status);
/// For the eye, in the least room: "\u2193 12B  \u2191 2.8M" for what came in and went out, and what is queued or was
/// dropped where something is; empty while nothing has moved.
[[nodiscard]] QString endpointCountersText(const engine::EndpointStatus& status);
/// All of it in one sentence, for a screen reader: "server, TCP 127.0.0.1:50007, listening, 2 open".
[[nodiscard]] QString endpointSentence(
    const engine::EndpointStatus& status, std::optional<std::chrono::milliseconds> pause = {});
/// Several lines for a tool tip: names, addresses, descriptor, mode, last error. Plain text.
[[nodiscard]] QString endpointDetailText(const engine::EndpointStatus& status);
/// The same without the protocol, for where there is no room for it.
[[nodiscard]] QString endpointShortAddressText(const engine::EndpointStatus& status);
/// Both, from the longer to the shorter, and last the port alone where the peer has our own address: "\u2190 :40112".
[[nodiscard]] QStringList endpointAddressForms(const engine::EndpointStatus& status);
/// The address that is copied: the peer's, or of a listener its own.
[[nodiscard]] QString endpointPlainAddress(const engine::EndpointStatus& status);

} // namespace ui
