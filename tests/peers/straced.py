#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""What the kernel is asked, as strace(1) sees it: a call in blocking mode is that one call, which waits by itself."""

import os
import re
import socket
import tempfile
from pathlib import Path

import sockscope
from sockscope import DEADLINE, PeerTest, Sockscope, needs, wait_until

WAITING = re.compile(r"recvfrom\((\d+), *(<unfinished \.\.\.>)?$", re.MULTILINE)


@needs("strace")
class Traced(PeerTest):

    def setUp(self):
        if sockscope.SANITIZED:
            self.skipTest("LeakSanitizer does not work under ptrace(2)")
        self.folder = tempfile.TemporaryDirectory(prefix="sockscope-strace-")
        self.addCleanup(self.folder.cleanup)
        self.file = Path(self.folder.name) / "trace"

    def trace(self):
        return self.file.read_text(encoding="utf-8") if self.file.exists() else ""

    def connect(self, server, mode):
        port = server.getsockname()[1]
        calls = "trace=recvfrom,recvmsg,poll,ppoll,select,pselect6,epoll_ctl,fcntl"
        return Sockscope(f"tcp://127.0.0.1:{port}?mode={mode}", stdin=None,
                         wrapper=("strace", "-f", "-e", calls, "-o", str(self.file)))

    def test_a_blocking_receive_is_a_plain_recvfrom_that_waits(self):
        with socket.create_server(("127.0.0.1", 0)) as server, self.connect(server, "blocking") as program:
            server.settimeout(DEADLINE)
            with server.accept()[0] as peer:
                waiting = wait_until(lambda: WAITING.search(self.trace()), lambda: f"recvfrom in {self.trace()}")
                peer.sendall(b"Hello, world")
                program.wait_for_call("recv", result=12)
            self.assertEqual(program.wait(), 0, program.describe())
            self.check_whole(program)
        trace, descriptor = self.trace(), waiting.group(1)
        self.assertRegex(trace, rf'recvfrom(\({descriptor}, | resumed>)"Hello, world", 65536, 0, NULL, NULL\) += 12')
        # Nobody asks whether the socket is ready: nothing but the call itself waits.
        before = trace[:waiting.start()].rpartition("socket(")[2]
        connected = before[before.rfind("F_SETFL"):]
        # strace ends the line with "<unfinished" where another thread comes between.
        self.assertRegex(connected, r"^F_SETFL, O_RDWR(\)| <unfinished)", before)
        self.assertNotRegex(connected, rf"(poll\(\[\{{fd={descriptor},|epoll_ctl\(\d+, EPOLL_CTL_(ADD|MOD), {descriptor},)")
        self.assertNotIn("EAGAIN", "".join(re.findall(r"recvfrom.*", trace)))

    def test_a_timeout_is_a_poll_and_then_the_call(self):
        with socket.create_server(("127.0.0.1", 0)) as server, self.connect(server, "timeout&timeout=20") as program:
            server.settimeout(DEADLINE)
            with server.accept()[0] as peer:
                wait_until(lambda: re.search(r"poll\(\[\{fd=\d+, events=POLLIN", self.trace()), "poll for input")
                peer.sendall(b"Hello, world")
                program.wait_for_call("recv", result=12)
            self.assertEqual(program.wait(), 0, program.describe())
            self.check_whole(program)


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C"
    sockscope.main()
