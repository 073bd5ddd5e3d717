# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The calls of a socket: opening, connecting, moving bytes, options, and how long it waits."""

import errno
import os
import socket

from constants import constant, errno_name, flags
from results import Result
from values import data_of, option_of, shown_bytes

MOST_DESCRIPTORS = 4  # that recv_fds takes
MESSAGE_FLAGS = ("MSG_TRUNC", "MSG_CTRUNC", "MSG_OOB", "MSG_EOR", "MSG_ERRQUEUE")


def open_socket(reference, step):
    family = constant(step.get("family", "AF_INET"))
    kind = constant(step.get("type", "SOCK_STREAM"))
    reference.objects[step["as"]] = socket.socket(family, kind, constant(step.get("proto", 0)))


def socketpair(reference, step):
    pair = socket.socketpair(constant(step.get("family", "AF_UNIX")), constant(step.get("type", "SOCK_STREAM")))
    reference.objects.update(zip(step["as"], pair))


def create_connection(reference, step):
    timeout = {key: step[key] for key in ("timeout",) if key in step}
    reference.objects[step["as"]] = socket.create_connection(reference.address(step["addr"]), **timeout)


def create_server(reference, step):
    reference.objects[step["as"]] = socket.create_server(
        reference.address(step["addr"]),
        family=constant(step.get("family", "AF_INET")),
        dualstack_ipv6=step.get("dualstack", False),
    )


def bind(reference, step):
    reference.of(step).bind(reference.address(step["addr"]))


def listen(reference, step):
    backlog = [step["backlog"]] if "backlog" in step else []
    reference.of(step).listen(*backlog)


def accept(reference, step):
    connection, peer = reference.of(step).accept()
    reference.objects[step["as"]] = connection
    return reference.shown_address(peer)


def connect(reference, step):
    reference.of(step).connect(reference.address(step["addr"]))


def connect_ex(reference, step):
    number = reference.of(step).connect_ex(reference.address(step["addr"]))
    return Result(ok=number, name=errno_name(number))


def close(reference, step):
    reference.of(step).close()


def shutdown(reference, step):
    reference.of(step).shutdown(constant(step["how"]))


def recv(reference, step):
    return shown_bytes(reference.of(step).recv(step["n"], flags(step.get("flags"))), step.get("full"))


def recv_into(reference, step):
    buffer = bytearray(step["size"])
    count = reference.of(step).recv_into(buffer, step.get("n", 0), flags(step.get("flags")))
    return Result(ok=count, buf=shown_bytes(bytes(buffer[:count]), step.get("full")))


def recvfrom(reference, step):
    data, peer = reference.of(step).recvfrom(step["n"], flags(step.get("flags")))
    return [shown_bytes(data, step.get("full")), reference.shown_address(peer)]


def recvmsg(reference, step):
    data, ancillary, got, peer = reference.of(step).recvmsg(step["n"], step.get("anc", 0), flags(step.get("flags")))
    result = Result(ok=shown_bytes(data, step.get("full")))
    result["flags"] = [name for name in MESSAGE_FLAGS if got & constant(name)]
    result["from"] = reference.shown_address(peer)
    if ancillary:
        result["anc"] = [[level, kind] for level, kind, _ in ancillary]
    return result


def recv_fds(reference, step):
    data, descriptors, _, _ = socket.recv_fds(reference.of(step), step["n"], MOST_DESCRIPTORS)
    for descriptor in descriptors:
        os.close(descriptor)
    return Result(ok=shown_bytes(data, step.get("full")), fds=len(descriptors))


def send(reference, step):
    return reference.of(step).send(data_of(step["data"]), flags(step.get("flags")))


def sendall(reference, step):
    reference.of(step).sendall(data_of(step["data"]), flags(step.get("flags")))


def sendto(reference, step):
    given = [flags(step["flags"])] if step.get("flags") else []
    return reference.of(step).sendto(data_of(step["data"]), *given, reference.address(step["addr"]))


def sendmsg_fds(reference, step):
    with open("/dev/null", "rb") as nothing:
        return socket.send_fds(reference.of(step), [data_of(step["data"])], [nothing.fileno()])


def getsockname(reference, step):
    return reference.shown_address(reference.of(step).getsockname())


def getpeername(reference, step):
    return reference.shown_address(reference.of(step).getpeername())


def setsockopt(reference, step):
    reference.of(step).setsockopt(constant(step["level"]), constant(step["opt"]), option_of(step["value"]))


def getsockopt(reference, step):
    length = [step["buflen"]] if "buflen" in step else []
    value = reference.of(step).getsockopt(constant(step["level"]), constant(step["opt"]), *length)
    return value if isinstance(value, int) else shown_bytes(value)


def settimeout(reference, step):
    value = step["value"]
    # JSON has no word for these two.
    reference.of(step).settimeout(float(value) if value in ("nan", "inf") else value)


def gettimeout(reference, step):
    return reference.of(step).gettimeout()


def setblocking(reference, step):
    reference.of(step).setblocking(step["value"])


def getblocking(reference, step):
    return reference.of(step).getblocking()


OPERATIONS = {
    "socket": open_socket,
    **{
        function.__name__: function
        for function in (
            socketpair, create_connection, create_server, bind, listen, accept, connect, connect_ex, close, shutdown,
            recv, recv_into, recvfrom, recvmsg, recv_fds, send, sendall, sendto, sendmsg_fds,
            getsockname, getpeername, setsockopt, getsockopt, settimeout, gettimeout, setblocking, getblocking,
        )
    },
}
