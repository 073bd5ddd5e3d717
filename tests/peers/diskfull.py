#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The disk is full, or a file may not grow: recording stops at the last commit, the program says so and counts what is
not recorded, and the traffic goes on as if nothing had happened."""

import array
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

import sockscope
from sockscope import DEADLINE, MIB, PeerTest, Program, Sockscope, wait_until

READER = os.environ.get("SOCKSCOPE_READCAPTURE", "")


def on_small_disk(size, folder="$XDG_STATE_HOME"):
    """A wrapper that mounts a file system of so many bytes over a folder, for the program alone. The network stays."""
    mount = f'mount -t tmpfs -o size={size},mode=0700 tmpfs "{folder}" && exec "$@"'
    return ("unshare", "--map-root-user", "--mount", "sh", "-c", mount, "sh")


def why_no_mount():
    """Why no file system can be mounted here; empty where one can."""
    if shutil.which("unshare") is None:
        return "unshare not installed"
    with tempfile.TemporaryDirectory() as folder:
        found = subprocess.run([*on_small_disk("64k", folder), "true"], capture_output=True, timeout=DEADLINE,
                               check=False)
    return found.stderr.decode(errors="replace").strip() if found.returncode else ""


NO_MOUNT = why_no_mount()


def limit_files():
    """In the child: none of its files can grow over 3 MB - setrlimit(2)."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))


def read_capture(capture):
    """What readcapture says of it; it fails where anything cannot be read."""
    found = subprocess.run([READER, str(capture)], capture_output=True, timeout=DEADLINE * 4, check=False)
    if found.returncode != 0:
        raise AssertionError(f"{capture} cannot be read: {found.stderr.decode(errors='replace')}")
    return found


