// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// A library for LD_PRELOAD that lets system calls of the program fail. Nothing of it is in the program. It stands
// before libc's functions and looks at who calls: only what the program's own code calls is counted and fails, not what
// Qt, X or libc call for themselves.
//
//     FAULTS_REPORT=FILE          at the end of the process: how often each call was made, the descriptors that were
//                                 opened by the program and never closed, closes of descriptors that were not open
//     FAULTS_PLAN=NAME:N:WHAT:T   the Nth call of NAME (from 1 on) and the T-1 after it (all after it where T is 0)
//     fail:
//                                 WHAT is an errno, for getaddrinfo an EAI_ code, or `short`: one byte is moved, one
//                                 event or message taken
//
// Functions are defined by names of our own, with the symbol's name beside it, since libc's headers declare them
// otherwise (inline, redirected, noexcept).
#include "faults.h"

#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>

#include <dirent.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

using faults::Call;
using faults::Plan;

// FAULT(result, symbol, name, failed, parameters, arguments): a function that makes the call or fails in its place.
#define FAULT_NEXT(RESULT, SYMBOL, PARAMETERS)                                                                         \
    extern "C" RESULT faults_##SYMBOL PARAMETERS asm(#SYMBOL);                                                         \
    namespace {                                                                                                        \
    using Function_##SYMBOL = RESULT(*) PARAMETERS;                                                                    \
    Function_##SYMBOL next_##SYMBOL()                                                                                  \
    {                                                                                                                  \
        static const auto function = reinterpret_cast<Function_##SYMBOL>(faults::next(#SYMBOL));                       \
        return function;                                                                                               \
    }                                                                                                                  \
    }                                                                                                                  \
    extern "C" [[gnu::visibility("default")]] RESULT faults_##SYMBOL PARAMETERS

#define FAULT(RESULT, SYMBOL, NAME, FAILED, PARAMETERS, ARGUMENTS)                                                     \
    FAULT_NEXT(RESULT, SYMBOL, PARAMETERS)                                                                             \
    {                                                                                                                  \
        static Call& call = faults::callOf(NAME);                                                                      \
        if (const Plan plan = call.made(__builtin_return_address(0)); plan.error != 0) {                               \
            errno = plan.error;                                                                                        \
            return FAILED;                                                                                             \
        }                                                                                                              \
        return next_##SYMBOL() ARGUMENTS;                                                                              \
    }

// The same for a function that gives a new descriptor.
#define FAULT_OPENS(SYMBOL, NAME, PARAMETERS, ARGUMENTS)                                                               \
    FAULT_NEXT(int, SYMBOL, PARAMETERS)                                                                                \
    {                                                                                                                  \
        static Call& call = faults::callOf(NAME);                                                                      \
        const Plan plan = call.made(__builtin_return_address(0));                                                      \
        if (plan.error != 0) {                                                                                         \
            errno = plan.error;                                                                                        \
            return -1;                                                                                                 \
        }                                                                                                              \
        const int result = next_##SYMBOL() ARGUMENTS;                                                                  \
        if (plan.isOurs)                                                                                               \
            faults::opened(result);                                                                                    \
        return result;                                                                                                 \
    }

// The same for a function that moves at most so many bytes, or takes so many events.
#define FAULT_MOVES(RESULT, SYMBOL, NAME, SIZE, PARAMETERS, ARGUMENTS)                                                 \
    FAULT_NEXT(RESULT, SYMBOL, PARAMETERS)                                                                             \
    {                                                                                                                  \
        static Call& call = faults::callOf(NAME);                                                                      \
        if (const Plan plan = call.made(__builtin_return_address(0)); plan.error != 0) {                               \
            errno = plan.error;                                                                                        \
            return -1;                                                                                                 \
        } else if (plan.isShort && SIZE > 1) {                                                                         \
            SIZE = 1;                                                                                                  \
        }                                                                                                              \
        return next_##SYMBOL() ARGUMENTS;                                                                              \
    }

// --- descriptors that are opened and closed --------------------------------------------------------------------------

