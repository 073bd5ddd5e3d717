# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""What the program is made to do while its calls fail: name, command, what the peer does, what holds in the end.

What holds is a list of functions of a run; each gives words for what is not as it should be. A run in which something
is not is still right when the program has told of it (matrix.py)."""

import json
import struct
from dataclasses import dataclass, field
from typing import Callable

from peers import (Server, clients, datagrams, ending, killing, leave_crashed, nobody, read_capture,
                   resetting_client, unix_clients, window_user)
from running import LIMIT, Run, moved, received

HEADLESS = ["--headless", "--json", "--stats", "--until-closed", "--for", LIMIT]
LINES = [b"first\n", b"second\n", b"third\n"]
KIB = 1024


@dataclass(frozen=True)
class Scenario:
    name: str
    command: list  # {folder}, {id} and {port} are filled in
    peer: Callable = nobody
    holds: tuple = ()
    stdin: bytes | None = None
    prepare: tuple = ()
    in_loop: bool = False  # the loop makes the calls of its sockets
    kind: str = "headless"  # or "lines", "script", "window"
    files: dict = field(default_factory=dict)  # what lies in the folder at the beginning


# --- what holds ------------------------------------------------------------------------------------------------------

def all_received(run):
    if received(run.records) != run.sent:
        yield f"of {len(run.sent)} bytes sent to it {len(received(run.records))} are recorded"


def bytes_counted(run):
    """Where payload is not printed: the counters have it."""
    total = run.statistics["total"]["bytes_in"] if run.statistics else 0
    if total != len(run.sent):
        yield f"of {len(run.sent)} bytes sent to it {total} are counted"


def sent_something(*messages):
    def holds(run):
        if run.sent != b"".join(messages):
            yield f"the peer could send {len(run.sent)} bytes only"
    return holds


def echoed(run):
    if run.heard != run.sent:
        yield f"of {len(run.sent)} bytes {len(run.heard)} came back"


def input_delivered(run):
    given = run.path("stdin").read_bytes()
    if run.heard != given:
        yield f"of {len(given)} bytes of standard input {len(run.heard)} reached the peer"


def fails(run):
    if run.status != 1:
        yield f"the status is {run.status} where it is 1 without a fault"


def succeeds(run):
    if run.status != 0:
        yield f"the status is {run.status}"


def reopened(run, path):
    """The records of a saved capture, as the program itself opens it, without a fault."""
    again = Run(run.tools)
    try:
        again.start(["--headless", "--json", str(path)])
        again.finish()
        return again.records if again.status == 0 else None
    finally:
        again.remove()


def never_without_status(holds):
    """A word is not enough where this does not hold: the exit status tells programs."""
    holds.needs_status = True
    return holds


def saved(name):
    """The file has all records that were printed, and can be read."""
    @never_without_status
    def holds(run):
        path = run.path(name)
        if not path.exists():
            yield f"{name} is missing"
            return
        count = len(run.records)
        if name.endswith(".jsonl"):
            found = [json.loads(line) for line in path.read_text().splitlines()]
            if [line["n"] for line in found] != list(range(1, count + 1)):
                yield f"{name} has {len(found)} of {count} records"
        elif name.endswith(".pcapng"):
            found = reopened(run, path)
            if found is None or len(found) != count or moved(found) != moved(run.records):
                yield f"{name} does not have all {count} records"
        elif path.read_text().count("\n") < count:
            yield f"{name} has not all {count} records"
    return holds


def printed(count, payload):
    @never_without_status
    def holds(run):
        if len(run.records) != count or moved(run.records) != payload:
            yield f"{len(run.records)} of {count} records are printed"
    return holds


@never_without_status
def picture(run):
    path = run.path("window.png")
    if not path.exists() or not path.read_bytes().startswith(b"\x89PNG"):
        yield "there is no picture"


def crashed_capture_is_whole(run):
    if read_capture(run, run.keep["crashed"]) != b"what was there before":
        yield "the capture that was left behind is not whole any more"


def printed_is_committed(run):
    """What was printed before the end, however that came, is in the capture that it leaves."""
    folders = [folder for folder in run.captures() if (folder / "commit").exists()]
    for folder in folders:
        found = read_capture(run, folder)
        if found is None:
            yield "the capture of a killed program is not whole"
        elif not found.startswith(received(run.records)):
            yield f"of {len(received(run.records))} bytes that were printed {len(found)} are in the capture"
    if run.status < 0 and not folders and run.records:
        yield "a killed program leaves no capture"


printed_is_committed.is_never_excused = True
crashed_capture_is_whole.is_never_excused = True


def as_without_a_fault(run):
    """The results of a call script are those of the run in which nothing failed."""
    expected = run.tools.baseline.get(run.keep["name"])
    if expected is not None and run.output != expected:
        yield "the results differ"


# --- what is opened --------------------------------------------------------------------------------------------------

def pcap(*datagrams):
    """A capture of UDP over IPv4 and Ethernet, with microseconds - pcap-savefile(5)."""
    out = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    for number, data in enumerate(datagrams):
        udp = struct.pack("!HHHH", 40000, 40001, 8 + len(data), 0) + data
        ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), number, 0, 64, 17, 0, b"\x7f\0\0\1", b"\x7f\0\0\1")
        frame = b"\0" * 12 + b"\x08\0" + ip + udp
        out += struct.pack("<IIII", 1700000000 + number, 0, len(frame), len(frame)) + frame
    return out


def with_own_capture(run):
    """A capture that was saved by the program, made once."""
    if run.tools.own_capture is None:
        maker = Run(run.tools)
        try:
            maker.start([*HEADLESS, "--save", str(maker.path("own.pcapng")), "tcp-listen://127.0.0.1:0?echo"])
            clients(LINES, [b"x" * 5000], echo=True)(maker)
            maker.finish()
            run.tools.own_capture = (maker.path("own.pcapng").read_bytes(), len(maker.records), moved(maker.records))
        finally:
            maker.remove()
    run.path("own.pcapng").write_bytes(run.tools.own_capture[0])


def own_capture_printed(run):
    _, count, payload = run.tools.own_capture
    yield from printed(count, payload)(run)


DATAGRAMS = [b"datagram %d" % number for number in range(8)]
FOREIGN = {"foreign.pcap": pcap(*DATAGRAMS)}


# --- call scripts ----------------------------------------------------------------------------------------------------

def script(*steps):
    return "".join(json.dumps(step) + "\n" for step in steps).encode()


# With timeouts, since what a call waits for may never come after another one has failed.
PAIR = [
    {"op": "create_server", "as": "L", "addr": ["127.0.0.1", 0]}, {"op": "settimeout", "on": "L", "value": 0.5},
    {"op": "create_connection", "as": "c", "addr": "@L", "timeout": 0.5}, {"op": "accept", "on": "L", "as": "a"},
    {"op": "settimeout", "on": "a", "value": 0.5},
]
STREAM = script(
    *PAIR, {"op": "getsockname", "on": "L"}, {"op": "getpeername", "on": "c"}, {"op": "send", "on": "c", "data": "hello"},
    {"op": "recv", "on": "a", "n": 4096}, {"op": "sendall", "on": "a", "data": {"seq": 100000}, "bg": "s"},
    {"op": "recv", "on": "c", "n": 1000, "flags": ["MSG_WAITALL"]}, {"op": "close", "on": "c"},
    {"op": "join", "bg": "s", "wait": 1}, {"op": "close", "on": "a"}, {"op": "close", "on": "L"})
FILES = script(
    *PAIR, {"op": "makefile", "on": "a", "as": "f", "mode": "rwb"},
    {"op": "sendall", "on": "c", "data": "l1\nl2\nrest"}, {"op": "shutdown", "on": "c", "how": "SHUT_WR"},
    {"op": "freadline", "on": "f"}, {"op": "fread", "on": "f"}, {"op": "fwrite", "on": "f", "data": "back"},
    {"op": "fflush", "on": "f"}, {"op": "recv", "on": "c", "n": 10})
SENDFILE = script(
    *PAIR, {"op": "sendfile", "on": "c", "path": "{folder}/data"},
    {"op": "sendfile", "on": "c", "path": "{folder}/data", "offset": 10, "count": 100},
    {"op": "shutdown", "on": "c", "how": "SHUT_WR"}, {"op": "recv", "on": "a", "n": 40000, "flags": ["MSG_WAITALL"]})
OPTIONS = script(
    {"op": "socket", "as": "s", "family": "AF_INET", "type": "SOCK_STREAM"},
    {"op": "setsockopt", "on": "s", "level": "SOL_SOCKET", "opt": "SO_KEEPALIVE", "value": 1},
    {"op": "getsockopt", "on": "s", "level": "SOL_SOCKET", "opt": "SO_KEEPALIVE"},
    {"op": "settimeout", "on": "s", "value": 0.5}, {"op": "gettimeout", "on": "s"},
    {"op": "setblocking", "on": "s", "value": True}, {"op": "o_nonblock", "on": "s"}, {"op": "inq", "on": "s"},
    {"op": "atmark", "on": "s"}, {"op": "tcp_state", "on": "s"}, {"op": "poll", "on": "s"},
    {"op": "bind", "on": "s", "addr": ["127.0.0.1", 0]}, {"op": "listen", "on": "s", "backlog": 1},
    {"op": "close", "on": "s"})
WAITS = script(
    *PAIR, {"op": "settimeout", "on": "a", "value": 0.05}, {"op": "recv", "on": "a", "n": 10},
    {"op": "setblocking", "on": "c", "value": True}, {"op": "recv", "on": "c", "n": 10, "bg": "r"}, {"op": "send", "on": "a", "data": "ping"},
    {"op": "join", "bg": "r", "wait": 1}, {"op": "recv", "on": "c", "n": 10, "bg": "never"},
    {"op": "close", "on": "c"}, {"op": "join", "bg": "never", "wait": 1},
    {"op": "connect_ex", "on": "c", "addr": "@L"})
UDP = script(
    {"op": "socket", "as": "r", "family": "AF_INET", "type": "SOCK_DGRAM"},
    {"op": "bind", "on": "r", "addr": ["127.0.0.1", 0]}, {"op": "settimeout", "on": "r", "value": 1},
    {"op": "socket", "as": "s", "family": "AF_INET", "type": "SOCK_DGRAM"},
    {"op": "sendto", "on": "s", "data": "one", "addr": "@r"}, {"op": "recvfrom", "on": "r", "n": 100},
    {"op": "sendto", "on": "s", "data": "two", "addr": "@r"}, {"op": "recvmsg", "on": "r", "n": 100, "anc": 100})
DESCRIPTORS = script(
    {"op": "socketpair", "as": ["p", "q"]}, {"op": "sendmsg_fds", "on": "p", "data": "fd"},
    {"op": "settimeout", "on": "q", "value": 1}, {"op": "recv_fds", "on": "q", "n": 10, "anc": 100},
    {"op": "socketpair", "as": ["v", "w"], "type": "SOCK_SEQPACKET"}, {"op": "send", "on": "v", "data": "message"},
    {"op": "settimeout", "on": "w", "value": 1}, {"op": "recv", "on": "w", "n": 100})
NAMES = script(
    {"op": "getaddrinfo", "host": "localhost", "port": 80, "type": "SOCK_STREAM", "family": "AF_INET"},
    {"op": "create_server", "as": "L", "addr": ["localhost", 0], "family": "AF_INET"},
    {"op": "create_connection", "as": "c", "addr": "@L"})


def run_script(name, text, **more):
    return Scenario(name, ["run", "--stable", "{folder}/script"], kind="script", holds=(as_without_a_fault,),
                    files={"script": text, **more})


# --- the table -------------------------------------------------------------------------------------------------------

def listening(name, url, peer, *holds, in_loop=True, **more):
    return Scenario(name, [*HEADLESS, url], peer, (all_received, succeeds, *holds), in_loop=in_loop, **more)


def connecting(name, url, peer, *holds, stdin=b"".join(LINES), in_loop=True, **more):
    return Scenario(name, [*HEADLESS, url], peer, (input_delivered, all_received, succeeds, *holds), stdin=stdin,
                    prepare=(peer.prepare,) if isinstance(peer, Server) else (), in_loop=in_loop, **more)


def saving(suffix, *holds, files=None):
    name = "out." + suffix
    return Scenario(f"save {suffix}" + (" over a file" if files else ""),
                    [*HEADLESS, "--save", "{folder}/" + name, "tcp-listen://127.0.0.1:0?echo"],
                    clients(LINES, [b"z" * 3000], echo=True), (all_received, echoed, saved(name), *holds),
                    in_loop=True, files=files or {})


def opening(name, file, *holds, options=(), status=succeeds, **more):
    return Scenario(name, ["--headless", "--json", *options, "{folder}/" + file], holds=(status, *holds), **more)


def window(name, arguments, peer, *holds, **more):
    return Scenario(name, arguments, peer, holds, kind="window", **more)


SCENARIOS = [
    listening("tcp listener", "tcp-listen://127.0.0.1:0", clients(LINES), sent_something(*LINES)),
    listening("tcp listener that echoes", "tcp-listen://127.0.0.1:0?echo", clients(LINES, echo=True), echoed),
    listening("tcp listener, much echoed", "tcp-listen://127.0.0.1:0?echo", clients([b"e" * 300 * KIB], echo=True),
              echoed),
    listening("tcp listener, connections", "tcp-listen://127.0.0.1:0?echo",
              clients([b"one"], [b"two"], [b"three"], [b"four"], echo=True), in_loop=True),
    listening("tcp listener, reset", "tcp-listen://127.0.0.1:0", resetting_client(b"before the end")),
    listening("tcp listener, much recorded", "tcp-listen://127.0.0.1:0", clients([b"r" * 3000 * KIB])),
    Scenario("tcp listener, killed", [*HEADLESS, "tcp-listen://127.0.0.1:0"], killing(b"k" * 500 * KIB),
             (printed_is_committed,), in_loop=True),
    listening("tcp listener, IPv6", "tcp-listen://[::1]:0", clients(LINES, v6=True), sent_something(*LINES)),
    listening("tcp listener, options", "tcp-listen://127.0.0.1:0?SO_RCVBUF=65536&TCP_NODELAY=1&backlog=2&bufsize=4",
              clients(LINES)),
    listening("tcp listener, blocking", "tcp-listen://127.0.0.1:0?mode=blocking&echo", clients(LINES, echo=True),
              echoed, in_loop=False),
    listening("tcp listener, timeout", "tcp-listen://127.0.0.1:0?mode=timeout&timeout=3", clients(LINES),
              in_loop=False),
    listening("unix listener", "unix-listen:{folder}/s?file-mode=0660&echo", unix_clients(*LINES, echo=True), echoed),
    listening("unix listener, abstract", "unix-listen:@s{id}", unix_clients(*LINES, path="@s")),
    listening("unix listener, descriptors", "unix-listen:{folder}/s", unix_clients(b"take these", passes=True)),
    listening("seqpacket listener", "unix-seqpacket-listen:{folder}/s?echo",
              unix_clients(*LINES, scheme="unix-seqpacket", echo=True), echoed),
    listening("udp socket", "udp-listen://127.0.0.1:0", datagrams(*DATAGRAMS)),
    listening("udp socket that echoes", "udp-listen://127.0.0.1:0?echo", datagrams(*DATAGRAMS, echo=True), echoed),
    listening("udp socket, IPv6", "udp-listen://[::1]:0?IPV6_RECVPKTINFO", datagrams(*DATAGRAMS, v6=True)),
    listening("udp socket in a group", "udp-listen://0.0.0.0:0?join=239.1.2.3%lo&IP_PKTINFO&IP_RECVTTL",
              datagrams(*DATAGRAMS)),
    listening("udp socket, blocking", "udp-listen://127.0.0.1:0?mode=blocking", datagrams(*DATAGRAMS), in_loop=False),
    listening("unix datagram socket", "unix-dgram-listen:{folder}/s", unix_clients(*LINES, scheme="unix-dgram")),
    connecting("tcp connection", "tcp://127.0.0.1:{port}", Server(b"welcome")),
    connecting("tcp connection by name", "tcp://localhost:{port}", Server(b"welcome")),
    connecting("tcp connection, IPv6", "tcp://[::1]:{port}", Server(b"welcome", v6=True)),
    connecting("tcp connection, reset", "tcp://127.0.0.1:{port}", Server(resets=True)),
    connecting("tcp connection, blocking", "tcp://127.0.0.1:{port}?mode=blocking", Server(b"welcome"), in_loop=False),
    connecting("tcp connection, timeout", "tcp://127.0.0.1:{port}?mode=timeout&timeout=3&connect_timeout=3",
               Server(b"welcome"), in_loop=False),
    connecting("tcp connection, much input", "tcp://127.0.0.1:{port}", Server(slow=True), stdin=b"i" * 6000 * KIB),
    Scenario("tcp connection refused", [*HEADLESS, "tcp://127.0.0.1:1"], holds=(fails,), in_loop=True),
    connecting("unix connection", "unix:{folder}/peer", Server(b"welcome", scheme="unix")),
    connecting("seqpacket connection", "unix-seqpacket:{folder}/peer", Server(b"welcome", scheme="unix-seqpacket")),
    connecting("udp connection", "udp://127.0.0.1:{port}", Server(scheme="udp")),
    connecting("unix datagram connection", "unix-dgram:{folder}/peer", Server(scheme="unix-dgram")),
    Scenario("both ends", [*HEADLESS, "unix-listen:{folder}/s?echo", "unix:{folder}/s"], holds=(succeeds,),
             stdin=b"round trip\n", in_loop=True),
    Scenario("lines of text", ["--headless", "--until-closed", "--for", LIMIT, "unix-listen:{folder}/s"],
             unix_clients(*LINES), kind="lines", in_loop=True),
    Scenario("quiet with counters", ["--headless", "--quiet", *HEADLESS[2:], "unix-listen:{folder}/s"],
             unix_clients(*LINES), (bytes_counted, succeeds), in_loop=True),
    saving("pcapng"), saving("jsonl"), saving("csv"), saving("txt"),
    saving("pcapng", files={"out.pcapng": b"an older file"}),
    opening("open pcapng", "own.pcapng", own_capture_printed, prepare=(with_own_capture,)),
    opening("open pcap", "foreign.pcap", printed(len(DATAGRAMS), b"".join(DATAGRAMS)), files=FOREIGN),
    opening("open pcap and save", "foreign.pcap", printed(len(DATAGRAMS), b"".join(DATAGRAMS)), saved("out.pcapng"),
            options=("--save", "{folder}/out.pcapng"), files=FOREIGN),
    opening("open a damaged pcap", "damaged.pcap", status=fails, files={"damaged.pcap": FOREIGN["foreign.pcap"][:-5]}),
    run_script("script: stream", STREAM), run_script("script: files", FILES),
    run_script("script: sendfile", SENDFILE, data=bytes(range(256)) * 100), run_script("script: options", OPTIONS),
    run_script("script: waits", WAITS), run_script("script: datagrams", UDP),
    run_script("script: descriptors", DESCRIPTORS), run_script("script: names", NAMES),
    Scenario("script: from standard input", ["run", "--stable", "-"], kind="script", stdin=OPTIONS,
             holds=(as_without_a_fault,)),
    Scenario("demo", ["--demo", "--headless", "--json", "--stats", "--for", LIMIT], ending, (succeeds,), in_loop=True),
    window("demo with a picture", ["--demo", "--screenshot", "{folder}/window.png"], nobody, succeeds, picture,
           in_loop=True),
    window("window", [], window_user(), succeeds),
    window("window with a listener", ["unix-listen:{folder}/s?echo"], window_user("s"), succeeds),
    window("window with recording limits", ["unix-listen:{folder}/s?echo"], window_user("s"), succeeds,
           files={"config/sockscope/sockscope.conf": b"[recording]\nkeep_bytes=4096\npayload_bytes=4\n"}),
    window("window with a saved capture", ["{folder}/own.pcapng"], window_user(), succeeds,
           prepare=(with_own_capture,)),
    window("window after a crash", [], window_user(), succeeds, crashed_capture_is_whole, prepare=(leave_crashed,)),
]
