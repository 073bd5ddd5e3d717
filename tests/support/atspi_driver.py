# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Drives a real window as a screen reader does: by role and accessible name, on an X server of its own.

    with Desktop() as desktop:
        program = desktop.launch("build/ci/app/sockscope")
        window = program.window()
        window.find("text", "Port").type("0")
        window.find("push button", "Listen").press()
        window.find("table", "Traffic log").wait_for_row(lambda row: "listen" in row)

Every wait has a deadline, and everything that was started ends with the Desktop, by its process id. Nothing of the
user's own desktop is touched: X server, buses, home and XDG folders are the Desktop's own.
Needs Xvfb, dbus-daemon, at-spi2-core, xdotool, ImageMagick's import, and Python's gi with Atspi (python3-pyatspi).
"""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

DEADLINE = 20.0  # seconds that a wait lasts before it fails; no test asserts how long something takes
PAUSE = 0.02     # seconds between two looks
BUS_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher",
                 "/usr/lib/at-spi-bus-launcher")
TOOLS = ("Xvfb", "dbus-daemon", "xdotool", "import")
PR_SET_CHILD_SUBREAPER = 36  # prctl(2)


class NotFound(AssertionError):
    """What was waited for did not come."""


def missing_tools():
    """What is not installed and is needed here: a reason to skip, in words. Empty when all is there."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not any(Path(launcher).exists() for launcher in BUS_LAUNCHERS):
        missing.append("at-spi-bus-launcher")
    try:
        import gi
        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        missing.append("python3-pyatspi")
    return ", ".join(missing)


