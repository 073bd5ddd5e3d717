#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Holds a program's socket calls against Python's, on the same kernel.

    oracle.py [CASES]                       runs the cases by Python, prints a line with what was observed for each
    oracle.py [CASES] --program COMMAND     runs them by Python and by COMMAND, which carries out call scripts;
                                            prints what differs and the counts; exits 1 when a case differs
    oracle.py --serve                       carries out a call script itself, by Python's socket module
    oracle.py --sandbox COMMAND ...         runs the command in the cases' private network

CASES is a file; without it, cases.json beside this one.

README.md beside this file has the language.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import sandbox
from caserun import CASES, read_cases, run_by_python
from comparison import compare
from reference import LANGUAGE, Reference


def serve(lines):
    """The reference interpreter: a result line for each line, at once."""
    reference = Reference()
    for number, line in enumerate(lines, 1):
        print(json.dumps({**answer(reference, line), "line": number}), flush=True)
    # Python would first close what the script has left open: calls that are not the script's.
    os._exit(0)


def answer(reference, line):
    try:
        step = json.loads(line)
        operation = step["op"]
        if operation not in LANGUAGE:
            return {"invalid": "no such operation", "field": "op"}
    except (ValueError, TypeError, KeyError) as problem:
        return {"invalid": repr(problem), "field": "line"}
    return reference.call(step)


def run_in_sandbox(command):
    with tempfile.TemporaryDirectory(prefix="oracle-etc-") as folder:
        sandbox.enter(folder)
        return subprocess.run(command, check=False).returncode


def main():
    if sys.argv[1:2] == ["--sandbox"]:
        return run_in_sandbox(sys.argv[2:]) & 0xFF
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="?", type=Path, default=CASES)
    parser.add_argument("--program", metavar="COMMAND", type=shlex.split)
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--only", default="", metavar="WORD,...", help="groups, or what ids and slugs begin with")
    parser.add_argument("--json", type=Path, metavar="FILE", help="takes the verdicts")
    parser.add_argument("-v", "--verbose", action="store_true", help="prints each case")
    arguments = parser.parse_args()
    if arguments.serve:
        serve(sys.stdin)
    cases = read_cases(arguments.cases, arguments.only)
    if not arguments.program:
        for case in cases:
            print(json.dumps({**case, "observed": run_by_python(case)}), flush=True)
        return 0
    verdicts = compare(cases, arguments.program, arguments.verbose)
    if arguments.json:
        arguments.json.write_text(json.dumps(verdicts, indent=1), encoding="utf-8")
    count = Counter(verdict["verdict"].split(":")[0] for verdict in verdicts)
    print(f"{len(verdicts)} cases: {', '.join(f'{number} {name}' for name, number in count.most_common())}")
    return 1 if count["different"] or not verdicts else 0


if __name__ == "__main__":
    sys.exit(main())
