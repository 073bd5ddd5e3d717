// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace capture {

base::Result<base::UniqueFd> openFolder(const std::string& directory)
{
    // With a slash at the end a link would be followed after all - path_resolution(7).
    const std::string name = directory.substr(0, directory.find_last_not_of('/') + 1);
    base::UniqueFd fd(
        ::open(name.empty() ? directory.c_str() : name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!fd)
        return base::lastFailure("open");
    return fd;
}

base::Result<base::UniqueFd> createFile(int folder, const std::string& name)
{
    base::UniqueFd fd(::openat(folder, name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FileMode));
    if (!fd)
        return base::lastFailure("open");
    return fd;
}

base::Result<base::UniqueFd> openFile(int folder, const std::string& name, int flags)
{
    // O_NONBLOCK means nothing to a regular file - open(2); to a FIFO put in its place it means not to wait.
    base::UniqueFd fd(::openat(folder, name.c_str(), flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!fd)
        return base::lastFailure("open");
    struct stat status
    { };
    if (::fstat(fd.get(), &status) != 0)
        return base::lastFailure("fstat");
    if (!S_ISREG(status.st_mode))
        return base::failure({EBADMSG, "open"});
    return fd;
}

base::Result<std::uint64_t> fileSize(int fd)
{
    struct stat status
    { };
    if (::fstat(fd, &status) != 0)
        return base::lastFailure("fstat");
    return static_cast<std::uint64_t>(status.st_size);
}

base::Result<void> writeAll(int fd, std::span<const std::byte> bytes, std::uint64_t offset)
{
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return base::lastFailure("write");
        if (written == 0)
            return base::failure(
                {EIO, "write"}); // pwrite(2) gives no errno here, and asking again could go on for ever
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
    return {};
}

base::Result<std::size_t> readSome(int fd, std::span<std::byte> bytes, std::uint64_t offset)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::pread(fd, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return base::lastFailure("read");
        if (count == 0)
            break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

} // namespace capture
