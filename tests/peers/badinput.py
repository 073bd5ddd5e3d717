#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Bad input on the command line: the message names the thing and the errno, wrong usage ends with 2, what the system
refuses with 1, and nothing of the user's is touched."""

import os
import socket
import stat
import tempfile
import unittest
from pathlib import Path

import sockscope
from sockscope import PeerTest, Sockscope, needs

LONGEST_PATH = 107  # bytes; sun_path has 108 with the NUL - unix(7)


class Usage(PeerTest):
    """Refused before any socket is made."""

    def refused(self, url, *words):
        with self.subTest(url), Sockscope(url, stdin=None) as program:
            self.assertEqual(program.wait(), 2)
            self.assertEqual(bytes(program.output), b"")
            for word in words:
                self.assertIn(word, program.message)
            self.assertTrue(program.message.startswith("sockscope: "), program.message)
            self.assertEqual(program.captures(), [])

    def test_ports(self):
        self.refused("tcp://127.0.0.1:65536", "65536", "65535")
        self.refused("tcp-listen://127.0.0.1:65536", "65536", "65535")
        self.refused("udp://127.0.0.1:99999999999999999999", "99999999999999999999")
        self.refused("tcp://127.0.0.1:-1", "-1", "port")
        self.refused("tcp://127.0.0.1:abc", "abc", "port")
        self.refused("tcp://127.0.0.1:0x50", "0x50", "port")
        self.refused("tcp://127.0.0.1:", "port is missing")
        self.refused("tcp://127.0.0.1", "port is missing")
        self.refused("tcp://127.0.0.1:0", "port 0")
        self.refused("tcp://127.0.0.1:\N{FULLWIDTH DIGIT EIGHT}0", "port")

    def test_schemes(self):
        self.refused("http://127.0.0.1:80", "http", "tcp-listen")
        self.refused("sctp://127.0.0.1:80", "sctp")
        self.refused("127.0.0.1:80", "127.0.0.1")
        self.refused("", "")

    def test_addresses(self):
        self.refused("tcp://:80", "address")
        self.refused("tcp://::1:80", "::1")
        self.refused("tcp://[::1:80", "[::1")
        self.refused("tcp://user:secret@127.0.0.1:80", "parts")
        self.refused("tcp://127.0.0.1:80/path", "path")
        self.refused("tcp://[fe80::1%nosuchif]:80", "nosuchif", "ENODEV")

    def test_paths(self):
        self.refused("unix:/" + "x" * LONGEST_PATH, str(LONGEST_PATH + 1), str(LONGEST_PATH), "ENAMETOOLONG")
        self.refused("unix-listen:/" + "\N{EURO SIGN}" * 36, "109", "ENAMETOOLONG")
        self.refused("unix-dgram:", "address")

    def test_options(self):
        self.refused("tcp://127.0.0.1:80?nonsense=1", "nonsense")
        self.refused("tcp://127.0.0.1:80?SO_RCVBUF=many", "SO_RCVBUF=many")
        self.refused("tcp://127.0.0.1:80?mode=timeout&timeout=-1", "timeout=-1")
        self.refused("tcp-listen://127.0.0.1:0?backlog=x", "backlog=x")

    def test_arguments(self):
        self.refused("--for", "for")
        self.refused("--for=soon", "soon")
        self.refused("--nonsense", "nonsense")
        with Sockscope(stdin=None) as program:
            self.assertEqual(program.wait(), 2)
            self.assertIn("URL", program.message)

    def test_the_longest_path_is_taken(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "x" * (LONGEST_PATH - len(folder) - 1))
            self.assertEqual(len(path), LONGEST_PATH)
            with Sockscope(f"unix-listen:{path}") as server:
                server.wait_until_open()
                self.assertTrue(stat.S_ISSOCK(os.lstat(path).st_mode))
                self.finish(server)


