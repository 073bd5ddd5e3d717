# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""What cases ask of Python and the system, and call scripts have no word for."""

import errno
import fcntl
import os
import resource
import signal
import socket
import time

NOBODY = 65534


def dup(reference, step):
    reference.objects[step["as"]] = reference.of(step).dup()


def detach(reference, step):
    return ">=0" if reference.of(step).detach() >= 0 else -1


def cloexec(reference, step):
    return bool(fcntl.fcntl(reference.of(step).fileno(), fcntl.F_GETFD) & fcntl.FD_CLOEXEC)


def setdefaulttimeout(_, step):
    socket.setdefaulttimeout(step["value"])


def umask(_, step):
    os.umask(int(step["value"], 8))


def drop_privs(*_):
    """Goes on as nobody, who may still use the case's folder."""
    if os.geteuid() != 0:
        return
    os.chmod(".", 0o777)
    os.setgroups([])
    os.setegid(NOBODY)
    os.seteuid(NOBODY)


def only_fds_left(_, step):
    """Leaves this many descriptors to be opened."""
    highest = max(map(int, os.listdir("/proc/self/fd")))
    while (descriptor := os.open("/dev/null", os.O_RDONLY)) <= highest:
        pass  # there was a hole
    os.close(descriptor)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1 + step["n"], most))


def restore_fds(*_):
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def sigpipe_child(reference, step):
    """How a child in which SIGPIPE has its default ends, when it sends twice on a stream that was reset."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        try:
            for _ in range(2):
                reference.of(step).send(b"x")
                time.sleep(0.05)
        except OSError as problem:
            os._exit(problem.errno)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed by " + signal.Signals(os.WTERMSIG(status)).name
    return errno.errorcode.get(os.WEXITSTATUS(status), "no error")


OPERATIONS = {
    function.__name__: function
    for function in (
        dup, detach, cloexec, setdefaulttimeout, umask, drop_privs, only_fds_left, restore_fds, sigpipe_child,
    )
}
