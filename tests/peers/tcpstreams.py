#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Captured TCP connections as streams: ours against tshark's, byte by byte, of a file and of what we save of it."""

import json
import os
import random
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import sockscope
from sockscope import DEADLINE, needs

READSTREAM = os.environ["SOCKSCOPE_READSTREAM"]
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
EXCHANGES = 200
SEED = int(os.environ.get("SOCKSCOPE_SEED", random.SystemRandom().randrange(2**32)))
AT_ONCE = 50  # streams that one tshark follows
MISSING = b"[%d bytes missing in capture file]\0"  # as tshark puts it, with the end of its string


class End:
    """One end of a connection, as it numbers its bytes."""

    def __init__(self, host, port, first, data):
        self.host, self.port, self.first, self.data = host, port, first, data

    def number(self, position):
        """The sequence number of a byte of its stream; the SYN's is that of -1."""
        return (self.first + position) % 2**32


def packet(source, target, position, flags=PSH | ACK, data=b"", acknowledged=0):
    """An IPv4 packet without its checksums, which nobody asks for."""
    tcp = struct.pack("!HHIIBBHHH", source.port, target.port, source.number(position),
                      target.number(acknowledged) if flags & ACK else 0, 0x50, flags, 65535, 0, 0) + data
    return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), 0, 0x4000, 64, 6, 0, source.host, target.host) + tcp


def write_pcap(path, packets):
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101))
        for number, data in enumerate(packets):
            file.write(struct.pack("<IIII", 1_700_000_000 + number // 1000, number % 1000 * 1000, len(data),
                                   len(data)) + data)


class Exchange:
    """A connection: what both ends send, in packets that come in any order, more than once and overlapping."""

    def __init__(self, dice, client, server, has_syn):
        self.dice, self.client, self.server, self.has_syn = dice, client, server, has_syn
        self.packets = []
        if has_syn:
            opening = [packet(client, server, -1, SYN), packet(server, client, -1, SYN | ACK)]
            # A SYN may be sent again.
            self.packets = opening[:1] * dice.choice((1, 1, 2)) + opening[1:]
        self.packets += [packet(client, server, 0, ACK), packet(server, client, 0, ACK)]
        for _ in range(dice.randrange(1, 4)):
            self.burst(client, server)
            self.burst(server, client)
        if dice.random() < 0.5:
            self.packets.append(packet(client, server, len(client.data), FIN | ACK, acknowledged=len(server.data)))
            self.packets.append(packet(server, client, len(server.data), FIN | ACK, acknowledged=len(client.data) + 1))

    def burst(self, source, target):
        """More of a stream, and then what acknowledges it."""
        dice = self.dice
        start = len(source.data)
        fresh = dice.randbytes(dice.randrange(1, 4000))
        source.data += fresh
        pieces = []
        at = start
        while at < len(source.data):
            size = dice.randrange(1, 600)
            pieces.append((at, min(len(source.data), at + size)))
            at += size
        # The last one is never lost: what follows a gap shows that there is one.
        lost = {piece for piece in pieces[:-1] if dice.random() < 0.05}
        kept = [piece for piece in pieces if piece not in lost]
        again = [piece for piece in kept if dice.random() < 0.2]
        across = []
        for first, last in kept:
            if dice.random() < 0.2:  # begins earlier or ends later, but never over what is lost
                first, last = max(start, first - dice.randrange(100)), min(len(source.data), last + dice.randrange(100))
                if all(last <= gap[0] or gap[1] <= first for gap in lost):
                    across.append((first, last))
        sent = kept + again + across
        for place in range(len(sent)):  # near to where they belong, or far from it
            other = min(len(sent) - 1, place + dice.choice((0, 0, 0, 1, 2, 10)))
            sent[place], sent[other] = sent[other], sent[place]
        for first, last in sent:
            self.packets.append(packet(source, target, first, data=bytes(source.data[first:last]),
                                       acknowledged=len(target.data)))
        self.packets.append(packet(target, source, len(target.data), ACK, acknowledged=len(source.data)))
        if dice.random() < 0.3:
            self.packets.append(packet(source, target, len(source.data) - 1, ACK, b"\0", len(target.data)))


