// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "programs/helper.h"

#include <array>

namespace programs {

/// What programs in Python call besides the socket module, in the order in which they need each other.
inline constexpr std::array PythonHelpers{
    Helper{"show", {}, R"(
def show(what, data):
    print(what, len(data), "bytes", data if len(data) <= 64 else data[:64] + b"...", flush=True)
)"},
    Helper{"fails", {}, R"(
def fails(recorded, call, *arguments):
    """Makes a call that did not succeed when it was recorded."""
    try:
        print(call.__name__, "was", recorded, "and is now", call(*arguments), flush=True)
    except OSError as error:
        now = errno.errorcode.get(error.errno, str(error))
        print(call.__name__, "was", recorded, "and is now", now, flush=True)
)"},
    Helper{"wait_for", {}, R"(
def wait_for(sock, events, seconds):
    """A socket that does not block is waited for."""
    poll = select.poll()
    poll.register(sock, events)
    poll.poll(seconds * 1000)
)"},
    Helper{"owed", {}, R"(
owed = {}  # bytes still to come, by socket; fewer than none when some came early
)"},
    Helper{"receive", {"show", "owed"}, R"(
def receive(sock, size, expected):
    """Calls recv(size) until as much has come as had come by then: a stream may be cut elsewhere now."""
    owed[sock] = owed.get(sock, 0) + expected
    while owed[sock] > 0:
        data = sock.recv(size)
        show("recv", data)
        if not data:
            raise EOFError("the peer has sent less than it had")
        owed[sock] -= len(data)
)"},
    Helper{"receive_end", {"show"}, R"(
def receive_end(sock, size):
    """Calls recv(size) until it gives nothing: the end of the stream."""
    while True:
        data = sock.recv(size)
        show("recv", data)
        if not data:
            break
)"},
    Helper{"send_while_receiving", {"owed"}, R"(
def send_while_receiving(sock, data, other):
    """Sends more than the kernel holds: what it cannot hold is received at the other end meanwhile."""
    while data:
        _, writable, _ = select.select([other], [sock], [])
        if writable:
            data = data[sock.send(data, socket.MSG_DONTWAIT):]
        else:
            owed[other] = owed.get(other, 0) - len(other.recv(65536))
)"},
};

} // namespace programs
