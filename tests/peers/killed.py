#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""kill -9 in the middle of traffic: what it leaves behind is whole up to the last commit. All records and payloads can be
read, what was received is the beginning of what was sent, and what was printed is in it."""

import array
import json
import os
import signal
import socket
import subprocess
import threading
import unittest

import sockscope
from sockscope import DEADLINE, MIB, PeerTest, Sockscope, stream, wait_until

READER = os.environ.get("SOCKSCOPE_READCAPTURE", "")


def pattern(size):
    """Bytes of which no two pieces of eight at places that eight divides are alike."""
    return array.array("Q", range(size // 8)).tobytes()


def read_capture(folder):
    """What was received, and the counts, as readcapture tells them."""
    result = subprocess.run([READER, str(folder)], capture_output=True, timeout=DEADLINE * 4, check=False)
    message = result.stderr.decode(errors="replace")
    if result.returncode != 0:
        raise AssertionError(f"{folder} cannot be read: {message}")
    return result.stdout, json.loads(message)


@unittest.skipUnless(READER, "SOCKSCOPE_READCAPTURE names no program")
class Killed(PeerTest):

    def start_peer(self, port, work):
        """Connects and runs work(peer) in a thread, until it is done or the server is killed under it."""
        peer = socket.create_connection(("127.0.0.1", port), timeout=DEADLINE)

        def run():
            with peer:
                try:
                    work(peer)
                except OSError:
                    pass  # the server is gone: EPIPE or ECONNRESET
        thread = threading.Thread(target=run)
        thread.start()
        self.addCleanup(thread.join, DEADLINE)

    def kill(self, server):
        server.signal(signal.SIGKILL)
        self.assertEqual(server.wait(), -signal.SIGKILL)
        (folder,) = server.captures()
        return read_capture(folder)

    def test_a_stream_that_is_cut_off(self):
        sent = pattern(64 * MIB)
        with Sockscope("tcp-listen://127.0.0.1:0", output="--quiet", stdin=subprocess.DEVNULL) as server:
            folder = wait_until(server.captures, "a capture")[0]
            port = wait_until(lambda: sockscope.listening_port(server.pid), "a listener")
            self.start_peer(port, lambda peer: peer.sendall(sent))
            # Somewhere in the middle, where a good part is on disk.
            wait_until(lambda: sum(file.stat().st_size for file in folder.iterdir()) > 4 * MIB, "some traffic")
            received, counts = self.kill(server)
        self.assertGreater(len(received), 0)
        self.assertLess(len(received), len(sent))
        self.assertTrue(sent.startswith(received), "what was received is not the beginning of what was sent")
        self.assertEqual(counts["bytes_in"], len(received))
        self.assertEqual(counts["unnamed"], 0)
        self.assertEqual(counts["found"], "offered")

    def test_what_was_printed_is_there(self):
        message = pattern(1024)
        with Sockscope("tcp-listen://127.0.0.1:0?echo&bufsize=1024") as server:
            self.start_peer(server.port(), lambda peer: ask_for_ever(peer, message))
            wait_until(lambda: len(server.of("recv")) > 50, server.describe)
            received, counts = self.kill(server)
        printed = server.records
        self.assertGreaterEqual(counts["records"], len(printed))
        self.assertTrue(received.startswith(stream(server.of("recv"))))
        self.assertTrue((message * (len(received) // len(message) + 1)).startswith(received))
        self.assertGreaterEqual(counts["bytes_out"], len(stream(server.of("send"))))
        self.assertEqual((counts["unnamed"], counts["found"]), (0, "offered"))

    def test_the_next_run_leaves_it_alone(self):
        with Sockscope("tcp-listen://127.0.0.1:0") as server:
            server.wait_until_open()
            server.signal(signal.SIGKILL)
            server.wait()
            (folder,) = server.captures()
            before = read_capture(folder)
            environment = dict(os.environ, XDG_STATE_HOME=server.state.name)
            command = [*server.command[:1], "--headless", "--quiet", "--for", "0.1", "tcp-listen://127.0.0.1:0"]
            subprocess.run(command, env=environment, timeout=DEADLINE, check=True, stdin=subprocess.DEVNULL)
            self.assertEqual(server.captures(), [folder])
            self.assertEqual(read_capture(folder), before)

    def test_a_capture_in_use_is_locked_and_can_be_read(self):
        with Sockscope("tcp-listen://127.0.0.1:0") as server:
            server.wait_until_open()
            (folder,) = server.captures()
            _, counts = read_capture(folder)
            self.assertEqual(counts["found"], "locked")
            self.assertGreaterEqual(counts["records"], 4)
            self.finish(server)


def ask_for_ever(peer, message):
    while True:
        peer.sendall(message)
        rest = len(message)
        while rest > 0:
            piece = peer.recv(rest)
            if not piece:
                return
            rest -= len(piece)


if __name__ == "__main__":
    sockscope.main()