def exchanges(dice):
    """Many connections, some of which have the ends of an earlier one."""
    made = []
    for number in range(EXCHANGES):
        reuses = made and dice.random() < 0.15 and made[-1].has_syn
        port = made[-1].client.port if reuses else 20_000 + number
        # Some numbers wrap around soon, and some are those of a SYN that nobody saw.
        first = dice.choice((dice.randrange(2**32), 2**32 - dice.randrange(3000)))
        client = End(bytes((10, 0, 0, 1)), port, first, bytearray())
        server = End(bytes((10, 0, 0, 2)), 9999, dice.randrange(2**32), bytearray())
        made.append(Exchange(dice, client, server, reuses or dice.random() < 0.8))
    return made


def interleaved(dice, made):
    """The packets of some connections at a time, mixed; of those with the same ends one after the other."""
    packets = []
    for place in range(0, len(made), 10):
        queues = {}
        for exchange in made[place:place + 10]:
            queues.setdefault(exchange.client.port, []).extend(exchange.packets)
        while queues:
            port = dice.choice(list(queues))
            packets.append(queues[port].pop(0))
            if not queues[port]:
                del queues[port]
    return packets


def by_us(path):
    """(client's port, sent, received) of each endpoint; what is missing is put as tshark does."""
    done = subprocess.run([READSTREAM, str(path)], capture_output=True, timeout=DEADLINE, check=True)
    if done.stderr:
        raise AssertionError(done.stderr)

    def joined(pieces):
        return b"".join(bytes.fromhex(piece) if isinstance(piece, str)
                        else MISSING % piece for piece in pieces)

    streams = [json.loads(line) for line in done.stdout.splitlines()]
    return [(int(stream["local"].rpartition(":")[2]), joined(stream["sent"]), joined(stream["received"]))
            for stream in streams]


def by_tshark(path, count):
    """The same of its streams, seen from the end that is not port 9999."""
    found = []
    for first in range(0, count, AT_ONCE):
        wanted = [word for number in range(first, min(count, first + AT_ONCE))
                  for word in ("-z", f"follow,tcp,raw,{number}")]
        done = subprocess.run(["tshark", "-n", "-r", str(path), "-d", "tcp.port==9999,data", "-q", *wanted],
                              capture_output=True, timeout=DEADLINE, check=True)
        found += streams_of(done.stdout.decode())
    return found


def streams_of(text):
    """What tshark writes of followed streams, the last one that was asked for first."""
    found = []
    for part in text.split("Follow: tcp,raw\n")[1:]:
        nodes = [line.rpartition(":")[2] for line in part.splitlines() if line.startswith("Node ")]
        sides = {True: [], False: []}
        for line in part.splitlines():
            if line and set(line.strip()) <= set("0123456789abcdef"):
                sides[line.startswith("\t")].append(bytes.fromhex(line.strip()))
        first, second = b"".join(sides[False]), b"".join(sides[True])
        if nodes[0] == "9999":
            found.append((int(nodes[1]), second, first))
        else:
            found.append((int(nodes[0]), first, second))
    return found


