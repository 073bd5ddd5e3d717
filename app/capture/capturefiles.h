// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"
#include "capture/capturelock.h"
#include "capture/commitfile.h"
#include "capture/layout.h"

#include <string>

namespace capture {

/// The folder of a new capture and those of its files that stay open for as long as it is written. Owned by the writer.
struct CaptureFiles
{
    base::UniqueFd folder;
    CaptureLock lock;
    base::UniqueFd details;
    base::UniqueFd endpoints;
    CommitFile commit;

    /// Creates the folder, the files and a commit of nothing. When it fails, nothing is left behind.
    /// Errors: those of mkdir(2), open(2), flock(2), pwrite(2); EEXIST when the folder is there already.
    [[nodiscard]] static base::Result<CaptureFiles> create(const std::string& directory, const Layout& layout);
};

} // namespace capture
