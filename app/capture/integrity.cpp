// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/integrity.h"

#include "capture/file.h"
#include "capture/layout.h"
#include "capture/record.h"

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>

namespace capture {

namespace {

base::Result<void> requireFile(int folder, const std::string& name, std::uint64_t bytes)
{
    struct stat status
    { };
    if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return base::failure({errno == ENOENT ? EBADMSG : errno, "check capture"});
    if (!S_ISREG(status.st_mode) || static_cast<std::uint64_t>(status.st_size) < bytes)
        return base::failure({EBADMSG, "check capture"});
    return {};
}

/// Stops at the first segment that is not there, whatever number the commit claims.
base::Result<void> requireSegments(int folder, std::string_view prefix, std::uint64_t segmentBytes, std::uint64_t bytes)
{
    for (std::uint64_t index = 0; bytes > 0; ++index) {
        const std::uint64_t wanted = std::min(bytes, segmentBytes);
        if (auto found = requireFile(folder, segmentName(prefix, index), wanted); !found)
            return found;
        bytes -= wanted;
    }
    return {};
}

} // namespace

base::Result<CheckedCommit> checkCapture(int folder)
{
    auto fd = openFile(folder, CommitName, O_RDONLY);
    if (!fd)
        return base::failure(fd.error());
    const auto commit = readCommit(fd->get());
    if (!commit)
        return base::failure(commit.error());
    const Layout& layout = commit->layout;
    const Extent& extent = commit->extent;
    if (auto ok = requireSegments(
            folder, RecordsPrefix, layout.recordsPerSegment * sizeof(Record), extent.records * sizeof(Record));
        !ok)
        return base::failure(ok.error());
    if (auto ok = requireSegments(folder, PayloadPrefix, layout.payloadSegmentBytes, extent.payloadBytes); !ok)
        return base::failure(ok.error());
    if (auto ok = requireFile(folder, DetailsName, extent.detailBytes); !ok)
        return base::failure(ok.error());
    if (auto ok = requireFile(folder, EndpointsName, 0); !ok)
        return base::failure(ok.error());
    return CheckedCommit{std::move(*fd), *commit};
}

} // namespace capture
