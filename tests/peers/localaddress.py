#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""local=: the other end sees the address and port that a connection was bound to before it connected."""

import contextlib
import random
import socket
import tempfile
import unittest
from pathlib import Path

import sockscope
from sockscope import DEADLINE, PeerTest, Sockscope


def listener(family=socket.AF_INET, host="127.0.0.1"):
    server = socket.create_server((host, 0), family=family)
    server.settimeout(DEADLINE)
    return server


def free_port():
    """A port that is free, outside of the range of which the kernel gives ports to programs that ask for any."""
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii").split()[0])
    for _ in range(1000):
        port = random.randrange(max(1024, lowest - 10000), max(2048, lowest))
        with contextlib.suppress(OSError), socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as datagram:
            for one in (stream, datagram):
                one.bind(("0.0.0.0", port))
            return port
    raise AssertionError("no port is free")


def bound_datagram_socket(family, address):
    peer = socket.socket(family, socket.SOCK_DGRAM)
    peer.bind(address)
    peer.settimeout(DEADLINE)
    return peer


def localhost_has_ipv6():
    with contextlib.suppress(socket.gaierror):
        return bool(socket.getaddrinfo("localhost", None, socket.AF_INET6))
    return False


class Local(PeerTest):

    def connection_from(self, server, query):
        """The address that the server sees a connection come from; which ends with the server's side of it."""
        url = f"tcp://127.0.0.1:{server.getsockname()[1]}?{query}"
        with Sockscope("--until-closed", url, stdin=None) as client:
            connection, address = server.accept()
            connection.close()
            self.assertEqual(client.wait(), 0, client.describe())
            self.check_whole(client)
            return address, client.calls("client")

    def test_port_alone(self):
        port = free_port()
        with listener() as server:
            address, calls = self.connection_from(server, f"local=:{port}")
        self.assertEqual(address, ("127.0.0.1", port))
        self.assertEqual(calls[:4], ["socket", "setsockopt", "bind", "connect"])

    def test_address_alone(self):
        with listener() as server:
            address, calls = self.connection_from(server, "local=127.0.0.2")
        self.assertEqual(address[0], "127.0.0.2")
        self.assertEqual(calls[:3], ["socket", "bind", "connect"])

    def test_the_same_port_again_while_the_first_connection_is_in_time_wait(self):
        port = free_port()
        for _ in range(2):
            with listener() as server, Sockscope(
                    "--until-closed", f"tcp://127.0.0.1:{server.getsockname()[1]}?local=127.0.0.1:{port}") as client:
                connection, address = server.accept()
                with connection:
                    client.close_input()
                    self.assertEqual(connection.recv(1), b"")  # the client ends first, and has the TIME_WAIT
                self.assertEqual(client.wait(), 0, client.describe())
                self.assertEqual(address, ("127.0.0.1", port))

    @unittest.skipUnless(sockscope.has_ipv6() and localhost_has_ipv6(), "localhost is not ::1 on this machine")
    def test_address_chooses_the_family_of_a_name(self):
        with listener(socket.AF_INET6, "::1") as server:
            url = f"tcp://localhost:{server.getsockname()[1]}?local=::1"
            with Sockscope("--until-closed", url, stdin=None) as client:
                connection, address = server.accept()
                connection.close()
                client.wait()
        self.assertEqual(address[0], "::1")
        self.assertEqual(client.calls("client").count("socket"), 1)

    def test_port_that_is_taken_is_told_with_what_was_asked(self):
        with listener() as server, listener() as other:
            taken = other.getsockname()[1]
            url = f"tcp://127.0.0.1:{server.getsockname()[1]}?local=127.0.0.1:{taken}"
            with Sockscope(url, stdin=None) as client:
                self.assertEqual(client.wait(), 1)
        self.assertIn(f"127.0.0.1:{taken}", client.message)
        self.assertIn("EADDRINUSE", client.message)
        self.assertNotIn("connect", client.calls("client"))

    def test_udp(self):
        port = free_port()
        with bound_datagram_socket(socket.AF_INET, ("127.0.0.1", 0)) as peer:
            with Sockscope(f"udp://127.0.0.1:{peer.getsockname()[1]}?local=:{port}") as client:
                client.write(b"from here")
                client.close_input()
                self.assertEqual(peer.recvfrom(100), (b"from here", ("127.0.0.1", port)))
                self.finish(client)

    def test_unix_datagrams_get_answers(self):
        with tempfile.TemporaryDirectory(prefix="sockscope-peers-") as folder:
            theirs, ours = Path(folder, "theirs"), Path(folder, "ours")
            with bound_datagram_socket(socket.AF_UNIX, str(theirs)) as peer:
                with Sockscope(f"unix-dgram:{theirs}?local={ours}") as client:
                    client.write(b"question")
                    client.close_input()
                    self.assertEqual(peer.recvfrom(100), (b"question", str(ours)))
                    peer.sendto(b"answer", str(ours))
                    client.wait_for(lambda record: record.get("text") == "answer", "the answer")
                    self.finish(client)
            self.assertFalse(ours.exists())


if __name__ == "__main__":
    sockscope.main()