FAULT_OPENS(socket, "socket", (int family, int type, int protocol), (family, type, protocol))
FAULT_OPENS(accept4, "accept", (int fd, sockaddr* name, socklen_t* size, int flags), (fd, name, size, flags))
FAULT_OPENS(epoll_create1, "epoll_create", (int flags), (flags))
FAULT_OPENS(eventfd, "eventfd", (unsigned value, int flags), (value, flags))
FAULT_OPENS(signalfd, "signalfd", (int fd, const sigset_t* signals, int flags), (fd, signals, flags))
FAULT_OPENS(open, "open", (const char* path, int flags, mode_t mode), (path, flags, mode))
FAULT_OPENS(open64, "open", (const char* path, int flags, mode_t mode), (path, flags, mode))
FAULT_OPENS(__open_2, "open", (const char* path, int flags), (path, flags))
FAULT_OPENS(__open64_2, "open", (const char* path, int flags), (path, flags))
FAULT_OPENS(openat, "open", (int folder, const char* path, int flags, mode_t mode), (folder, path, flags, mode))
FAULT_OPENS(openat64, "open", (int folder, const char* path, int flags, mode_t mode), (folder, path, flags, mode))
FAULT_OPENS(__openat_2, "open", (int folder, const char* path, int flags), (folder, path, flags))
FAULT_OPENS(__openat64_2, "open", (int folder, const char* path, int flags), (folder, path, flags))

FAULT_NEXT(int, socketpair, (int family, int type, int protocol, int* fds))
{
    static Call& call = faults::callOf("socketpair");
    const Plan plan = call.made(__builtin_return_address(0));
    if (plan.error != 0) {
        errno = plan.error;
        return -1;
    }
    const int result = next_socketpair()(family, type, protocol, fds);
    for (int i = 0; plan.isOurs && result == 0 && i < 2; ++i)
        faults::opened(fds[i]);
    return result;
}

// Linux frees the descriptor whatever close(2) answers.
FAULT_NEXT(int, close, (int fd))
{
    static Call& call = faults::callOf("close");
    const Plan plan = call.made(__builtin_return_address(0));
    faults::closed(fd);
    const int result = next_close()(fd);
    if (result != 0 && errno == EBADF && plan.isOurs)
        faults::closedInVain(fd);
    if (plan.error == 0)
        return result;
    errno = plan.error;
    return -1;
}

FAULT_NEXT(int, closedir, (DIR * stream))
{
    faults::closed(::dirfd(stream));
    return next_closedir()(stream);
}

// --- sockets ---------------------------------------------------------------------------------------------------------

FAULT(int, bind, "bind", -1, (int fd, const sockaddr* name, socklen_t size), (fd, name, size))
FAULT(int, listen, "listen", -1, (int fd, int backlog), (fd, backlog))
FAULT(int, shutdown, "shutdown", -1, (int fd, int how), (fd, how))
FAULT(int, getsockname, "getsockname", -1, (int fd, sockaddr* name, socklen_t* size), (fd, name, size))
FAULT(int, getpeername, "getpeername", -1, (int fd, sockaddr* name, socklen_t* size), (fd, name, size))
FAULT(int, setsockopt, "setsockopt", -1, (int fd, int level, int name, const void* value, socklen_t size),
    (fd, level, name, value, size))
FAULT(int, getsockopt, "getsockopt", -1, (int fd, int level, int name, void* value, socklen_t* size),
    (fd, level, name, value, size))

// What is interrupted, or in progress, goes on: connect(2).
FAULT_NEXT(int, connect, (int fd, const sockaddr* name, socklen_t size))
{
    static Call& call = faults::callOf("connect");
    const Plan plan = call.made(__builtin_return_address(0));
    if (plan.error == 0)
        return next_connect()(fd, name, size);
    if (plan.error == EINTR || plan.error == EINPROGRESS) {
        if (const int result = next_connect()(fd, name, size); result != 0 && errno != EINPROGRESS)
            return result;
    }
    errno = plan.error;
    return -1;
}

