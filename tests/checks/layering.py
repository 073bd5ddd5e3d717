#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Checks the rules of the house that a compiler does not: who includes whom, and what every file looks like.

    layering.py ROOT [--qt-include DIR ...]

ROOT is the top of the repository. DIR are folders that hold QtGui and QtWidgets; the names of their headers are what
the layers without a window may not include. Prints one line a violation (file:line: what - why); exits 1 if there is one.
"""

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

# Which folders of app/ each layer may include, itself always among them. The link graph says the same.
LAYERS = {
    "base": set(),
    "net": {"base"},
    "codec": {"base"},
    "message": {"base", "codec"},
    "capture": {"base", "net"},
    "query": {"base", "net", "capture", "message"},
    "engine": {"base", "net", "capture", "message", "query"},
    "words": {"base", "net", "codec", "capture"},
    "packets": {"base", "net", "codec", "capture", "query"},
    "programs": {"base", "net", "codec", "capture", "query", "words"},
    "saving": {"base", "net", "codec", "capture", "query", "words", "packets"},
}
WITHOUT_QT = set(LAYERS)
LAYERS["session"] = set(LAYERS)
LAYERS["library"] = {"base", "codec", "session"}
LAYERS["cli"] = LAYERS["ui"] = set(LAYERS)
WITHOUT_WINDOWS = {"session", "library", "cli"}

# Where a layer may be seen only in part: the headers that hold values and make no call.
VALUE_HEADERS = {
    ("capture", "net"): {"address.h", "mode.h", "protocol.h"},
    ("ui", "net"): {"address.h", "mode.h", "names.h", "option.h", "protocol.h", "tcpinfo.h"},
    ("ui", "engine"): {"command.h", "status.h"},
    ("ui", "words"): {"calltext.h", "recordtext.h"},
    ("ui", "packets"): {"fileproblem.h", "importreport.h"},
    ("ui", "saving"): {"saveformat.h"},
}

# Headers of system calls and their structures; the window knows values only.
SYSCALL_HEADERS = re.compile(r"^(sys|netinet|net|arpa|linux|asm)/|^(unistd|fcntl|poll|netdb|signal|ifaddrs|pthread)\.h$")
QT_HEADER = re.compile(r"^(Qt\w*/|Q[A-Z]\w*$|Qt\w*$|q[a-z0-9]+\.h$)")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
SOURCE_SUFFIXES = {".cpp", ".h"}
TEXT_SUFFIXES = SOURCE_SUFFIXES | {".py", ".sh", ".txt", ".md", ".cmake", ".in", ".svg", ".qrc", ".desktop", ".xml", ".1"}
FOLDERS = ("app", "ui", "tests", "resources")
LONGEST_FILE = 500
SPDX = ("// SPDX-FileCopyrightText: 2026 the Sockscope authors", "// SPDX-License-Identifier: MIT")

# Spelt in halves, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
# Folders of one person's machine, and numbers that mean something in a tracker only.
OUTSIDE = re.compile(r"(?<![\w.}*])/(home|root|work|mnt)/\S" r"|\.\./shared\b" r"|\b[Ii]ssues? #?\d")
TRANSLATION = re.compile(r"(?<![\w.>])(?:\w+::)?tr\(|\bQT_TR(ANSLATE)?_NOOP\b|\bQCoreApplication::translate\(")


@dataclass(frozen=True)
class Violation:
    path: str
    line: int
    what: str
    why: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.what} - {self.why}"


def layer_of(path):
    """The layer of a file by its path in the repository; None where the table says nothing (tests, main.cpp)."""
    if path.parts[0] == "ui":
        return "ui"
    if path.parts[0] == "app" and len(path.parts) > 2:
        return path.parts[1]
    return None


def code_only(text):
    """The text without comments and literals, with as many lines as before."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
    return pattern.sub(lambda match: "\n" * match.group().count("\n") or " ", text)


def window_headers(folders):
    """The names of all headers of QtGui and QtWidgets below the folders given."""
    names = set()
    for folder in folders:
        for module in ("QtGui", "QtWidgets"):
            for place in (Path(folder) / module, Path(folder)):
                if place.name == module and place.is_dir():
                    names.update(entry.name for entry in place.iterdir() if entry.is_file())
    return names