class Refused(PeerTest):
    """What the system refuses is a record with its errno, and exit code 1."""

    def refused(self, url, call, errno, *words, **options):
        with Sockscope(url, stdin=None, **options) as program:
            self.assertEqual(program.wait(), 1, program.describe())
            for word in (*words, errno):
                self.assertIn(word, program.message)
            (failed,) = [record for record in program.of(call) if "errno" in record]
            self.assertEqual(failed["errno"], errno)
            self.assertNotIn("result", failed)
            told = " ".join(str(failed.get(key)) for key in ("local", "peer", "detail"))
            self.assertIn(words[0], told)
            self.check_whole(program)
            self.assertEqual(program.captures(), [])

    def test_port_in_use(self):
        with socket.create_server(("127.0.0.1", 0)) as holder:
            port = holder.getsockname()[1]
            self.refused(f"tcp-listen://127.0.0.1:{port}", "bind", "EADDRINUSE", f"127.0.0.1:{port}")

    def test_udp_port_in_use(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as holder:
            holder.bind(("127.0.0.1", 0))
            port = holder.getsockname()[1]
            self.refused(f"udp-listen://127.0.0.1:{port}", "bind", "EADDRINUSE", f"127.0.0.1:{port}")

    def test_an_address_that_is_not_ours(self):
        # 192.0.2.0/24 is for documentation and belongs to nobody - RFC 5737.
        self.refused("tcp-listen://192.0.2.1:50007", "bind", "EADDRNOTAVAIL", "192.0.2.1:50007")

    def test_nobody_listens(self):
        with socket.socket() as holder:
            holder.bind(("127.0.0.1", 0))  # bound and not listening: a port that refuses for sure
            port = holder.getsockname()[1]
            self.refused(f"tcp://127.0.0.1:{port}", "connect failed", "ECONNREFUSED", f"127.0.0.1:{port}")

    def test_a_name_that_does_not_exist(self):
        # .invalid never resolves - RFC 6761. Why not is what the C library says: without a name server EAI_AGAIN.
        codes = {getattr(socket, name): name for name in dir(socket) if name.startswith("EAI_")}
        with self.assertRaises(socket.gaierror) as raised:
            socket.getaddrinfo("sockscope.invalid", None, flags=socket.AI_ADDRCONFIG)
        self.refused("tcp://sockscope.invalid:50007", "getaddrinfo", codes[raised.exception.errno], "sockscope.invalid")

    def test_no_such_path(self):
        with tempfile.TemporaryDirectory() as folder:
            self.refused(f"unix:{folder}/nothing", "connect", "ENOENT", f"{folder}/nothing")
            self.refused(f"unix-listen:{folder}/no/where", "bind", "ENOENT", f"{folder}/no/where")

    @needs("setpriv")
    def test_a_privileged_port_as_a_user(self):
        lowest = int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text(encoding="ascii"))
        port = min(lowest, 1024) - 1
        if port < 1:
            self.skipTest("every port is for everybody here (ip_unprivileged_port_start)")
        # As root the one capability that matters is taken away; a user has none.
        wrapper = ["setpriv", "--bounding-set=-net_bind_service"] if os.geteuid() == 0 else []
        self.refused(f"tcp-listen://127.0.0.1:{port}", "bind", "EACCES", f"127.0.0.1:{port}", wrapper=wrapper)

    def test_a_regular_file_is_never_removed(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "precious")
            path.write_text("keep me", encoding="ascii")
            for scheme in ("unix-listen", "unix-dgram-listen"):
                self.refused(f"{scheme}:{path}", "bind", "EADDRINUSE", str(path))
            self.refused(f"unix:{path}", "connect", "ECONNREFUSED", str(path))
            self.assertEqual(path.read_text(encoding="ascii"), "keep me")

    def test_a_stale_socket_is_left_to_its_owner(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "stale")
            with socket.socket(socket.AF_UNIX) as left:
                left.bind(path)
            before = os.lstat(path)
            self.refused(f"unix-listen:{path}", "bind", "EADDRINUSE", path)
            self.assertEqual(os.lstat(path).st_ino, before.st_ino)

    def test_an_option_that_the_kernel_refuses(self):
        self.refused("tcp-listen://127.0.0.1:0?TCP_CONGESTION=nonsense", "setsockopt", "ENOENT", "TCP_CONGESTION")

    def test_one_failure_of_two_lets_the_other_work(self):
        with socket.create_server(("127.0.0.1", 0)) as holder:
            taken = f"127.0.0.1:{holder.getsockname()[1]}"
            with Sockscope(f"tcp-listen://{taken}", "tcp-listen://127.0.0.1:0?echo", stdin=None) as program:
                opened = program.wait_for(
                    lambda record: record["call"] == "listen" and "result" in record, "the other listener")
                port = int(opened["local"].rpartition(":")[2])
                with socket.create_connection(("127.0.0.1", port), timeout=sockscope.DEADLINE) as peer:
                    peer.sendall(b"alive")
                    self.assertEqual(peer.recv(16), b"alive")
                self.assertEqual(program.stop(), 1)
                self.assertIn(taken, program.message)
                self.check_whole(program)


class Reachable(PeerTest):
    """A listener that others can reach works, and says so."""

    def check_notice(self, url, address):
        with self.subTest(url), Sockscope(url) as server:
            server.wait_until_open("bind" if "udp" in url else "listen")
            sockscope.wait_until(lambda: "network" in server.message, lambda: server.describe())
            self.assertIn(address, server.message)
            self.finish(server)
            self.assertEqual(server.message.count("network"), 1)

    def test_all_ipv4_addresses(self):
        self.check_notice("tcp-listen://0.0.0.0:0", "0.0.0.0:")
        self.check_notice("udp-listen://0.0.0.0:0", "0.0.0.0:")

    @unittest.skipUnless(sockscope.has_ipv6(), "no IPv6 on this machine")
    def test_all_ipv6_addresses(self):
        self.check_notice("tcp-listen://[::]:0", "[::]:")

    def test_loopback_is_silent(self):
        for url in ("tcp-listen://127.0.0.1:0", "tcp-listen://:0", "udp-listen://:0"):
            with self.subTest(url), Sockscope(url) as server:
                opened = server.wait_until_open("bind")
                self.assertTrue(opened["local"].startswith("127.0.0.1:"), opened)
                self.finish(server)
                self.assertEqual(server.message, "")


if __name__ == "__main__":
    sockscope.main()
