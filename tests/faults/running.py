# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""One run of the program with a call that fails, and what is left of it."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

DEADLINE = 30.0  # seconds after which a run hangs
PATIENCE = 4.0   # seconds that a peer waits for the program
LIMIT = "5"      # --for: what a run lasts at most where nothing else ends it
PAUSE = 0.002
# What no fault may bring about, on standard error.
CRASHES = ("terminate called", "Sanitizer", "runtime error:", "Assertion", "stack smashing", "ASSERT")


class Fault:
    """The Nth call of a name fails, and the times - 1 after it; for ever where times is 0."""

    def __init__(self, call, number, error, times=1):
        self.call, self.number, self.error, self.times = call, number, error, times

    def __str__(self):
        return f"{self.call} #{self.number}{'' if self.times else ' and on'}: {self.error}"


class Run:
    """A folder of its own, the program in it, and the peer at the other end."""

    def __init__(self, tools, plan=None):
        self.tools = tools
        self.plan = plan  # for FAULTS_PLAN
        self.folder = Path(tempfile.mkdtemp(prefix="sockscope-faults-"))
        self.state = self.folder / "state"
        self.captures_folder = self.state / "sockscope" / "captures"
        self.process = None
        self.is_hanging = False
        self.was_stopped = False
        self.was_killed = False
        self.status = None
        self.sent = b""     # by the peer
        self.heard = b""    # by the peer
        self.peer_failed = None
        self.keep = {}      # what a scenario remembers from its beginning to its end
        self._parsed = 0
        self._records = []

    def path(self, name):
        return self.folder / name

    def start(self, arguments, stdin=None):
        environment = {name: value for name, value in os.environ.items()
                       if name not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
        environment.update(XDG_STATE_HOME=str(self.state), XDG_CONFIG_HOME=str(self.folder / "config"),
                           XDG_RUNTIME_DIR=str(self.folder), HOME=str(self.folder), QT_QPA_PLATFORM="offscreen",
                           LC_ALL="C.UTF-8", FAULTS_REPORT=str(self.path("report")), LD_PRELOAD=self.tools.library)
        if self.tools.sanitized:
            # Ours stands before the sanitizer's functions, so that it sees who calls.
            environment["ASAN_OPTIONS"] = environment.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
        if self.plan:
            environment["FAULTS_PLAN"] = self.plan
        source = subprocess.DEVNULL
        if stdin is not None:
            self.path("stdin").write_bytes(stdin)
        with contextlib.ExitStack() as files:
            if stdin is not None:
                source = files.enter_context(open(self.path("stdin"), "rb"))
            self.process = subprocess.Popen(
                [self.tools.program, *arguments], env=environment, stdin=source, cwd=self.folder,
                stdout=files.enter_context(open(self.path("stdout"), "wb")),
                stderr=files.enter_context(open(self.path("stderr"), "wb")))
        self.deadline = time.monotonic() + DEADLINE

    def is_running(self):
        return self.process.poll() is None

    def wait_until(self, condition, seconds=PATIENCE):
        """Gives what condition gives, or None after so many seconds or when the program has ended without it."""
        end = time.monotonic() + seconds
        while True:
            was_running = self.is_running()
            if result := condition():
                return result
            if not was_running or time.monotonic() > end:
                return None
            time.sleep(PAUSE)

    def stop(self):
        if self.is_running():
            self.was_stopped = True
            self.process.send_signal(signal.SIGTERM)

    def kill(self):
        if self.is_running():
            self.was_killed = True
            self.process.kill()

    def finish(self):
        """Waits for the end; what does not end is killed, and told."""
        try:
            self.status = self.process.wait(max(0.1, self.deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.is_hanging = True
            self.process.kill()
            self.status = self.process.wait()

    def remove(self):
        if self.process and self.is_running():
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- what it said -------------------------------------------------------------------------------------------------

    @property
    def output(self):
        return self.path("stdout").read_bytes()

    @property
    def message(self):
        return self.path("stderr").read_text(errors="replace")

    def lines(self):
        """The JSON objects of standard output, whole lines only. A line that is none raises ValueError."""
        text = self.output
        whole = text[:text.rfind(b"\n") + 1]
        for line in whole[self._parsed:].splitlines():
            self._records.append(json.loads(line))
        self._parsed = len(whole)
        return self._records

    @property
    def records(self):
        return [line for line in self.lines() if "n" in line]

    @property
    def statistics(self):
        return next((line for line in self.lines() if "capture" in line), None)

    def report(self):
        """The library's: counts by name, and its other lines. None where the process did not come to its end."""
        if not self.path("report").exists():
            return None
        lines = self.path("report").read_text().splitlines()
        counts = {line.split()[1]: int(line.split()[2]) for line in lines if line.startswith("calls ")}
        return counts, [line for line in lines if not line.startswith("calls ")]

    def captures(self):
        return sorted(self.captures_folder.iterdir()) if self.captures_folder.exists() else []

    # --- the other end ------------------------------------------------------------------------------------------------

    def local_address(self, call):
        """The address that the first call of this name took, as host and port; None when it never did."""
        def look():
            return next((record for record in self.records if record["call"] == call and "result" in record), None)
        found = self.wait_until(look)
        if not found:
            return None
        host, _, port = found["local"].rpartition(":")
        return host.strip("[]"), int(port)

    def connect(self, family, address, kind=socket.SOCK_STREAM):
        """A connection of the peer's, tried again until the program listens; None when it does not."""
        def try_to():
            peer = socket.socket(family, kind)
            peer.settimeout(PATIENCE)
            try:
                peer.connect(address)
                return peer
            except OSError:
                peer.close()
                return None
        return self.wait_until(try_to)


def payload(record):
    return record["text"].encode("ascii") if "text" in record else bytes.fromhex(record.get("hex", ""))


def received(records):
    return b"".join(payload(record) for record in records if record["dir"] == "in")


def moved(records):
    return b"".join(payload(record) for record in records)
