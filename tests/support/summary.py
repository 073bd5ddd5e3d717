#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Adds up what ctest ran, function by function: summary.py RESULTS.xml

RESULTS.xml is what ctest --output-junit wrote. Functions of Qt Test and of unittest are counted each; any other test is
one. Lists what failed and what was skipped, with the reason. The last line is "N passed, N failed, N skipped"; exits 1
if something failed or nothing ran.
"""

import re
import sys
import xml.etree.ElementTree
from dataclasses import dataclass, field

QT_LINE = re.compile(r"^(PASS   |FAIL!  |XPASS  |SKIP   ): (\S+::(\w+)\(.*?\))(?:$| ?(.*)$)")
UNITTEST_LINE = re.compile(r"^\s*(\w+ \([\w.]+\)).*? \.\.\. (ok|FAIL|ERROR|expected failure|skipped '(.*)')$")
FRAME = {"initTestCase", "cleanupTestCase"}  # Qt Test reports them as functions; they test nothing


@dataclass
class Sum:
    passed: int = 0
    failed: list = field(default_factory=list)
    skipped: list = field(default_factory=list)

    def add(self, name, outcome, reason=""):
        if outcome == "passed":
            self.passed += 1
        else:
            getattr(self, outcome).append(f"{name}: {reason}" if reason else name)

    def __str__(self):
        return f"{self.passed} passed, {len(self.failed)} failed, {len(self.skipped)} skipped"


def functions(output):
    """(name, outcome, reason) of each function that the output of a test program tells of."""
    lines = output.splitlines()
    failed = set()
    for position, line in enumerate(lines):
        if match := QT_LINE.match(line):
            word, name, function, reason = match.group(1).strip(), match.group(2), match.group(3), match.group(4)
            if word == "PASS":
                if function not in FRAME:
                    yield name, "passed", ""
            elif word == "SKIP":
                yield name, "skipped", reason
            elif name not in failed:
                failed.add(name)
                yield name, "failed", reason
        elif match := UNITTEST_LINE.match(line):
            name, word, reason = match.groups()
            if word.startswith("skipped"):
                yield name, "skipped", reason
            else:
                yield name, "failed" if word in ("FAIL", "ERROR") else "passed", ""


def add_case(total, case):
    """One test of ctest: its functions, or itself where it has none to tell of."""
    name = case.get("name")
    status = case.get("status")
    told = list(functions(case.findtext("system-out") or ""))
    for function, outcome, reason in told:
        total.add(f"{name} {function}", outcome, reason)
    has_failed = any(outcome == "failed" for _, outcome, _ in told)
    if status == "run":
        if not told:
            total.add(name, "passed")
    elif status in ("notrun", "disabled"):
        # A script that cannot run says why in its last line; ctest only knows its exit status.
        words = (case.findtext("system-out") or "").strip().splitlines()[-1:]
        skipped = case.find("skipped")
        words.append(skipped.get("message", status) if skipped is not None else status)
        if not told:
            total.add(name, "skipped", words[0])
    elif not has_failed:
        # It crashed, hung, or exited non-zero with all functions well.
        failure = case.find("failure")
        total.add(name, "failed", failure.get("message", "") if failure is not None else status)


def summarise(path):
    total = Sum()
    for case in xml.etree.ElementTree.parse(path).getroot().iter("testcase"):
        add_case(total, case)
    return total


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    total = Sum()
    try:
        total = summarise(sys.argv[1])
    except (OSError, xml.etree.ElementTree.ParseError) as error:
        print(f"no results of ctest: {error}")
    for title, names in (("skipped", total.skipped), ("failed", total.failed)):
        for name in names:
            print(f"{title}: {name}")
    print(total)
    return 1 if total.failed or total.passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
