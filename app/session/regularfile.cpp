// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/regularfile.h"

#include "base/uniquefd.h"
#include "session/filename.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fcntl.h>

namespace session {

base::Result<QByteArray> readRegularFile(const QString& path, qint64 mostBytes)
{
    // Not blocking, so that a FIFO in its place keeps nobody waiting.
    const base::UniqueFd fd(::open(fileNameBytes(path).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!fd)
        return base::failure(base::lastError("open"));
    struct stat status
    { };
    if (::fstat(fd.get(), &status) != 0)
        return base::failure(base::lastError("fstat"));
    if (!S_ISREG(status.st_mode))
        return base::failure({S_ISDIR(status.st_mode) ? EISDIR : EINVAL, "open"});
    if (status.st_size > mostBytes)
        return base::failure({EFBIG, "open"});
    QByteArray bytes(status.st_size, Qt::Uninitialized);
    qsizetype length = 0;
    while (length < bytes.size()) {
        const ssize_t count = ::read(fd.get(), bytes.data() + length, std::size_t(bytes.size() - length));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return base::failure(base::lastError("read"));
        if (count == 0)
            break;
        length += count;
    }
    bytes.truncate(length);
    return bytes;
}

} // namespace session
