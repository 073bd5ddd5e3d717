// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "net/syscalls.h"

#include <string>

namespace net {

/// Looks whether a path is a Unix socket's file that a process left behind: lstat(2) says socket, its owner is us, and
/// connect(2) says ECONNREFUSED. Never waits: a full backlog is EAGAIN, which is a living socket - unix(7).
/// Gives what identifies the file. Errors: ENOTSOCK when it is something else, EPERM when it is another user's,
/// EADDRINUSE when somebody listens on it, and those of lstat, socket and connect. Thread: any.
[[nodiscard]] base::Result<FileIdentity> findStaleSocket(const std::string& path);

/// Looks again, and removes the file only if it is stale still and the same as before.
/// Errors: as above, ESTALE when it is another file, and those of unlink(2).
[[nodiscard]] base::Result<void> removeStaleSocket(const std::string& path, FileIdentity identity);

} // namespace net
