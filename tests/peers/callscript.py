#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The call scripts of the oracle, through `sockscope run` and through Python's socket module on the same kernel.

    callscript.py SOCKSCOPE [CASE,...]

Prints each difference, and the count; a case that differs, and any that is not what its `ours` says, is a failure.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))

from caserun import read_cases  # found above
from comparison import compare


def main():
    program = str(Path(sys.argv[1]).resolve())
    cases = read_cases(only=sys.argv[2] if len(sys.argv) > 2 else "")
    verdicts = compare(cases, [program, "run", "--stable", "--times", "-"])
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
