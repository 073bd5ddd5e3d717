# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""How long a window takes from the start of its program until X has it on the screen, against the least that Qt makes.
Usage: windowstart.py SOCKSCOPE MINIMAL ROUNDS. On an X server of its own; prints lines for table.py."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

POLL = 0.002
DEADLINE = 20


def is_viewable(display):
    """True when a window of this name is mapped. Asking takes some milliseconds, the same for both programs."""
    shown = subprocess.run(["xwininfo", "-display", display, "-name", "Sockscope"], capture_output=True, text=True, check=False)
    return "IsViewable" in shown.stdout


def measure(command, display):
    """Seconds until the window is on the screen. A program that ends without one, or shows none, is an error: its time
    would be the deadline's."""
    with tempfile.TemporaryDirectory() as home:
        environment = dict(os.environ, DISPLAY=display, QT_QPA_PLATFORM="xcb", XDG_STATE_HOME=home, XDG_CONFIG_HOME=home)
        begin = time.monotonic()
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as window:
            while not (shown := is_viewable(display)) and window.poll() is None and time.monotonic() - begin < DEADLINE:
                time.sleep(POLL)
            seconds = time.monotonic() - begin
            window.terminate()
            window.wait()
    if not shown:
        sys.exit(f"window start: {command[0]} showed no window within {seconds:.1f} s; it ended with {window.returncode}")
    return seconds


def main():
    missing = [tool for tool in ("Xvfb", "xwininfo") if not shutil.which(tool)]
    if missing:
        print(f"window start: not measured, {missing[0]} is not installed")
        return
    sockscope, minimal, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    read, write = os.pipe()
    # Without -noreset the server starts anew when a program ends, and refuses one that starts in that moment.
    with subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp",
                           "-noreset"], pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        display = ":" + os.read(read, 16).decode().strip()
        commands = {"minimal window": [minimal], "window with a word": [minimal, "word"], "sockscope": [sockscope]}
        values = {name: [] for name in commands}
        for number in range(rounds + 1):
            for name, command in commands.items():
                seconds = measure(command, display)
                if number > 0:
                    values[name].append(seconds * 1000)
        server.terminate()
    for name, times in values.items():
        print("@ " + json.dumps({"row": "window start", "subject": name, "unit": "ms", "values": times}))


if __name__ == "__main__":
    main()
