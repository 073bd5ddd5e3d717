#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The client that goes with it: echo_client.py FAMILY HOST PORT

Sends "Hello, world", prints its own address and what one recv(1024) gives, and ends.
"""

import socket
import sys

FAMILIES = {"inet": socket.AF_INET, "inet6": socket.AF_INET6, "unix": socket.AF_UNIX}

family, host, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
address = (host, port) if family != "unix" else "\0" + host[1:] if host.startswith("@") else host
with socket.socket(FAMILIES[family], socket.SOCK_STREAM) as s:
    s.connect(address)
    print("port", s.getsockname()[1] if family != "unix" else 0, flush=True)
    s.sendall(b"Hello, world")
    data = s.recv(1024)
print("Received", repr(data))
