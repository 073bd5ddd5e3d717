// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"

#include <optional>

#include <sys/types.h>

namespace capture {

/// The writer's claim on a capture: flock(2) on the file `lock`, which also holds the writer's process number. The
/// kernel lets go of it when the process ends, however it ends.
class CaptureLock final
{
public:
    /// Creates the file and locks it. Errors: those of open(2), flock(2), pwrite(2).
    [[nodiscard]] static base::Result<CaptureLock> create(int folder);
    /// Locks a capture that is there already, in order to remove it. Errors: EBUSY when it is in use; those of open(2).
    [[nodiscard]] static base::Result<CaptureLock> take(int folder);

private:
    explicit CaptureLock(base::UniqueFd fd);

    base::UniqueFd m_fd;
};

/// Who holds the lock of a capture.
struct LockHolder
{
    bool locked = false;
    pid_t process = 0; ///< as the lock file says; 0 when it says nothing
};

/// Looks without waiting and leaves the lock as it was. Errors: those of open(2), flock(2).
[[nodiscard]] base::Result<LockHolder> lockHolder(int folder);

} // namespace capture
