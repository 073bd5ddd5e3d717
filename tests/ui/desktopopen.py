# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Installs the program for a user, opens captures as a double click does, by xdg-open, and reads the window by its
accessible names. Usage: desktopopen.py PROGRAM CMAKE BUILD"""

import gzip
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
import packetfiles  # noqa: E402
from atspi_driver import DEADLINE, Desktop, Node, wait_until  # noqa: E402
from windowtest import SKIPPED, main  # noqa: E402

TOOLS = ("xdg-open", "gio", "update-desktop-database", "update-mime-database")


def captures():
    """(name in bytes, what the window's title begins with, content)"""
    packets = [packetfiles.ipv4(packetfiles.UDP, packetfiles.udp(5000, 6000, data)) for data in (b"first", b"second")]
    classic = packetfiles.pcap(packetfiles.RAW, packets)
    yield b"classic.pcap", "classic.pcap", classic
    yield b"next.pcapng", "next.pcapng", packetfiles.pcapng(packetfiles.RAW, packets)
    yield b"old.cap", "old.cap", classic
    yield b"small.pcap.gz", "small.pcap.gz", gzip.compress(classic)
    yield b"gzip-named.pcap", "gzip-named.pcap", gzip.compress(classic)
    yield b"host1-2024-01-01T10:30:00.pcap", "host1-2024-01-01T10:30:00.pcap", classic
    yield b"without-suffix", "without-suffix", classic
    yield b"caf\xe9.pcap", "caf\\xe9.pcap", classic


def install(desktop, cmake, build):
    """As README has it, but into a folder of the test's own."""
    prefix = desktop.folder / "prefix"
    subprocess.run([cmake, "--install", build, "--prefix", str(prefix)], check=True, stdout=subprocess.DEVNULL)
    share = prefix / "share"
    desktop.environment.update(PATH=f"{prefix / 'bin'}:{os.environ['PATH']}", XDG_DATA_HOME=str(share),
                               XDG_CURRENT_DESKTOP="GNOME")
    for command in (["update-desktop-database", share / "applications"], ["update-mime-database", share / "mime"]):
        subprocess.run([str(word) for word in command], env=desktop.environment, check=True)


def program_of(desktop):
    """The root object of the program, which was not started by us; none while there is none."""
    root = desktop.atspi.get_desktop(0)
    children = (root.get_child_at_index(index) for index in range(root.get_child_count()))
    return next((child for child in children if child is not None and child.get_name() == "sockscope"), None)


def window_of(desktop, title):
    program = program_of(desktop)
    windows = Node(desktop, program).children() if program is not None else []
    return next((node for node in windows if node.name == title and node.has_state("showing")), None)


def open_by_desktop(desktop, path, shown):
    opener = desktop.launch("xdg-open", os.fsdecode(path))
    opener.process.wait(DEADLINE)
    assert opener.process.returncode == 0, (path, opener.process.returncode)
    window = wait_until(lambda: window_of(desktop, shown), f"the window of {shown}")
    log = window.find("table", "Traffic log")
    wait_until(lambda: log.row_count() == 2, lambda: f"two records of {shown}; there are {log.rows()}")
    preview = log.columns().index("Preview")
    assert [row[preview] for row in log.rows()] == ["first", "second"], (shown, log.rows())
    os.kill(program_of(desktop).get_process_id(), signal.SIGTERM)
    wait_until(lambda: program_of(desktop) is None, "the end of the program")


def run(_program, cmake, build):
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print("not installed:", ", ".join(missing))
        sys.exit(SKIPPED)
    with Desktop(size="1280x900") as desktop:
        install(desktop, cmake, build)
        for name, shown, content in captures():
            path = os.path.join(os.fsencode(desktop.folder), name)
            with open(path, "wb") as file:
                file.write(content)
            open_by_desktop(desktop, path, shown)


if __name__ == "__main__":
    main(run)
