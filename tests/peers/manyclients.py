#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Many clients: one after the other and all at once. Nothing is lost, nothing is kept, memory stays bounded."""

import resource
import selectors
import socket
import unittest

import sockscope
from sockscope import DEADLINE, SANITIZED, PeerTest, Sockscope, payload, wait_until

MOST_MEMORY_MIB = 250
RESERVE = 200  # descriptors for all that is not a connection, here and there


def connections_at_once():
    """10,000, or what the descriptor limit leaves; 8,000 at least is asked for."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return min(10_000, hard - RESERVE) if hard != resource.RLIM_INFINITY else 10_000


class ManyClients(PeerTest):

    def wait_until_released(self, server, baseline):
        wait_until(lambda: server.descriptors() == baseline,
                   lambda: f"{server.descriptors()} descriptors to become {baseline}")

    def test_a_thousand_one_after_the_other(self):
        count, size = 1000, 1024
        with Sockscope("tcp-listen://127.0.0.1:0") as server:
            port = server.port()
            baseline = server.descriptors()
            for number in range(count):
                with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as peer:
                    peer.sendall(number.to_bytes(4, "big") * (size // 4))
            wait_until(lambda: len(server.of("close")) == count, lambda: f"{len(server.of('close'))} closed", 120)
            self.wait_until_released(server, baseline)
            self.finish(server)
        accepted = server.of("accept")
        self.assertEqual(len(accepted), count)
        received = {}
        for record in server.of("recv"):
            received.setdefault(record["endpoint"], bytearray()).extend(payload(record))
        self.assertEqual(len(received), count)
        # Connections are accepted in the order in which they were made.
        for number in range(count):
            self.assertEqual(received[f"server/{number + 1}"], number.to_bytes(4, "big") * (size // 4))
        total = server.statistics["total"]
        self.assertEqual((total["bytes_in"], total["bytes_out"]), (count * size, 0))
        self.assertEqual(server.statistics["capture"]["bytes"], count * size)

    def test_ten_thousand_at_once(self):
        count = connections_at_once()
        if count < 1000:
            self.skipTest(f"only {count} descriptors can be had (ulimit -Hn)")
        raise_descriptor_limit()
        with Sockscope("tcp-listen://127.0.0.1:0?backlog=4096", output="--quiet") as server:
            port = wait_until(lambda: sockscope.listening_port(server.pid), "a listener")
            baseline = server.descriptors()
            peers = []
            try:
                for number in range(count):
                    # A source address for every 2,000: ports of one address would run short on small machines.
                    source = (f"127.0.1.{number // 2000 + 1}", 0)
                    peers.append(socket.create_connection(("127.0.0.1", port), DEADLINE, source))
                wait_until(lambda: server.descriptors() >= baseline + count,
                           lambda: f"{server.descriptors() - baseline} accepted", 120)
                for peer in peers:
                    peer.sendall(b"!")
            finally:
                for peer in peers:
                    peer.close()
            self.wait_until_released(server, baseline)
            memory = server.memory_mib()
            self.assertEqual(server.stop(), 0)
        print(f"{count} connections at once: at most {memory:.0f} MiB resident")
        total, capture = server.statistics["total"], server.statistics["capture"]
        self.assertEqual(total["bytes_in"], count)
        self.assertEqual(capture["bytes"], count)
        self.assertEqual((capture["dropped_records"], capture["dropped_bytes"]), (0, 0))
        # A connection is an accept, a recv of the byte, a recv of the end, and a close; the listener is five more.
        self.assertEqual(capture["records"], 4 * count + 5)
        if not SANITIZED:
            self.assertLess(memory, MOST_MEMORY_MIB)

    # UBSan looks at an object's vtable through a pipe; without descriptors it takes every virtual call for a bad one.
    @unittest.skipIf(SANITIZED, "the sanitizer needs descriptors of its own")
    def test_descriptors_run_out_and_come_back(self):
        limit, surplus = 64, 60
        wrapper = ["/bin/sh", "-c", f'ulimit -n {limit}; exec "$@"', "sh"]
        with Sockscope("tcp-listen://127.0.0.1:0?echo", wrapper=wrapper) as server:
            port = server.port()
            baseline = server.descriptors()
            with selectors.DefaultSelector() as selector:
                peers = [socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) for _ in range(surplus)]
                server.wait_for_call("accept shed")
                self.assertLess(server.descriptors(), limit - 8)  # some are left to the capture
                for peer in peers:
                    selector.register(peer, selectors.EVENT_READ)
                for peer in peers:
                    peer.close()
            self.wait_until_released(server, baseline)
            # It serves again.
            with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as peer:
                peer.sendall(b"still there?")
                self.assertEqual(peer.recv(100), b"still there?")
            self.finish(server)


def raise_descriptor_limit():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    sockscope.main()
