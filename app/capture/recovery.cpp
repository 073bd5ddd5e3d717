// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/recovery.h"

#include "capture/capturelock.h"
#include "capture/file.h"
#include "capture/integrity.h"
#include "capture/layout.h"

#include <algorithm>
#include <memory>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace capture {

namespace {

/// The names in a folder without "." and "..". Errors: those of open(2) and readdir(3).
base::Result<std::vector<std::string>> namesIn(int folder)
{
    base::UniqueFd fd(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd)
        return base::lastFailure("open");
    const auto close = [](DIR* stream) { ::closedir(stream); };
    const std::unique_ptr<DIR, decltype(close)> stream(::fdopendir(fd.get()), close);
    if (!stream)
        return base::lastFailure("fdopendir");
    (void)fd.release(); // closedir(3) closes it from now on
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* entry = ::readdir(stream.get())) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..")
            names.emplace_back(name);
    }
    if (errno != 0)
        return base::lastFailure("readdir");
    return names;
}

bool isOurs(std::string_view name)
{
    return name == LockName || name == CommitName || name == DetailsName || name == EndpointsName || name == OrderName
        || isSegmentName(name);
}

std::int64_t changeOf(int fd)
{
    struct stat status
    { };
    if (::fstat(fd, &status) != 0)
        return 0;
    return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

FoundCapture inspect(const std::string& directory, int folder)
{
    FoundCapture found;
    found.directory = directory;
    if (const auto holder = lockHolder(folder)) {
        found.locked = holder->locked;
        found.process = holder->process;
    }
    const auto checked = checkCapture(folder);
    if (!checked) {
        found.damage = checked.error();
        found.changedNs = changeOf(folder);
        return found;
    }
    found.extent = checked->commit.extent;
    found.startNs = checked->commit.startNs;
    found.changedNs = changeOf(checked->fd.get());
    return found;
}

} // namespace

std::vector<FoundCapture> findCaptures(const std::string& parentDirectory)
{
    std::vector<FoundCapture> captures;
    const auto parent = openFolder(parentDirectory);
    if (!parent)
        return captures;
    const auto names = namesIn(parent->get());
    if (!names)
        return captures;
    for (const std::string& name : *names) {
        std::string directory = parentDirectory + '/';
        directory += name;
        const auto folder = openFolder(directory);
        if (folder) {
            captures.push_back(inspect(directory, folder->get()));
        } else if (folder.error().code != ENOTDIR && folder.error().code != ELOOP) {
            captures.push_back({});
            captures.back().directory = directory;
            captures.back().damage = folder.error();
        }
    }
    const auto age = [](const FoundCapture& found) {
        return std::pair(found.startNs != 0 ? found.startNs : found.changedNs, std::string_view(found.directory));
    };
    std::ranges::sort(captures, {}, age);
    return captures;
}

base::Result<void> removeCapture(const std::string& directory)
{
    const auto folder = openFolder(directory);
    if (!folder)
        return base::failure(folder.error());
    // Held until the end, so that nobody begins to use what is going away. A folder without a lock was never a capture.
    const auto lock = CaptureLock::take(folder->get());
    if (!lock && lock.error().code != ENOENT)
        return base::failure(lock.error());
    auto names = namesIn(folder->get());
    if (!names)
        return base::failure(names.error());
    if (!std::ranges::all_of(*names, isOurs))
        return base::failure({ENOTEMPTY, "rmdir"});
    // The commit first: a capture that is removed by half is none. The lock last.
    const auto rank = [](std::string_view name) { return name == CommitName ? 0 : name == LockName ? 2 : 1; };
    std::ranges::sort(*names, {}, rank);
    for (const std::string& name : *names) {
        if (::unlinkat(folder->get(), name.c_str(), 0) != 0)
            return base::lastFailure("unlink");
    }
    if (::rmdir(directory.c_str()) != 0)
        return base::lastFailure("rmdir");
    return {};
}

} // namespace capture
