# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Finds bytes that came in two pieces, and follows the stream, in a real window by accessible names.
Usage: finding.py PROGRAM"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
from atspi_driver import wait_until  # noqa: E402
from windowtest import calls, connected_window, main  # noqa: E402


def find_across_calls(desktop, program, window):
    """The needle lies in two recv calls; the hit's beginning is selected in the bytes."""
    program.activate(window)
    desktop.keys("ctrl+f")
    window.find("text", "Find").type("NEEDLE")
    window.find("label", "2 hits")
    desktop.keys("F3")
    window.find("label", "1 of 2")
    window.find("text", "Bytes").wait_for(lambda node: "|hay need|" in node.text, "the bytes of the hit's record")
    window.find("combo box", "Find mode").choose("Regex")
    window.find("text", "Find").type("ne(ed")
    window.find("label", "At 6: missing closing parenthesis")
    window.find("text", "Find").type("ne+dle [0-9]+")
    window.find("label", "1 hit")
    window.find("check box", "List").press()
    hits = window.find("table", "Hits")
    wait_until(lambda: hits.row_count() == 1, "the hit in the list")
    desktop.keys("Escape")


def follow(desktop, program, window, server):
    program.activate(window)
    desktop.keys("ctrl+alt+shift+t")
    program.wait_for_windows(2)
    stream = next(node for node in program.windows() if node.name.startswith("Stream of "))
    program.activate(stream)
    text = stream.find("text", "Stream")
    text.wait_for(lambda node: node.text == "<- hay needle and needle 7", "the stream in one line")
    stream.find("check box", "Call boundaries").press()
    text.wait_for(lambda node: node.text == "<- hay need\n<- le and needle 7", "a line for each call")
    server.sendall(b"\x00\xff")
    text.wait_for(lambda node: node.text.endswith("\n<- \\x00\\xff"), "what came later, inert")
    stream.find("combo box", "Stream mode").choose("Hex dump")
    text.wait_for(lambda node: "00000008  6c 65 20 61" in node.text, "the offsets in one direction")
    desktop.keys("Escape")
    program.wait_for_windows(1)


def run(program_path):
    with connected_window(program_path) as (desktop, program, window, server):
        log = window.find("table", "Traffic log")
        server.sendall(b"hay need")
        wait_until(lambda: calls(log).count("recv") == 1, "the first piece")
        server.sendall(b"le and needle 7")
        wait_until(lambda: calls(log).count("recv") == 2, "the second piece")
        find_across_calls(desktop, program, window)
        follow(desktop, program, window, server)
    print("finding and following work by accessible names")


if __name__ == "__main__":
    main(run)
