// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "net/address.h"

#include <functional>
#include <optional>
#include <string>

namespace session {

/// A Unix socket's file that a process left behind, so that bind says EADDRINUSE although nobody uses it.
struct StaleSocket
{
    std::string path;
    /// Removes the file, if it is still the same and stale. Errors: ESTALE, EADDRINUSE, those of unlink(2).
    std::function<base::Result<void>()> remove;
};

/// What stands in the way of binding to this address, if it is a stale socket of ours; never anything else. Makes only
/// calls that do not wait. Thread: any.
[[nodiscard]] std::optional<StaleSocket> staleSocketAt(const net::Address& address);

} // namespace session