namespace {

/// Fewer bytes can be taken from a stream without loss; of a datagram the rest would be gone.
bool isStream(int fd)
{
    int type = 0;
    socklen_t size = sizeof(type);
    const int error = errno;
    const bool is = next_getsockopt()(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
    errno = error;
    return is;
}

/// The descriptors that came with a message.
void noteDescriptors(msghdr& message)
{
    for (cmsghdr* item = CMSG_FIRSTHDR(&message); item != nullptr; item = CMSG_NXTHDR(&message, item)) {
        if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_RIGHTS)
            continue;
        const auto* fds = reinterpret_cast<const int*>(CMSG_DATA(item));
        for (std::size_t i = 0; i < (item->cmsg_len - CMSG_LEN(0)) / sizeof(int); ++i)
            faults::opened(fds[i]);
    }
}

ssize_t failWith(int error)
{
    errno = error;
    return -1;
}

} // namespace

FAULT_NEXT(ssize_t, recv, (int fd, void* data, std::size_t size, int flags))
{
    static Call& call = faults::callOf("recv");
    const Plan plan = call.made(__builtin_return_address(0));
    if (plan.error != 0)
        return failWith(plan.error);
    return next_recv()(fd, data, plan.isShort && isStream(fd) ? std::min<std::size_t>(size, 1) : size, flags);
}

FAULT_NEXT(ssize_t, __recv_chk, (int fd, void* data, std::size_t size, std::size_t room, int flags))
{
    static Call& call = faults::callOf("recv");
    const Plan plan = call.made(__builtin_return_address(0));
    if (plan.error != 0)
        return failWith(plan.error);
    return next___recv_chk()(
        fd, data, plan.isShort && isStream(fd) ? std::min<std::size_t>(size, 1) : size, room, flags);
}

FAULT(ssize_t, recvfrom, "recvfrom", -1,
    (int fd, void* data, std::size_t size, int flags, sockaddr* name, socklen_t* length),
    (fd, data, size, flags, name, length))
FAULT(ssize_t, __recvfrom_chk, "recvfrom", -1,
    (int fd, void* data, std::size_t size, std::size_t room, int flags, sockaddr* name, socklen_t* length),
    (fd, data, size, room, flags, name, length))

FAULT_NEXT(ssize_t, recvmsg, (int fd, msghdr* message, int flags))
{
    static Call& call = faults::callOf("recvmsg");
    const Plan plan = call.made(__builtin_return_address(0));
    if (plan.error != 0)
        return failWith(plan.error);
    if (plan.isShort && message->msg_iovlen == 1 && isStream(fd))
        message->msg_iov[0].iov_len = std::min<std::size_t>(message->msg_iov[0].iov_len, 1);
    const ssize_t result = next_recvmsg()(fd, message, flags);
    if (plan.isOurs && result >= 0)
        noteDescriptors(*message);
    return result;
}

FAULT_NEXT(int, recvmmsg, (int fd, mmsghdr* messages, unsigned count, int flags, timespec* timeout))
{
    static Call& call = faults::callOf("recvmmsg");
    const Plan plan = call.made(__builtin_return_address(0));
    if (plan.error != 0)
        return static_cast<int>(failWith(plan.error));
    const int result = next_recvmmsg()(fd, messages, plan.isShort ? std::min(count, 1U) : count, flags, timeout);
    for (int i = 0; plan.isOurs && i < result; ++i)
        noteDescriptors(messages[i].msg_hdr);
    return result;
}

FAULT_NEXT(ssize_t, send, (int fd, const void* data, std::size_t size, int flags))
{
    static Call& call = faults::callOf("send");
    const Plan plan = call.made(__builtin_return_address(0));
    if (plan.error != 0)
        return failWith(plan.error);
    return next_send()(fd, data, plan.isShort && isStream(fd) ? std::min<std::size_t>(size, 1) : size, flags);
}

FAULT(ssize_t, sendto, "sendto", -1,
    (int fd, const void* data, std::size_t size, int flags, const sockaddr* name, socklen_t length),
    (fd, data, size, flags, name, length))
FAULT(ssize_t, sendmsg, "sendmsg", -1, (int fd, const msghdr* message, int flags), (fd, message, flags))
FAULT_MOVES(
    ssize_t, sendfile, "sendfile", size, (int to, int from, off_t* offset, std::size_t size), (to, from, offset, size))
