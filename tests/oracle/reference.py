# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The reference interpreter of call scripts: each step as a call of Python's socket module."""

import os
import socket
import threading
import time

import filecalls
import queries
import socketcalls
import systemcalls
from results import Result, result_of
from values import shown_unix_address

OPERATIONS = {**socketcalls.OPERATIONS, **filecalls.OPERATIONS, **queries.OPERATIONS, **systemcalls.OPERATIONS}
# What README.md tells of; the rest is asked of Python alone.
LANGUAGE = OPERATIONS.keys() - systemcalls.OPERATIONS.keys() | {"join"}

BEGIN_SECONDS = 0.02  # for a call in the background to have begun; Python does not tell
PORT_SECONDS = 0.2  # for a call in the background to make known whose port it is


class Reference:
    """The sockets and files of one script by their names. Results are as with --stable."""

    def __init__(self):
        self.objects = {}
        self.port_names = {}  # a port's number, to the name of the first socket that had it: "@L.port"
        self.background = {}

    @property
    def pid(self):
        return os.getpid()

    def call(self, step):
        if step["op"] == "join":
            return self.join(step)
        if "bg" not in step:
            return self.carry_out(step)
        call = BackgroundCall(self, step)
        self.background[step["bg"]] = call
        time.sleep(BEGIN_SECONDS)
        return Result(started=step["bg"])

    def join(self, step):
        call = self.background.get(step["bg"])
        if call is None:
            return Result(invalid="nothing in the background has this name", field="bg")
        call.thread.join(step.get("wait", 1.0))
        return Result(pending=True) if call.result is None else Result(call.result)

    def carry_out(self, step):
        begin = time.monotonic()
        result = result_of(OPERATIONS[step["op"]], self, step)
        result["secs"] = round(time.monotonic() - begin, 6)
        for key in ("on", "as"):
            names = step.get(key) or []
            for name in [names] if isinstance(names, str) else names:
                self.note_port(name)
        return result

    def of(self, step):
        """The socket or file that the step is on."""
        return self.objects[step["on"]]

    def note_port(self, name):
        if not isinstance(self.objects.get(name), socket.socket):
            return
        try:
            address = self.objects[name].getsockname()
        except OSError:  # it is closed; its port is known already, if it had one
            return
        if isinstance(address, tuple) and address[1]:
            self.port_names.setdefault(address[1], f"@{name}.port")

    def address(self, given):
        """What a step's address is to Python."""
        if isinstance(given, str) and given.startswith("@"):
            return self.named_address(given)
        if isinstance(given, dict):
            return bytes.fromhex(given["path_hex"]) if "path_hex" in given else b"\0" + given["abstract"].encode()
        if isinstance(given, list):
            return tuple(self.address(part) if isinstance(part, str) else part for part in given)
        return given

    def named_address(self, given):
        """What getsockname says; of a socket that is closed the port is known still."""
        name, _, what = given[1:].partition(".")
        if what != "port":
            return self.objects[name].getsockname()
        try:
            return self.objects[name].getsockname()[1]
        except OSError:
            return next(port for port, known in self.port_names.items() if known == given)

    def shown_address(self, address):
        if not isinstance(address, tuple):
            return address if address is None else shown_unix_address(address)
        shown = list(address)
        if shown[1]:
            deadline = time.monotonic() + PORT_SECONDS
            while shown[1] not in self.port_names and time.monotonic() < deadline:
                time.sleep(PORT_SECONDS / 20)
            shown[1] = self.port_names.get(shown[1], "<port>")
        return shown


class BackgroundCall:
    """A step on a thread of its own. One that never returns does not keep the process."""

    def __init__(self, reference, step):
        self.result = None
        self.thread = threading.Thread(target=self.run, args=(reference, step), daemon=True)
        self.thread.start()

    def run(self, reference, step):
        self.result = reference.carry_out(step)
