# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Which errors each call can give, as the manual pages of Linux say (man-pages 6.03), ERRORS of the page named beside
it. EFAULT is left out: it tells of a bad pointer of the caller's own. EWOULDBLOCK is EAGAIN, EOPNOTSUPP is ENOTSUP."""

import errno

# name in the library: (manual page, errors)
ERRORS = {
    "accept": ("accept(2)", "EAGAIN EBADF ECONNABORTED EINTR EINVAL EMFILE ENFILE ENOBUFS ENOMEM ENOTSOCK EOPNOTSUPP "
               "EPERM EPROTO ENOSR ESOCKTNOSUPPORT EPROTONOSUPPORT ETIMEDOUT ENETDOWN ENOPROTOOPT EHOSTDOWN ENONET "
               "EHOSTUNREACH ENETUNREACH"),
    "access": ("access(2)", "EACCES EINVAL EIO ELOOP ENAMETOOLONG ENOENT ENOMEM ENOTDIR EPERM EROFS"),
    "bind": ("bind(2)", "EACCES EADDRINUSE EBADF EINVAL ENOTSOCK EADDRNOTAVAIL ELOOP ENAMETOOLONG ENOENT ENOMEM "
             "ENOTDIR EROFS"),
    "chmod": ("chmod(2)", "EACCES EBADF EINVAL EIO ELOOP ENAMETOOLONG ENOENT ENOMEM ENOTDIR EOPNOTSUPP EPERM EROFS"),
    "close": ("close(2)", "EBADF EINTR EIO ENOSPC EDQUOT"),
    "connect": ("connect(2)", "EACCES EPERM EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EAGAIN EALREADY EBADF ECONNREFUSED "
                "EINPROGRESS EINTR EISCONN ENETUNREACH ENOTSOCK EPROTOTYPE ETIMEDOUT"),
    "epoll_create": ("epoll_create(2)", "EINVAL EMFILE ENFILE ENOMEM"),
    "epoll_ctl": ("epoll_ctl(2)", "EBADF EEXIST EINVAL ELOOP ENOENT ENOMEM ENOSPC EPERM"),
    "epoll_wait": ("epoll_wait(2)", "EBADF EINTR EINVAL"),
    "eventfd": ("eventfd(2)", "EINVAL EMFILE ENFILE ENODEV ENOMEM"),
    "eventfd_read": ("eventfd(2), read(2)", "EAGAIN EINTR"),
    "eventfd_write": ("eventfd(2), write(2)", "EINTR"),  # EAGAIN is of a counter that is full, and wakes
    "fallocate": ("fallocate(2)", "EBADF EFBIG EINTR EINVAL EIO ENODEV ENOSPC ENOSYS EOPNOTSUPP EPERM ESPIPE ETXTBSY"),
    "fcntl": ("fcntl(2)", "EACCES EAGAIN EBADF EBUSY EINVAL EMFILE EPERM"),
    "flock": ("flock(2)", "EBADF EINTR EINVAL ENOLCK EAGAIN"),
    "fsync": ("fsync(2)", "EBADF EINTR EIO ENOSPC EROFS EINVAL EDQUOT"),
    "ftruncate": ("truncate(2)", "EBADF EFBIG EINTR EINVAL EIO EPERM EROFS ETXTBSY"),
    "getaddrinfo": ("getaddrinfo(3)", "EAI_ADDRFAMILY EAI_AGAIN EAI_BADFLAGS EAI_FAIL EAI_FAMILY EAI_MEMORY "
                    "EAI_NODATA EAI_NONAME EAI_SERVICE EAI_SOCKTYPE EAI_SYSTEM"),
    "getifaddrs": ("getifaddrs(3)", "EMFILE ENFILE ENOBUFS ENOMEM EACCES"),
    "getpeername": ("getpeername(2)", "EBADF EINVAL ENOBUFS ENOTCONN ENOTSOCK"),
    "getrlimit": ("getrlimit(2)", "EINVAL EPERM ESRCH"),
    "getsockname": ("getsockname(2)", "EBADF EINVAL ENOBUFS ENOTSOCK"),
    "getsockopt": ("getsockopt(2)", "EBADF EINVAL ENOPROTOOPT ENOTSOCK"),
    "if_indextoname": ("if_nametoindex(3)", "ENXIO EMFILE"),
    "if_nametoindex": ("if_nametoindex(3)", "ENODEV EMFILE"),
    "ioctl": ("ioctl(2)", "EBADF EINVAL ENOTTY"),
    "listen": ("listen(2)", "EADDRINUSE EBADF ENOTSOCK EOPNOTSUPP"),
    "lseek": ("lseek(2)", "EBADF EINVAL ENXIO EOVERFLOW ESPIPE"),
    "mkdir": ("mkdir(2)", "EACCES EDQUOT EEXIST EINVAL ELOOP EMLINK ENAMETOOLONG ENOENT ENOMEM ENOSPC ENOTDIR EPERM "
              "EROFS"),
    "mmap": ("mmap(2)", "EACCES EAGAIN EBADF EINVAL ENFILE ENODEV ENOMEM EOVERFLOW EPERM ETXTBSY"),
    "open": ("open(2)", "EACCES EBUSY EDQUOT EEXIST EFBIG EINTR EINVAL EISDIR ELOOP EMFILE ENAMETOOLONG ENFILE ENODEV "
             "ENXIO ENOENT ENOMEM ENOSPC ENOTDIR EOPNOTSUPP EOVERFLOW EPERM EROFS ETXTBSY EAGAIN"),
    "opendir": ("opendir(3)", "EACCES EBADF EMFILE ENFILE ENOENT ENOMEM ENOTDIR"),
    "poll": ("poll(2)", "EINTR EINVAL ENOMEM"),
    "ppoll": ("poll(2)", "EINTR EINVAL ENOMEM"),
    "pread": ("pread(2), read(2)", "EAGAIN EBADF EINTR EINVAL EIO EISDIR ENXIO EOVERFLOW ESPIPE"),
    "pthread_create": ("pthread_create(3)", "EAGAIN EINVAL EPERM"),
    "pwrite": ("pwrite(2), write(2)", "EAGAIN EBADF EDQUOT EFBIG EINTR EINVAL EIO ENOSPC EPERM EPIPE ESPIPE"),
    "read": ("read(2)", "EAGAIN EBADF EINTR EINVAL EIO EISDIR"),
    "readdir": ("readdir(3)", "EBADF"),
    "readlink": ("readlink(2)", "EACCES EINVAL EIO ELOOP ENAMETOOLONG ENOENT ENOMEM ENOTDIR"),
    "recv": ("recv(2), tcp(7), unix(7)", "EAGAIN EBADF ECONNREFUSED EINTR EINVAL ENOMEM ENOTCONN ENOTSOCK ECONNRESET "
             "ETIMEDOUT EHOSTUNREACH"),
    "recvfrom": ("recv(2), udp(7)", "EAGAIN EBADF ECONNREFUSED EINTR EINVAL ENOMEM ENOTCONN ENOTSOCK"),
    "recvmmsg": ("recvmmsg(2), recv(2)", "EAGAIN EBADF ECONNREFUSED EINTR EINVAL ENOMEM ENOTCONN ENOTSOCK"),
    "recvmsg": ("recv(2), unix(7)", "EAGAIN EBADF ECONNREFUSED EINTR EINVAL ENOMEM ENOTCONN ENOTSOCK ECONNRESET"),
    "rename": ("rename(2)", "EACCES EBUSY EDQUOT EINVAL EISDIR ELOOP EMLINK ENAMETOOLONG ENOENT ENOMEM ENOSPC ENOTDIR "
               "ENOTEMPTY EPERM EROFS EXDEV"),
    "rmdir": ("rmdir(2)", "EACCES EBUSY EINVAL ELOOP ENAMETOOLONG ENOENT ENOMEM ENOTDIR ENOTEMPTY EPERM EROFS"),
    "send": ("send(2), unix(7)", "EACCES EAGAIN EALREADY EBADF ECONNRESET EDESTADDRREQ EINTR EINVAL EISCONN EMSGSIZE "
             "ENOBUFS ENOMEM ENOTCONN ENOTSOCK EOPNOTSUPP EPIPE"),
    "sendfile": ("sendfile(2)", "EAGAIN EBADF EINVAL EIO ENOMEM EOVERFLOW ESPIPE EINTR EPIPE"),
    "sendmsg": ("send(2), unix(7)", "EACCES EAGAIN EBADF ECONNRESET EDESTADDRREQ EINTR EINVAL EISCONN EMSGSIZE ENOBUFS "
                "ENOMEM ENOTCONN ENOTSOCK EOPNOTSUPP EPIPE ETOOMANYREFS"),
    "sendto": ("send(2), udp(7)", "EACCES EAGAIN EBADF ECONNREFUSED EDESTADDRREQ EINTR EINVAL EISCONN EMSGSIZE ENOBUFS "
               "ENOMEM ENOTCONN ENOTSOCK EOPNOTSUPP EPIPE ENETUNREACH"),
    "setrlimit": ("setrlimit(2)", "EINVAL EPERM ESRCH"),
    "setsockopt": ("setsockopt(2), socket(7)", "EBADF EINVAL ENOPROTOOPT ENOTSOCK EPERM ENOMEM EDOM"),
    "shutdown": ("shutdown(2)", "EBADF EINVAL ENOTCONN ENOTSOCK"),
    "signalfd": ("signalfd(2)", "EINVAL EMFILE ENFILE ENODEV ENOMEM"),
    "socket": ("socket(2)", "EACCES EAFNOSUPPORT EINVAL EMFILE ENFILE ENOBUFS ENOMEM EPROTONOSUPPORT"),
    "socketpair": ("socketpair(2)", "EAFNOSUPPORT EMFILE ENFILE EOPNOTSUPP EPROTONOSUPPORT"),
    "stat": ("stat(2)", "EACCES EBADF EINVAL ELOOP ENAMETOOLONG ENOENT ENOMEM ENOTDIR EOVERFLOW"),
    "statvfs": ("statvfs(3)", "EACCES EBADF EINTR EIO ELOOP ENAMETOOLONG ENOENT ENOMEM ENOSYS ENOTDIR EOVERFLOW"),
    "statx": ("statx(2)", "EACCES EBADF EINVAL ELOOP ENAMETOOLONG ENOENT ENOMEM ENOTDIR"),
    "unlink": ("unlink(2)", "EACCES EBUSY EIO EISDIR ELOOP ENAMETOOLONG ENOENT ENOMEM ENOTDIR EPERM EROFS"),
    "write": ("write(2)", "EAGAIN EBADF EDESTADDRREQ EDQUOT EFBIG EINTR EINVAL EIO ENOSPC EPERM EPIPE"),
    "writev": ("writev(2), write(2)", "EAGAIN EBADF EDQUOT EFBIG EINTR EINVAL EIO ENOSPC EPIPE"),
}

