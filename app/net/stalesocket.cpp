// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/stalesocket.h"

#include <sys/stat.h>
#include <unistd.h>

namespace net {

base::Result<FileIdentity> findStaleSocket(const std::string& path)
{
    const auto address = Address::fromPath(path);
    if (!address)
        return base::failure(address.error());
    struct stat file
    { };
    if (::lstat(path.c_str(), &file) != 0)
        return base::lastFailure("lstat");
    if (!S_ISSOCK(file.st_mode))
        return base::failure({ENOTSOCK, "lstat"});
    if (file.st_uid != ::geteuid())
        return base::failure({EPERM, "lstat"});

    const auto probe = socket(AF_UNIX, SOCK_STREAM, FdMode::NonBlocking);
    if (!probe)
        return base::failure(probe.error());
    const auto connected = connect(probe->get(), *address);
    // EPROTOTYPE is a datagram socket that lives; EAGAIN a listener whose backlog is full.
    if (connected || connected.error().code == EPROTOTYPE || connected.error().code == EAGAIN)
        return base::failure({EADDRINUSE, "connect"});
    if (connected.error().code != ECONNREFUSED)
        return base::failure(connected.error());
    return FileIdentity{static_cast<std::uint64_t>(file.st_dev), static_cast<std::uint64_t>(file.st_ino)};
}

base::Result<void> removeStaleSocket(const std::string& path, FileIdentity identity)
{
    const auto now = findStaleSocket(path);
    if (!now)
        return base::failure(now.error());
    if (!(*now == identity))
        return base::failure({ESTALE, "unlink"});
    return unlinkIfSame(path, identity);
}

} // namespace net
