// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/capturelock.h"

#include "capture/file.h"
#include "capture/layout.h"

#include <array>
#include <charconv>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace capture {

namespace {

base::Result<void> lockFile(int fd, int operation)
{
    while (::flock(fd, operation) != 0) {
        if (errno != EINTR)
            return base::lastFailure("flock");
    }
    return {};
}

pid_t processIn(int fd)
{
    std::array<char, 16> text{};
    const auto count = readSome(fd, std::as_writable_bytes(std::span(text)), 0);
    pid_t process = 0;
    if (!count || std::from_chars(text.data(), text.data() + *count, process).ec != std::errc{})
        return 0;
    return process;
}

} // namespace

CaptureLock::CaptureLock(base::UniqueFd fd)
    : m_fd(std::move(fd))
{ }

base::Result<CaptureLock> CaptureLock::create(int folder)
{
    auto fd = createFile(folder, LockName);
    if (!fd)
        return base::failure(fd.error());
    // Waits, but only for someone who is just looking whether the new file is locked (lockHolder).
    if (auto locked = lockFile(fd->get(), LOCK_EX); !locked)
        return base::failure(locked.error());
    const std::string text = std::to_string(::getpid()) + '\n';
    if (auto written = writeAll(fd->get(), std::as_bytes(std::span(text)), 0); !written)
        return base::failure(written.error());
    return CaptureLock(std::move(*fd));
}

base::Result<CaptureLock> CaptureLock::take(int folder)
{
    auto fd = openFile(folder, LockName, O_RDWR);
    if (!fd)
        return base::failure(fd.error());
    if (auto locked = lockFile(fd->get(), LOCK_EX | LOCK_NB); !locked) {
        const bool inUse = locked.error().code == EWOULDBLOCK;
        return base::failure(inUse ? base::Error{EBUSY, "flock"} : locked.error());
    }
    return CaptureLock(std::move(*fd));
}

base::Result<LockHolder> lockHolder(int folder)
{
    const auto fd = openFile(folder, LockName, O_RDONLY);
    if (!fd)
        return base::failure(fd.error());
    const auto locked = lockFile(fd->get(), LOCK_SH | LOCK_NB);
    if (locked)
        return LockHolder{}; // closing the descriptor lets go of it
    if (locked.error().code != EWOULDBLOCK)
        return base::failure(locked.error());
    return LockHolder{true, processIn(fd->get())};
}

} // namespace capture