def pattern(size):
    """Bytes of which no two pieces of eight at places that eight divides are alike."""
    return array.array("Q", range(size // 8)).tobytes()


def echoed(port, sent):
    """Sends everything, and gives what comes back, to the end of the stream."""
    back = bytearray()
    with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as peer:
        def send():
            peer.sendall(sent)
            peer.shutdown(socket.SHUT_WR)
        thread = threading.Thread(target=send)
        thread.start()
        while piece := peer.recv(65536):
            back += piece
        thread.join(DEADLINE)
    return bytes(back)


class DiskFull(PeerTest):

    def check_recording_stops(self, server, sent, errno):
        port = wait_until(lambda: sockscope.listening_port(server.pid), server.describe)
        self.assertEqual(echoed(port, sent), sent)
        wait_until(lambda: "recording has stopped" in server.message, server.describe)
        # Without a record the traffic is the same: another connection, from its beginning to its end.
        self.assertEqual(echoed(port, sent[:MIB]), sent[:MIB])
        self.check_capture(server, sent)

        self.assertEqual(server.stop(), 0, server.describe())
        total, capture = server.statistics["total"], server.statistics["capture"]
        self.assertEqual((total["bytes_in"], total["bytes_out"]), (len(sent) + MIB, len(sent) + MIB))
        self.assertGreater(capture["records"], 0)
        self.assertGreater(capture["dropped_bytes"], MIB)
        self.assertEqual(capture["bytes"] + capture["dropped_bytes"], total["bytes_in"] + total["bytes_out"])
        self.assertEqual(capture["records"] + capture["dropped_records"], total["records"])
        self.assertEqual(total["dropped_bytes"], capture["dropped_bytes"])
        self.assertIn(errno, capture["stopped_by"])
        self.assertIn(errno, server.message)
        self.assertEqual(server.message.count("recording has stopped"), 1)

    def check_capture(self, server, sent):
        """What is in the capture is the beginning of what was received, while it is full and in use."""
        if not READER:
            return
        folder = Path(f"/proc/{server.pid}/root{server.state.name}", "sockscope", "captures")
        (capture,) = folder.iterdir()
        found = read_capture(capture)
        self.assertGreater(len(found.stdout), 0)
        self.assertTrue(sent.startswith(found.stdout), "the capture is not the beginning of what was sent")

    @unittest.skipIf(NO_MOUNT, NO_MOUNT)
    def test_a_full_disk(self):
        with Sockscope("tcp-listen://127.0.0.1:0?echo", output="--quiet", stdin=subprocess.DEVNULL,
                       wrapper=on_small_disk("6m")) as server:
            self.check_recording_stops(server, pattern(16 * MIB), "ENOSPC")

    def test_a_limit_of_file_size(self):
        with Sockscope("tcp-listen://127.0.0.1:0?echo", output="--quiet", stdin=subprocess.DEVNULL,
                       preexec_fn=limit_files) as server:
            self.check_recording_stops(server, pattern(16 * MIB), "EFBIG")

    @unittest.skipUnless(READER, "SOCKSCOPE_READCAPTURE names no program")
    def test_killed_after_recording_has_stopped(self):
        with Sockscope("tcp-listen://127.0.0.1:0?echo", output="--quiet", stdin=subprocess.DEVNULL,
                       preexec_fn=limit_files) as server:
            port = wait_until(lambda: sockscope.listening_port(server.pid), server.describe)
            sent = pattern(8 * MIB)
            self.assertEqual(echoed(port, sent), sent)
            wait_until(lambda: "recording has stopped" in server.message, server.describe)
            server.signal(signal.SIGKILL)
            self.assertEqual(server.wait(), -signal.SIGKILL)
            (capture,) = server.captures()
            found = read_capture(capture)
        self.assertGreater(len(found.stdout), 0)
        self.assertTrue(sent.startswith(found.stdout), "the capture is not the beginning of what was sent")
        self.assertEqual(json.loads(found.stderr)["found"], "offered")

    @unittest.skipIf(NO_MOUNT, NO_MOUNT)
    def test_no_room_for_a_file_that_is_opened(self):
        with tempfile.TemporaryDirectory() as folder:
            saved = Path(folder, "saved.pcapng")
            sent = pattern(2 * MIB)
            with Sockscope("tcp-listen://127.0.0.1:0", "--save", saved, output="--quiet",
                           stdin=subprocess.DEVNULL) as server:
                port = wait_until(lambda: sockscope.listening_port(server.pid), server.describe)
                with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as peer:
                    peer.sendall(sent)
                    peer.shutdown(socket.SHUT_WR)
                    self.assertEqual(peer.recv(1), b"")
                self.assertEqual(server.stop(), 0, server.describe())
            state = Path(folder, "state")
            state.mkdir()
            with Program(*on_small_disk("512k"), sockscope.PROGRAM, "--headless", "--json", saved,
                         stdin=subprocess.DEVNULL, env=dict(os.environ, XDG_STATE_HOME=str(state))) as opened:
                self.assertEqual(opened.wait(), 1, opened.describe())
        self.assertIn("ENOSPC", opened.message)

    @unittest.skipIf(NO_MOUNT, NO_MOUNT)
    def test_datagrams_on_a_full_disk(self):
        count, size = 3000, 1024
        with Sockscope("udp-listen://127.0.0.1:0?echo", output="--quiet", stdin=subprocess.DEVNULL,
                       wrapper=on_small_disk("1m")) as server:
            port = wait_until(lambda: sockscope.udp_port(server.pid), server.describe)
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
                peer.settimeout(DEADLINE)
                for number in range(count):
                    message = number.to_bytes(size, "big")
                    peer.sendto(message, ("127.0.0.1", port))
                    self.assertEqual(peer.recv(size + 1), message)
            self.assertEqual(server.stop(), 0, server.describe())
        total, capture = server.statistics["total"], server.statistics["capture"]
        self.assertEqual((total["received"], total["sent"]), (count, count))
        self.assertEqual(capture["bytes"] + capture["dropped_bytes"], 2 * count * size)
        self.assertEqual(capture["records"] + capture["dropped_records"], total["records"])
        self.assertGreater(capture["dropped_records"], 0)
        self.assertIn("recording has stopped", server.message)

    @unittest.skipIf(NO_MOUNT, NO_MOUNT)
    def test_no_room_for_a_capture_at_all(self):
        with Sockscope("tcp-listen://127.0.0.1:0", stdin=subprocess.DEVNULL, wrapper=on_small_disk("4k")) as server:
            self.assertEqual(server.wait(), 1)
        self.assertIn("the capture cannot be made", server.message)
        self.assertIn("ENOSPC", server.message)

    @unittest.skipIf(NO_MOUNT, NO_MOUNT)
    def test_no_room_for_the_saved_file(self):
        with tempfile.TemporaryDirectory() as folder:
            saved = Path(folder, "saved.pcapng")
            with Sockscope("tcp-listen://127.0.0.1:0?echo", "--save", saved, output="--quiet",
                           stdin=subprocess.DEVNULL, wrapper=on_small_disk("512k", folder)) as server:
                port = wait_until(lambda: sockscope.listening_port(server.pid), server.describe)
                sent = pattern(2 * MIB)
                self.assertEqual(echoed(port, sent), sent)
                inside = Path(f"/proc/{server.pid}/root{folder}")
                self.assertEqual(list(inside.iterdir()), [])
                self.assertEqual(server.stop(), 1, server.describe())
                self.assertIn("ENOSPC", server.message)
                self.assertEqual(server.statistics["capture"]["dropped_records"], 0)
            self.assertFalse(saved.exists())


if __name__ == "__main__":
    sockscope.main()
