#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Plants classes in a small tree and sees whether classsizes.py counts their lines and functions as a person would."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import classsizes

PROGRAM = classsizes.ctags()


class Planted(unittest.TestCase):
    def setUp(self):
        if PROGRAM is None:
            self.skipTest(classsizes.NO_CTAGS)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def plant(self, path, *lines):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def classes(self):
        return classsizes.classes_of(classsizes.tags(PROGRAM, self.root))

    def counted(self):
        """(lines, functions) of each class."""
        return {name: (len(one.lines), one.functions) for name, one in self.classes().items()}


class Counting(Planted):
    def test_a_function_in_the_body_counts_once(self):
        self.plant("app/net/a.h", "namespace net {", "class A", "{", "    int f()", "    {", "    }", "",
                   "    int g() const { return 2; }", "};", "}")
        self.assertEqual(self.counted(), {"net::A": (8, 2)})

    def test_bodies_in_several_files_are_added(self):
        self.plant("app/net/a.h", "namespace net {", "class A", "{", "    int f();", "    void g();", "};", "}")
        self.plant("app/net/a.cpp", "namespace net {", "int A::f()", "{", "    return 1;", "}", "}")
        self.plant("app/net/b.cpp", "#include <a.h>", "void net::A::g()", "{", "}")
        self.assertEqual(self.counted(), {"net::A": (5 + 4 + 3, 2)})

    def test_what_stands_between_the_bodies_is_not_the_class(self):
        self.plant("app/net/a.h", "class A", "{", "    int f();", "};")
        self.plant("app/net/a.cpp", "static int help()", "{", "}", "int A::f()", "{", "    return help();", "}")
        self.assertEqual(self.counted(), {"A": (4 + 4, 1)})

    def test_overloads_count_each(self):
        self.plant("app/net/a.h", "struct A", "{", "    void f(int a = 3);", "    void f(double);",
                   "    void f(int) const;", "};")
        self.plant("app/net/a.cpp", "void A::f(int a) { }", "void A::f(double d) { }", "void A::f(int) const { }")
        self.assertEqual(self.counted(), {"A": (6 + 3, 3)})

    def test_operators_constructors_and_destructors_are_functions(self):
        self.plant("app/net/a.h", "struct A", "{", "    A();", "    A(const A&) = delete;", "    ~A();",
                   "    A& operator=(const A&) = delete;", "    bool operator==(const A&) const = default;",
                   "    int operator()(int) const;", "    explicit operator bool() const { return true; }", "};")
        self.plant("app/net/a.cpp", "A::A() = default;", "A::~A() = default;", "int A::operator()(int) const",
                   "{", "    return 1;", "}")
        self.assertEqual(self.counted(), {"A": (10 + 6, 7)})

    def test_a_destructor_that_overrides_counts(self):
        self.plant("app/net/a.h", "struct A : B", "{", "    explicit A(B* b = nullptr);", "    ~A() override;", "};")
        self.plant("app/net/a.cpp", "A::A(B* b)", "{", "}", "A::~A() = default;")
        self.assertEqual(self.counted(), {"A": (5 + 4, 2)})

    def test_signals_and_slots_are_functions_and_qt_s_macros_are_not(self):
        self.plant("ui/a.h", "class A final : public QObject", "{", "    Q_OBJECT", "    Q_DISABLE_COPY_MOVE(A)", "",
                   "public:", "    A();", "", "Q_SIGNALS:", "    void begun();", "    void changed(int count);", "",
                   "public Q_SLOTS:", "    void refresh();", "", "private:", "    std::function<int(int)> m_a;", "};")
        self.assertEqual(self.counted(), {"A": (18, 4)})

    def test_templates(self):
        self.plant("app/net/a.h", "namespace net {", "template <class T> class A", "{", "    void f(T);",
                   "    template <class U> U g(U value)", "    {", "        return value;", "    }", "};",
                   "template <class T> void A<T>::f(T)", "{", "}", "}")
        self.assertEqual(self.counted(), {"net::A": (8 + 3, 2)})

    def test_a_nested_class_is_one_of_its_own_within_the_outer_one_s_lines(self):
        self.plant("app/net/a.h", "class A", "{", "    class In", "    {", "        void f();", "    };",
                   "    struct Private;", "};")
        self.plant("app/net/a.cpp", "void A::In::f()", "{", "}", "struct A::Private", "{", "    void g() { }", "};")
        self.assertEqual(self.counted(), {"A": (8, 0), "A::In": (4 + 3, 1), "A::Private": (4, 1)})

    def test_namespaces_without_a_name_are_those_of_their_file(self):
        for name in ("a", "b"):
            self.plant(f"app/net/{name}.cpp", "namespace net {", "namespace {", "class A", "{", "    void f();",
                       "    class In", "    {", "    };", "};", "void A::f()", "{", "}", "}", "}")
        self.assertEqual(self.counted(), {
            "app/net/a.cpp:A": (7 + 3, 1), "app/net/a.cpp:A::In": (3, 0),
            "app/net/b.cpp:A": (7 + 3, 1), "app/net/b.cpp:A::In": (3, 0)})

    def test_tests_are_not_counted(self):
        self.plant("tests/net/a.cpp", "class A", "{", "};")
        self.plant("app/net/b.cpp", "class B", "{", "};")
        self.assertEqual(self.counted(), {"B": (3, 0)})


