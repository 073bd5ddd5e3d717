// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/integrity.h"

#include "capture/delivery.h"
#include "capture/file.h"
#include "capture/layout.h"
#include "capture/record.h"

#include <algorithm>
#include <optional>
#include <utility>

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
/// @param first, end  places in the stream that must be there.
base::Result<void> requireSegments(
    int folder, std::string_view prefix, std::uint64_t segmentBytes, std::uint64_t first, std::uint64_t end)
{
    for (std::uint64_t index = first / segmentBytes; index * segmentBytes < end; ++index) {
        const std::uint64_t wanted = std::min(end - index * segmentBytes, segmentBytes);
        if (auto found = requireFile(folder, segmentName(prefix, index), wanted); !found)
            return found;
    }
    return {};
}

} // namespace

namespace {

base::Result<void> requireFiles(int folder, const Commit& commit)
{
    const Layout& layout = commit.layout;
    const Extent& extent = commit.extent;
    if (auto ok = requireSegments(folder, RecordsPrefix, layout.recordsPerSegment * sizeof(Record),
            commit.first.record * sizeof(Record), extent.records * sizeof(Record));
        !ok)
        return ok;
    if (auto ok
        = requireSegments(folder, PayloadPrefix, layout.payloadSegmentBytes, commit.first.payload, extent.payloadBytes);
        !ok)
        return ok;
    if (auto ok = requireFile(folder, DetailsName, extent.detailBytes); !ok)
        return ok;
    if (const std::uint64_t count = extent.deliveries.value_or(0); count > 0) {
        if (auto ok = requireFile(folder, OrderName, count * sizeof(Delivery)); !ok)
            return ok;
    }
    return requireFile(folder, EndpointsName, 0);
}

} // namespace

base::Result<CheckedCommit> checkCapture(int folder)
{
    auto fd = openFile(folder, CommitName, O_RDONLY);
    if (!fd)
        return base::failure(fd.error());
    // A writer that lets segments go may do so between the look at its commit and the look at the files.
    for (std::optional<FirstKept> seen;;) {
        const auto commit = readCommit(fd->get());
        if (!commit)
            return base::failure(commit.error());
        const auto ok = requireFiles(folder, *commit);
        if (ok)
            return CheckedCommit{std::move(*fd), *commit};
        if (seen == commit->first)
            return base::failure(ok.error());
        seen = commit->first;
    }
}

} // namespace capture
