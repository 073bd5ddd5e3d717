# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""A multicast group is joined, heard and left in a real window, by accessible names; what the kernel refuses is said.
Usage: multicast.py PROGRAM [FOLDER [THEME [SIZE]]]; pictures are put into the folder."""

import socket
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
from atspi_driver import Desktop, wait_until  # noqa: E402
from windowtest import main  # noqa: E402

GROUP = "239.192.7.8"


class Groups:
    """The multicast part of the property panel."""

    def __init__(self, window):
        self.window = window

    @property
    def table(self):
        found = self.window.find_all("tree", "Multicast groups") + self.window.find_all("tree table", "Multicast groups")
        return found[0] if found else None

    def join(self, group, source=""):
        self.window.find("text", "Multicast group").type(group)
        self.window.find("text", "Multicast source").type(source)
        self.window.find("push button", "Join group").press()

    def waits_for(self, *rows):
        wait_until(lambda: self.table and self.table.rows() == [list(row) for row in rows],
                   lambda: f"memberships {rows}; they are {self.table and self.table.rows()}")

    def message(self, text):
        self.window.find("label", "Multicast message").wait_for(
            lambda node: text in node.text + node.name + node.description, text)


def run(program_path, folder=None, theme="light", size="1280x800"):
    with Desktop(size=size) as desktop:
        config = Path(desktop.environment["XDG_CONFIG_HOME"]) / "sockscope"
        config.mkdir()
        (config / "sockscope.conf").write_text(f"[window]\ntheme={theme}\n", encoding="utf-8")

        def picture(name):
            if folder:
                desktop.screenshot(Path(folder) / f"{name}-{theme}-{size}.png")

        program = desktop.launch(program_path, "udp-listen://0.0.0.0:0?IP_PKTINFO&IP_RECVTTL")
        window = program.window()
        program.activate(window)
        log = window.find("table", "Traffic log")
        call, preview = (log.columns().index(name) for name in ("Call", "Preview"))
        bound = log.row(log.wait_for_row(lambda row: row[call] == "bind"))
        port = int(bound[preview].rpartition(":")[2])
        heading = window.find("check box", "Multicast")
        picture("closed")
        heading.press()
        window.find("text", "Multicast group").wait_for(lambda node: node.has_state("showing"), "shown")
        groups = Groups(window)
        window.find("combo box", "Multicast interface").choose("lo")
        groups.join(GROUP)
        groups.waits_for((GROUP, "any", "lo"))
        groups.join("232.192.7.8", "127.0.0.1")
        groups.waits_for((GROUP, "any", "lo"), ("232.192.7.8", "127.0.0.1", "lo"))

        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
            peer.bind(("127.0.0.1", 0))
            peer.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))
            peer.sendto(b"to the group", (GROUP, port))
        heard = log.wait_for_row(lambda row: row[call] == "recvfrom")
        text = log.row(heard)[preview]
        assert f"to {GROUP}:{port}, interface lo, TTL 1" in text, text
        log.cell(heard, call).click()
        picture("joined")

        groups.join(GROUP)
        groups.message("EADDRINUSE")
        picture("refused")
        groups.join("10.0.0.1")
        groups.message("no multicast address")
        groups.table.cell(0, 0).click()
        window.find("push button", "Leave group").press()
        groups.waits_for(("232.192.7.8", "127.0.0.1", "lo"))
        log.wait_for_row(lambda row: row[call] == "setsockopt" and f"IP_DROP_MEMBERSHIP, {GROUP} on lo" in row[preview])
        program.quit(window)
    print("multicast works by accessible names")


if __name__ == "__main__":
    main(run)
