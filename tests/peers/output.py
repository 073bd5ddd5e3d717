#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Standard output that takes nothing: told once on standard error, and a failure, whatever the program was to print.
That nobody reads any more is told to nobody, and gives the exit status of a filter that SIGPIPE ended."""

import array
import fcntl
import os
import signal
import subprocess
import tempfile
import termios
from pathlib import Path

import sockscope
from sockscope import DEADLINE, PeerTest

NOBODY_READS = 128 + signal.SIGPIPE
LISTENER = "tcp-listen://127.0.0.1:0"
LINES = b'{"op": "socket", "as": "s"}\n' * 3


class Output(PeerTest):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="sockscope-output-")
        self.addCleanup(self.folder.cleanup)
        self.saved = str(Path(self.folder.name, "saved.pcapng"))
        done = self.run_program("--headless", "--quiet", "--for", "0", "--save", self.saved, LISTENER)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.modes = {
            "lines": ["--headless", LISTENER],
            "JSON": ["--headless", "--json", LISTENER],
            "statistics": ["--headless", "--quiet", "--stats", "--for", "0", LISTENER],
            "a saved capture": ["--headless", self.saved],
            "a saved capture as JSON": ["--headless", "--json", self.saved],
            "a call script": ["run", "-"],
            "help": ["--help"],
            "help on scripts": ["run", "--help"],
            "version": ["--version"],
        }

    def run_program(self, *arguments, output=subprocess.PIPE, wrapper=()):
        environment = dict(os.environ, XDG_STATE_HOME=self.folder.name, LC_ALL="C.UTF-8")
        given = LINES if arguments[0] == "run" else b""
        return subprocess.run([*wrapper, sockscope.PROGRAM, *arguments], input=given, stdout=output,
                              stderr=subprocess.PIPE, env=environment, timeout=DEADLINE, check=False)

    def check_failure(self, done, error):
        told = done.stderr.decode()
        self.assertEqual(done.returncode, 1, told)
        self.assertEqual(told.count("standard output"), 1, told)
        self.assertIn(error, told)

    def test_a_full_disk(self):
        for name, arguments in self.modes.items():
            with self.subTest(name), open("/dev/full", "wb") as full:
                self.check_failure(self.run_program(*arguments, output=full), "ENOSPC")

    def test_closed_before_the_start(self):
        wrapper = ["/bin/sh", "-c", 'exec "$@" >&-', "sh"]
        for name, arguments in self.modes.items():
            with self.subTest(name):
                self.check_failure(self.run_program(*arguments, wrapper=wrapper), "EBADF")

    def test_a_file_that_may_not_grow(self):
        wrapper = ["/bin/sh", "-c", 'ulimit -f 0; exec "$@"', "sh"]
        with open(Path(self.folder.name, "grows"), "wb") as file:
            done = self.run_program("--help", output=file, wrapper=wrapper)
        self.check_failure(done, "EFBIG")

    def test_nobody_reads(self):
        for name, arguments in self.modes.items():
            with self.subTest(name):
                reader, writer = os.pipe()
                os.close(reader)
                with os.fdopen(writer, "wb") as closed:
                    done = self.run_program(*arguments, output=closed)
                self.assertEqual(done.returncode, NOBODY_READS, done.stderr)
                self.assertEqual(done.stderr, b"")

    def test_a_pipe_that_does_not_wait_gets_all(self):
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        with os.fdopen(reader, "rb") as pipe, os.fdopen(writer, "wb") as output:
            script = subprocess.Popen([sockscope.PROGRAM, "run", "--stable", "-"], stdin=subprocess.PIPE, stdout=output)
            self.addCleanup(script.wait, DEADLINE)
            output.close()
            lines = 4000  # of some 20 bytes: more than the 64 KiB of a pipe
            feeder = sockscope.threading.Thread(target=script.communicate, args=(b"{}\n" * lines,))
            feeder.start()
            sockscope.wait_until(lambda: self.is_full(pipe), "the pipe to be full")
            self.assertEqual(pipe.read().count(b"\n"), lines)
            feeder.join(DEADLINE)

    @staticmethod
    def is_full(pipe):
        waiting = array.array("i", [0])
        fcntl.ioctl(pipe, termios.FIONREAD, waiting)
        return waiting[0] > 60000

    def test_nothing_to_write_needs_no_output(self):
        wrapper = ["/bin/sh", "-c", 'exec "$@" >&-', "sh"]
        done = self.run_program("--headless", "--quiet", "--for", "0", LISTENER, wrapper=wrapper)
        self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_a_picture_on_a_full_disk(self):
        environment = dict(os.environ, XDG_STATE_HOME=self.folder.name, QT_QPA_PLATFORM="offscreen")
        done = subprocess.run([sockscope.PROGRAM, "--demo", "--screenshot", "/dev/full"], env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=DEADLINE, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"/dev/full cannot be written", done.stderr)


if __name__ == "__main__":
    sockscope.main()
