# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Socket calls made by hand in a real window, by accessible names: a server is built step by step, calls wait and are
cancelled, a timeout expires, a non-blocking call answers at once, and the mode is the descriptor's flag. Then UDP, by a
name, and a Unix stream whose lines go into a file.
Usage: handcalls.py PROGRAM"""

import os
import re
import socket
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
from atspi_driver import DEADLINE, Desktop, NotFound, wait_until  # noqa: E402
from windowtest import main  # noqa: E402

O_NONBLOCK = 0o4000
TIMEOUT = 2.0    # seconds
TOLERANCE = 0.1  # seconds
CHOICES = {"Call protocol", "Call family", "Call how", "Call option", "Call blocking", "Call existing file"}


class Hand:
    """A window's call line and its log."""

    def __init__(self, desktop, program):
        self.desktop = desktop
        self.program = program
        self.window = program.window()
        self.window.find("page tab", "Calls").press()
        self.call_box = self.window.find("combo box", "Call")
        self.make_button = self.window.find("push button", "Make call")
        self.fields = {}
        self.log = None

    def make(self, call, **fields):
        """Makes a call on the selected endpoint; fields are by the last words of their accessible names, with an
        underline for a space."""
        self.program.activate(self.window)
        if self.call_box.chosen() != call:
            self.call_box.choose(call)
        for name, value in fields.items():
            self.fill("Call " + name.replace("_", " "), value)
        wait_until(lambda: self.make_button.has_state("enabled"), f"{call} to be possible")
        self.make_button.press()

    def made(self, call, expected=None, **fields):
        """Makes a call that does not wait; its row, which must hold what is expected."""
        shown = call.removeprefix("makefile ")
        before = self.count(shown)
        self.make(call, **fields)
        return self.row(shown, before + 1, **(expected or {}))

    def count(self, call):
        return len([row for row in self.rows() if row["Call"] == call])

    def fill(self, name, value):
        if name in CHOICES:
            self.field("combo box", name).choose(value)
        elif isinstance(value, int):
            field = self.field("spin button", name)
            field.focus()
            self.desktop.keys("ctrl+a")
            self.desktop.type(str(value))
            field.wait_for(lambda node: node.text == str(value), str(value))
        else:
            self.field("text", name).type(value)

    def field(self, role, name):
        if name not in self.fields:
            self.fields[name] = self.window.find(role, name)
        return self.fields[name]

    def rows(self):
        """The log so far, a dictionary a row."""
        if self.log is None:
            self.log = self.window.find("table", "Traffic log")
        columns = self.log.columns()
        return [dict(zip(columns, texts)) for texts in self.log.rows()]

    def row(self, call, number=1, **expected):
        """The row of the call's so-manieth record, when it is there; its texts must hold what is expected."""
        row = wait_until(lambda: [row for row in self.rows() if row["Call"] == call][number - 1:number],
                         lambda: f"{call} {number}; the log has:\n" + "\n".join(map(str, self.rows())))[0]
        for column, text in expected.items():
            assert text in row[column], f"{text!r} is not in {column} of {row}"
        return row

    def waits(self, text):
        """Waits until the strip below the log shows a waiting call."""
        wait_until(lambda: [node for node in self.labels() if text in node.name], f"{text!r} seen waiting")

    def labels(self):
        return [node for node in self.window.find_all("label") if node.has_state("showing")]

    def cancel(self):
        buttons = [node for node in self.window.find_all("push button", "Cancel call") if node.has_state("showing")]
        assert len(buttons) == 1, buttons
        buttons[0].press()
        wait_until(lambda: not [node for node in self.window.find_all("push button", "Cancel call")
                                if node.has_state("showing")], "the end of the waiting call")

    def select(self, endpoint):
        """Makes the endpoint of this name the one that calls are made on."""
        tree = self.window.find("tree", "Endpoints")
        cell = wait_until(lambda: [cell for cell in tree.children() if cell.name.startswith(endpoint + ",")],
                          lambda: f"{endpoint} among {[cell.name for cell in tree.children()]}")[0]
        self.program.activate(self.window)
        cell.click()
        self.window.find("label", f"On {endpoint}")

    def flags(self, descriptor):
        """The line of /proc that tells O_NONBLOCK to everybody."""
        info = Path(f"/proc/{self.program.process.pid}/fdinfo/{descriptor}").read_text(encoding="ascii")
        return int(re.search(r"^flags:\s*([0-7]+)", info, re.MULTILINE)[1], 8)


