// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/capturefiles.h"

#include "base/clock.h"
#include "capture/file.h"
#include "capture/recovery.h"

#include <utility>

#include <sys/stat.h>

namespace capture {

namespace {

base::Result<CaptureFiles> createIn(const std::string& directory, const Layout& layout)
{
    auto folder = openFolder(directory);
    if (!folder)
        return base::failure(folder.error());
    auto lock = CaptureLock::create(folder->get());
    if (!lock)
        return base::failure(lock.error());
    auto details = createFile(folder->get(), DetailsName);
    if (!details)
        return base::failure(details.error());
    auto endpoints = createFile(folder->get(), EndpointsName);
    if (!endpoints)
        return base::failure(endpoints.error());
    // Last, since a folder with a commit file is a whole capture.
    auto commit = CommitFile::create(folder->get(), {.startNs = base::wallClockNs(), .layout = layout, .extent = {}});
    if (!commit)
        return base::failure(commit.error());
    return CaptureFiles{
        std::move(*folder), std::move(*lock), std::move(*details), std::move(*endpoints), std::move(*commit)};
}

} // namespace

base::Result<CaptureFiles> CaptureFiles::create(const std::string& directory, const Layout& layout)
{
    if (::mkdir(directory.c_str(), FolderMode) != 0)
        return base::lastFailure("mkdir");
    auto files = createIn(directory, layout);
    // What stopped us is the news; if the folder cannot be removed either, findCaptures will show it as damaged.
    if (!files)
        static_cast<void>(removeCapture(directory));
    return files;
}

} // namespace capture
