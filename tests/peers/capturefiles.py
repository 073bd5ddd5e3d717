#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Captures as the field has them - links, tunnels, fragments, names and compression - opened here and by tshark."""

import gzip
import json
import os
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
import packetfiles as p  # noqa: E402
import sockscope  # noqa: E402
from sockscope import DEADLINE, needs, payload  # noqa: E402

FROM, TO = 5000, 6000
# What it is to tshark is to be said by the headers alone.
PLAIN = [word for kind in ("udp", "tcp") for word in ("-d", f"{kind}.port=={FROM},data")]


def data(size):
    return random.Random(size).randbytes(size)


def udp4(size=100):
    return p.ipv4(p.UDP, p.udp(FROM, TO, data(size)))


def udp6(size=100):
    """With a checksum that is wrong, and of which nobody is asked."""
    return p.ipv6(p.UDP, p.udp(FROM, TO, data(size)))


def tcp4(size=100):
    return p.ipv4(p.TCP, p.tcp(FROM, TO, data(size)))


def vxlan(frame):
    return p.ipv4(p.UDP, p.udp(40000, 4789, bytes.fromhex("0800000000000700") + frame))


def gre(kind, content):
    """With a checksum field, a key and a number."""
    return p.ipv4(p.GRE, bytes.fromhex("b000") + kind.to_bytes(2, "big") + bytes(4) + bytes(8) + content)


def captures():
    """Name, link layer, packets and how much is kept of each."""
    whole = p.udp(FROM, TO, data(5000))
    yield "a VLAN tag in a cooked capture", p.COOKED, [p.cooked(p.VLAN, p.vlan(5, p.IPV4, udp4()))], None
    yield ("two VLAN tags in a cooked capture of the second kind", p.COOKED_2,
           [p.cooked_2(p.SERVICE_VLAN, p.vlan(5, p.VLAN, p.vlan(6, p.IPV6, udp6())))], None)
    yield ("PPPoE in a VLAN", p.ETHERNET,
           [p.ethernet(p.VLAN, p.vlan(5, p.PPPOE, p.pppoe(0x0021, udp4()))),
            p.ethernet(p.PPPOE, p.pppoe(0x0057, udp6(20)))], None)
    yield "PPP", p.PPP, [bytes.fromhex("ff030021") + tcp4(), bytes.fromhex("0057") + udp6()], None
    yield ("SNAP", p.ETHERNET,
           [p.ethernet(8 + len(udp4()), bytes.fromhex("aaaa030000000800") + udp4())], None)
    yield "fragments in reverse", p.RAW, p.fragments4(p.UDP, whole, 1480)[::-1], None
    yield "fragments of IPv6", p.RAW, p.fragments6(p.UDP, whole, 1232), None
    first = p.fragments4(p.UDP, whole, 1480, 1)
    second = p.fragments4(p.TCP, p.tcp(FROM, TO, data(5000)), 1480, 2)
    mixed = [fragment for pair in zip(first, second) for fragment in pair]
    yield ("fragments of two packets, mixed, one twice", p.ETHERNET,
           [p.ethernet(p.IPV4, packet) for packet in [first[0], *mixed]], None)
    yield "a fragment is missing", p.RAW, [*p.fragments4(p.UDP, whole, 1480)[1:], udp4()], None
    yield "fragments, cut", p.RAW, p.fragments4(p.UDP, whole, 1480), 200
    yield "a datagram, cut", p.RAW, [udp4(1000), tcp4(1000)], 60
    yield "GRE", p.RAW, [gre(p.IPV4, tcp4()), gre(p.IPV6, udp6())], None
    yield "Ethernet with a tag in GRE", p.RAW, [gre(0x6558, p.ethernet(p.VLAN, p.vlan(5, p.IPV4, udp4())))], None
    yield "IP in IP and IPv6 in IP", p.RAW, [p.ipv4(4, tcp4()), p.ipv4(41, udp6()), p.ipv6(4, udp4())], None
    yield "VXLAN", p.ETHERNET, [p.ethernet(p.IPV4, vxlan(p.ethernet(p.IPV4, packet))) for packet in (tcp4(), udp4())], None
    yield ("GENEVE with an option", p.RAW,
           [p.ipv4(p.UDP, p.udp(40000, 6081, bytes.fromhex("010065580000070001020300") + p.ethernet(p.IPV4, tcp4())))],
           None)
    yield ("fragments in a tunnel in fragments", p.RAW,
           [outer for number, inner in enumerate(p.fragments4(p.UDP, whole, 1480))
            for outer in p.fragments4(p.GRE, bytes.fromhex("00000800") + inner, 800, 100 + number)], None)


