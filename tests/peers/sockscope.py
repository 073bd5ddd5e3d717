# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Runs the real program without a window and reads its records, for tests with other programs at the other end.

    with Sockscope("tcp-listen://127.0.0.1:0?echo") as server:
        port = server.port()
        ...
        server.wait_for_call("recv")

Each Sockscope has a state folder of its own. Every wait has a deadline, and every process that was started ends with
its Sockscope or Program, by its process id. The program under test is the first argument of each script.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

DEADLINE = 30.0  # seconds that a wait lasts before it fails; no test asserts how long something takes
PAUSE = 0.005    # seconds between two looks
SKIPPED = 77     # SKIP_RETURN_CODE of ctest
MIB = 1024 * 1024
HERE = Path(__file__).resolve().parent
# Sanitizers multiply memory and time; ctest says which are compiled in.
SANITIZED = bool(os.environ.get("SOCKSCOPE_SANITIZE"))


def wait_until(condition, what, seconds=DEADLINE):
    """Calls condition until it gives something true, and returns that. Raises AssertionError after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        if result := condition():
            return result
        if time.monotonic() > end:
            raise AssertionError(f"{what() if callable(what) else what}: not within {seconds:g} s")
        time.sleep(PAUSE)


def has_ipv6():
    return Path("/proc/net/if_inet6").exists() and "lo" in Path("/proc/net/if_inet6").read_text(encoding="ascii")


def needs(*tools):
    """Skips a test where a program is not installed, and says which."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    return unittest.skipIf(missing, f"{', '.join(missing)} not installed")