FAULT_MOVES(ssize_t, sendfile64, "sendfile", size, (int to, int from, off_t* offset, std::size_t size),
    (to, from, offset, size))

// --- waiting ---------------------------------------------------------------------------------------------------------

FAULT(int, epoll_ctl, "epoll_ctl", -1, (int epoll, int operation, int fd, epoll_event* event),
    (epoll, operation, fd, event))
FAULT_MOVES(int, epoll_wait, "epoll_wait", count, (int epoll, epoll_event* events, int count, int timeout),
    (epoll, events, count, timeout))
FAULT(int, poll, "poll", -1, (pollfd * fds, nfds_t count, int timeout), (fds, count, timeout))
FAULT(int, __poll_chk, "poll", -1, (pollfd * fds, nfds_t count, int timeout, std::size_t room),
    (fds, count, timeout, room))
FAULT(int, ppoll, "ppoll", -1, (pollfd * fds, nfds_t count, const timespec* timeout, const sigset_t* signals),
    (fds, count, timeout, signals))
FAULT(int, __ppoll_chk, "ppoll", -1,
    (pollfd * fds, nfds_t count, const timespec* timeout, const sigset_t* signals, std::size_t room),
    (fds, count, timeout, signals, room))
FAULT(int, eventfd_read, "eventfd_read", -1, (int fd, std::uint64_t* value), (fd, value))
FAULT(int, eventfd_write, "eventfd_write", -1, (int fd, std::uint64_t value), (fd, value))

// --- descriptors of any kind -----------------------------------------------------------------------------------------

FAULT(int, fcntl, "fcntl", -1, (int fd, int command, long argument), (fd, command, argument))
FAULT(int, fcntl64, "fcntl", -1, (int fd, int command, long argument), (fd, command, argument))
FAULT(int, ioctl, "ioctl", -1, (int fd, unsigned long request, void* argument), (fd, request, argument))

FAULT_MOVES(ssize_t, read, "read", size, (int fd, void* data, std::size_t size), (fd, data, size))
FAULT_MOVES(
    ssize_t, __read_chk, "read", size, (int fd, void* data, std::size_t size, std::size_t room), (fd, data, size, room))
FAULT_MOVES(ssize_t, write, "write", size, (int fd, const void* data, std::size_t size), (fd, data, size))
FAULT_MOVES(
    ssize_t, pread, "pread", size, (int fd, void* data, std::size_t size, off_t offset), (fd, data, size, offset))
FAULT_MOVES(
    ssize_t, pread64, "pread", size, (int fd, void* data, std::size_t size, off_t offset), (fd, data, size, offset))
FAULT_MOVES(ssize_t, __pread_chk, "pread", size, (int fd, void* data, std::size_t size, off_t offset, std::size_t room),
    (fd, data, size, offset, room))
FAULT_MOVES(ssize_t, __pread64_chk, "pread", size,
    (int fd, void* data, std::size_t size, off_t offset, std::size_t room), (fd, data, size, offset, room))
FAULT_MOVES(ssize_t, pwrite, "pwrite", size, (int fd, const void* data, std::size_t size, off_t offset),
    (fd, data, size, offset))
FAULT_MOVES(ssize_t, pwrite64, "pwrite", size, (int fd, const void* data, std::size_t size, off_t offset),
    (fd, data, size, offset))
FAULT(ssize_t, writev, "writev", -1, (int fd, const iovec* pieces, int count), (fd, pieces, count))
FAULT(off_t, lseek, "lseek", -1, (int fd, off_t offset, int whence), (fd, offset, whence))
FAULT(off_t, lseek64, "lseek", -1, (int fd, off_t offset, int whence), (fd, offset, whence))

// --- files and folders -----------------------------------------------------------------------------------------------

