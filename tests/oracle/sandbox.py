# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""A private network of loopback alone, in which names are looked up at a server of known answers.

By user, network and mount namespaces - unshare(2); where the system allows none, Unavailable is raised.
"""

import ctypes
import fcntl
import os
import socket
import struct
import threading

import nameserver

LIBC = ctypes.CDLL(None, use_errno=True)
# <sched.h>, <sys/mount.h>, <linux/sockios.h> and <net/if.h>
CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET = 0x20000, 0x10000000, 0x40000000
MS_BIND, MS_REC, MS_PRIVATE = 1 << 12, 1 << 14, 1 << 18
SIOCSIFFLAGS = 0x8914
IFF_UP, IFF_LOOPBACK, IFF_RUNNING = 0x1, 0x8, 0x40

CONFIGURATION = {
    "/etc/resolv.conf": "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n",
    "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "/etc/nsswitch.conf": "hosts: files dns\nservices: files\npasswd: files\ngroup: files\n",
}


class Unavailable(Exception):
    pass


def checked(status, what):
    if status != 0:
        raise Unavailable(f"{what}: {os.strerror(ctypes.get_errno())}")


def write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def enter(folder):
    """Takes this process there for good; its children are born there. The folder takes the resolver's files."""
    user, group = os.geteuid(), os.getegid()
    checked(LIBC.unshare(CLONE_NEWNET | CLONE_NEWNS | (CLONE_NEWUSER if user else 0)), "unshare")
    if user:
        write("/proc/self/setgroups", "deny")
        write("/proc/self/uid_map", f"0 {user} 1")
        write("/proc/self/gid_map", f"0 {group} 1")
    start_loopback()
    checked(LIBC.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None), "mount")
    for path, text in CONFIGURATION.items():
        replace_file(path, text, folder)
    threading.Thread(target=nameserver.serve, args=(nameserver.bound(),), daemon=True).start()


def start_loopback():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", IFF_UP | IFF_LOOPBACK | IFF_RUNNING)
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, request)


def replace_file(path, text, folder):
    own, real = os.path.join(folder, os.path.basename(path)), os.path.realpath(path)
    if not os.path.exists(real):
        raise Unavailable(f"there is no {path}")
    write(own, text)
    checked(LIBC.mount(own.encode(), real.encode(), None, MS_BIND, None), "mount")
