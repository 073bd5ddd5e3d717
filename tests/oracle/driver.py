# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Runs a case's steps on an interpreter of call scripts: the program's, or the reference."""

import errno
import os
import time

from casetext import CaseText
from composites import COMPOSITES
from reference import LANGUAGE
from values import data_of, length_of

BEGIN_SECONDS = 0.08  # for a call in the background to wait
# Of a step, what is said to the driver and not to the interpreter.
OF_THE_CASE = {"within", "show", "strz"}


def not_in_language(case):
    """What a program need not know of this case; None when it can run it."""
    for step in case["steps"]:
        if step["op"] not in LANGUAGE and step["op"] not in COMPOSITES:
            return step["op"]
        if step["op"] == "sendfile" and "mode" in step:
            return "sendfile in text mode"
        if step.get("show", "").startswith("prefix:"):
            return step["show"]
    return None


class Driver:
    """The interpreter has call(step), which gives the result, and the pid of the process that has the sockets."""

    def __init__(self, interpreter, folder):
        self.interpreter = interpreter
        self.folder = folder
        self.text = CaseText(folder)
        self.sent = {}  # bytes that were sent on a socket, where a later step asks whether all of them came
        self.background = {}

    def step(self, step):
        composite = COMPOSITES.get(step["op"])
        return composite(self, step) if composite else self.one_call(step)

    def call(self, op, on, **keys):
        """A call for a composite: its result."""
        return self.interpreter.call(self.text.fill_in({"op": op, "on": on, **keys}))

    def one_call(self, step):
        plain = {key: value for key, value in step.items() if key not in OF_THE_CASE}
        if step.get("show", "").startswith("prefix:"):
            plain["full"] = True
        begin = time.monotonic()
        result = self.interpreter.call(self.text.fill_in(plain))
        seconds = time.monotonic() - begin
        own_seconds = result.pop("secs", None)
        if "started" in result:
            self.background[step["bg"]] = step
            time.sleep(BEGIN_SECONDS)
            return result
        if "pending" in result:
            return result
        if step["op"] == "join":
            step, seconds = self.background[step["bg"]], own_seconds
        result = self.present(step, self.text.take_out(result))
        if "within" in step:
            least, most = step["within"]
            result["in_time"] = least <= seconds <= most
        return result

    def present(self, step, result):
        """What the step wants to be shown in place of a value that differs from run to run."""
        value, show = result.get("ok"), step.get("show", "")
        if step["op"] == "peercred" and isinstance(value, dict):
            own = {"pid": self.interpreter.pid, "uid": os.geteuid(), "gid": os.getegid()}
            result["ok"] = {key: "self" if value[key] == own[key] else "other" for key in own}
        elif show == "errno" and isinstance(value, int):
            result["name"] = errno.errorcode.get(value, "0")
        elif step.get("strz") and isinstance(value, dict):
            data = bytes.fromhex(value["hex"]) if "hex" in value else value["text"].encode()
            result["ok"] = {"text": data.rstrip(b"\0").decode()}
        elif show == "partial" and isinstance(value, int):
            whole = len(data_of(step["data"]))
            self.sent[step["on"]] = self.sent.get(step["on"], 0) + value
            result["ok"] = "all" if value == whole else "partial" if value else 0
        elif show == "len" and isinstance(value, dict):
            result["ok"] = {"len": length_of(value)}
        elif show.startswith("prefix:") and isinstance(value, dict):
            digits = 2 * int(show.removeprefix("prefix:"))
            result["ok"] = {"len": length_of(value), "prefix": value["hex"][:digits]}
        return result
