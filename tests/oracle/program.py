# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""A program that carries out call scripts: one JSON object in, one out, a line each."""

import contextlib
import json
import queue
import subprocess
import threading

STEP_SECONDS = 9.0  # for one result
EXIT_SECONDS = 2.0  # to end after standard input is closed
LONGEST_COMPLAINT = 300


class Died(Exception):
    """It ended, or gave no answer, where it should have."""


class Program:
    def __init__(self, command, folder):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder
        )
        self.lines = queue.Queue()
        self.complaint = b""
        self.readers = [threading.Thread(target=read, daemon=True) for read in (self.read_lines, self.read_complaint)]
        for reader in self.readers:
            reader.start()

    @property
    def pid(self):
        return self.process.pid

    def read_lines(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def read_complaint(self):
        self.complaint = self.process.stderr.read()

    def told(self):
        return self.complaint.decode(errors="replace")[-LONGEST_COMPLAINT:]

    def call(self, step):
        try:
            self.process.stdin.write(json.dumps(step).encode() + b"\n")
            self.process.stdin.flush()
            line = self.lines.get(timeout=STEP_SECONDS)
        except OSError:
            line = None
        except queue.Empty:
            raise Died(f"no result within {STEP_SECONDS:g} s for {json.dumps(step)}") from None
        if line is None:
            raise Died("it ended early: " + self.told())
        result = json.loads(line)
        del result["line"]
        return result

    def close(self):
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            status = self.process.wait(EXIT_SECONDS)
        except subprocess.TimeoutExpired:
            raise Died(f"still running {EXIT_SECONDS:g} s after its input was closed") from None
        if status != 0:
            raise Died(f"exit status {status}: {self.told()}")

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