def wait_until(condition, what, seconds=DEADLINE):
    """Calls condition until it gives something true, and returns that. Raises NotFound after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        try:
            result = condition()
        except Exception as error:  # an object that went away while it was being read: look again
            if not type(error).__module__.startswith("gi"):
                raise
            result = None
        if result:
            return result
        if time.monotonic() > end:
            raise NotFound(f"{what() if callable(what) else what}: not within {seconds:g} s")
        time.sleep(PAUSE)


class Node:
    """One accessible object. What is read is read anew each time."""

    def __init__(self, desktop, accessible):
        self.desktop = desktop
        self.accessible = accessible
        self.table = None

    def __repr__(self):
        return f"{self.role} {self.name!r}"

    @property
    def role(self):
        return self.accessible.get_role_name()

    @property
    def name(self):
        return self.accessible.get_name() or ""

    @property
    def description(self):
        return self.accessible.get_description() or ""

    def has_state(self, state):
        """state: as in Atspi.StateType, in lower case: "enabled", "focused", "checked", "selected", "showing"."""
        kind = getattr(self.desktop.atspi.StateType, state.upper())
        return self.accessible.get_state_set().contains(kind)

    @property
    def text(self):
        """The text of an editable or of a text view; of anything else its name."""
        text = self.accessible.get_text_iface()
        if text is None:
            return self.name
        return self.desktop.atspi.Text.get_text(text, 0, self.desktop.atspi.Text.get_character_count(text))

    def children(self):
        for index in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(index)
            if child is not None:
                yield Node(self.desktop, child)

    def walk(self, depth=12, widest=400):
        """All below this one, down to a depth. What tables, trees and combo boxes hold is not walked: it may be much."""
        if depth == 0 or self.accessible.get_child_count() > widest or self.role in ("table", "tree table"):
            return
        for child in self.children():
            yield child
            if child.role not in ("tree", "combo box"):
                yield from child.walk(depth - 1, widest)

    def find_all(self, role, name=None):
        return [node for node in self.walk() if node.role == role and (name is None or node.name == name)]

    def find(self, role, name=None, seconds=DEADLINE):
        """The first of this role and name that is showing; waits for it."""
        found = wait_until(
            lambda: [node for node in self.find_all(role, name) if node.has_state("showing")],
            lambda: f"{role} {name!r} below {self!r}; there is:\n{self.tree()}", seconds)
        return found[0]

    def tree(self):
        """All that can be found, for messages."""
        return "\n".join(f"  {node!r}" for node in self.walk() if node.name or node.accessible.get_text_iface())

    def wait_for(self, condition, what, seconds=DEADLINE):
        """Waits until condition(self) is true."""
        return wait_until(lambda: condition(self), lambda: f"{self!r}: {what}; its text is {self.text!r}", seconds)

    def press(self):
        """Does the first action that is a press; waits until the control can be used."""
        self.wait_for(lambda node: node.has_state("enabled"), "enabled")
        action = self.accessible.get_action_iface()
        names = [self.desktop.atspi.Action.get_action_name(action, index)
                 for index in range(self.desktop.atspi.Action.get_n_actions(action))] if action else []
        for wanted in ("Press", "Toggle", "ShowMenu"):
            if wanted in names:
                self.desktop.atspi.Action.do_action(action, names.index(wanted))
                return
        raise NotFound(f"{self!r} cannot be pressed; its actions are {names}")

    def focus(self):
        self.accessible.get_component_iface().grab_focus()
        self.wait_for(lambda node: node.has_state("focused"), "focused")

    def type(self, text):
        """Replaces the text of an editable."""
        editable = self.accessible.get_editable_text_iface()
        if editable is None:
            raise NotFound(f"{self!r} cannot be edited")
        self.desktop.atspi.EditableText.set_text_contents(editable, text)
        self.wait_for(lambda node: node.text == text, f"text {text!r}")

    def choose(self, item):
        """Takes an item of a combo box, by the keyboard."""
        names = [node.name for node in self.items()]
        if item not in names:
            raise NotFound(f"{self!r} has no {item!r} but {names}")
        self.focus()
        self.desktop.keys("Home", *["Down"] * names.index(item))
        wait_until(lambda: self.chosen() == item, lambda: f"{self!r}: {item!r} chosen; it is {self.chosen()!r}")

    def items(self):
        return [node for node in self.walk() if node.role in ("list item", "menu item", "table cell")]

    def chosen(self):
        """The chosen item's name of a combo box; None where the box does not tell."""
        return next((node.name for node in self.items() if node.has_state("selected")), None)

    # Tables and trees, by rows as they are shown.

    def _table(self):
        if self.table is None:
            self.table = self.accessible.get_table_iface()
        if self.table is None:
            raise NotFound(f"{self!r} is no table")
        return self.table

    def row_count(self):
        return self.desktop.atspi.Table.get_n_rows(self._table())

    def columns(self):
        table = self._table()
        return [self.desktop.atspi.Table.get_column_description(table, column)
                for column in range(self.desktop.atspi.Table.get_n_columns(table))]

    def cell(self, row, column):
        accessible = self.desktop.atspi.Table.get_accessible_at(self._table(), row, column)
        return Node(self.desktop, accessible) if accessible is not None else None

    def row(self, row, columns=None):
        """The texts of a row's cells, of so many columns where that is known."""
        columns = columns or self.desktop.atspi.Table.get_n_columns(self._table())
        cells = (self.cell(row, column) for column in range(columns))
        return [cell.name if cell else "" for cell in cells]

    def rows(self, most=500):
        """The last rows, not more than `most` of them."""
        count = self.row_count()
        columns = self.desktop.atspi.Table.get_n_columns(self._table())
        return [self.row(row, columns) for row in range(max(0, count - most), count)]

    def wait_for_row(self, condition, seconds=DEADLINE):
        """The number of the first row (of the last 500) for which condition(texts) is true."""
        def look():
            first = max(0, self.row_count() - 500)
            for offset, texts in enumerate(self.rows()):
                if condition(texts):
                    return (first + offset,)
            return None

        return wait_until(look, lambda: f"row of {self!r}; it has:\n" + "\n".join(map(str, self.rows())), seconds)[0]

    # The pointer, for what a screen reader's user does with a key of the keyboard's own.

    def extents(self):
        """x, y, width, height on the screen, in pixels."""
        box = self.accessible.get_component_iface().get_extents(self.desktop.atspi.CoordType.SCREEN)
        return box.x, box.y, box.width, box.height

    def click(self, times=1, button=1):
        x, y, width, height = self.extents()
        # Not --sync: it waits for a movement, and for long where the pointer is there already. The server keeps order.
        self.desktop.xdotool("mousemove", x + width // 2, y + height // 2, "click", "--repeat", times, "--delay", 40,
                             button)


