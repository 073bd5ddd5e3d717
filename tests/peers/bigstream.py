#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""A stream that is larger than memory should ever hold: every byte is counted and recorded, and memory stays bounded.

The size is 1 GiB, with sanitizers 256 MiB.
"""

import os
import socket
import subprocess
import threading
import time

import sockscope
from sockscope import DEADLINE, MIB, SANITIZED, PeerTest, Sockscope, wait_until

MOST_MEMORY_MIB = 250
SIZE_MIB = 256 if SANITIZED else 1024
SECONDS = 240  # before a run that hangs fails


def send_all(port, block, count):
    with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as peer:
        for _ in range(count):
            peer.sendall(block)
        peer.shutdown(socket.SHUT_WR)
        # The end of the answer says that all of it has been read.
        while peer.recv(MIB):
            pass


class BigStream(PeerTest):

    def run_server(self, url, work):
        with Sockscope(url, output="--quiet", stdin=subprocess.DEVNULL) as server:
            port = wait_until(lambda: sockscope.listening_port(server.pid), "a listener")
            begun = time.monotonic()
            work(port)
            seconds = time.monotonic() - begun
            memory = server.memory_mib()
            self.assertEqual(server.stop(), 0)
            self.assertEqual(server.captures(), [])
        print(f"{url}: {SIZE_MIB / seconds:.0f} MiB/s, at most {memory:.0f} MiB resident")
        if not SANITIZED:
            self.assertLess(memory, MOST_MEMORY_MIB)
        total, capture = server.statistics["total"], server.statistics["capture"]
        self.assertEqual((capture["dropped_records"], capture["dropped_bytes"]), (0, 0))
        self.assertEqual(capture["bytes"], total["bytes_in"] + total["bytes_out"])
        self.assertEqual(capture["records"], total["records"])
        return total

    def test_one_peer_sends_it_all(self):
        block = os.urandom(MIB)
        total = self.run_server("tcp-listen://127.0.0.1:0", lambda port: send_all(port, block, SIZE_MIB))
        self.assertEqual((total["bytes_in"], total["bytes_out"]), (SIZE_MIB * MIB, 0))

    def test_a_peer_that_does_not_read_its_echo_is_waited_for(self):
        # Echo into a full window: we stop reading, the peer's send stops, and nothing piles up here.
        size = 64 * MIB
        received = bytearray()

        def work(port):
            with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as peer:
                sender = threading.Thread(target=lambda: (peer.sendall(bytes(size)), peer.shutdown(socket.SHUT_WR)))
                sender.start()
                wait_until(Standstill(port), "everything to wait for the peer")
                while piece := peer.recv(MIB):
                    received.extend(piece)
                sender.join(SECONDS)
        total = self.run_server("tcp-listen://127.0.0.1:0?echo", work)
        self.assertEqual((total["bytes_in"], total["bytes_out"]), (size, size))
        self.assertTrue(received == bytes(size))


class Standstill:
    """True when what waits in the kernel's queues of a port's connections was the same in 40 looks in turn."""

    def __init__(self, port):
        self.port = f":{port:04X}"
        self.before = None
        self.looks = 0

    def __call__(self):
        with open("/proc/net/tcp", encoding="ascii") as table:
            now = [line.split()[4] for line in table if self.port in line]
        self.looks = self.looks + 1 if now == self.before else 0
        self.before = now
        return self.looks >= 40


if __name__ == "__main__":
    sockscope.main()
