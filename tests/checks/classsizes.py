#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Checks that no class grows into several: its lines over all its files, and its member functions.

    classsizes.py ROOT

ROOT is the top of the repository. Counted are the classes of app/ and ui/, by Universal Ctags; without it the check is
skipped (77). The lines of a class are those of its body and of its functions' bodies outside of that, each once. Its
functions are those that it declares, each overload. Prints one line a violation (class: what - why); exits 1 if there
is one.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

MOST_LINES = 400
MOST_FUNCTIONS = 40
FOLDERS = ("app", "ui")
SKIPPED = 77
NO_CTAGS = "Universal Ctags, with JSON, is not installed (package universal-ctags)"

# What is over the limits, with some room for what is under way, and why: name: (lines, functions, reason). The name is
# the qualified one, or file:class where a namespace has none.
KNOWN = {
    "engine::Endpoint": (400, 62, "the commands and the hooks of its kinds; small functions, each on its own"),
}

# Without this the function behind such a macro is not seen.
QT_MACROS = "Q_OBJECT,Q_DISABLE_COPY_MOVE+,Q_SIGNALS=public,Q_SLOTS"
UNNAMED = re.compile(r"(?:^|::)__anon\w+(?=::|$)")


@dataclass
class Class:
    """What was found of one."""

    lines: set = field(default_factory=set)  # (path, number)
    body: set = field(default_factory=set)  # those of them between its braces
    declared: Counter = field(default_factory=Counter)  # how many overloads, by name
    defined_outside: Counter = field(default_factory=Counter)

    @property
    def functions(self):
        """A body outside of the class has its declaration in it; but ctags does not see `~Class() override;`."""
        return (self.declared | self.defined_outside).total()


def ctags():
    """The program; None where there is none that writes JSON."""
    for name in ("ctags-universal", "ctags"):
        program = shutil.which(name)
        if program is None:
            continue
        features = subprocess.run([program, "--list-features"], capture_output=True, text=True, check=False).stdout
        if re.search(r"^json\b", features, re.MULTILINE):
            return program
    return None


def tags(program, root):
    """What ctags found in the sources below root, as it tells of it."""
    command = [program, "--languages=C++", "--langmap=C++:.h.cpp", "--kinds-C++=+p", "--fields=+neKs", "--sort=no"]
    command += ["-I", QT_MACROS, "--output-format=json", "-o", "-", "-R"]
    command += [folder for folder in FOLDERS if (root / folder).is_dir()]
    output = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    return [tag for tag in map(json.loads, output.splitlines()) if tag["_type"] == "tag"]


def name_of(path, qualified):
    """A class in a namespace without a name is its file's own; ctags gives that namespace a number."""
    if not UNNAMED.search(qualified):
        return qualified
    return f"{path}:{UNNAMED.split(qualified)[-1].removeprefix('::') or 'unnamed'}"


def span(tag):
    return {(tag["path"], number) for number in range(tag["line"], tag.get("end", tag["line"]) + 1)}


def classes_of(found):
    """Class by name, of the tags of all files."""
    classes = defaultdict(Class)
    for tag in found:
        if tag["kind"] in ("class", "struct", "union"):
            one = classes[name_of(tag["path"], "::".join(filter(None, (tag.get("scope"), tag["name"]))))]
            one.body |= span(tag)
            one.lines |= span(tag)
    for tag in found:
        if tag["kind"] not in ("function", "prototype") or tag.get("scopeKind") not in ("class", "struct", "union"):
            continue
        one = classes[name_of(tag["path"], tag["scope"])]
        lines = span(tag)
        place = one.declared if lines <= one.body else one.defined_outside
        place[tag["name"]] += 1
        one.lines |= lines
    return dict(classes)


def violations(classes, known):
    for name, one in sorted(classes.items()):
        lines, functions = len(one.lines), one.functions
        is_over = lines > MOST_LINES or functions > MOST_FUNCTIONS
        if name not in known:
            if is_over:
                limits = f"the limits are {MOST_LINES} and {MOST_FUNCTIONS}; which class in it wants out?"
                yield f"{name}: has {lines} lines and {functions} functions - {limits}"
            continue
        most_lines, most_functions, _ = known[name]
        if not is_over:
            yield f"{name}: has {lines} lines and {functions} functions - within the limits: take it off the table"
        elif lines > most_lines or functions > most_functions:
            limits = f"the table gives it {most_lines} and {most_functions}; it was to shrink"
            yield f"{name}: has {lines} lines and {functions} functions - {limits}"
    for name in sorted(known.keys() - classes.keys()):
        yield f"{name}: is on the table - there is no such class: take it off"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=Path)
    arguments = parser.parse_args()
    program = ctags()
    if program is None:
        print(NO_CTAGS)
        return SKIPPED
    classes = classes_of(tags(program, arguments.root))
    found = list(violations(classes, KNOWN))
    for violation in found:
        print(violation)
    print(f"{len(classes)} classes counted, {len(found)} violations")
    return 1 if found or not classes else 0


if __name__ == "__main__":
    sys.exit(main())