class Program:
    """A program that was launched on the Desktop."""

    def __init__(self, desktop, process):
        self.desktop = desktop
        self.process = process

    def application(self):
        """The program's root object; None while it is not on the accessibility bus."""
        root = self.desktop.atspi.get_desktop(0)
        for index in range(root.get_child_count()):
            child = root.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                return Node(self.desktop, child)
        return None

    def windows(self):
        """The top level windows that are showing, in the order of their opening."""
        if self.process.poll() is not None:
            raise NotFound(f"the program ended with {self.process.returncode}")
        application = self.application()
        if application is None:
            return []
        return [node for node in application.children()
                if node.role in ("frame", "window", "dialog") and node.has_state("showing")]

    def window(self, number=0, seconds=DEADLINE):
        """The window of this number, 0 the first; waits for it."""
        return wait_until(lambda: self.windows()[number:number + 1], f"window {number}", seconds)[0]

    def wait_for_windows(self, count, seconds=DEADLINE):
        wait_until(lambda: len(self.windows()) == count, lambda: f"{count} windows; there are {self.windows()}", seconds)

    def activate(self, window):
        """Gives the keyboard to a window. There is no window manager that would."""
        x, y, width, height = window.extents()
        ids = self.desktop.xdotool("search", "--onlyvisible", "--pid", self.process.pid).split()
        for identity in ids:
            geometry = dict(line.split("=") for line in
                            self.desktop.xdotool("getwindowgeometry", "--shell", identity).splitlines() if "=" in line)
            if [int(geometry[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")] == [x, y, width, height] \
                    and self.desktop.xdotool("getwindowname", identity).startswith(window.name):
                self.desktop.xdotool("windowraise", identity, "windowfocus", "--sync", identity)
                window.wait_for(lambda node: node.has_state("active"), "active")
                return
        raise NotFound(f"X window of {window!r} at {x},{y} {width}x{height} among {ids}")

    def quit(self, window):
        """Quits by the keyboard, as a person does; the program must end well."""
        self.activate(window)
        self.desktop.keys("ctrl+q")
        self.answer_question("Quit", lambda: self.process.poll() is not None, "the end of the program")
        assert self.process.returncode == 0, self.process.returncode

    def answer_question(self, button, is_done, what):
        """Waits until something is closed; where the program asks whether that is meant, this button is pressed."""
        def asked():
            application = self.application()
            return [found for dialog in (application.children() if application else ())
                    if dialog.role in ("alert", "dialog") and dialog.has_state("showing")
                    for found in dialog.find_all("push button", button)]

        buttons = wait_until(lambda: is_done() or asked(), what)
        if buttons is not True:
            buttons[0].press()  # once: a press that is not over yet would begin anew
            wait_until(is_done, what)

    def end(self, seconds=DEADLINE):
        """Asks the program to end, and returns its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(seconds)


class Desktop:
    """An X server, a session bus and an accessibility bus, with folders of their own."""

    def __init__(self, size="1600x1000"):
        self.size = size
        self.processes = []
        self.environment = None
        self.atspi = None

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="scope-", dir="/tmp"))  # short: the buses' paths have 107 bytes
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def _start(self):
        # What our processes leave behind (the registry that a bus started) becomes our child, and ends with us.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.environment = dict(os.environ)
        for variable in ("WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "XDG_DATA_DIRS", "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE",
                         "QT_QPA_PLATFORM", "QT_QPA_PLATFORMTHEME", "QT_STYLE_OVERRIDE", "DESKTOP_SESSION"):
            self.environment.pop(variable, None)
        for variable, name in (("HOME", "home"), ("XDG_RUNTIME_DIR", "run"), ("XDG_CONFIG_HOME", "config"),
                               ("XDG_CACHE_HOME", "cache"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")):
            path = self.folder / name
            path.mkdir(mode=0o700)
            self.environment[variable] = str(path)
        self.environment.update(LC_ALL="C.UTF-8", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", QT_ACCESSIBILITY="1",
                                QT_QPA_PLATFORM="xcb", QT_SCALE_FACTOR="1", GSETTINGS_BACKEND="memory")
        self.environment["DISPLAY"] = ":" + self._announced(
            lambda fd: ["Xvfb", "-displayfd", str(fd), "-screen", "0", f"{self.size}x24", "-nolisten", "tcp", "-noreset"])
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._announced(
            lambda fd: ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--print-address={fd}"])
        launcher = next(launcher for launcher in BUS_LAUNCHERS if Path(launcher).exists())
        self._spawn([launcher, "--launch-immediately"])
        self._connect()

    def _connect(self):
        """Makes this process, too, a client of the new buses. Atspi reads the environment when it is loaded."""
        for variable in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            os.environ[variable] = self.environment[variable]
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi
        wait_until(lambda: Atspi.init() in (0, 1), "accessibility bus")
        Atspi.set_timeout(5000, 15000)
        self.atspi = Atspi
        Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)

    def _spawn(self, arguments, **options):
        options.setdefault("stdout", subprocess.DEVNULL)
        options.setdefault("stderr", subprocess.DEVNULL)
        process = subprocess.Popen(arguments, env=self.environment, stdin=subprocess.DEVNULL, **options)
        self.processes.append(process)
        return process

    def _announced(self, arguments_for):
        """Starts a server that writes one line (its display, its address) to a descriptor, and returns that line."""
        reader, writer = os.pipe()
        with os.fdopen(reader) as lines:
            process = self._spawn(arguments_for(writer), pass_fds=[writer])
            os.close(writer)
            line = lines.readline().strip()  # ends with the server, if it does not start
        if not line:
            raise NotFound(f"{process.args[0]} did not start (status {process.wait(DEADLINE)})")
        return line

    def launch(self, *arguments, environment=None, **options):
        """Starts a program; its output goes where the test's own goes."""
        own = dict(self.environment, **(environment or {}))
        process = subprocess.Popen([str(argument) for argument in arguments], env=own, stdin=subprocess.DEVNULL, **options)
        self.processes.append(process)
        return Program(self, process)

    def xdotool(self, *arguments):
        result = subprocess.run(["xdotool", *map(str, arguments)], env=self.environment, capture_output=True, text=True,
                                timeout=DEADLINE, check=False)
        return result.stdout

    def keys(self, *names):
        """Presses keys on the window that has the keyboard, as xdotool names them: "ctrl+n", "F2", "Return"."""
        if names:
            self.xdotool("key", "--clearmodifiers", "--delay", 20, *names)

    def type(self, text):
        """Types text into what has the focus, by the keyboard."""
        self.xdotool("type", "--clearmodifiers", "--delay", 10, "--", text)

    def screenshot(self, path):
        """The whole screen as PNG."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, timeout=DEADLINE, check=True)

    def close(self):
        """Ends everything that was started, last first, and what it left behind."""
        for process in reversed(self.processes):
            end(process.pid, process.poll, process.wait)
        self.processes.clear()
        for pid in orphans():
            end(pid, lambda pid=pid: None, lambda seconds, pid=pid: reap(pid, seconds))
        shutil.rmtree(self.folder, ignore_errors=True)


def end(pid, poll, wait):
    """Asks a process to end, and insists after five seconds."""
    if poll() is not None:
        return
    for kind in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, kind)
        with contextlib.suppress(subprocess.TimeoutExpired):
            wait(5)
            return


def orphans():
    """The process ids of our children, those that were left to us among them."""
    return [int(pid) for pid in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()]


def reap(pid, seconds):
    """Waits for a child that subprocess does not know."""
    end_time = time.monotonic() + seconds
    while time.monotonic() < end_time:
        try:
            if os.waitpid(pid, os.WNOHANG)[0] == pid:
                return
        except ChildProcessError:
            return
        time.sleep(PAUSE)
    raise subprocess.TimeoutExpired(str(pid), seconds)
