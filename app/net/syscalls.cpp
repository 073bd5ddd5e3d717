// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/syscalls.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

#include <array>
#include <fcntl.h>

namespace net {

namespace {

base::Result<void> checked(int result, const char* operation)
{
    if (result < 0)
        return base::lastFailure(operation);
    return {};
}

base::Result<std::size_t> counted(ssize_t result, const char* operation)
{
    if (result < 0)
        return base::lastFailure(operation);
    return static_cast<std::size_t>(result);
}

int typeFlags(FdMode mode)
{
    return SOCK_CLOEXEC | (mode == FdMode::NonBlocking ? SOCK_NONBLOCK : 0);
}

template <class Call> base::Result<Address> askedName(Call call, int fd, const char* operation)
{
    sockaddr_storage storage{};
    socklen_t length = sizeof(storage);
    if (call(fd, reinterpret_cast<sockaddr*>(&storage), &length) < 0)
        return base::lastFailure(operation);
    return Address::fromSockaddr(reinterpret_cast<sockaddr*>(&storage), length);
}

base::Result<int> askedQueue(int fd, unsigned long request, const char* operation)
{
    int bytes = 0;
    if (::ioctl(fd, request, &bytes) < 0)
        return base::lastFailure(operation);
    return bytes;
}

} // namespace

int socketType(Protocol protocol)
{
    if (protocol == Protocol::UnixSeqpacket)
        return SOCK_SEQPACKET;
    return isStream(protocol) ? SOCK_STREAM : SOCK_DGRAM;
}

base::Result<base::UniqueFd> socket(int family, int type, FdMode mode, int protocol)
{
    base::UniqueFd fd(::socket(family, type | typeFlags(mode), protocol));
    if (!fd)
        return base::lastFailure("socket");
    return fd;
}

base::Result<std::pair<base::UniqueFd, base::UniqueFd>> socketpair(int family, int type, FdMode mode)
{
    std::array<int, 2> fds{-1, -1};
    if (::socketpair(family, type | typeFlags(mode), 0, fds.data()) < 0)
        return base::lastFailure("socketpair");
    return std::pair(base::UniqueFd(fds[0]), base::UniqueFd(fds[1]));
}

base::Result<void> bind(int fd, const Address& address)
{
    return checked(::bind(fd, address.data(), address.size()), "bind");
}

base::Result<void> listen(int fd, int backlog)
{
    return checked(::listen(fd, backlog), "listen");
}

base::Result<void> connect(int fd, const Address& address)
{
    return checked(::connect(fd, address.data(), address.size()), "connect");
}

base::Result<Accepted> accept(int fd, FdMode mode)
{
    sockaddr_storage storage{};
    socklen_t length = sizeof(storage);
    base::UniqueFd accepted(::accept4(fd, reinterpret_cast<sockaddr*>(&storage), &length, typeFlags(mode)));
    if (!accepted)
        return base::lastFailure("accept");
    return Accepted{std::move(accepted), Address::fromSockaddr(reinterpret_cast<sockaddr*>(&storage), length)};
}

base::Result<std::size_t> recv(int fd, std::span<std::byte> buffer, int flags)
{
    return counted(::recv(fd, buffer.data(), buffer.size(), flags), "recv");
}

base::Result<ReceivedFrom> recvfrom(int fd, std::span<std::byte> buffer, int flags)
{
    sockaddr_storage storage{};
    socklen_t length = sizeof(storage);
    auto* address = reinterpret_cast<sockaddr*>(&storage);
    const ssize_t count = ::recvfrom(fd, buffer.data(), buffer.size(), flags, address, &length);
    if (count < 0)
        return base::lastFailure("recvfrom");
    return ReceivedFrom{static_cast<std::size_t>(count), Address::fromSockaddr(address, length)};
}

base::Result<std::size_t> send(int fd, std::span<const std::byte> data, int flags)
{
    return counted(::send(fd, data.data(), data.size(), flags | MSG_NOSIGNAL), "send");
}

base::Result<std::size_t> sendto(int fd, std::span<const std::byte> data, int flags, const Address& address)
{
    return counted(
        ::sendto(fd, data.data(), data.size(), flags | MSG_NOSIGNAL, address.data(), address.size()), "sendto");
}

base::Result<void> shutdown(int fd, int how)
{
    return checked(::shutdown(fd, how), "shutdown");
}

base::Result<void> close(base::UniqueFd fd)
{
    return checked(::close(fd.release()), "close");
}

base::Result<Address> getsockname(int fd)
{
    return askedName(::getsockname, fd, "getsockname");
}

base::Result<Address> getpeername(int fd)
{
    return askedName(::getpeername, fd, "getpeername");
}

base::Result<int> takeSocketError(int fd)
{
    int error = 0;
    socklen_t length = sizeof(error);
    if (::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0)
        return base::lastFailure("getsockopt(SO_ERROR)");
    return error;
}

base::Result<bool> isNonBlocking(int fd)
{
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0)
        return base::lastFailure("fcntl(F_GETFL)");
    return (flags & O_NONBLOCK) != 0;
}

base::Result<int> receiveQueue(int fd)
{
    return askedQueue(fd, FIONREAD, "ioctl(FIONREAD)");
}

base::Result<int> sendQueue(int fd)
{
    return askedQueue(fd, SIOCOUTQ, "ioctl(SIOCOUTQ)");
}

base::Result<int> atMark(int fd)
{
    return askedQueue(fd, SIOCATMARK, "ioctl(SIOCATMARK)");
}

base::Result<void> setBindMode(int fd, FileMode mode)
{
    return checked(::fchmod(fd, mode), "fchmod");
}

base::Result<void> chmod(const std::string& path, FileMode mode)
{
    return checked(::chmod(path.c_str(), mode), "chmod");
}

base::Result<FileMode> modeOf(const std::string& path)
{
    struct stat status
    { };
    if (::lstat(path.c_str(), &status) < 0)
        return base::lastFailure("lstat");
    return FileMode{status.st_mode & 07777};
}

base::Result<FileIdentity> identityOf(const std::string& path)
{
    struct stat status
    { };
    if (::lstat(path.c_str(), &status) < 0)
        return base::lastFailure("lstat");
    return FileIdentity{status.st_dev, status.st_ino};
}

base::Result<void> unlinkIfSame(const std::string& path, FileIdentity identity)
{
    const auto present = identityOf(path);
    if (!present)
        return base::failure(present.error());
    if (*present != identity)
        return base::failure({ESTALE, "unlink"});
    return checked(::unlink(path.c_str()), "unlink");
}

} // namespace net