def tshark(path):
    """(seconds since 1970, bytes on the wire, bytes captured) of the innermost TCP or UDP of each packet."""
    fields = [word for name in ("frame.time_epoch", "udp.length", "udp.payload", "tcp.len", "tcp.payload")
              for word in ("-e", name)]
    done = subprocess.run(["tshark", "-r", str(path), *PLAIN, "-T", "fields", "-E", "occurrence=l", *fields],
                          capture_output=True, timeout=DEADLINE, check=True, env=dict(os.environ, TZ="UTC"))
    for line in done.stdout.decode().splitlines():
        time, length, of_udp, tcp_length, of_tcp = (line + "\t" * 4).split("\t")[:5]
        if tcp_length:
            yield Decimal(time), int(tcp_length), bytes.fromhex(of_tcp)
        elif length:
            yield Decimal(time), int(length) - 8, bytes.fromhex(of_udp)


def opened(path):
    """What is printed of a capture."""
    with tempfile.TemporaryDirectory() as state:
        return subprocess.run([sockscope.PROGRAM, "--headless", "--json", path], capture_output=True, timeout=DEADLINE,
                              check=False, cwd=os.path.dirname(path) or None, env=dict(os.environ, XDG_STATE_HOME=state))


def records(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


class InFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)


@needs("tshark")
class Packets(InFolder):
    def test_tshark_finds_the_same(self):
        for number, (name, link, packets, snap) in enumerate(captures()):
            with self.subTest(name):
                path = self.folder / f"{number}.pcap"
                path.write_bytes(p.pcap(link, packets, snap))
                wanted = list(tshark(path))
                done = opened(str(path))
                self.assertEqual(done.returncode, 0, done.stderr)
                found = records(done)
                self.assertTrue(found)
                self.assertEqual([(record["result"], payload(record)) for record in found],
                                 [(length, content) for _, length, content in wanted])
                # tshark takes the first of fragments that were cut for all there is.
                if snap is None:
                    seconds = [int(time) % 60 for time, _, _ in wanted]
                    self.assertEqual([int(record["time"].split(":")[2][:2]) for record in found], seconds)

    def test_what_is_no_record_is_told(self):
        path = self.folder / "a.pcap"
        path.write_bytes(p.pcap(p.RAW, p.fragments4(p.UDP, p.udp(FROM, TO, data(3000)), 1480)[1:]))
        done = opened(str(path))
        self.assertEqual((done.returncode, done.stdout), (0, b""))
        self.assertIn(b"of 2 packets these are no records: 2 fragments of IP packets that are not whole (1528 bytes)",
                      done.stderr)