@needs("tshark")
class TcpStreams(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.file = Path(self.folder.name, "random.pcap")

    def save(self):
        saved = self.file.with_suffix(".pcapng")
        done = subprocess.run([sockscope.PROGRAM, "--headless", "--quiet", str(self.file), "--save", str(saved)],
                              capture_output=True, timeout=DEADLINE, check=False,
                              env=dict(os.environ, XDG_STATE_HOME=self.folder.name))
        self.assertEqual(done.returncode, 0, done.stderr)
        return saved

    def check(self, ours, theirs):
        ours, theirs = sorted(ours), sorted(theirs)
        self.assertEqual([stream[0] for stream in ours], [stream[0] for stream in theirs])
        for mine, other in zip(ours, theirs):
            for side in (1, 2):
                if mine[side] != other[side]:
                    self.fail(f"seed {SEED}, port {mine[0]}, side {side}: {len(mine[side])} and {len(other[side])} "
                              f"bytes, alike to {len(os.path.commonprefix([mine[side], other[side]]))}")

    def test_random_exchanges(self):
        dice = random.Random(SEED)
        made = exchanges(dice)
        write_pcap(self.file, interleaved(dice, made))
        ours = by_us(self.file)
        self.assertEqual(len(ours), EXCHANGES, f"seed {SEED}")
        self.check(ours, by_tshark(self.file, EXCHANGES))
        # What we save of it is the same to both.
        saved = self.save()
        self.check(ours, by_us(saved))
        self.check(ours, by_tshark(saved, EXCHANGES))

    def two_ends(self, first=1000):
        return (End(bytes((10, 0, 0, 1)), 40000, first, b""), End(bytes((10, 0, 0, 2)), 9999, 5000, b""))

    def check_file(self, packets, *wanted):
        write_pcap(self.file, packets)
        ours = by_us(self.file)
        self.assertEqual(ours, list(wanted))
        for file in (self.file, self.save()):
            self.check(by_us(file), wanted)
            self.check(by_tshark(file, len(wanted)), wanted)

    def test_out_of_order(self):
        a, b = self.two_ends()
        self.check_file([packet(a, b, -1, SYN), packet(b, a, -1, SYN | ACK), packet(a, b, 0, ACK),
                         packet(a, b, 0, data=b"GET\n"), packet(b, a, 4, data=b"BBBB", acknowledged=4),
                         packet(b, a, 0, data=b"AAAA", acknowledged=4)], (40000, b"GET\n", b"AAAABBBB"))

    def test_ports_that_are_used_again(self):
        a, b = self.two_ends()
        c, d = self.two_ends(9000)
        self.check_file([packet(a, b, -1, SYN), packet(b, a, -1, SYN | ACK), packet(a, b, 0, data=b"first"),
                         packet(a, b, 5, FIN | ACK), packet(b, a, 0, FIN | ACK, acknowledged=6),
                         packet(c, d, -1, SYN), packet(d, c, -1, SYN | ACK), packet(c, d, 0, data=b"second")],
                        (40000, b"first", b""), (40000, b"second", b""))

    def test_a_gap_that_is_acknowledged(self):
        a, b = self.two_ends()
        self.check_file([packet(a, b, -1, SYN), packet(b, a, -1, SYN | ACK), packet(a, b, 0, data=b"one"),
                         packet(a, b, 10, data=b"two"), packet(b, a, 0, ACK, acknowledged=13),
                         packet(a, b, 13, data=b"three")],
                        (40000, b"one" + MISSING % 7 + b"twothree", b""))

    def test_rows_stay_packets(self):
        a, b = self.two_ends()
        write_pcap(self.file, [packet(a, b, -1, SYN), packet(b, a, -1, SYN | ACK), packet(a, b, 4, data=b"BBBB"),
                               packet(a, b, 0, data=b"AAAA"), packet(a, b, 0, data=b"AAAA"),
                               packet(a, b, 7, data=b"\0"), packet(a, b, 6, data=b"BBCC"),
                               packet(a, b, 10, FIN | ACK), packet(b, a, 0, RST)])
        done = subprocess.run([sockscope.PROGRAM, "--headless", "--json", str(self.file)], capture_output=True,
                              timeout=DEADLINE, check=True, env=dict(os.environ, XDG_STATE_HOME=self.folder.name))
        records = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([(record["call"], record.get("text", record.get("hex")), record.get("segment"))
                          for record in records],
                         [("send", "BBBB", "gap of 4 bytes before this, position 4"),
                          ("send", "AAAA", "out of order, position 0"),
                          ("send", "AAAA", "retransmission, position 0"),
                          ("send", "00", "keep-alive, position 7"),
                          ("send", "BBCC", "partly retransmission, position 6"),
                          ("shutdown", None, None), ("socket error", None, None)])
        self.assertEqual(records[-1]["errno"], "ECONNRESET")


if __name__ == "__main__":
    print(f"seed {SEED}", file=sys.stderr)
    sockscope.main()
