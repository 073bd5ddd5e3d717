#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""`sockscope run` as a process: how it ends, what it leaves, and that no input line is its last."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAM = str(Path(sys.argv.pop(1)).resolve()) if len(sys.argv) > 1 else "sockscope"
DEADLINE = 20
LISTENER = [
    {"op": "create_server", "as": "L", "addr": ["127.0.0.1", 0]},
    {"op": "accept", "on": "L", "as": "a", "bg": "k"},
]


def lines(*steps):
    return b"".join((step if isinstance(step, bytes) else json.dumps(step).encode()) + b"\n" for step in steps)


def without_display():
    return {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}


class Run(unittest.TestCase):
    def run_script(self, *steps, options=("--stable",), status=0):
        done = subprocess.run([PROGRAM, "run", *options, "-"], input=lines(*steps), capture_output=True,
                              timeout=DEADLINE, env=without_display(), check=False)
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertEqual(done.stderr, b"")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def start(self, *steps):
        """A run that goes on; its results so far, one for each step but the last."""
        process = subprocess.Popen([PROGRAM, "run", "--stable", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(process.wait, DEADLINE)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stdin.close)
        for step in steps:
            process.stdin.write(lines(step))
            process.stdin.flush()
            if step is not steps[-1]:
                process.stdout.readline()
        return process

    def wait_until_it_sleeps_in(self, process, call):
        """Until a thread waits in this kernel function."""
        deadline = time.monotonic() + DEADLINE
        while time.monotonic() < deadline:
            for task in Path(f"/proc/{process.pid}/task").iterdir():
                if call in (task / "wchan").read_text(encoding="ascii"):
                    return
            time.sleep(0.005)
        self.fail(f"no thread waits in {call}")

    def test_waiting_calls_are_cancelled_when_the_input_ends(self):
        started = time.monotonic()
        results = self.run_script(*LISTENER)
        self.assertEqual(results[-1], {"line": 2, "started": "k"})
        self.assertLess(time.monotonic() - started, 2)

    def test_results_come_at_once(self):
        process = self.start({"op": "socket", "as": "s"}, {"op": "close", "on": "s"})
        self.assertEqual(json.loads(process.stdout.readline()), {"line": 2, "ok": None})

    def test_a_signal_cancels_the_call_that_waits(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number.name):
                process = self.start(LISTENER[0], {"op": "accept", "on": "L", "as": "a"})
                self.wait_until_it_sleeps_in(process, "accept")
                process.send_signal(number)
                self.assertEqual(json.loads(process.stdout.readline()), {"line": 2, "err": "ECANCELED"})
                self.assertEqual(process.wait(DEADLINE), 128 + number)

    def test_lines_after_a_signal_are_not_carried_out(self):
        with tempfile.NamedTemporaryFile(suffix=".jsonl") as script:
            script.write(lines(LISTENER[0], {"op": "accept", "on": "L", "as": "a"}, {"op": "close", "on": "L"}))
            script.flush()
            process = subprocess.Popen([PROGRAM, "run", "--stable", script.name], stdout=subprocess.PIPE)
            self.wait_until_it_sleeps_in(process, "accept")
            process.send_signal(signal.SIGTERM)
            output, _ = process.communicate(timeout=DEADLINE)
        self.assertEqual(len(output.splitlines()), 2)
        self.assertEqual(process.returncode, 128 + signal.SIGTERM)

    def test_a_strict_run_ends_at_the_first_line_that_makes_no_call(self):
        results = self.run_script({"op": "socket", "as": "s"}, {"op": "nosuch"}, {"op": "close", "on": "s"},
                                  options=("--strict",), status=1)
        self.assertEqual(len(results), 2)
        self.assertEqual(results[1]["field"], "op")

    def test_an_errno_does_not_end_a_strict_run(self):
        results = self.run_script({"op": "socket", "as": "s"}, {"op": "getpeername", "on": "s"},
                                  {"op": "close", "on": "s"}, options=("--strict", "--stable"))
        self.assertEqual([result.get("err") for result in results], [None, "ENOTCONN", None])

    def test_a_line_of_100_mib_is_refused_and_the_script_goes_on(self):
        results = self.run_script(b'{"op": "' + b"x" * (100 << 20) + b'"}', {"op": "socket", "as": "s"})
        self.assertEqual(results[0]["field"], "line")
        self.assertEqual(results[1], {"line": 2, "ok": None})

    def test_a_script_can_be_a_file(self):
        with tempfile.NamedTemporaryFile(suffix=".jsonl") as script:
            script.write(lines({"op": "socket", "as": "s"}).rstrip())
            script.flush()
            done = subprocess.run([PROGRAM, "run", "--stable", script.name], capture_output=True, timeout=DEADLINE,
                                  env=without_display(), check=False)
        self.assertEqual((done.returncode, done.stdout), (0, b'{"line":1,"ok":null}\n'))

    def test_a_script_that_is_not_there_is_told(self):
        done = subprocess.run([PROGRAM, "run", "/nonexistent"], capture_output=True, timeout=DEADLINE, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"ENOENT", done.stderr)

    def test_a_socket_file_keeps_the_umask_and_stays(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "s"
            before = os.umask(0o022)
            try:
                self.run_script({"op": "create_server", "as": "L", "family": "AF_UNIX", "addr": str(path)})
            finally:
                os.umask(before)
            self.assertEqual(path.stat().st_mode & 0o777, 0o755)


if __name__ == "__main__":
    unittest.main(verbosity=2)