class Limits(Planted):
    def violations(self, known):
        return list(classsizes.violations(self.classes(), known))

    def plant_class(self, lines, functions=0):
        declared = [f"    void f{number}();" for number in range(functions)]
        self.plant("app/net/a.h", "class A", "{", *declared, *["    //"] * (lines - 3 - functions), "};")

    def test_within_the_limits(self):
        self.plant_class(400, 40)
        self.assertEqual(self.violations({}), [])

    def test_too_many_lines(self):
        self.plant_class(401)
        self.assertIn("A: has 401 lines and 0 functions - the limits are 400 and 40", self.violations({})[0])

    def test_too_many_functions(self):
        self.plant_class(100, 41)
        self.assertIn("A: has 100 lines and 41 functions - the limits are 400 and 40", self.violations({})[0])

    def test_the_table_gives_room_up_to_its_numbers(self):
        self.plant_class(500, 45)
        self.assertEqual(self.violations({"A": (500, 45, "waits")}), [])
        self.assertIn("the table gives it 499 and 45", self.violations({"A": (499, 45, "waits")})[0])
        self.assertIn("the table gives it 500 and 44", self.violations({"A": (500, 44, "waits")})[0])

    def test_what_has_shrunk_is_taken_off_the_table(self):
        self.plant_class(400, 40)
        self.assertIn("within the limits: take it off the table", self.violations({"A": (500, 45, "waits")})[0])

    def test_what_is_gone_is_taken_off_the_table(self):
        self.plant_class(10)
        self.assertIn("there is no such class", self.violations({"B": (500, 45, "waits")})[0])


class Table(unittest.TestCase):
    def test_each_entry_has_numbers_over_a_limit_and_a_reason(self):
        for name, (lines, functions, reason) in classsizes.KNOWN.items():
            with self.subTest(name=name):
                self.assertGreaterEqual(lines, classsizes.MOST_LINES)
                self.assertGreaterEqual(functions, classsizes.MOST_FUNCTIONS)
                self.assertTrue(reason)


class Program(Planted):
    def test_a_tree_without_a_class_is_no_clean_tree(self):
        self.plant("app/net/a.cpp", "int a;")
        script = Path(classsizes.__file__)
        result = subprocess.run([sys.executable, "-B", str(script), str(self.root)], capture_output=True, text=True,
                                check=False)
        self.assertEqual(result.returncode, 1)
        self.assertIn("0 classes counted", result.stdout)

    def test_says_why_it_is_skipped(self):
        script = Path(classsizes.__file__)
        result = subprocess.run([sys.executable, "-B", str(script), str(self.root)], env={"PATH": ""},
                                capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, classsizes.SKIPPED)
        self.assertEqual(result.stdout.strip(), classsizes.NO_CTAGS)


if __name__ == "__main__":
    unittest.main(verbosity=2)