# getaddrinfo(3) has numbers of its own - netdb.h.
RESOLVING = {"EAI_BADFLAGS": -1, "EAI_NONAME": -2, "EAI_AGAIN": -3, "EAI_FAIL": -4, "EAI_NODATA": -5, "EAI_FAMILY": -6,
             "EAI_SOCKTYPE": -7, "EAI_SERVICE": -8, "EAI_ADDRFAMILY": -9, "EAI_MEMORY": -10, "EAI_SYSTEM": -11}

# Calls that may move less than they were asked to, or take fewer events: not an error at all.
SHORT = {"recv", "recvmsg", "recvmmsg", "send", "sendfile", "epoll_wait", "read", "write", "pread", "pwrite"}

# What can come of these calls at any time and is over when they are made again: nobody may notice.
PASSING = {
    "EINTR": {"recv", "recvfrom", "recvmsg", "recvmmsg", "send", "sendto", "sendmsg", "sendfile", "accept", "connect",
              "read", "write", "pread", "pwrite", "poll", "ppoll", "epoll_wait", "flock", "close", "eventfd_read",
              "eventfd_write"},
    "short": SHORT,
}
# The same for sockets that the loop makes the calls on, where nothing waits that a signal could interrupt - signal(7).
PASSING_IN_LOOP = {"EAGAIN": {"recv", "recvmsg", "recvmmsg", "send", "sendto", "accept"}}
NOT_WAITING_IN_LOOP = {"connect", "send", "sendto", "sendmsg"}
# A call script answers what the call answers.
ANSWERED_BY_SCRIPTS = {"EINTR": {"close"}, "short": {"recv", "recvmsg", "send"}}

# States that stay for a while: these are injected once and for good.
LASTING = {"EMFILE", "ENFILE", "ENOBUFS", "ENOMEM", "ENOSPC", "EDQUOT", "EIO", "EROFS"}


def errors_of(call):
    """The names that can be injected into a call, `short` among them where it moves bytes."""
    names = ERRORS[call][1].split() if call in ERRORS else []
    return names + (["short"] if call in SHORT else [])


def number_of(name):
    """What the library wants: a number or `short`."""
    if name == "short":
        return name
    return str(RESOLVING[name] if name in RESOLVING else getattr(errno, name))


def is_passing(call, name, in_loop, in_script):
    if in_loop and call in PASSING_IN_LOOP.get(name, ()):
        return True
    if in_loop and name == "EINTR" and call in NOT_WAITING_IN_LOOP or in_script and is_answer(call, name):
        return False
    return call in PASSING.get(name, ())


def is_answer(call, name):
    """A call script gives it as the result, which then is another one."""
    return call in ANSWERED_BY_SCRIPTS.get(name, ())
