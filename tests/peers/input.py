#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Standard input to sockets: all of it arrives, in messages that fit where the socket keeps boundaries; and what could
not be sent is told on standard error, counted, and a failure."""

import contextlib
import os
import socket
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path

import sockscope
from sockscope import DEADLINE, MIB, PeerTest, Sockscope, wait_until

USUAL = 8192  # as ncat and socat


def udp_receiver():
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * MIB)
    receiver.bind(("127.0.0.1", 0))
    receiver.settimeout(DEADLINE)
    return receiver


class Input(PeerTest):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="sockscope-input-")
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return str(Path(self.folder.name, name))

    def file_of(self, data):
        with open(self.path("input"), "wb") as file:
            file.write(data)
        return open(self.path("input"), "rb")


class Messages(Input):
    def check_datagrams(self, receiver, url, size):
        data = os.urandom(100_001)
        with self.file_of(data) as file, receiver, Sockscope(url, output="--quiet", stdin=file) as client:
            receiver.settimeout(DEADLINE)
            arrived = []
            while sum(map(len, arrived)) < len(data):
                arrived.append(receiver.recv(1 << 20))
            self.assertTrue(b"".join(arrived) == data)
            self.assertEqual({len(piece) for piece in arrived[:-1]}, {size})
            self.assertEqual(client.stop(), 0, client.message)
        self.assertEqual(client.message, "")
        self.assertEqual(client.statistics["input"],
                         {"bytes": len(data), "unsent_bytes": 0, "unread_bytes": 0, "whole": True})

    def check_udp(self, options, size):
        receiver = udp_receiver()
        self.check_datagrams(receiver, f"udp://127.0.0.1:{receiver.getsockname()[1]}{options}", size)

    def test_udp(self):
        self.check_udp("", USUAL)

    def test_udp_of_a_chosen_size(self):
        self.check_udp("?datagram=1400", 1400)

    def test_udp_of_the_largest_size(self):
        self.check_udp("?datagram=65507", 65507)

    def test_udp_in_a_lane(self):
        self.check_udp("?mode=blocking", USUAL)

    def test_unix_datagrams(self):
        receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        receiver.bind(self.path("dgram"))
        self.check_datagrams(receiver, f"unix-dgram:{self.path('dgram')}", USUAL)

    def test_seqpacket(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
            listener.bind(self.path("seq"))
            listener.listen()
            data = os.urandom(50_000)
            with self.file_of(data) as file, \
                    Sockscope(f"unix-seqpacket:{self.path('seq')}?datagram=3000", output="--quiet", stdin=file) as client:
                peer, _ = listener.accept()
                with peer:
                    peer.settimeout(DEADLINE)
                    arrived = []
                    while piece := peer.recv(65536):
                        arrived.append(piece)
                self.assertTrue(b"".join(arrived) == data)
                self.assertEqual({len(piece) for piece in arrived[:-1]}, {3000})
                self.assertEqual(client.wait(), 0, client.message)

    def test_an_accepted_seqpacket_connection(self):
        with Sockscope(f"unix-seqpacket-listen:{self.path('seq')}?datagram=1000", output="--quiet") as server:
            wait_until(lambda: Path(self.path("seq")).exists(), "the listener")
            with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as peer:
                peer.settimeout(DEADLINE)
                wait_until(lambda: peer.connect_ex(self.path("seq")) == 0, "a connection")
                server.write(bytes(2500))
                self.assertEqual([len(peer.recv(65536)) for _ in range(3)], [1000, 1000, 500])
            self.assertEqual(server.stop(), 0, server.message)


class Unsent(Input):
    def check_told(self, client, status, *words):
        self.assertEqual(status, 1, client.message)
        for word in words:
            self.assertIn(word, client.message)

    def unsent(self, client):
        count = client.statistics["input"]
        self.assertEqual(client.statistics["total"]["bytes_out"] + count["unsent_bytes"], count["bytes"])
        return count["unsent_bytes"]

    def test_nobody_has_the_udp_port(self):
        receiver = udp_receiver()
        port = receiver.getsockname()[1]
        receiver.close()
        with self.file_of(bytes(10 * USUAL)) as file, \
                Sockscope(f"udp://127.0.0.1:{port}", stdin=file) as client:
            client.wait_for(lambda record: record["call"] == "send" and record.get("errno"), "a send that fails")
            status = client.stop()
        self.check_told(client, status, "could not send: send: ECONNREFUSED", "of standard input")
        self.assertEqual(client.message.count("could not send"), 1)
        failed = [record for record in client.of("send") if record.get("errno")]
        self.assertEqual(client.statistics["total"]["failed_sends"], len(failed))
        self.assertEqual(self.unsent(client), sum(record["asked"] for record in failed))

    def test_a_message_that_does_not_fit(self):
        receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        receiver.bind(self.path("dgram"))
        url = f"unix-dgram:{self.path('dgram')}?datagram=500000&SO_SNDBUF=65536"
        with receiver, self.file_of(bytes(500_000)) as file, Sockscope(url, stdin=file) as client:
            client.wait_for(lambda record: record.get("errno") == "EMSGSIZE", "a send that fails")
            status = client.stop()
        self.check_told(client, status, "EMSGSIZE", "500000 of 500000")
        self.assertEqual(self.unsent(client), 500_000)

    def test_a_tcp_peer_that_resets(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
            with self.file_of(bytes(64 * MIB)) as file, Sockscope(url, output="--quiet", stdin=file) as client:
                peer, _ = listener.accept()
                peer.settimeout(DEADLINE)
                peer.recv(1)
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                peer.close()
                status = client.wait()
        self.check_told(client, status, "of standard input")
        count = client.statistics["input"]
        self.assertGreater(self.unsent(client) + count["unread_bytes"], 0)
        self.assertEqual(count["bytes"] + count["unread_bytes"], 64 * MIB)

    def test_the_time_runs_out(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
            with self.file_of(bytes(64 * MIB)) as file, \
                    Sockscope("--for", "0.5", url, output="--quiet", stdin=file) as client:
                peer, _ = listener.accept()
                with peer:
                    status = client.wait()
        self.check_told(client, status, "of standard input", "client: ")
        count = client.statistics["input"]
        self.assertGreater(self.unsent(client), 0)
        self.assertEqual(count["bytes"] + count["unread_bytes"], 64 * MIB)
        self.assertEqual(client.statistics["total"]["unsent_bytes"], count["unsent_bytes"])

    def test_of_a_pipe_no_more_is_known_than_waits_in_it(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
            with Sockscope(url, output="--quiet") as client:
                peer, _ = listener.accept()
                with peer:
                    peer.settimeout(DEADLINE)
                    client.write(b"!")
                    peer.recv(1)
                    os.set_blocking(client.process.stdin.fileno(), False)

                    full = 0  # times in a row: a pipe that is full for a moment is emptied again

                    def stays_full():
                        nonlocal full
                        try:
                            os.write(client.process.stdin.fileno(), bytes(65536))
                            full = 0
                        except BlockingIOError:
                            full += 1
                        return full >= 50
                    wait_until(stays_full, "a pipe that stays full")
                    status = client.stop()
        self.check_told(client, status, "of standard input at least ", "not read to its end")
        self.assertIs(client.statistics["input"]["whole"], False)

    def test_an_echo_that_cannot_go_back(self):
        url = "tcp-listen://127.0.0.1:0?echo&SO_SNDBUF=4096"
        with Sockscope(url, stdin=subprocess.DEVNULL) as server:
            with socket.create_connection(("127.0.0.1", server.port()), timeout=DEADLINE) as peer:
                peer.setblocking(False)

                def is_stuck():
                    with contextlib.suppress(BlockingIOError):
                        peer.send(bytes(65536))
                    return [record for record in server.of("send") if record.get("result", -1) < record["asked"]]
                wait_until(is_stuck, "the echo to wait")
                status = server.stop()
        self.check_told(server, status, "server/1: ")
        self.assertGreater(server.statistics["total"]["unsent_bytes"], 0)

    def test_a_folder_as_input(self):
        folder = os.open(self.folder.name, os.O_RDONLY)
        receiver = udp_receiver()
        with receiver, Sockscope(f"udp://127.0.0.1:{receiver.getsockname()[1]}", stdin=folder) as client:
            os.close(folder)
            wait_until(lambda: "standard input" in client.message, client.describe)
            self.check_told(client, client.stop(), "EISDIR")

    def test_a_fast_writer_loses_nothing_to_a_slow_reader(self):
        size = 200 * MIB  # three times what a send queue takes
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
            with self.file_of(b"") as _, open(self.path("input"), "r+b") as file:
                file.truncate(size)
                with Sockscope(url, output="--quiet", stdin=file) as client:
                    peer, _ = listener.accept()
                    peer.settimeout(DEADLINE)
                    total = 0
                    with peer:
                        while piece := peer.recv(MIB):
                            total += len(piece)
                    self.assertEqual(client.wait(), 0, client.message)
        self.assertEqual(total, size)


class NobodyTakesIt(Input):
    """Input is read only where a connection can send it; what waits until the end was lost."""

    LISTENERS = ("tcp-listen://127.0.0.1:0", "tcp-listen://127.0.0.1:0?echo", "udp-listen://127.0.0.1:0")

    def check_told(self, client, status, amount):
        self.assertEqual(status, 1, client.message)
        self.assertIn(f"standard input was not read, {amount} bytes", client.message)
        self.assertIn("</dev/null", client.message)

    def test_a_file(self):
        for url in self.LISTENERS:
            with self.subTest(url), self.file_of(bytes(1234)) as file, \
                    Sockscope("--for", "0.1", url, stdin=file) as client:
                self.check_told(client, client.wait(), "1234")
                self.assertEqual(client.statistics["input"],
                                 {"bytes": 0, "unsent_bytes": 0, "unread_bytes": 1234, "whole": True})

    def test_a_pipe(self):
        with Sockscope("tcp-listen://127.0.0.1:0") as client:
            client.write(b"hello")
            client.port()
            self.check_told(client, client.stop(), "at least 5")

    def test_a_pipe_that_was_closed(self):
        with Sockscope("tcp-listen://127.0.0.1:0") as client:
            client.write(b"hello")
            client.close_input()
            client.port()
            self.check_told(client, client.stop(), "5")

    def test_a_refused_connection(self):
        with socket.socket() as unheard, self.file_of(b"hello") as file:
            unheard.bind(("127.0.0.1", 0))
            with Sockscope(f"tcp://127.0.0.1:{unheard.getsockname()[1]}", stdin=file) as client:
                self.check_told(client, client.wait(), "5")
                self.assertIn("ECONNREFUSED", client.message)

    def test_input_without_data_is_no_failure(self):
        idle, _ = ends = os.pipe()
        for end in ends:
            self.addCleanup(os.close, end)
        ours, theirs = socket.socketpair()
        terminal, other = os.openpty()
        for end in (terminal, other):
            self.addCleanup(os.close, end)
        with ours, theirs, self.file_of(b"read") as finished:
            finished.read()
            os.write(terminal, b"typed\n")
            for stdin in (subprocess.DEVNULL, idle, theirs, finished, other):
                with self.subTest(stdin), Sockscope("--for", "0.1", "tcp-listen://127.0.0.1:0", stdin=stdin) as client:
                    self.assertEqual(client.wait(), 0, client.message)
                    self.assertEqual(client.message, "")

    def test_no_input_at_all_is_no_failure(self):
        wrapper = ("sh", "-c", 'exec "$@" <&-', "sh")
        with Sockscope("--for", "0.1", "tcp-listen://127.0.0.1:0", wrapper=wrapper) as client:
            self.assertEqual(client.wait(), 0, client.message)


if __name__ == "__main__":
    sockscope.main()
