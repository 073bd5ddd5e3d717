#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The programs of a sockets tutorial against ours: bytes at both ends, and every record of ours."""

import os
import socket
import sys
import tempfile
import unittest
from pathlib import Path

import sockscope
from sockscope import HERE, PeerTest, Program, Sockscope, payload

TUTORIAL_PORT = 50007
HELLO = b"Hello, world"


def free_tutorial_port():
    """50007 where it can be had, as in the tutorial, else 0: the kernel chooses."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", TUTORIAL_PORT))
        except OSError:
            return 0
    return TUTORIAL_PORT


def peer_program(name, *arguments):
    return Program(sys.executable, "-B", HERE / "programs" / name, *arguments)


def port_of(program):
    program.wait_for_output(b"\n")
    return int(program.output.split(b"\n")[0].split()[1])


class EchoServer(PeerTest):
    """Their server, our client."""

    def check_client(self, client, local, peer, waits=True):
        calls = ["socket", "connect", "connected", "send", "recv", "shutdown", "recv", "close"]
        if not waits:
            calls.remove("connected")
        self.assertEqual(client.calls("client"), calls)
        self.assertEqual(client.of("connect")[0].get("errno"), "EINPROGRESS" if waits else None)
        sent, received, end = client.of("send", "recv")
        self.assertEqual((sent["asked"], sent["result"], payload(sent)), (len(HELLO), len(HELLO), HELLO))
        self.assertEqual((received["result"], payload(received)), (len(HELLO), HELLO))
        self.assertEqual((sent["dir"], received["dir"]), ("out", "in"))
        self.assertEqual(end["result"], 0)
        self.assertEqual(client.of("shutdown")[0]["detail"], "SHUT_WR")
        self.assertEqual(received["peer"], peer)
        if local is not None:
            self.assertEqual(received["local"], local)
        self.check_whole(client)

    def run_client(self, server, url):
        """Says Hello, hears it, and closes its side, as a person does."""
        with Sockscope(url) as client:
            client.write(HELLO)
            client.wait_for_call("recv", result=len(HELLO))
            client.close_input()
            self.assertEqual(client.wait(), 0)
        self.assertEqual(server.wait(), 0)
        lines = server.output.decode().splitlines()
        self.assertEqual(lines[2:], [f"recv {len(HELLO)}", "recv 0"])
        return client, lines[1].removeprefix("Connected by ")

    def test_tcp_over_ipv4(self):
        with peer_program("echo_server.py", "inet", "127.0.0.1", free_tutorial_port()) as server:
            port = port_of(server)
            client, seen = self.run_client(server, f"tcp://127.0.0.1:{port}")
        ours = client.of("recv")[0]["local"]
        self.assertEqual(seen, f"('127.0.0.1', {ours.removeprefix('127.0.0.1:')})")
        self.check_client(client, ours, f"127.0.0.1:{port}")

    def test_tcp_by_name(self):
        with peer_program("echo_server.py", "inet", "127.0.0.1", 0) as server:
            port = port_of(server)
            client, _ = self.run_client(server, f"tcp://localhost:{port}")
        # Where localhost is ::1 too, that is tried first and refused: each try is a record.
        (name,) = client.of("getaddrinfo")
        self.assertTrue(name["detail"].startswith("localhost "), name)
        self.assertIn("127.0.0.1", name["detail"])
        self.assertEqual(payload(client.of("recv")[0]), HELLO)
        self.check_whole(client)

    @unittest.skipUnless(sockscope.has_ipv6(), "no IPv6 on this machine")
    def test_tcp_over_ipv6(self):
        with peer_program("echo_server.py", "inet6", "::1", 0) as server:
            port = port_of(server)
            client, seen = self.run_client(server, f"tcp://[::1]:{port}")
        ours = client.of("recv")[0]["local"]
        self.assertEqual(seen, f"('::1', {ours.removeprefix('[::1]:')}, 0, 0)")
        self.check_client(client, ours, f"[::1]:{port}")

    def test_unix_stream(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "echo")
            with peer_program("echo_server.py", "unix", path, 0) as server:
                port_of(server)
                client, _ = self.run_client(server, f"unix:{path}")
            self.check_client(client, None, path, waits=False)

    def test_unix_stream_with_an_abstract_name(self):
        name = f"@sockscope-peers-{os.getpid()}"
        with peer_program("echo_server.py", "unix", name, 0) as server:
            port_of(server)
            client, _ = self.run_client(server, f"unix:{name}")
        self.check_client(client, None, name, waits=False)


class EchoClient(PeerTest):
    """Our echoing listener, their client."""

    def run_server(self, url, family, host):
        with Sockscope(f"{url}?echo") as server:
            server.wait_until_open()
            port = server.port() if family != "unix" else 0
            with peer_program("echo_client.py", family, host, port) as client:
                self.assertEqual(client.wait(), 0)
                lines = client.output.decode().splitlines()
            self.assertEqual(lines[1], f"Received {HELLO!r}")
            server.wait_for_call("close", "server/1")
            self.finish(server)
        return server, port, int(lines[0].split()[1])

    def check_server(self, server, local, peer):
        removed = ["unlink"] if local.startswith("/") else []
        opened = [call for call in server.calls("server") if call != "setsockopt"]
        self.assertEqual(opened, ["socket", "bind", "listen", "accept", *removed, "close"])
        self.assertEqual(server.calls("server/1"), ["recv", "send", "recv", "close"])
        first, sent, end = server.of("recv", "send")
        self.assertEqual((first["asked"], first["result"], payload(first)), (65536, len(HELLO), HELLO))
        self.assertEqual((sent["asked"], sent["result"], payload(sent)), (len(HELLO), len(HELLO), HELLO))
        self.assertEqual(end["result"], 0)
        accepted = server.of("accept")[0]
        self.assertGreater(accepted["result"], 2)
        for record in (accepted, first):
            self.assertEqual(record["local"], local)
            self.assertEqual(record.get("peer"), peer)

    def test_tcp_over_ipv4(self):
        server, port, theirs = self.run_server(f"tcp-listen://127.0.0.1:{free_tutorial_port()}", "inet", "127.0.0.1")
        self.check_server(server, f"127.0.0.1:{port}", f"127.0.0.1:{theirs}")
        self.assertEqual(server.of("setsockopt")[0]["detail"], "SO_REUSEADDR 1")

    @unittest.skipUnless(sockscope.has_ipv6(), "no IPv6 on this machine")
    def test_tcp_over_ipv6(self):
        server, port, theirs = self.run_server("tcp-listen://[::1]:0", "inet6", "::1")
        self.check_server(server, f"[::1]:{port}", f"[::1]:{theirs}")

    def test_unix_stream(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "echo")
            server, _, _ = self.run_server(f"unix-listen:{path}", "unix", path)
            self.check_server(server, path, server.of("accept")[0].get("peer"))
            self.assertEqual(server.of("unlink")[0]["result"], 0)
            self.assertFalse(Path(path).exists())

    def test_unix_stream_with_an_abstract_name(self):
        name = f"@sockscope-peers-{os.getpid()}"
        server, _, _ = self.run_server(f"unix-listen:{name}", "unix", name)
        self.check_server(server, name, server.of("accept")[0].get("peer"))
        self.assertEqual(server.of("unlink"), [])


class Datagrams(PeerTest):
    """recvfrom and sendto: each datagram is a record of its own, empty ones too."""

    MESSAGES = (HELLO, b"", b"\x00\xff" * 700, b"last")

    def check_echo(self, server, peer_address, own_address):
        received, sent = server.of("recvfrom"), server.of("sendto")
        self.assertEqual([payload(record) for record in received], list(self.MESSAGES))
        self.assertEqual([payload(record) for record in sent], list(self.MESSAGES))
        for record in received + sent:
            self.assertEqual(record["result"], len(payload(record)))
            self.assertEqual((record["local"], record["peer"]), (own_address, peer_address))

    def exchange(self, peer, address):
        for message in self.MESSAGES:
            self.assertEqual(peer.sendto(message, address), len(message))
            data, sender = peer.recvfrom(2048)
            self.assertEqual((data, sender[:2] if isinstance(sender, tuple) else sender),
                             (message, address[:2] if isinstance(address, tuple) else address))

    def check_udp_server(self, family, host, text):
        with Sockscope(f"udp-listen://{text}:0?echo") as server, socket.socket(family, socket.SOCK_DGRAM) as peer:
            peer.settimeout(sockscope.DEADLINE)
            peer.bind((host, 0))
            port = server.port()
            self.exchange(peer, (host, port))
            server.wait_for_call("sendto", text="last")
            self.finish(server)
            self.check_echo(server, f"{text}:{peer.getsockname()[1]}", f"{text}:{port}")

    def test_udp_over_ipv4(self):
        self.check_udp_server(socket.AF_INET, "127.0.0.1", "127.0.0.1")

    @unittest.skipUnless(sockscope.has_ipv6(), "no IPv6 on this machine")
    def test_udp_over_ipv6(self):
        self.check_udp_server(socket.AF_INET6, "::1", "[::1]")

    def test_udp_client(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
            peer.settimeout(sockscope.DEADLINE)
            peer.bind(("127.0.0.1", 0))
            port = peer.getsockname()[1]
            with Sockscope(f"udp://127.0.0.1:{port}") as client:
                client.write(HELLO)
                data, sender = peer.recvfrom(1024)
                self.assertEqual(data, HELLO)
                peer.sendto(b"and back", sender)
                answer = client.wait_for(lambda record: record["dir"] == "in", "an answer")
                self.finish(client)
        self.assertEqual(payload(answer), b"and back")
        self.assertEqual(answer["peer"], f"127.0.0.1:{port}")
        self.assertEqual(answer["local"], f"127.0.0.1:{sender[1]}")
        self.assertEqual([payload(record) for record in client.records if record["dir"] == "out"], [HELLO])

    def test_unix_datagrams(self):
        with tempfile.TemporaryDirectory() as folder:
            path, own = os.path.join(folder, "server"), os.path.join(folder, "peer")
            with Sockscope(f"unix-dgram-listen:{path}?echo") as server, \
                    socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as peer:
                peer.settimeout(sockscope.DEADLINE)
                peer.bind(own)
                server.wait_until_open("bind")
                self.exchange(peer, path)
                server.wait_for_call("sendto", text="last")
                self.finish(server)
            self.check_echo(server, own, path)
            self.assertFalse(Path(path).exists())

    def test_unix_datagrams_with_an_abstract_name(self):
        name = f"sockscope-peers-{os.getpid()}"
        with Sockscope(f"unix-dgram-listen:@{name}?echo") as server, \
                socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as peer:
            peer.settimeout(sockscope.DEADLINE)
            peer.bind("")  # autobind: the kernel chooses five digits - unix(7)
            server.wait_until_open("bind")
            self.exchange(peer, b"\0" + name.encode())
            server.wait_for_call("sendto", text="last")
            self.finish(server)
        self.check_echo(server, "@" + peer_name(server), f"@{name}")

    def test_unix_datagram_client(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "peer")
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as peer:
                peer.settimeout(sockscope.DEADLINE)
                peer.bind(path)
                with Sockscope(f"unix-dgram:{path}") as client:
                    client.write(HELLO)
                    self.assertEqual(peer.recv(1024), HELLO)
                    self.finish(client)
        self.assertEqual([payload(record) for record in client.records if record["dir"] == "out"], [HELLO])


def peer_name(server):
    """The name without '@' from which the first datagram came."""
    return server.of("recvfrom")[0]["peer"].removeprefix("@")


if __name__ == "__main__":
    sockscope.main()
