# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Loses a connection that is opened again by itself, renames it, shows it alone in the log and opens a listener again
that was closed, in a real window by accessible names and by the keyboard.
Usage: endpoints.py PROGRAM"""

import socket
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
from atspi_driver import DEADLINE, Desktop, wait_until  # noqa: E402
from windowtest import main  # noqa: E402


def rows(window):
    """The endpoints as a screen reader reads them."""
    return [cell.name for cell in window.find("tree", "Endpoints").children() if cell.name]


def row_of(window, beginning):
    return wait_until(
        lambda: [cell for cell in window.find("tree", "Endpoints").children() if cell.name.startswith(beginning)],
        lambda: f"{beginning!r} among {rows(window)}")[0]


def row_with(window, beginning, state):
    wait_until(lambda: [name for name in rows(window) if name.startswith(beginning) and state in name],
               lambda: f"{beginning!r} with {state!r} among {rows(window)}")


def choose(desktop, program, window, endpoint, letter):
    """What has this letter in the endpoint's menu."""
    program.activate(window)
    row_of(window, endpoint).click()
    desktop.keys("Menu", letter)


def reconnect(desktop, program, window, listener):
    accepted, _ = listener.accept()
    row_of(window, "client, TCP")
    choose(desktop, program, window, "client,", "u")
    accepted.close()
    # The next one has its row and its name, and goes on by itself.
    again, _ = listener.accept()
    row_with(window, "client, TCP", "attempt 2")
    again.close()
    last, _ = listener.accept()
    row_with(window, "client, TCP", "attempt 3")
    assert not [name for name in rows(window) if name.startswith("Closed")], rows(window)
    return last


def rename(desktop, program, window):
    """A name that is none stays in the editor; a good one is in the log at once."""
    program.activate(window)
    row_of(window, "client,").click()
    desktop.keys("F2", "ctrl+a")
    desktop.type("no name")
    desktop.keys("Return", "ctrl+a")
    desktop.type("device")
    desktop.keys("Return")
    row_of(window, "device, TCP")
    log = window.find("table", "Traffic log")
    call, endpoint = log.columns().index("Call"), log.columns().index("Endpoint")
    log.wait_for_row(lambda texts: texts[call] == "renamed" and texts[endpoint] == "device/3")
    wait_until(lambda: "client/3" not in [row[endpoint] for row in log.rows()], "the new name in the older rows")


def show_alone(desktop, program, window):
    """With the connections that were there before in its place."""
    choose(desktop, program, window, "device,", "w")
    window.find("text", "Filter").wait_for(
        lambda node: node.text == "endpoint = client, client/*, device, device/*", "the filter")
    log = window.find("table", "Traffic log")
    endpoint = log.columns().index("Endpoint")
    wait_until(lambda: {row[endpoint] for row in log.rows()} == {"client", "client/2", "device/3"},
               "the rows of one connection alone")
    window.find("text", "Filter").type("")


def undo_close(desktop, program, window):
    """A listener gets the port again that the kernel had chosen."""
    window.find("text", "Port").type("0")
    window.find("push button", "Listen").press()
    place = row_of(window, "server, TCP").name.split(", ")[1]
    program.activate(window)
    row_of(window, "server,").click()
    desktop.keys("ctrl+k")
    row_of(window, f"server, {place}, closed")
    desktop.keys("ctrl+alt+k")
    row_of(window, f"server2, {place}, listening")
    # What has ended stays to be read, below its heading.
    wait_until(lambda: any(name.startswith("Closed (") for name in rows(window)), lambda: f"Closed among {rows(window)}")
    row_of(window, f"server, {place}, closed")


def run(program_path):
    with socket.socket() as listener, Desktop(size="1600x1000") as desktop:
        listener.settimeout(DEADLINE)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        program = desktop.launch(program_path, f"tcp://127.0.0.1:{listener.getsockname()[1]}")
        window = program.window()
        with reconnect(desktop, program, window, listener):
            rename(desktop, program, window)
            show_alone(desktop, program, window)
            undo_close(desktop, program, window)
        program.quit(window)
    print("endpoints come again, by accessible names")


if __name__ == "__main__":
    main(run)