def descriptor_of(pid, port):
    """The descriptor of the process whose TCP socket has this local port and a peer."""
    inodes = set()
    for line in Path(f"/proc/{pid}/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        fields = line.split()
        if int(fields[1].split(":")[1], 16) == port and int(fields[2].split(":")[1], 16) != 0:
            inodes.add(f"socket:[{fields[9]}]")
    for entry in os.scandir(f"/proc/{pid}/fd"):
        try:
            if os.readlink(entry.path) in inodes:
                return int(entry.name)
        except FileNotFoundError:  # closed meanwhile
            continue
    raise NotFound(f"no descriptor of {pid} has port {port}")


def port_in(row):
    return int(re.search(r":(\d+)$", row["Preview"])[1])


def build_server(hand):
    """socket, bind, listen; the port that the kernel chose."""
    hand.make("socket")
    hand.row("socket")
    hand.make("bind", address="127.0.0.1", port="0")
    port = port_in(hand.row("bind"))
    hand.make("listen", backlog=1)
    hand.row("listen")
    return port


def names_of(hand):
    """The endpoints' names as the log has them: the listener's and its first connection's."""
    listener = hand.row("socket")["Endpoint"]
    return listener, f"{listener}/1"


def serve_one(hand, port):
    """accept, recv(1024), sendall: a blocking accept is cancelled first, and the next one takes the client."""
    listener, connection = names_of(hand)
    hand.make("accept")
    hand.waits(f"{listener} waits in accept()")
    hand.cancel()
    hand.row("accept", 1, Result="cancelled")
    hand.make("accept")
    hand.waits(f"{listener} waits in accept()")
    client = socket.create_connection(("127.0.0.1", port), DEADLINE)
    hand.row("accept", 2)
    hand.select(connection)
    hand.make("recv", size=1024)
    hand.waits(f"{connection} waits in recv(1024)")
    hand.cancel()
    hand.row("recv", 1, Result="cancelled")
    client.sendall(b"Hello, world")
    hand.make("recv")
    hand.row("recv", 2, Preview="Hello, world", Size="12")
    hand.make("sendall", data=r"Hello\r\n\x00")
    hand.row("sendall", 1, Size="8")
    received = b""
    while len(received) < 8:
        received += client.recv(8 - len(received))
    assert received == b"Hello\r\n\0", received
    return client


def expire(hand):
    """A recv with a timeout of 2.0 s, of which the record says how long it took."""
    hand.make("settimeout", timeout="2.0")
    hand.row("settimeout")
    hand.make("recv")
    row = hand.row("recv", 3, Result="timed out")
    cell = hand.log.cell(int(row["#"]) - 1, hand.log.columns().index("Call"))
    took = re.search(r"took ([\d.]+) s", cell.description)
    assert took and abs(float(took[1]) - TIMEOUT) <= TOLERANCE, cell.description


def answer_at_once(hand):
    hand.make("setblocking", blocking="False")
    hand.row("settimeout", 3, Preview="0.0")
    hand.make("recv")
    hand.row("recv", 4, Result="EAGAIN")


def mode_is_the_flag(hand, descriptor):
    """Chooses each mode in Properties; the descriptor's O_NONBLOCK follows. Then one lane, and two again."""
    assert hand.flags(descriptor) & O_NONBLOCK, oct(hand.flags(descriptor))
    hand.window.find("text", "Find property").type("Mode")
    panel = hand.window.find("tree", "Properties")
    for mode, is_set in (("blocking", False), ("timeout", True), ("blocking", False), ("non-blocking", True)):
        choose_property(hand, panel, "Mode", mode)
        wait_until(lambda: bool(hand.flags(descriptor) & O_NONBLOCK) == is_set,
                   lambda: f"O_NONBLOCK {is_set} in {mode}; the flags are {hand.flags(descriptor):o}")
    hand.window.find("text", "Find property").type("Lanes")
    choose_property(hand, panel, "Lanes", "one")
    choose_property(hand, panel, "Lanes", "two")


def property_cell(panel, name, column):
    """A cell of a property, wherever its row is now; the last, since a group may have the name as well."""
    rows = [row for row in range(panel.row_count()) if (cell := panel.cell(row, 0)) and cell.name == name]
    return panel.cell(rows[-1], column) if rows else None


def choose_property(hand, panel, name, value):
    """By the keyboard, in the cell of Properties."""
    wait_until(lambda: property_cell(panel, name, 1), f"{name} among the properties")
    hand.program.activate(hand.window)
    property_cell(panel, name, 0).click()
    hand.desktop.keys("F2", "ctrl+a")
    hand.desktop.type(value)
    hand.desktop.keys("Return")
    wait_until(lambda: property_cell(panel, name, 1).name.startswith(value),
               lambda: f"{value}; it is {property_cell(panel, name, 1).name!r}")


def use_datagrams(hand):
    """bind to a name, recvfrom (waits), sendto, and what the socket says of itself."""
    hand.made("socket", protocol="UDP")
    port = port_in(hand.made("bind", address="localhost", port="0"))
    hand.row("getaddrinfo", 1, Preview="localhost")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.settimeout(DEADLINE)
        peer.bind(("127.0.0.1", 0))
        number = hand.count("recvfrom") + 1
        hand.make("recvfrom", size=1024)
        hand.waits("recvfrom(1024)")
        peer.sendto(b"ping", ("127.0.0.1", port))
        hand.row("recvfrom", number, Preview="ping", Size="4")
        hand.made("sendto", {"Size": "6"}, data=r"pong\r\n", address="127.0.0.1", port=str(peer.getsockname()[1]))
        answer, sender = peer.recvfrom(100)
        assert (answer, sender) == (b"pong\r\n", ("127.0.0.1", port)), (answer, sender)
    hand.made("getsockname", {"Preview": f":{port}"})
    hand.made("gettimeout", {"Preview": "None"})
    fileno = int(hand.made("fileno")["Result"])
    assert not hand.flags(fileno) & O_NONBLOCK, oct(hand.flags(fileno))
    hand.made("setsockopt", {"Preview": "SO_BROADCAST, 1"}, option="SO_BROADCAST", value="on")
    hand.made("getsockopt", {"Preview": "SO_BROADCAST -> 1"}, option="SO_BROADCAST")
    hand.made("close")


def use_unix_stream(hand, folder):
    """A server on a path, whose client's lines go into a file, and what it writes waits for a flush."""
    path = f"{folder}/socket"
    name = hand.made("socket", protocol="Unix stream")["Endpoint"]
    hand.made("bind", address=path)
    hand.made("listen", backlog=1)
    number = hand.count("accept") + 1
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(DEADLINE)
        client.connect(path)
        hand.make("accept")
        hand.row("accept", number)
        listener = hand.row("listen", hand.count("listen"))["Endpoint"]
        assert listener != name, f"{name} is what a listener is called"
        hand.select(f"{listener}/1")
        client.sendall(b"one\ntwo\n")
        hand.made("makefile readline", save_path=f"{folder}/lines")
        number = hand.count("open") + 1
        hand.make("makefile readline")
        hand.row("open", number, Result="EEXIST")
        hand.made("makefile readline", existing_file="Append to it")
        lines = Path(f"{folder}/lines").read_bytes()
        assert lines == b"one\ntwo\n", lines
        hand.made("makefile write", {"Result": "6"}, data=r"three\n")
        hand.made("makefile flush", {"Result": "6"})
        assert client.recv(100) == b"three\n"
        hand.made("shutdown", {"Preview": "SHUT_WR"}, how="SHUT_WR")
        assert client.recv(100) == b""
        hand.call_box.choose("send")
        wait_until(lambda: not hand.make_button.has_state("enabled"), "no send after shutdown")
    hand.made("recv", {"Size": "0"})
    hand.made("close")
    hand.select(listener)
    hand.made("close")
    assert not Path(path).exists()


def run(program_path):
    with Desktop(size="1600x1000") as desktop:
        hand = Hand(desktop, desktop.launch(program_path))
        port = build_server(hand)
        with serve_one(hand, port):
            expire(hand)
            answer_at_once(hand)
            mode_is_the_flag(hand, descriptor_of(hand.program.process.pid, port))
            hand.make("close")
            hand.row("close")
        hand.select(names_of(hand)[0])
        hand.make("close")
        hand.row("close", 2)
        use_datagrams(hand)
        with tempfile.TemporaryDirectory() as folder:
            use_unix_stream(hand, folder)
    print("socket calls work by hand")


if __name__ == "__main__":
    main(run)
