// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"
#include "capture/commitfile.h"

namespace capture {

/// A capture's commit file, open, and what it said.
struct CheckedCommit
{
    base::UniqueFd fd;
    Commit commit;
};

/// Reads the commit of a capture and makes sure that the other files hold everything that it promises.
/// Errors: those of open(2); EBADMSG when there is no whole commit, or a file is missing or too short.
[[nodiscard]] base::Result<CheckedCommit> checkCapture(int folder);

} // namespace capture
