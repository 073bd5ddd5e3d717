// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"
#include "net/address.h"
#include "net/filemode.h"
#include "net/protocol.h"

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

/// The socket calls under their POSIX names, with an Error instead of -1 and errno. Nothing else is added, but that
/// each new descriptor is close-on-exec and no send raises SIGPIPE. Thread: any; the caller sees to the descriptor's
/// life.
namespace net {

/// AF_* and SOCK_* of a protocol. The family of IP protocols comes from the address.
[[nodiscard]] int socketType(Protocol protocol);

/// Whether a descriptor waits in calls.
enum class FdMode
{
    Blocking,
    NonBlocking
};

/// socket(2). Errors: EMFILE, ENFILE, EAFNOSUPPORT...
[[nodiscard]] base::Result<base::UniqueFd> socket(int family, int type, FdMode mode, int protocol = 0);
/// socketpair(2). Errors: EOPNOTSUPP for all families but AF_UNIX.
[[nodiscard]] base::Result<std::pair<base::UniqueFd, base::UniqueFd>> socketpair(int family, int type, FdMode mode);
/// bind(2).
[[nodiscard]] base::Result<void> bind(int fd, const Address& address);
/// listen(2). The kernel cuts backlog to net.core.somaxconn.
[[nodiscard]] base::Result<void> listen(int fd, int backlog);
/// connect(2). EINPROGRESS is an error here; the caller knows what it asked for.
[[nodiscard]] base::Result<void> connect(int fd, const Address& address);

struct Accepted
{
    base::UniqueFd fd;
    Address peer;
};
/// accept4(2).
[[nodiscard]] base::Result<Accepted> accept(int fd, FdMode mode);

/// recv(2); 0 is the end of the stream, or an empty datagram.
[[nodiscard]] base::Result<std::size_t> recv(int fd, std::span<std::byte> buffer, int flags);
struct ReceivedFrom
{
    std::size_t size = 0; ///< with MSG_TRUNC the datagram's real size, which may be over the buffer's
    Address from;
};
/// recvfrom(2).
[[nodiscard]] base::Result<ReceivedFrom> recvfrom(int fd, std::span<std::byte> buffer, int flags);
/// send(2) with MSG_NOSIGNAL; may take less than it was given.
[[nodiscard]] base::Result<std::size_t> send(int fd, std::span<const std::byte> data, int flags);
/// sendto(2) with MSG_NOSIGNAL.
[[nodiscard]] base::Result<std::size_t> sendto(
    int fd, std::span<const std::byte> data, int flags, const Address& address);
/// shutdown(2) with SHUT_RD, SHUT_WR or SHUT_RDWR.
[[nodiscard]] base::Result<void> shutdown(int fd, int how);
/// close(2). The descriptor is gone whatever the result.
[[nodiscard]] base::Result<void> close(base::UniqueFd fd);

[[nodiscard]] base::Result<Address> getsockname(int fd);
[[nodiscard]] base::Result<Address> getpeername(int fd);
/// SO_ERROR, which reading clears: 0 or an errno. Errors: EBADF, ENOTSOCK.
[[nodiscard]] base::Result<int> takeSocketError(int fd);
/// fcntl(F_GETFL) & O_NONBLOCK.
[[nodiscard]] base::Result<bool> isNonBlocking(int fd);
/// FIONREAD: bytes that recv would find; for datagrams the size of the first.
[[nodiscard]] base::Result<int> receiveQueue(int fd);
/// SIOCOUTQ: bytes sent and not yet acknowledged - tcp(7).
[[nodiscard]] base::Result<int> sendQueue(int fd);

/// SIOCATMARK: 1 when the next byte is the one after the urgent byte - sockatmark(3).
[[nodiscard]] base::Result<int> atMark(int fd);

/// What tells a file from all others while it exists.
struct FileIdentity
{
    std::uint64_t device = 0;
    std::uint64_t inode = 0;

    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};
/// Gives the file of a Unix socket that is bound afterwards these permissions, without touching the umask of the
/// process: the kernel takes the mode of the socket's inode, less the umask - unix(7).
[[nodiscard]] base::Result<void> setBindMode(int fd, FileMode mode);
/// chmod(2).
[[nodiscard]] base::Result<void> chmod(const std::string& path, FileMode mode);
/// The permission bits of a file, as lstat(2) has them.
[[nodiscard]] base::Result<FileMode> modeOf(const std::string& path);
/// lstat(2) of a Unix socket's file.
[[nodiscard]] base::Result<FileIdentity> identityOf(const std::string& path);
/// Removes a Unix socket's file, if it is still the one with this identity. Errors: ESTALE when it is another one.
[[nodiscard]] base::Result<void> unlinkIfSame(const std::string& path, FileIdentity identity);

} // namespace net
