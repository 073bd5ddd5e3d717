// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/committed.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace capture {

/// A folder that is, or was to be, a capture.
struct FoundCapture
{
    std::string directory;
    Extent extent; ///< as committed; nothing where there is damage
    std::int64_t startNs = 0; ///< when it was begun; CLOCK_REALTIME; 0 when unknown
    std::int64_t changedNs = 0; ///< the last commit, or the last change of the folder; CLOCK_REALTIME
    bool locked = false; ///< a living process writes it: neither to be offered nor to be removed
    pid_t process = 0; ///< which, where it is known
    std::optional<base::Error> damage; ///< why Reader::open would refuse it
};

/// The captures in a folder, oldest first. Other files are passed over; a folder without a whole capture is reported
/// with its damage, so that what takes up room can be seen. Symbolic links are not followed. An unreadable or missing
/// parent has no captures. Thread: any; it reads a page of each.
[[nodiscard]] std::vector<FoundCapture> findCaptures(const std::string& parentDirectory);

/// Removes a capture and its folder. Nothing is touched when anything in there is not ours.
/// Errors: EBUSY while its lock is held, ENOTEMPTY when there are other files, those of open(2) and unlink(2).
[[nodiscard]] base::Result<void> removeCapture(const std::string& directory);

} // namespace capture