def why_not_system(layer, header, windows):
    """Why the layer may not include <header>; None when it may."""
    if layer in WITHOUT_QT and QT_HEADER.match(header):
        return f"{layer} is free of Qt, so that it builds with every sanitizer and fuzzer"
    if layer in WITHOUT_WINDOWS and (header.startswith(("QtGui/", "QtWidgets/")) or header in windows):
        return f"{layer} runs without a window: QtCore and QtNetwork only"
    if layer == "ui" and SYSCALL_HEADERS.match(header):
        return "ui makes no system call; ask session"
    return None


def why_not_project(layer, header):
    """Why the layer may not include "header" of the project; None when it may."""
    folder, _, name = header.partition("/")
    if folder == layer:
        return None
    if folder not in LAYERS[layer]:
        allowed = ", ".join(sorted(LAYERS[layer])) or "nothing"
        return f"{layer} may see {allowed} besides itself"
    values = VALUE_HEADERS.get((layer, folder))
    if values is not None and name not in values:
        return f"of {folder}, {layer} may see only values: {', '.join(sorted(values))}"
    return None


def check_includes(path, lines, windows):
    layer = layer_of(path)
    if layer is None:
        return
    if layer not in LAYERS:
        yield Violation(str(path), 1, f"unknown layer {layer}", "a new folder of app/ needs a row in the table of LAYERS")
        return
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        kind, header = match.groups()
        known = header.partition("/")[0] in LAYERS and kind == '"'
        if not known and kind == '"' and (header.endswith(".moc") or "/" not in header):
            continue
        why = why_not_project(layer, header) if known else why_not_system(layer, header, windows)
        if why is None and kind == '"' and not known and not (layer == "ui" and header.startswith("ui/")):
            why = "project headers are named by their layer, as in \"net/address.h\""
        if why is not None:
            yield Violation(str(path), number, f"includes {header}", why)


def check_source(path, text, lines):
    """What every .cpp and .h must have."""
    if tuple(lines[:2]) != SPDX:
        yield Violation(str(path), 1, "no SPDX lines on top", f"each source begins with {SPDX[0]!r} and {SPDX[1]!r}")
    if path.suffix == ".h" and not any(line == "#pragma once" for line in lines):
        yield Violation(str(path), 1, "no #pragma once", "a header is included more than once")
    if path.parts[0] == "app":
        for number, line in enumerate(code_only(text).split("\n"), 1):
            if TRANSLATION.search(line):
                yield Violation(str(path), number, "translates", "words for people are made in ui/ alone")


def check_text(path, lines):
    """What every file of ours must keep to."""
    if path.suffix in {".cpp", ".h", ".py", ".sh"} and len(lines) > LONGEST_FILE:
        yield Violation(str(path), LONGEST_FILE + 1, f"has {len(lines)} lines", f"no file has over {LONGEST_FILE}; what wants out?")
    for number, line in enumerate(lines, 1):
        if match := UNFINISHED.search(line):
            yield Violation(str(path), number, f"says {match.group()}", "what is committed is finished")
        if match := OUTSIDE.search(line):
            yield Violation(str(path), number, f"says {match.group()!r}", "the project speaks of itself alone")


def files(root):
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix in TEXT_SUFFIXES:
                yield path
    yield from (path for path in sorted(root.glob("*")) if path.is_file() and path.suffix in TEXT_SUFFIXES)


def check(root, windows=frozenset()):
    """All violations below root, and the number of files that were read."""
    found, count = [], 0
    for absolute in files(root):
        path = absolute.relative_to(root)
        text = absolute.read_text(encoding="utf-8")
        lines = text.splitlines()
        count += 1
        found += check_text(path, lines)
        if path.suffix in SOURCE_SUFFIXES:
            found += check_includes(path, lines, windows)
            found += check_source(path, text, lines)
    return found, count


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("--qt-include", nargs="*", default=[], metavar="DIR")
    arguments = parser.parse_args()
    windows = window_headers(arguments.qt_include)
    if arguments.qt_include and "QWidget" not in windows:
        print(f"no QtWidgets below {' '.join(arguments.qt_include)}")
        return 1
    found, count = check(arguments.root, windows)
    for violation in found:
        print(violation)
    print(f"{count} files read, {len(found)} violations")
    return 1 if found or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