class Program:
    """A process with its output collected in threads, so that no pipe ever fills up."""

    def __init__(self, *command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options):
        self.command = [str(part) for part in command]
        self.process = subprocess.Popen(self.command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, **options)
        self.output = bytearray()
        self.errors = bytearray()
        self.threads = []
        if self.process.stdout:
            self._collect(self.process.stdout, self.take_output)
        self._collect(self.process.stderr, self.errors.extend)

    def _collect(self, pipe, take):
        def run():
            with pipe:
                while piece := pipe.read1(65536):
                    take(piece)
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        self.threads.append(thread)

    def take_output(self, piece):
        self.output.extend(piece)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(DEADLINE)
        self.close_input()
        for thread in self.threads:
            thread.join(DEADLINE)
        if kind:
            print(f"--- {' '.join(self.command)} (exit {self.process.returncode})\n{self.describe()}", file=sys.stderr)

    def describe(self):
        return self.output.decode(errors="replace")[-4000:] + self.errors.decode(errors="replace")[-4000:]

    @property
    def pid(self):
        return self.process.pid

    @property
    def message(self):
        """What it wrote to standard error."""
        return self.errors.decode(errors="replace")

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def close_input(self):
        if self.process.stdin and not self.process.stdin.closed:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()

    def signal(self, number):
        self.process.send_signal(number)

    def pause(self):
        """Stops all its threads with SIGSTOP."""
        def state(task):
            return Path(task.path, "stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        self.signal(signal.SIGSTOP)
        wait_until(lambda: all(state(task) == "T" for task in os.scandir(f"/proc/{self.pid}/task")), "all to stop")

    def go_on(self):
        self.signal(signal.SIGCONT)

    def wait(self, seconds=DEADLINE):
        """The exit code, when all output is there. A process that does not end fails the test."""
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{' '.join(self.command)} did not end:\n{self.describe()}") from None
        for thread in self.threads:
            thread.join(seconds)
        return code

    def wait_for_output(self, data, seconds=DEADLINE):
        wait_until(lambda: data in self.output, lambda: f"{data!r} from {self.command[0]}: {self.describe()}", seconds)

    def memory_mib(self, key="VmHWM"):
        """VmHWM is the peak of what was resident, VmRSS what is so now - proc(5)."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith(key + ":"):
                return int(line.split()[1]) / 1024
        raise AssertionError(f"no {key}")


class Sockscope(Program):
    """sockscope --headless --json --stats URL..., and its records as they come."""

    def __init__(self, *arguments, output="--json", wrapper=(), **options):
        self.state = tempfile.TemporaryDirectory(prefix="sockscope-peers-")
        self.records = []  # in the order of n; appended by the thread that reads standard output
        self.statistics = None
        self.rest = bytearray()
        environment = dict(os.environ, XDG_STATE_HOME=self.state.name, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8")
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            environment.pop(name, None)
        words = [output] if output else []
        super().__init__(*wrapper, PROGRAM, "--headless", *words, "--stats", *arguments, env=environment, **options)

    def __exit__(self, kind, value, trace):
        super().__exit__(kind, value, trace)
        self.state.cleanup()

    def take_output(self, piece):
        super().take_output(piece)
        self.rest.extend(piece)
        *lines, self.rest = self.rest.split(b"\n")
        for line in lines:
            if line.startswith(b"{"):
                value = json.loads(line)
                if "n" in value:
                    self.records.append(value)
                else:
                    self.statistics = value

    def captures(self):
        folder = Path(self.state.name) / "sockscope" / "captures"
        return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.exists() else []

    def descriptors(self):
        """How many it has open, the capture's own files left out: those come with the bytes, not with connections."""
        if self.process.poll() is not None:
            raise AssertionError(f"ended with {self.process.returncode} before its time: {self.describe()}")
        count = 0
        for entry in os.scandir(f"/proc/{self.pid}/fd"):
            with contextlib.suppress(FileNotFoundError):  # closed at this moment
                count += not os.readlink(entry.path).startswith(self.state.name)
        return count

    # Records, by what they say.

    def of(self, *calls, endpoint=None):
        return [record for record in list(self.records)
                if (not calls or record["call"] in calls) and endpoint in (None, record["endpoint"])]

    def calls(self, endpoint):
        """The names of an endpoint's calls, in order."""
        return [record["call"] for record in self.of(endpoint=endpoint)]

    def wait_for(self, condition, what, seconds=DEADLINE):
        """Waits for a record for which condition(record) is true, and gives it."""
        def look():
            return next((record for record in list(self.records) if condition(record)), None)
        return wait_until(lambda: look() or self._ended_without(look), lambda: f"{what}; there is {self.describe()}",
                          seconds)

    def _ended_without(self, look):
        if self.process.poll() is None:
            return None
        for thread in self.threads:
            thread.join(DEADLINE)
        if found := look():
            return found
        raise AssertionError(f"ended with {self.process.returncode} before its time: {self.describe()}")

    def wait_for_call(self, call, endpoint=None, **wanted):
        """Waits for a call of this name (on this endpoint, with these values)."""
        def fits(record):
            return (record["call"] == call and endpoint in (None, record["endpoint"])
                    and all(record.get(key) == value for key, value in wanted.items()))
        return self.wait_for(fits, f"a record of {call} {endpoint or ''} {wanted or ''}")

    def port(self):
        """The port that the first listener or bound socket really took."""
        calls = ("listen",) if "tcp-listen" in " ".join(self.command) else ("bind",)
        record = self.wait_for(lambda record: record["call"] in calls and "result" in record, "a listener")
        return int(record["local"].rpartition(":")[2])

    def wait_until_open(self, call="listen"):
        return self.wait_for(lambda record: record["call"] == call and "result" in record, f"{call} to succeed")

    def stop(self):
        """Ends it as Ctrl-C does; gives the exit code."""
        self.signal(signal.SIGINT)
        return self.wait()


def _port_in(table, pid, state):
    """The local port of the first socket of a process in a table of /proc/net that is in a state - proc(5)."""
    inodes = set()
    with contextlib.suppress(FileNotFoundError):  # it has ended, or closes one at this moment
        for entry in os.scandir(f"/proc/{pid}/fd"):
            target = os.readlink(entry.path)
            if target.startswith("socket:["):
                inodes.add(target[len("socket:["):-1])
    for line in Path(table).read_text(encoding="ascii").splitlines()[1:]:
        fields = line.split()
        if fields[9] in inodes and fields[3] == state:
            return int(fields[1].rpartition(":")[2], 16)
    return None


def listening_port(pid):
    """The port that a process listens on, for programs that do not say; None while there is none."""
    return _port_in("/proc/net/tcp", pid, "0A")  # TCP_LISTEN


def udp_port(pid):
    """The port that a process has an unconnected UDP socket on; None while there is none."""
    return _port_in("/proc/net/udp", pid, "07")  # TCP_CLOSE


def payload(record):
    """The bytes of a record."""
    return record["text"].encode("ascii") if "text" in record else bytes.fromhex(record.get("hex", ""))


def stream(records):
    """The bytes of several records, one after the other."""
    return b"".join(payload(record) for record in records)


class PeerTest(unittest.TestCase):
    """What holds after every run: records are numbered from 1 without a gap, nothing was dropped, and what the
    counters say is what the records say."""

    def check_whole(self, program):
        records = program.records
        self.assertEqual([record["n"] for record in records], list(range(1, len(records) + 1)))
        self.assertIsNotNone(program.statistics, program.describe())
        total, capture = program.statistics["total"], program.statistics["capture"]
        self.assertEqual(capture["records"], len(records))
        self.assertEqual((capture["dropped_records"], capture["dropped_bytes"]), (0, 0))
        self.assertEqual((total["dropped_records"], total["dropped_bytes"]), (0, 0))
        self.assertEqual(total["records"], len(records))
        for direction, counter in (("in", "bytes_in"), ("out", "bytes_out")):
            moved = [record for record in records if record["dir"] == direction]
            self.assertEqual(total[counter], len(stream(moved)))
        for one in program.statistics["endpoints"]:
            self.assertEqual(one["records"], len(program.of(endpoint=one["endpoint"])), one["endpoint"])
        for record in records:
            ends = [key for key in ("result", "errno", "timeout", "cancelled") if key in record]
            self.assertEqual(len(ends), 1, record)
            self.assertGreaterEqual(record["duration"], 0, record)

    def finish(self, program):
        """Ends it with SIGINT and checks that it is whole."""
        self.assertEqual(program.stop(), 0, program.describe())
        self.check_whole(program)
        self.assertEqual(program.captures(), [])


def main():
    """Runs the tests of the calling script; its first argument is the program under test."""
    global PROGRAM
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} SOCKSCOPE [arguments of unittest]")
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    result = unittest.main(module="__main__", verbosity=2, exit=False).result
    if result.testsRun == len(result.skipped):
        sys.exit(SKIPPED)
    sys.exit(0 if result.wasSuccessful() else 1)


PROGRAM = ""
