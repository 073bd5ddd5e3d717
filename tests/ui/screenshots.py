# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Takes the README's pictures of a real window: light and dark with the echo lab, an errno card, and a call by hand.
Usage: screenshots.py PROGRAM FOLDER. Run it after a change of the window, and look at them."""

import socket
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
from atspi_driver import Desktop, missing_tools, wait_until  # noqa: E402

SCREEN = "1312x864"  # the first window leaves room for its frame
WINDOW = "1280x800+0+0"


def picture(program_path, theme, path, steps):
    with Desktop(size=SCREEN) as desktop:
        config = Path(desktop.environment["XDG_CONFIG_HOME"]) / "sockscope"
        config.mkdir()
        (config / "sockscope.conf").write_text(f"[window]\ntheme={theme}\n", encoding="utf-8")
        program = desktop.launch(program_path, *steps.arguments)
        window = program.window()
        program.activate(window)
        steps.run(desktop, window)
        desktop.xdotool("mousemove", 640, 795)
        desktop.screenshot(path)
        subprocess.run(["mogrify", "-crop", WINDOW, "+repage", str(path)], check=True)


class EchoLab:
    arguments = ["--demo"]

    @staticmethod
    def run(desktop, window):
        log = window.find("table", "Traffic log")
        call = log.columns().index("Call")
        wait_until(lambda: [row[call] for row in log.rows()].count("recv") == 2, "both received")
        log.cell(log.row_count() - 1, call).click()
        window.find("text", "Bytes").wait_for(lambda node: "|Hello, world|" in node.text, "the bytes")


class Refused:
    arguments = []

    @staticmethod
    def run(desktop, window):
        with socket.socket() as taken:  # bound and not listening: a connect to it is refused
            taken.bind(("127.0.0.1", 0))
            window.find("text", "Port").type(str(taken.getsockname()[1]))
            window.find("push button", "Connect").press()
            window.find("push button", "Explain").press()
            window.find("label", "ECONNREFUSED")


class Call:
    """The echo lab's client is asked for its address by hand."""
    arguments = ["--demo"]

    @staticmethod
    def run(desktop, window):
        EchoLab.run(desktop, window)
        window.find("page tab", "Calls").press()
        window.find("combo box", "Call").choose("getsockname")
        window.find("push button", "Make call").press()
        log = window.find("table", "Traffic log")
        call = log.columns().index("Call")
        wait_until(lambda: [row[call] for row in log.rows()].count("getsockname") == 1, "the call")
        log.cell(log.row_count() - 1, call).click()


SCENES = {"light": ("light", EchoLab), "dark": ("dark", EchoLab), "errno": ("light", Refused), "call": ("light", Call)}


if __name__ == "__main__":
    if missing_tools():
        sys.exit(f"not installed: {missing_tools()}")
    program, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 3:
        theme, scene = SCENES[sys.argv[3]]
        picture(program, theme, folder / f"{sys.argv[3]}.png", scene)
    else:
        # A process each: the accessibility library stays with the first bus that it met.
        for name in SCENES:
            subprocess.run([sys.executable, "-B", __file__, program, str(folder), name], check=True)
