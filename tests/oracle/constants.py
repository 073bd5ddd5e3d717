# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The words of call scripts and cases for C's constants, and the words of results for numbers."""

import errno
import functools
import operator
import select
import socket

# Words of the language that Python's socket module has not. BOGUS is the number of nothing that a kernel has.
NOT_IN_PYTHON = {
    "BOGUS": 9999,
    "IP_MULTICAST_ALL": 49,
    "IP_PKTINFO": 8,
    "IP_RECVERR": 11,
    "SO_RCVBUFFORCE": 33,
    "SO_RXQ_OVFL": 40,
}

TCP_STATES = {
    1: "ESTABLISHED", 2: "SYN_SENT", 3: "SYN_RECV", 4: "FIN_WAIT1", 5: "FIN_WAIT2", 6: "TIME_WAIT",
    7: "CLOSE", 8: "CLOSE_WAIT", 9: "LAST_ACK", 10: "LISTEN", 11: "CLOSING",
}

POLL_BITS = {
    "IN": select.POLLIN, "PRI": select.POLLPRI, "OUT": select.POLLOUT, "ERR": select.POLLERR,
    "HUP": select.POLLHUP, "NVAL": select.POLLNVAL, "RDHUP": select.POLLRDHUP,
}

RESOLVER_ERRORS = {getattr(socket, name): name for name in dir(socket) if name.startswith("EAI_")}


def constant(word):
    """A number as it is, else what C means by the name."""
    if isinstance(word, int):
        return word
    return int(getattr(socket, word)) if hasattr(socket, word) else NOT_IN_PYTHON[word]


def flags(words):
    return functools.reduce(operator.or_, map(constant, words or []), 0)


def errno_name(number):
    """No error is "0". 95 has two names in C; it is EOPNOTSUPP here and nowhere ENOTSUP."""
    return "EOPNOTSUPP" if number == errno.EOPNOTSUPP else errno.errorcode.get(number, str(number))
