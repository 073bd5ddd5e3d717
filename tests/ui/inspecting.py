# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Reads what received bytes may stand for, and compares two records, in a real window by accessible names.
Usage: inspecting.py PROGRAM"""

import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
from atspi_driver import wait_until  # noqa: E402
from windowtest import calls, connected_window, main  # noqa: E402

FIRST = struct.pack(">IHd", 1234567890, 0xbeef, -0.1) + b"\xe9t\xe9"
SECOND = struct.pack(">IHd", 1234567891, 0xbeef, -0.1) + b"\xe9t\xe9 and more"


def reading(table, type_name):
    """The cells beside a type; None where it does not fit."""
    return next((row[1:] for row in table.rows() if row[0] == type_name), None)


def inspect(desktop, window, log):
    log.focus()
    desktop.keys("End", "ctrl+i")
    table = window.find("table", "Inspector")
    assert table.columns() == ["Type", "Little-endian", "Big-endian"], table.columns()
    expected = [str(int.from_bytes(FIRST[:4], order)) for order in ("little", "big")]
    wait_until(lambda: reading(table, "uint32") == expected, "the first four bytes as a number")
    assert reading(table, "Unix time, 32 bit")[1] == "2009-02-13T23:31:30Z", table.rows()
    window.find("combo box", "Number base").choose("Hexadecimal")
    wait_until(lambda: reading(table, "uint16")[1] == "0x4996", "the number in hex")
    window.find("combo box", "Charset").choose("ISO-8859-1")
    wait_until(lambda: reading(table, "Text")[0].endswith("\u00e9t\u00e9"), "the text in that charset")


def compare(desktop, program, window, log):
    log.focus()
    desktop.keys("End", "shift+Up", "Menu", "Up", "Return")
    program.wait_for_windows(2)
    compared = next(node for node in program.windows() if node.name.startswith("Compare bytes"))
    program.activate(compared)
    compared.find("label", "Differences").wait_for(
        lambda node: node.description == "10 bytes differ in 2 places; right is longer by 9", "the figures")
    desktop.keys("F7")
    right = compared.find("text", "Right bytes")
    right.wait_for(lambda node: node.text.startswith("00000000  49 96 02 d3"), "the bytes of the right side")
    desktop.keys("F7", "F7")
    compared.find("label", "Notice").wait_for(
        lambda node: node.description == "There is no further difference that way.", "the end of the differences")
    desktop.keys("Escape")
    program.wait_for_windows(1)


def run(program_path):
    with connected_window(program_path) as (desktop, program, window, server):
        log = window.find("table", "Traffic log")
        server.sendall(FIRST)
        wait_until(lambda: calls(log).count("recv") == 1, "the first record")
        program.activate(window)
        inspect(desktop, window, log)
        server.sendall(SECOND)
        wait_until(lambda: calls(log).count("recv") == 2, "the second record")
        compare(desktop, program, window, log)
    print("inspecting and comparing work by accessible names")


if __name__ == "__main__":
    main(run)
