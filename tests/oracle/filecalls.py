# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Files made of sockets, and files sent by them."""

from values import data_of, shown_bytes


def makefile(reference, step):
    buffering = {key: step[key] for key in ("buffering",) if key in step}
    reference.objects[step["as"]] = reference.of(step).makefile(step.get("mode", "rb"), **buffering)


def fread(reference, step):
    size = [step["n"]] if "n" in step else []
    return shown(reference.of(step).read(*size), step)


def freadline(reference, step):
    return shown(reference.of(step).readline(), step)


def shown(read, step):
    """A text file gives text; a non-blocking one may give None."""
    return shown_bytes(read, step.get("full")) if isinstance(read, bytes) else read


def fwrite(reference, step):
    return reference.of(step).write(data_of(step["data"]))


def fflush(reference, step):
    reference.of(step).flush()


def sendfile(reference, step):
    # A case may ask for text, which Python refuses.
    with open(step["path"], step.get("mode", "rb")) as file:
        return reference.of(step).sendfile(file, step.get("offset", 0), step.get("count"))


OPERATIONS = {function.__name__: function for function in (makefile, fread, freadline, fwrite, fflush, sendfile)}
