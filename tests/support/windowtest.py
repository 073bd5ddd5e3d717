# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""What the tests share that drive a real window by accessible names: see atspi_driver.py."""

import contextlib
import socket
import sys

from atspi_driver import Desktop, missing_tools

SKIPPED = 77


def main(run):
    """Runs a test with the arguments of the command line, or says in words why it cannot, for SKIP_RETURN_CODE."""
    if missing_tools():
        print(f"not installed: {missing_tools()}")
        sys.exit(SKIPPED)
    run(*sys.argv[1:])


def calls(log):
    """The calls in the log's rows, from the first on."""
    column = log.columns().index("Call")
    return [row[column] for row in log.rows()]


@contextlib.contextmanager
def connected_window(program_path):
    """The desktop, the program, its window, and the peer of the connection that the program opened."""
    with socket.socket() as listener, Desktop(size="1600x1000") as desktop:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        program = desktop.launch(program_path, f"tcp://127.0.0.1:{listener.getsockname()[1]}")
        window = program.window()
        peer, _ = listener.accept()
        with peer:
            yield desktop, program, window, peer
        program.quit(window)