class Files(InFolder):
    CLASSIC = p.pcap(p.RAW, [udp4()])

    def check_opens(self, name, content, argument=None):
        (self.folder / os.fsdecode(name)).write_bytes(content)
        with tempfile.TemporaryDirectory() as state:
            done = subprocess.run([sockscope.PROGRAM, "--headless", "--json", argument or name], capture_output=True,
                                  timeout=DEADLINE, check=False, cwd=self.folder,
                                  env=dict(os.environ, XDG_STATE_HOME=state))
        self.assertEqual((done.returncode, done.stderr), (0, b""), name)
        self.assertEqual([payload(record) for record in records(done)], [data(100)], name)

    def test_a_name_says_nothing(self):
        for name in ("a.cap", "a.pcap1", "without", "host1-2024-01-01T10:30:00.pcap", "unix:a", "a.csv", "tcp:1",
                     b"caf\xe9.pcap", b"\xff"):
            with self.subTest(name):
                self.check_opens(name, self.CLASSIC)

    def test_a_url_of_a_file(self):
        url = b"file://" + os.fsencode(self.folder) + b"/a%20b%E9"
        self.check_opens(b"a b\xe9", self.CLASSIC, url)

    def test_a_name_that_is_no_utf8_can_be_saved_to(self):
        (self.folder / "a.pcap").write_bytes(self.CLASSIC)
        target = os.fsencode(self.folder) + b"/caf\xe9.csv"
        with tempfile.TemporaryDirectory() as state:
            subprocess.run([sockscope.PROGRAM, "--headless", "--quiet", str(self.folder / "a.pcap"), "--save", target],
                           timeout=DEADLINE, check=True, env=dict(os.environ, XDG_STATE_HOME=state))
        self.assertTrue(os.path.exists(target))

    def test_gzip_under_any_name(self):
        for name in ("a.pcap", "a.pcap.gz", "a", "a.gz"):
            with self.subTest(name):
                self.check_opens(name, gzip.compress(self.CLASSIC))

    def test_a_cut_gzip_file_shows_what_was_there(self):
        path = self.folder / "a.pcap"
        packets = [udp4(1400 + number) for number in range(10)]
        path.write_bytes(gzip.compress(p.pcap(p.RAW, packets))[:-1000])
        done = opened(str(path))
        self.assertEqual(done.returncode, 1)
        self.assertTrue(0 < len(records(done)) <= 10)
        self.assertIn(f"offset {path.stat().st_size}: the compressed data (gzip) ends too early".encode(), done.stderr)

    def test_other_compressions_are_named(self):
        for tool, options in (("xz", ["-k"]), ("zstd", ["-q", "-k"]), ("lz4", ["-q", "-k", "-m"]), ("bzip2", ["-k"])):
            if not shutil.which(tool):
                continue
            with self.subTest(tool):
                path = self.folder / f"{tool}.pcap"
                path.write_bytes(self.CLASSIC)
                subprocess.run([tool, *options, str(path)], check=True)
                made = next(name for name in self.folder.iterdir() if name.stem == path.name)
                done = opened(str(made))
                self.assertEqual((done.returncode, done.stdout), (1, b""))
                self.assertIn(f"{made.name}: offset 0: the file is compressed by {tool}".encode(), done.stderr)

    def test_another_file_is_named(self):
        path = self.folder / "letter"
        path.write_text("Dear all")
        done = opened(str(path))
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b"letter: offset 0: the file is neither pcapng nor pcap", done.stderr)

    def test_a_capture_is_not_saved_over_itself(self):
        path = self.folder / "a.pcapng"
        content = p.pcapng(p.RAW, [udp4(), p.ipv4(1, data(8))])
        path.write_bytes(content)
        (self.folder / "symbolic.pcapng").symlink_to(path)
        (self.folder / "hard.pcapng").hardlink_to(path)
        (self.folder / "folder").mkdir()
        for target in ("a.pcapng", "folder/../a.pcapng", "symbolic.pcapng", "hard.pcapng"):
            with self.subTest(target), tempfile.TemporaryDirectory() as state:
                done = subprocess.run([sockscope.PROGRAM, "--headless", "--json", "--save", self.folder / target, path],
                                      capture_output=True, timeout=DEADLINE, check=False,
                                      env=dict(os.environ, XDG_STATE_HOME=state))
                self.assertEqual((done.returncode, done.stdout), (1, b""))
                self.assertIn(b"give --save another name", done.stderr)
                self.assertEqual(path.read_bytes(), content)
                self.assertEqual((self.folder / "symbolic.pcapng").readlink(), path)

    def test_a_capture_that_cannot_be_written_is_not_the_files_fault(self):
        path = self.folder / "a.pcap"
        path.write_bytes(p.pcap(p.RAW, [udp4(1400) for _ in range(400)]))
        state = self.folder / "state"
        state.mkdir()
        limit = 64 * 1024
        done = subprocess.run([sockscope.PROGRAM, "--headless", "--quiet", str(path)], capture_output=True,
                              timeout=DEADLINE, check=False, env=dict(os.environ, XDG_STATE_HOME=str(state)),
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"the capture in {state}/".encode(), done.stderr)
        self.assertIn(b"cannot be written: write: EFBIG", done.stderr)
        self.assertNotIn(b"cannot be read", done.stderr)

    def test_what_is_passed_over_takes_no_memory(self):
        """A quarter of a gigabyte that nobody asked for, in 300 kB."""
        size = 16 * sockscope.MIB
        file = p.pcapng(p.RAW, [udp4()])
        at = len(p.pcapng(p.RAW, []))
        length = 12 + 16 * size
        begin = struct.pack("<II", 0xBAD, length)
        path = self.folder / "bomb.pcapng"
        path.write_bytes(gzip.compress(file[:at] + begin) + 16 * gzip.compress(bytes(size))
                         + gzip.compress(begin[4:] + file[at:]))
        with tempfile.TemporaryDirectory() as state, open(self.folder / "out", "w+b") as out:
            process = subprocess.Popen([sockscope.PROGRAM, "--headless", "--json", str(path)], stdout=out,
                                       env=dict(os.environ, XDG_STATE_HOME=state))
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            self.assertEqual([payload(json.loads(line)) for line in out], [data(100)])
        self.assertEqual(process.returncode, 0)
        if not sockscope.SANITIZED:
            self.assertLess(usage.ru_maxrss, 150 * 1024)


if __name__ == "__main__":
    sockscope.main()
