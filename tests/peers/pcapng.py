#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""What is saved as pcapng, read by Wireshark's tools and by ourselves; what dumpcap captured, opened here."""

import collections
import csv
import json
import os
import random
import signal
import socket
import subprocess
import tempfile
import threading
import unittest
from decimal import Decimal
from pathlib import Path

import sockscope
from sockscope import DEADLINE, MIB, PeerTest, Program, Sockscope, has_ipv6, needs, payload, stream, wait_until

CHECKSUMS = [word for layer in ("ip", "tcp", "udp") for word in ("-o", f"{layer}.check_checksum:TRUE")]
IGNORED = ("Running as user",)  # what Wireshark's tools say to root


def run(*command):
    """What a tool writes; it must have nothing to complain of."""
    done = subprocess.run([str(word) for word in command], capture_output=True, timeout=DEADLINE, check=False,
                          env=dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8"))
    said = [line for line in done.stderr.decode().splitlines() if line and not line.startswith(IGNORED)]
    if done.returncode != 0 or said:
        raise AssertionError(f"{command}: {done.returncode} {said}")
    return done.stdout.decode()


def reopen(path, *options):
    """The records of a saved capture, and what was said of it."""
    with tempfile.TemporaryDirectory() as state:
        done = subprocess.run([sockscope.PROGRAM, "--headless", "--json", str(path), *options], capture_output=True,
                              timeout=DEADLINE, check=False, env=dict(os.environ, XDG_STATE_HOME=state))
        left = list(Path(state).glob("sockscope/captures/*"))
    if left:
        raise AssertionError(f"left behind: {left}")
    return done


def follow(path, protocol, number):
    """The bytes of a stream as tshark follows it: those of its first packet's sender, and those of the other end."""
    sides = ([], [])
    lines = run("tshark", "-r", path, "-q", "-z", f"follow,{protocol},raw,{number}").splitlines()
    for line in lines[lines.index(next(line for line in lines if line.startswith("Node 1"))) + 1:]:
        if line.startswith("="):
            break
        sides[line.startswith("\t")].append(bytes.fromhex(line.strip()))
    return tuple(b"".join(side) for side in sides)


def moved(records):
    """Records that are packets: all that moved bytes, since nothing here peeks."""
    return [record for record in records if "text" in record or "hex" in record]


def seconds(record):
    """The time of a record in seconds since 1970, exactly."""
    whole, fraction = record["time"].rstrip("Z").split(".")
    epoch = run("date", "-u", "-d", whole.replace("T", " "), "+%s").strip()
    return Decimal(f"{epoch}.{fraction}")


@needs("tshark", "capinfos")
class SavedCaptures(PeerTest):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.file = Path(self.folder.name, "saved.pcapng")

    def check_file(self, records, protocol="tcp"):
        packets = moved(records)
        ports = {end.rpartition(":")[2] for record in packets for end in (record.get("local"), record.get("peer"))
                 if end and end.rpartition(":")[2].isdigit()}
        # No heuristics: what the bytes look like is chance.
        plain = [word for port in ports for word in ("-d", f"{protocol}.port=={port},data")]
        fields = run("tshark", "-r", self.file, *CHECKSUMS, *plain, "-T", "fields", "-e", "frame.time_epoch",
                     "-e", f"{protocol}.payload", "-e", "frame.packet_flags_direction").splitlines()
        found = [line.split("\t") for line in fields]
        self.assertEqual([bytes.fromhex(data) for _, data, _ in found], [payload(record) for record in packets])
        self.assertEqual([int(flags, 16) & 3 for _, _, flags in found],
                         [1 if record["dir"] == "in" else 2 for record in packets])
        experts = run("tshark", "-r", self.file, *CHECKSUMS, *plain, "-q", "-z", "expert")
        self.assertEqual(experts.strip(), "")
        self.check_times(packets)
        self.check_reopened(records)

    def check_times(self, packets):
        facts = run("capinfos", "-T", "-M", "-r", "-S", "-c", "-a", "-e", self.file).strip().split("\t")
        times = [seconds(record) for record in packets]
        self.assertEqual(int(facts[1]), len(packets))
        self.assertEqual((Decimal(facts[2]), Decimal(facts[3])), (min(times), max(times)))

    def check_reopened(self, records):
        again = reopen(self.file, "--save", self.folder.name + "/again.pcapng")
        self.assertEqual((again.returncode, again.stderr), (0, b""))
        found = [json.loads(line) for line in again.stdout.splitlines()]
        for record, live in zip(found, records):
            # An address may become known after its endpoint's first records were printed.
            for key in ("local", "peer"):
                if key not in live:
                    record.pop(key, None)
        self.assertEqual(found, records)
        self.assertEqual(Path(self.folder.name, "again.pcapng").read_bytes(), self.file.read_bytes())

    def serve(self, url, work):
        with Sockscope(url, "--save", self.file) as server:
            work(server)
            self.finish(server)
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)
        return server

    def echo_over(self, family, host, size=100):
        data = [random.Random(size + number).randbytes(size) for number in range(5)]

        def work(server):
            with socket.create_connection((host, server.port()), timeout=DEADLINE) as peer:
                for piece in data:
                    peer.sendall(piece)
                    rest = len(piece)
                    while rest:
                        rest -= len(peer.recv(rest))
            server.wait_for_call("close", endpoint="server/1")

        server = self.serve(f"tcp-listen://{f'[{host}]' if family == socket.AF_INET6 else host}:0?echo", work)
        self.assertEqual(follow(self.file, "tcp", 0), (b"".join(data), b"".join(data)))
        return server

    def test_tcp_over_ipv4(self):
        self.check_file(self.echo_over(socket.AF_INET, "127.0.0.1").records)

    @unittest.skipUnless(has_ipv6(), "no IPv6")
    def test_tcp_over_ipv6(self):
        self.check_file(self.echo_over(socket.AF_INET6, "::1").records)

    def test_calls_of_many_packets(self):
        data = random.Random(1).randbytes(3 * MIB)
        received = bytearray()
        with socket.create_server(("127.0.0.1", 0)) as listener, \
                Sockscope(f"tcp://127.0.0.1:{listener.getsockname()[1]}?bufsize=1048576", "--save",
                          self.file) as client:
            listener.settimeout(DEADLINE)
            peer = listener.accept()[0]
            with peer:
                peer.settimeout(DEADLINE)

                def receive():
                    while piece := peer.recv(MIB):
                        received.extend(piece)

                thread = threading.Thread(target=receive)
                thread.start()
                client.write(data)
                wait_until(lambda: len(received) == len(data), lambda: f"{len(received)} bytes")
                peer.sendall(data)
                peer.shutdown(socket.SHUT_WR)
                client.wait_for(lambda record: record["call"] == "recv" and record.get("result") == 0, "the end")
                client.close_input()
                thread.join(DEADLINE)
            client.stop()
        self.check_whole(client)
        self.assertEqual(follow(self.file, "tcp", 0), (data, data))
        sizes = run("tshark", "-r", self.file, "-T", "fields", "-e", "tcp.len").split()
        self.assertEqual(sum(map(int, sizes)), 2 * len(data))
        self.check_reopened(client.records)

    def check_datagrams(self, family, url, host):
        with socket.socket(family, socket.SOCK_DGRAM) as first, socket.socket(family, socket.SOCK_DGRAM) as second:
            def work(server):
                for number, peer in enumerate((first, second, first)):
                    peer.settimeout(DEADLINE)
                    peer.sendto(b"datagram %d" % number, (host, server.port()))
                    self.assertEqual(peer.recv(100), b"datagram %d" % number)

            server = self.serve(url, work)
        self.assertEqual(follow(self.file, "udp", 0), (b"datagram 0datagram 2",) * 2)
        self.assertEqual(follow(self.file, "udp", 1), (b"datagram 1",) * 2)
        self.check_file(server.records, "udp")

    def test_udp_over_ipv4(self):
        self.check_datagrams(socket.AF_INET, "udp-listen://127.0.0.1:0?echo", "127.0.0.1")

    def test_udp_bound_to_all_addresses(self):
        self.check_datagrams(socket.AF_INET, "udp-listen://0.0.0.0:0?echo", "127.0.0.1")

    @unittest.skipUnless(has_ipv6(), "no IPv6")
    def test_udp_over_ipv6(self):
        self.check_datagrams(socket.AF_INET6, "udp-listen://[::1]:0?echo", "::1")

    def check_unix(self, kind, scheme):
        path = self.folder.name + "/socket"
        protocol = "udp" if kind == socket.SOCK_DGRAM else "tcp"
        with socket.socket(socket.AF_UNIX, kind) as peer:
            def work(server):
                server.wait_until_open("bind" if protocol == "udp" else "listen")
                peer.settimeout(DEADLINE)
                peer.bind(path + ".peer")
                peer.connect(path)
                for data in (b"one", b"two\0\xff"):
                    peer.send(data)
                    self.assertEqual(peer.recv(100), data)
                peer.close()
                if protocol == "tcp":
                    server.wait_for_call("close", endpoint="server/1")

            server = self.serve(f"{scheme}:{path}?echo", work)
        self.assertEqual(follow(self.file, protocol, 0), (b"onetwo\0\xff",) * 2)
        hosts = run("tshark", "-r", self.file, "-T", "fields", "-e", "ip.src", "-e", "ip.dst").split()
        self.assertTrue(all(host.startswith("192.0.2.") for host in hosts), hosts)
        self.assertIn(path, run("capinfos", self.file))
        self.check_file(server.records, protocol)

    def test_unix_streams(self):
        self.check_unix(socket.SOCK_STREAM, "unix-listen")

    def test_unix_seqpackets(self):
        self.check_unix(socket.SOCK_SEQPACKET, "unix-seqpacket-listen")

    def test_unix_datagrams(self):
        self.check_unix(socket.SOCK_DGRAM, "unix-dgram-listen")

    def test_both_ends_of_a_connection(self):
        with Sockscope("--demo", "--for", "1", "--save", self.file, stdin=subprocess.DEVNULL) as lab:
            self.assertEqual(lab.wait(), 0)
        self.check_whole(lab)
        for number in (0, 1):
            self.assertEqual(follow(self.file, "tcp", number), (b"Hello, world", b"Hello, world"))
        self.check_file(lab.records)

    def check_both_ends(self, listener, client, protocol):
        with Sockscope(listener + "?echo", client, "--save", self.file) as both:
            both.wait_for_call("bind" if "dgram" in listener or "udp" in listener else "listen")
            both.write(b"there and back")
            both.wait_for(lambda record: record["endpoint"] == "client" and record["dir"] == "in", "the echo")
            self.finish(both)
        for number in (0, 1):
            self.assertEqual(follow(self.file, protocol, number), (b"there and back",) * 2)
        self.check_file(both.records, protocol)

    @unittest.skipUnless(has_ipv6(), "no IPv6")
    def test_both_ends_over_ipv6(self):
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
            end = f"[::1]:{probe.getsockname()[1]}"
        self.check_both_ends(f"tcp-listen://{end}", f"tcp://{end}", "tcp")

    def test_both_ends_of_datagrams(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind(("127.0.0.1", 0))
            end = f"127.0.0.1:{probe.getsockname()[1]}"
        self.check_both_ends(f"udp-listen://{end}", f"udp://{end}", "udp")

    def test_both_ends_of_a_unix_stream(self):
        path = self.folder.name + "/socket"
        self.check_both_ends(f"unix-listen:{path}", f"unix:{path}", "tcp")

    def test_one_connection_after_the_other_on_the_same_ports(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            local = probe.getsockname()[1]

        def work(server):
            for number in (1, 2):
                with socket.socket() as peer:
                    peer.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    peer.settimeout(DEADLINE)
                    peer.bind(("127.0.0.1", local))
                    peer.connect(("127.0.0.1", server.port()))
                    peer.sendall(b"number %d" % number)
                    peer.recv(100)
                    # Without TIME_WAIT the ports are free at once.
                    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                server.wait_for_call("close", endpoint=f"server/{number}")

        server = self.serve("tcp-listen://127.0.0.1:0?echo", work)
        # Numbers of their own, and a SYN before the second one, tell them from each other.
        for number in (0, 1):
            self.assertEqual(follow(self.file, "tcp", number), (b"number %d" % (number + 1),) * 2)
        self.check_reopened(server.records)

    @needs("editcap")
    def test_other_programs_can_write_it_again(self):
        self.echo_over(socket.AF_INET, "127.0.0.1")
        again = Path(self.folder.name, "edited.pcapng")
        run("editcap", self.file, again)
        self.assertEqual(follow(again, "tcp", 0), follow(self.file, "tcp", 0))
        opened = reopen(again)
        self.assertEqual((opened.returncode, opened.stderr), (0, b""))
        found = [json.loads(line) for line in opened.stdout.splitlines()]
        self.assertEqual(len(moved(found)), 10)

    def test_other_formats(self):
        def work(server):
            with socket.create_connection(("127.0.0.1", server.port()), timeout=DEADLINE) as peer:
                peer.sendall(b'=1+1,"x"')
            server.wait_for_call("close", endpoint="server/1")

        self.file = Path(self.folder.name, "saved.jsonl")
        server = self.serve("tcp-listen://127.0.0.1:0", work)
        self.assertEqual([json.loads(line)["n"] for line in self.file.read_text().splitlines()],
                         [record["n"] for record in server.records])
        self.file = Path(self.folder.name, "saved.csv")
        server = self.serve("tcp-listen://127.0.0.1:0", work)
        with open(self.file, newline="", encoding="ascii") as lines:
            rows = list(csv.DictReader(lines, strict=True))
        self.assertEqual([row["call"] for row in rows], [record["call"] for record in server.records])
        self.assertIn('\'=1+1,"x"', [row["text"] for row in rows])
        self.file = Path(self.folder.name, "saved.txt")
        server = self.serve("tcp-listen://127.0.0.1:0", work)
        self.assertEqual(len(self.file.read_text().splitlines()), len(server.records))

    def test_what_cannot_be_saved(self):
        for path, code in (("x.pcap", 2), ("x", 2), ("/missing/x.pcapng", 1), (self.folder.name, 2),
                           ("/dev/null/x.csv", 1)):
            with self.subTest(path=path), \
                    Sockscope("--demo", "--for", "0.2", "--save", path, stdin=subprocess.DEVNULL) as lab:
                self.assertEqual(lab.wait(), code)
                self.assertIn(path, lab.message)
                self.assertEqual(lab.records, [])  # nobody learns of it only at the end
        self.assertEqual(os.listdir(self.folder.name), [])

    def test_a_damaged_file(self):
        self.echo_over(socket.AF_INET, "127.0.0.1")
        whole = reopen(self.file).stdout.splitlines()
        self.file.write_bytes(self.file.read_bytes()[:-50])
        cut = reopen(self.file)
        self.assertEqual(cut.returncode, 1)
        self.assertRegex(cut.stderr.decode(), r"saved\.pcapng: offset \d+: the file ends inside what should have \d+ ")
        found = cut.stdout.splitlines()
        self.assertEqual(found, whole[:len(found)])
        self.assertGreaterEqual(len(moved(json.loads(line) for line in found)), 9)


@needs("dumpcap", "tshark")
class CapturesOfOthers(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def capture(self, work, *options):
        """What dumpcap sees on lo of some work."""
        file = Path(self.folder.name, "captured")
        with Program("dumpcap", "-i", "lo", "-w", file, "-f", "host 127.0.0.1 or host ::1", *options) as dumpcap:
            wait_until(lambda: b"File:" in dumpcap.errors or dumpcap.process.poll() is not None, "dumpcap to begin")
            if dumpcap.process.poll() is not None:
                self.skipTest(f"dumpcap may not capture here: {dumpcap.message}")
            marker = random.randbytes(16)
            # It begins to see packets some time after it says so.
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
                # On a busy machine it may miss one.
                def seen(mark):
                    probe.sendto(mark, ("127.0.0.1", 9))
                    return file.exists() and mark in file.read_bytes()
                wait_until(lambda: seen(marker), "dumpcap to see packets")
                work()
                last = random.randbytes(16)
                wait_until(lambda: seen(last), "dumpcap to write all")
            dumpcap.signal(signal.SIGINT)
            dumpcap.wait()
        return file

    def converse(self):
        for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
            if family == socket.AF_INET6 and not has_ipv6():
                continue
            with socket.create_server((host, 0), family=family) as listener, \
                    socket.create_connection(listener.getsockname()[:2]) as client:
                server = listener.accept()[0]
                with server:
                    for number in range(5):
                        client.sendall(b"question %d" % number)
                        server.recv(100)
                        server.sendall(b"answer %d" % number)
                        client.recv(100)
            with socket.socket(family, socket.SOCK_DGRAM) as bound, \
                    socket.socket(family, socket.SOCK_DGRAM) as peer:
                bound.bind((host, 0))
                for number in range(3):
                    peer.sendto(b"datagram %d" % number, bound.getsockname()[:2])

    def check(self, *options):
        file = self.capture(self.converse, *options)
        # An ICMP error quotes the datagram that it is about.
        data = "(tcp.len > 0 or udp) and not icmp and not icmpv6"
        fields = run("tshark", "-r", file, "-Y", data, "-T", "fields", "-e", "frame.time_epoch", "-e",
                     "tcp.payload", "-e", "udp.payload").splitlines()
        shown = collections.Counter()
        for line in fields:
            time, tcp, udp = line.split("\t")
            shown[Decimal(time), tcp or udp] += 1
        opened = reopen(file.rename(file.with_suffix(".pcapng")))
        self.assertEqual(opened.returncode, 0, opened.stderr)
        records = [json.loads(line) for line in opened.stdout.splitlines()]
        times = {record["time"][:19] for record in records}
        epochs = {time: int(run("date", "-u", "-d", time.replace("T", " "), "+%s")) for time in times}
        found = collections.Counter(
            (epochs[record["time"][:19]] + Decimal("0." + record["time"].rstrip("Z").split(".")[1]),
             payload(record).hex())
            for record in records if record["dir"])
        self.assertEqual(found, shown)
        self.assertIn(b"of TCP without payload", opened.stderr)
        said = [record for record in records if payload(record) == b"question 0"]
        self.assertTrue(all(record["dir"] == "out" and record["peer"] in record["endpoint"] for record in said))
        self.assertEqual(stream(record for record in records if record["endpoint"] == said[0]["endpoint"]
                                and record["dir"] == "in"), b"".join(b"answer %d" % number for number in range(5)))

    def test_a_capture_of_the_loopback(self):
        self.check()

    def test_a_classic_capture(self):
        self.check("-P")


if __name__ == "__main__":
    sockscope.main()
