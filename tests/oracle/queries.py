# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""What is asked of a socket without moving bytes; names that are looked up; time that passes."""

import fcntl
import os
import select
import socket
import struct
import termios
import time

from constants import POLL_BITS, TCP_STATES, constant, flags

SIOCATMARK = 0x8905  # <asm/sockios.h>; in no module of Python's


def fileno(reference, step):
    number = reference.of(step).fileno()
    return ">=0" if number >= 0 else number


def polled(reference, step, bits, wait):
    """The bits that poll tells of within some seconds."""
    poll = select.poll()
    poll.register(reference.of(step).fileno(), bits)
    events = poll.poll(int(step.get("wait", wait) * 1000))
    return events[0][1] if events else 0


def poll_events(reference, step):
    bits = polled(reference, step, select.POLLIN | select.POLLOUT | select.POLLPRI | select.POLLRDHUP, 0)
    return [name for name, bit in POLL_BITS.items() if bits & bit]


def wait_for(reference, step):
    if step["event"] == "NVAL":
        raise ValueError("a socket that is closed cannot be waited for")
    # What poll always tells need not be asked for.
    bit = POLL_BITS[step["event"]] & ~(select.POLLERR | select.POLLHUP)
    return polled(reference, step, bit, 1) != 0


def o_nonblock(reference, step):
    return bool(fcntl.fcntl(reference.of(step).fileno(), fcntl.F_GETFL) & os.O_NONBLOCK)


def asked_number(reference, step, request):
    buffer = bytearray(4)
    fcntl.ioctl(reference.of(step).fileno(), request, buffer)
    return struct.unpack("i", buffer)[0]


def inq(reference, step):
    return asked_number(reference, step, termios.FIONREAD)


def atmark(reference, step):
    return asked_number(reference, step, SIOCATMARK)


def tcp_state(reference, step):
    return TCP_STATES[reference.of(step).getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 8)[0]]


def peercred(reference, step):
    credentials = reference.of(step).getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return dict(zip(("pid", "uid", "gid"), struct.unpack("3i", credentials)))


def getaddrinfo(_, step):
    family, kind = constant(step.get("family", 0)), constant(step.get("type", 0))
    found = socket.getaddrinfo(step["host"], step["port"], family, kind, 0, flags(step.get("flags")))
    return [[family.name, kind.name, list(address)] for family, kind, _, _, address in found]


def sleep(_, step):
    time.sleep(step["secs"])


OPERATIONS = {
    "poll": poll_events,
    **{
        function.__name__: function
        for function in (
            fileno, wait_for, o_nonblock, inq, atmark, tcp_state, peercred, getaddrinfo, sleep,
        )
    },
}
