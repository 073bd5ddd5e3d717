#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The calls that the language's description tells of are those of `sockscope run` and of the reference interpreter."""

import json
import re
import subprocess
import sys
import unittest
from pathlib import Path

ORACLE = Path(__file__).resolve().parents[1] / "oracle"
sys.path.insert(0, str(ORACLE))

from reference import LANGUAGE  # found above

PROGRAM = str(Path(sys.argv.pop(1)).resolve()) if len(sys.argv) > 1 else "sockscope"
DEADLINE = 20


def described():
    """The first column of the table of lines that go in."""
    lines_in = (ORACLE / "README.md").read_text(encoding="utf-8").partition("## Lines out")[0]
    rows = re.findall(r"^\| ([a-z_, ]+) \|", lines_in, re.MULTILINE)
    return {name for row in rows for name in row.split(", ")} - {"op"}


class Language(unittest.TestCase):
    def test_the_reference_interpreter_has_the_calls_that_are_described(self):
        self.assertEqual(described(), set(LANGUAGE))

    def test_the_program_has_the_calls_that_are_described(self):
        calls = sorted(described())
        script = "".join(json.dumps({"op": call}) + "\n" for call in calls)
        done = subprocess.run([PROGRAM, "run", "-"], input=script, capture_output=True, text=True, timeout=DEADLINE,
                              check=True)
        for call, line in zip(calls, done.stdout.splitlines(), strict=True):
            with self.subTest(call=call):
                self.assertNotEqual(json.loads(line).get("field"), "op")


if __name__ == "__main__":
    unittest.main(verbosity=2)
