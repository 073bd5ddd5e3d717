#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Plants one violation after the other in a small tree and sees whether layering.py finds it, and nothing else."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import layering

HEAD = "\n".join(layering.SPDX) + "\n"
WINDOWS = frozenset({"QWidget", "QIcon"})


class Planted(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)

    def plant(self, path, body, head=HEAD):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(head + body, encoding="utf-8")

    def found(self):
        violations, _ = layering.check(self.root, WINDOWS)
        return [(violation.path, violation.line, violation.what) for violation in violations]

    def refuses(self, path, header):
        with self.subTest(path=path, header=header):
            self.plant(path, f"#include {header}\n")
            self.assertEqual(self.found(), [(path, 3, f"includes {header[1:-1]}")])
            (self.root / path).unlink()

    def allows(self, path, header):
        with self.subTest(path=path, header=header):
            self.plant(path, f"#include {header}\n")
            self.assertEqual(self.found(), [])
            (self.root / path).unlink()


class Includes(Planted):
    def test_refuses_what_stands_above(self):
        for path, header in (
            ("app/base/a.cpp", '"net/address.h"'),
            ("app/net/a.cpp", '"capture/record.h"'),
            ("app/codec/a.cpp", '"net/address.h"'),
            ("app/capture/a.cpp", '"codec/hex.h"'),
            ("app/engine/a.cpp", '"codec/hex.h"'),
            ("app/words/a.cpp", '"engine/status.h"'),
            ("app/session/a.cpp", '"ui/text.h"'),
            ("app/session/a.cpp", '"cli/options.h"'),
            ("app/cli/a.cpp", '"ui/text.h"'),
            ("ui/a.cpp", '"cli/options.h"'),
            ("ui/log/a.cpp", '"words/text.h"'),
        ):
            self.refuses(path, header)

    def test_allows_what_the_table_allows(self):
        for path, header in (
            ("app/net/a.cpp", '"base/error.h"'),
            ("app/net/a.cpp", '"net/address.h"'),
            ("app/net/a.cpp", "<sys/socket.h>"),
            ("app/capture/a.cpp", '"net/address.h"'),
            ("app/engine/a.cpp", '"capture/writer.h"'),
            ("app/words/a.cpp", '"codec/hex.h"'),
            ("app/session/a.cpp", '"engine/engine.h"'),
            ("app/session/a.cpp", "<QObject>"),
            ("app/cli/a.cpp", '"session/session.h"'),
            ("app/main.cpp", '"ui/mainwindow.h"'),
            ("ui/a.cpp", '"ui/log/view.h"'),
            ("ui/a.cpp", '"engine/status.h"'),
            ("ui/a.cpp", '"words/recordtext.h"'),
            ("ui/a.cpp", "<QWidget>"),
            ("ui/a.cpp", '"a.moc"'),
            ("tests/net/a.cpp", '"engine/engine.h"'),
        ):
            self.allows(path, header)

    def test_a_layer_seen_in_part_shows_values_only(self):
        self.refuses("app/capture/a.cpp", '"net/syscalls.h"')
        self.refuses("ui/a.cpp", '"net/syscalls.h"')
        self.refuses("ui/a.cpp", '"engine/loop.h"')
        self.refuses("ui/a.cpp", '"engine/engine.h"')

    def test_no_qt_below_session(self):
        for layer in sorted(layering.WITHOUT_QT):
            for header in ("<QString>", "<QtCore/QString>", "<QtGlobal>", "<qglobal.h>"):
                self.refuses(f"app/{layer}/a.h.cpp", header)
        self.allows("app/base/a.cpp", "<queue>")

    def test_no_window_below_ui(self):
        for header in ("<QWidget>", "<QIcon>", "<QtWidgets/QLabel>", "<QtGui/QFont>"):
            self.refuses("app/session/a.cpp", header)
            self.refuses("app/cli/a.cpp", header)

    def test_no_system_call_in_the_window(self):
        for header in ("<sys/socket.h>", "<unistd.h>", "<netinet/in.h>", "<fcntl.h>", "<arpa/inet.h>"):
            self.refuses("ui/bytes/a.cpp", header)

    def test_a_new_layer_needs_a_row(self):
        self.plant("app/extra/a.cpp", "")
        self.assertEqual(self.found(), [("app/extra/a.cpp", 1, "unknown layer extra")])

    def test_a_header_is_named_by_its_layer(self):
        self.refuses("app/net/a.cpp", '"../base/error.h"')


class Files(Planted):
    def test_wants_spdx_lines(self):
        self.plant("app/base/a.cpp", "int a;\n", head="")
        self.assertEqual(self.found(), [("app/base/a.cpp", 1, "no SPDX lines on top")])

    def test_wants_pragma_once(self):
        self.plant("app/base/a.h", "int a;\n")
        self.assertEqual(self.found(), [("app/base/a.h", 1, "no #pragma once")])

    def test_refuses_a_file_over_500_lines(self):
        self.plant("tests/base/a.cpp", "//\n" * 499)
        self.plant("tests/base/b.cpp", "//\n" * 498)
        self.assertEqual(self.found(), [("tests/base/a.cpp", 501, "has 501 lines")])

    def test_refuses_unfinished_work(self):
        for word in ("TO" "DO", "FIX" "ME", "XX" "X"):
            self.plant("ui/a.cpp", f"// {word}: later\n")
            self.assertEqual(self.found(), [("ui/a.cpp", 3, f"says {word}")])
        self.plant("ui/a.cpp", 'auto name = "/tmp/a-XXXXXX";\n')
        self.assertEqual(self.found(), [])

    def test_refuses_what_only_one_machine_knows(self):
        for text in ("/ho" "me/me/a", "/ro" "ot/.cache", "see ../sha" "red", "iss" "ue 12", "iss" "ue #12"):
            with self.subTest(text=text):
                self.plant("app/base/a.cpp", f"// {text}\n")
                self.assertEqual(len(self.found()), 1)
        self.plant("app/base/a.cpp", "// app/session/work/ and a certificate's issuer\n")
        self.assertEqual(self.found(), [])

    def test_refuses_translation_below_ui(self):
        for code in ('tr("Send")', 'QObject::tr("Send")', 'QCoreApplication::translate("a", "Send")', 'QT_TR_NOOP("a")'):
            with self.subTest(code=code):
                self.plant("app/cli/a.cpp", f"auto a = {code};\n")
                self.assertEqual(self.found(), [("app/cli/a.cpp", 3, "translates")])
        self.plant("app/cli/a.cpp", '// not tr("this")\nauto a = str(b) + attr("tr(") + "//";\n')
        self.assertEqual(self.found(), [])
        self.plant("ui/a.cpp", 'auto a = tr("Send");\n')
        self.assertEqual(self.found(), [])


class Program(Planted):
    def run_it(self):
        script = Path(layering.__file__)
        return subprocess.run([sys.executable, str(script), str(self.root)], capture_output=True, text=True, check=False)

    def test_exits_0_on_a_clean_tree_and_1_otherwise(self):
        self.assertEqual(self.run_it().returncode, 1, "an empty tree is no clean tree")
        self.plant("app/base/a.cpp", "int a;\n")
        self.assertEqual(self.run_it().returncode, 0)
        self.plant("app/base/a.cpp", "#include <QString>\n")
        result = self.run_it()
        self.assertEqual(result.returncode, 1)
        self.assertIn("app/base/a.cpp:3: includes QString - base is free of Qt", result.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
