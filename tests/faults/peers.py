# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""What is at the other end of a scenario's sockets. Each works for PATIENCE at most, and goes on as a peer would when
the program does not answer."""

import array
import contextlib
import os
import signal
import socket
import struct
import subprocess
import time

from running import PATIENCE, received

FAMILIES = {"unix": socket.SOCK_STREAM, "unix-seqpacket": socket.SOCK_SEQPACKET, "unix-dgram": socket.SOCK_DGRAM}
ABORT = struct.pack("ii", 1, 0)  # SO_LINGER with which close(2) resets


def ask(run, peer, messages, echo):
    """Sends the messages, reads as many bytes back where there is an echo, then reads to the end."""
    with peer, contextlib.suppress(OSError):
        for message in messages:
            peer.sendall(message)
            run.sent += message
            missing = len(message) if echo else 0
            while missing > 0:
                piece = peer.recv(65536)
                if not piece:
                    return
                run.heard += piece
                missing -= len(piece)
        if peer.type != socket.SOCK_DGRAM:
            peer.shutdown(socket.SHUT_WR)
            while piece := peer.recv(65536):
                run.heard += piece


def clients(*conversations, echo=False, v6=False):
    """One TCP connection after the other, each with its messages."""
    def work(run):
        found = run.local_address("listen")
        for messages in conversations if found else ():
            peer = run.connect(socket.AF_INET6 if v6 else socket.AF_INET, found)
            if peer:
                ask(run, peer, messages, echo)
        run.wait_until(lambda: False, 0.02)
    return work


def resetting_client(*messages):
    def work(run):
        found = run.local_address("listen")
        peer = found and run.connect(socket.AF_INET, found)
        if peer:
            with peer, contextlib.suppress(OSError):
                for message in messages:
                    peer.sendall(message)
                    run.sent += message
                run.wait_until(lambda: any(record["call"] == "recv" for record in run.records))
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
    return work


def unix_clients(*messages, scheme="unix", path="s", echo=False, passes=False):
    """A connection to a Unix socket in the run's folder; an abstract name where the path begins with @."""
    def work(run):
        address = "\0" + path[1:] + run.folder.name if path.startswith("@") else str(run.path(path))
        peer = run.connect(socket.AF_UNIX, address, FAMILIES[scheme])
        if not peer:
            return
        if passes:
            with peer, open(os.devnull, "rb") as file, contextlib.suppress(OSError):
                rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [file.fileno()] * 3))]
                peer.sendmsg([messages[0]], rights)
                run.sent += messages[0]
                peer.shutdown(socket.SHUT_WR)
                while peer.recv(100):
                    pass
            return
        ask(run, peer, messages, echo)
        if scheme == "unix-dgram":
            end_when_recorded(run, len(messages))
    return work


def killing(message):
    """One connection; when its bytes are printed the program is killed. Where nothing fails it is ended, for the
    library counts at the end."""
    def end(run):
        if run.plan:
            run.kill()
        else:
            run.stop()

    def work(run):
        found = run.local_address("listen")
        peer = found and run.connect(socket.AF_INET, found)
        if peer:
            with peer, contextlib.suppress(OSError):
                peer.sendall(message)
                run.sent += message
                run.wait_until(lambda: len(received(run.records)) == len(message), PATIENCE / 2)
                end(run)
        end(run)
    return work


def end_when_recorded(run, count):
    """Datagram sockets have no end: the run is ended when so many have come, or when they do not come."""
    run.wait_until(lambda: sum(record["dir"] == "in" for record in run.records) >= count, 1.5)
    run.stop()


def datagrams(*messages, echo=False, v6=False):
    def work(run):
        found = run.local_address("bind")
        if not found:
            return run.stop()
        with socket.socket(socket.AF_INET6 if v6 else socket.AF_INET, socket.SOCK_DGRAM) as peer:
            peer.settimeout(PATIENCE / 4)
            host = ("::1" if v6 else "127.0.0.1")
            with contextlib.suppress(OSError):
                for message in messages:
                    peer.sendto(message, (host, found[1]))
                    run.sent += message
                    if echo:
                        run.heard += peer.recv(65536)
            end_when_recorded(run, len(messages))
    return work