FAULT(int, ftruncate, "ftruncate", -1, (int fd, off_t size), (fd, size))
FAULT(int, ftruncate64, "ftruncate", -1, (int fd, off_t size), (fd, size))
FAULT(int, fallocate, "fallocate", -1, (int fd, int mode, off_t offset, off_t size), (fd, mode, offset, size))
FAULT(int, fallocate64, "fallocate", -1, (int fd, int mode, off_t offset, off_t size), (fd, mode, offset, size))
FAULT(int, fsync, "fsync", -1, (int fd), (fd))
FAULT(int, flock, "flock", -1, (int fd, int operation), (fd, operation))
FAULT(int, fchmod, "chmod", -1, (int fd, mode_t mode), (fd, mode))
FAULT(int, chmod, "chmod", -1, (const char* path, mode_t mode), (path, mode))
FAULT(int, fstat, "stat", -1, (int fd, struct stat* status), (fd, status))
FAULT(int, fstat64, "stat", -1, (int fd, struct stat* status), (fd, status))
FAULT(int, stat, "stat", -1, (const char* path, struct stat* status), (path, status))
FAULT(int, stat64, "stat", -1, (const char* path, struct stat* status), (path, status))
FAULT(int, lstat, "stat", -1, (const char* path, struct stat* status), (path, status))
FAULT(int, lstat64, "stat", -1, (const char* path, struct stat* status), (path, status))
FAULT(int, fstatat, "stat", -1, (int folder, const char* path, struct stat* status, int flags),
    (folder, path, status, flags))
FAULT(int, fstatat64, "stat", -1, (int folder, const char* path, struct stat* status, int flags),
    (folder, path, status, flags))
FAULT(int, statx, "statx", -1, (int folder, const char* path, int flags, unsigned mask, struct statx* status),
    (folder, path, flags, mask, status))
FAULT(int, fstatvfs, "statvfs", -1, (int fd, struct statvfs* status), (fd, status))
FAULT(int, fstatvfs64, "statvfs", -1, (int fd, struct statvfs* status), (fd, status))
FAULT(int, access, "access", -1, (const char* path, int mode), (path, mode))
FAULT(ssize_t, readlink, "readlink", -1, (const char* path, char* text, std::size_t size), (path, text, size))
FAULT(ssize_t, __readlink_chk, "readlink", -1, (const char* path, char* text, std::size_t size, std::size_t room),
    (path, text, size, room))
FAULT(int, rename, "rename", -1, (const char* from, const char* to), (from, to))
FAULT(int, unlink, "unlink", -1, (const char* path), (path))
FAULT(int, unlinkat, "unlink", -1, (int folder, const char* path, int flags), (folder, path, flags))
FAULT(int, mkdir, "mkdir", -1, (const char* path, mode_t mode), (path, mode))
FAULT(int, rmdir, "rmdir", -1, (const char* path), (path))
FAULT(DIR*, fdopendir, "opendir", nullptr, (int fd), (fd))
FAULT(dirent*, readdir, "readdir", nullptr, (DIR * stream), (stream))
FAULT(dirent*, readdir64, "readdir", nullptr, (DIR * stream), (stream))

// --- memory, threads, names ------------------------------------------------------------------------------------------

FAULT(void*, mmap, "mmap", MAP_FAILED, (void* at, std::size_t size, int protection, int flags, int fd, off_t offset),
    (at, size, protection, flags, fd, offset))
FAULT(void*, mmap64, "mmap", MAP_FAILED, (void* at, std::size_t size, int protection, int flags, int fd, off_t offset),
    (at, size, protection, flags, fd, offset))
FAULT(unsigned, if_nametoindex, "if_nametoindex", 0, (const char* name), (name))
FAULT(char*, if_indextoname, "if_indextoname", nullptr, (unsigned index, char* name), (index, name))
FAULT(int, getifaddrs, "getifaddrs", -1, (ifaddrs * *list), (list))
FAULT(int, getrlimit, "getrlimit", -1, (int what, void* limit), (what, limit))
FAULT(int, setrlimit, "setrlimit", -1, (int what, const void* limit), (what, limit))

// These give the error itself. std::thread makes its threads from libstdc++.
FAULT(int, pthread_create, "pthread_create", plan.error,
    (pthread_t * thread, const pthread_attr_t* attributes, void* (*run)(void*), void* argument),
    (thread, attributes, run, argument))
FAULT(int, getaddrinfo, "getaddrinfo", plan.error,
    (const char* name, const char* service, const addrinfo* hints, addrinfo** list), (name, service, hints, list))
