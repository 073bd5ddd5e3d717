#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""What summary.py makes of results as ctest writes them."""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock
from xml.sax.saxutils import escape

import summary

QT_PASSED = """PASS   : TestA::initTestCase()
PASS   : TestA::works(row one)
PASS   : TestA::works(row two)
SKIP   : TestA::needsIpv6() no IPv6 on this machine
   Loc: [tst_a.cpp(12)]
PASS   : TestA::cleanupTestCase()
Totals: 4 passed, 0 failed, 1 skipped, 0 blacklisted, 0ms
"""
QT_FAILED = """PASS   : TestA::initTestCase()
FAIL!  : TestA::works() Compared values are not the same
   Loc: [tst_a.cpp(12)]
FAIL!  : TestA::works() and again
PASS   : TestA::cleanupTestCase()
"""
UNITTEST = """test_one (__main__.A.test_one) ... ok
test_two (__main__.A.test_two) ... skipped 'no tshark'
test_three (__main__.A.test_three) ... FAIL
Ran 3 tests in 0.1s
"""


def case(name, status, output="", inner=""):
    return f'<testcase name="{name}" status="{status}">{inner}<system-out>{escape(output)}</system-out></testcase>'


class Summary(unittest.TestCase):
    def run_it(self, *cases):
        """The exit status and the lines printed for results with these cases."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "results.xml"
            path.write_text(f"<testsuite>{''.join(cases)}</testsuite>", encoding="utf-8")
            output = io.StringIO()
            with mock.patch.object(sys, "argv", ["summary.py", str(path)]), contextlib.redirect_stdout(output):
                status = summary.main()
        return status, output.getvalue().splitlines()

    def test_counts_each_row_of_qt_test_and_gives_reasons(self):
        status, lines = self.run_it(case("base.a", "run", QT_PASSED))
        self.assertEqual(status, 0)
        self.assertEqual(
            lines, ["skipped: base.a TestA::needsIpv6(): no IPv6 on this machine", "2 passed, 0 failed, 1 skipped"])

    def test_a_function_fails_once(self):
        status, lines = self.run_it(case("base.a", "fail", QT_FAILED))
        self.assertEqual(status, 1)
        self.assertEqual(lines[-1], "0 passed, 1 failed, 0 skipped")

    def test_counts_unittest(self):
        status, lines = self.run_it(case("ui.a", "fail", UNITTEST))
        self.assertEqual(status, 1)
        self.assertEqual(lines[-1], "1 passed, 1 failed, 1 skipped")
        self.assertIn("no tshark", lines[0])

    def test_a_crash_after_passed_functions_is_a_failure(self):
        status, lines = self.run_it(case("base.a", "fail", QT_PASSED, '<failure message="SEGFAULT"/>'))
        self.assertEqual(status, 1)
        self.assertEqual(lines[-2:], ["failed: base.a: SEGFAULT", "2 passed, 1 failed, 1 skipped"])

    def test_a_plain_program_is_one(self):
        status, lines = self.run_it(case("stress.a", "run", "done"), case("stress.b", "notrun"))
        self.assertEqual(status, 0)
        self.assertEqual(lines[-1], "1 passed, 0 failed, 1 skipped")

    def test_a_script_that_cannot_run_says_why(self):
        _, lines = self.run_it(case("ui.a", "notrun", "no display\n", '<skipped message="SKIP_RETURN_CODE=77"/>'),
                               case("ui.b", "notrun", "", '<skipped message="SKIP_RETURN_CODE=77"/>'))
        self.assertEqual(lines, ["skipped: ui.a: no display", "skipped: ui.b: SKIP_RETURN_CODE=77",
                                 "0 passed, 0 failed, 2 skipped"])

    def test_a_program_whose_functions_are_all_skipped_is_no_test_of_its_own(self):
        _, lines = self.run_it(case("peers.a", "notrun", "test_two (__main__.A.test_two) ... skipped 'no tshark'\n"))
        self.assertEqual(lines, ["skipped: peers.a test_two (__main__.A.test_two): no tshark",
                                 "0 passed, 0 failed, 1 skipped"])

    def test_nothing_run_is_a_failure(self):
        self.assertEqual(self.run_it(), (1, ["0 passed, 0 failed, 0 skipped"]))

    def test_no_results_is_a_failure(self):
        output = io.StringIO()
        with mock.patch.object(sys, "argv", ["summary.py", "/nonexistent"]), contextlib.redirect_stdout(output):
            self.assertEqual(summary.main(), 1)
        self.assertEqual(output.getvalue().splitlines()[-1], "0 passed, 0 failed, 0 skipped")


if __name__ == "__main__":
    unittest.main(verbosity=2)