class Server:
    """Listens before the program is started, so that it can be connected to."""

    def __init__(self, reply=b"", resets=False, slow=False, scheme="tcp", v6=False):
        self.reply, self.resets, self.slow, self.scheme, self.v6 = reply, resets, slow, scheme, v6

    def prepare(self, run):
        if self.scheme == "tcp":
            listener = socket.create_server(("::1" if self.v6 else "127.0.0.1", 0),
                                            family=socket.AF_INET6 if self.v6 else socket.AF_INET)
            run.keep["port"] = listener.getsockname()[1]
        elif self.scheme == "udp":
            listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            listener.bind(("127.0.0.1", 0))
            run.keep["port"] = listener.getsockname()[1]
        else:
            listener = socket.socket(socket.AF_UNIX, FAMILIES[self.scheme])
            listener.bind(str(run.path("peer")))
            if self.scheme != "unix-dgram":
                listener.listen()
        run.keep["listener"] = listener

    def __call__(self, run):
        with run.keep["listener"] as listener, contextlib.suppress(OSError):
            listener.settimeout(0.05)
            if self.scheme in ("udp", "unix-dgram"):
                self.hear_datagrams(run, listener)
                return
            peer = run.wait_until(lambda: accept(listener))
            if not peer:
                return
            with peer:
                peer.settimeout(PATIENCE)
                if self.reply:
                    peer.sendall(self.reply)
                    run.sent += self.reply
                if self.slow:
                    run.wait_until(lambda: False, 0.1)
                while piece := peer.recv(65536):
                    run.heard += piece
                if self.resets:
                    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)

    def hear_datagrams(self, run, listener):
        expected = len(run.path("stdin").read_bytes())
        end = time.monotonic() + PATIENCE / 2
        while len(run.heard) < expected and time.monotonic() < end and run.is_running():
            with contextlib.suppress(TimeoutError):
                run.heard += listener.recv(65536)
        run.stop()


def accept(listener):
    try:
        return listener.accept()[0]
    except TimeoutError:
        return None


def nobody(run):
    """The run ends by itself."""


def ending(run):
    """Lets it run for a moment once it has something to show, then ends it."""
    run.wait_until(lambda: run.path("stdout").stat().st_size > 0, 1)
    run.wait_until(lambda: False, 0.05)
    run.stop()


def window_user(path=None):
    """Talks to the window's listener, and closes the window as a session manager does."""
    def work(run):
        if path:
            peer = run.connect(socket.AF_UNIX, str(run.path(path)))
            if peer:
                ask(run, peer, [b"hello, window"], True)
        else:
            # From its own capture on it listens for signals.
            run.wait_until(lambda: set(run.captures()) - {run.keep.get("crashed")}, PATIENCE)
            run.wait_until(lambda: False, 0.3)
        run.stop()
    return work


def crashed_capture(tools):
    """A capture that a killed program left behind, as the files of its folder by name. Made once."""
    if tools.crashed is None:
        from running import Run
        run = Run(tools)
        try:
            run.start(["--headless", "--json", "unix-listen:" + str(run.path("s")) + "?echo"])
            peer = run.connect(socket.AF_UNIX, str(run.path("s")))
            with peer:
                peer.sendall(b"what was there before")
                peer.recv(100)
                run.wait_until(lambda: any(record["call"] == "send" for record in run.records))
            run.process.send_signal(signal.SIGKILL)
            run.process.wait()
            (folder,) = run.captures()
            tools.crashed = {file.name: file.read_bytes() for file in folder.iterdir()}
        finally:
            run.remove()
    return tools.crashed


def leave_crashed(run):
    folder = run.captures_folder / "20200101-000000-1-1"
    folder.mkdir(parents=True)
    for name, content in crashed_capture(run.tools).items():
        folder.joinpath(name).write_bytes(content)
    run.keep["crashed"] = folder


def read_capture(run, folder):
    """What readcapture says: the bytes received, or None where it cannot be read whole."""
    found = subprocess.run([run.tools.reader, str(folder)], capture_output=True, timeout=30, check=False)
    return found.stdout if found.returncode == 0 else None
