#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The call scripts of the oracle, through `sockscope run` and through Python's socket module on the same kernel.

    callscript.py SOCKSCOPE [CASE,...]

The oracle is no part of the project: it lies in the folder shared/oracle beside the repository, or where
SOCKSCOPE_ORACLE says. Without it the test is skipped. Prints each difference, and the count; a case that differs, and
any that is not what its `ours` says, is a failure.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "oracle"
SKIPPED = 77


def compare(program, oracle, only):
    """The oracle's verdicts, a list; it prints the differences itself."""
    with tempfile.NamedTemporaryFile(suffix=".json") as verdicts:
        command = [sys.executable, "-B", "oracle.py", "cases.json", "--json", verdicts.name, "--only", only]
        command += ["--program", shlex.join([program, "run", "--stable", "--times", "-"])]
        subprocess.run(command, cwd=oracle, check=False)
        return json.loads(Path(verdicts.name).read_text(encoding="utf-8") or "[]")


def main():
    program = str(Path(sys.argv[1]).resolve())
    only = sys.argv[2] if len(sys.argv) > 2 else ""
    oracle = Path(os.environ.get("SOCKSCOPE_ORACLE", BESIDE))
    if not (oracle / "cases.json").is_file():
        print(f"the reference interpreter of call scripts is not here: {oracle}")
        return SKIPPED
    verdicts = compare(program, oracle, only)
    count = Counter(verdict["verdict"].split(":")[0] for verdict in verdicts)
    for verdict in verdicts:
        if verdict["verdict"].startswith(("policy", "oracle skipped")):
            print(f"{verdict['id']}: {verdict['verdict']}: {verdict.get('got')}")
    print(f"{len(verdicts)} cases: {count['same']} same, {count['different']} different, "
          f"{count['not in language']} not in the language, {count['policy']} by policy, "
          f"{count['oracle skipped']} that the oracle skipped here")
    return 0 if verdicts and not count["different"] else 1


if __name__ == "__main__":
    sys.exit(main())
