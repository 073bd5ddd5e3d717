#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The echo server that tutorials of Python's socket module begin with: echo_server.py FAMILY HOST PORT

FAMILY is inet, inet6 or unix (HOST is then the path, "@name" an abstract one). Serves one client and ends. Prints the
port that it has, then the client's address, then the size of each recv.
"""

import socket
import sys

FAMILIES = {"inet": socket.AF_INET, "inet6": socket.AF_INET6, "unix": socket.AF_UNIX}

family, host, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
address = (host, port) if family != "unix" else "\0" + host[1:] if host.startswith("@") else host
with socket.socket(FAMILIES[family], socket.SOCK_STREAM) as s:
    s.bind(address)
    s.listen(1)
    print("port", s.getsockname()[1] if family != "unix" else 0, flush=True)
    conn, addr = s.accept()
    with conn:
        print("Connected by", addr, flush=True)
        while True:
            data = conn.recv(1024)
            print("recv", len(data), flush=True)
            if not data:
                break
            conn.sendall(data)
