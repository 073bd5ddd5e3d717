// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/detail.h"

#include <string>

namespace words {

/// A command line of ncat or socat that opens such an endpoint, for a POSIX shell; what it leaves out stands in a
/// comment on the line before it. Printable ASCII; nothing of a path or name is read by the shell or by socat. Without
/// a line break at its end, so that a paste does not run it. Empty for an endpoint without addresses. Thread: any.
/// @param echoes  what arrives is sent back.
[[nodiscard]] std::string endpointCommand(const capture::EndpointInfo& info, bool echoes);

} // namespace words
