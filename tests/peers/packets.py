# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""What comes beside the bytes, with Python at the other end: how a datagram arrived, descriptors that were passed,
messages with boundaries, multicast groups, broadcast, and the mode of a socket's file."""

import array
import os
import socket
import stat
import tempfile
import unittest
from pathlib import Path

import sockscope
from sockscope import Sockscope, payload

GROUP = "239.192.7.7"
LOOPBACK = socket.inet_aton("127.0.0.1")


def pass_descriptors(peer, data, descriptors):
    return peer.sendmsg([data], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))])


def connect(kind, path):
    peer = socket.socket(socket.AF_UNIX, kind)
    peer.settimeout(sockscope.DEADLINE)
    peer.connect(path)
    return peer


def messages(program, endpoint=None):
    return [payload(record) for record in program.of(endpoint=endpoint) if record["dir"] == "in"]


class PacketTest(sockscope.PeerTest):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = os.path.join(self.folder.name, "socket")

    def test_how_a_datagram_arrived(self):
        with Sockscope("udp-listen://0.0.0.0:0?IP_PKTINFO&IP_RECVTTL") as server, \
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
            port = server.port()
            peer.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 7)
            peer.sendto(b"x", ("127.0.0.9", port))
            record = server.wait_for(lambda record: record["dir"] == "in", "a datagram")
            self.finish(server)
        self.assertEqual((record["local"], record["interface"], record["hops"]), (f"127.0.0.9:{port}", "lo", 7))

    def test_the_line_for_people_tells_it_too(self):
        with Sockscope("udp-listen://127.0.0.1:0?IP_PKTINFO&IP_RECVTTL&mode=blocking", output=None) as server, \
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
            port = sockscope.wait_until(lambda: sockscope.udp_port(server.pid), "a bound socket")
            peer.sendto(b"hello", ("127.0.0.1", port))
            server.wait_for_output(f"to 127.0.0.1:{port}, interface lo, TTL 64".encode())
            self.assertEqual(server.stop(), 0)

    def check_descriptors(self, scheme, kind, mode):
        with Sockscope(f"{scheme}:{self.path}?mode={mode}") as server, open("/dev/null", "rb") as null:
            server.wait_until_open("bind" if kind == socket.SOCK_DGRAM else "listen")
            with connect(kind, self.path) as peer:
                pass_descriptors(peer, b"before", [])
                server.wait_for(lambda record: record.get("text") == "before", "the first message")
                before = server.descriptors()
                for _ in range(100):
                    pass_descriptors(peer, b"x", [null.fileno(), peer.fileno()])
                sockscope.wait_until(lambda: len(server.of("descriptors closed")) == 100, "all to be told of")
                sockscope.wait_until(lambda: server.descriptors() == before, "all to be closed")
            self.finish(server)
        record = server.of("descriptors closed")[0]
        self.assertEqual(record["result"], 2)
        self.assertRegex(record["detail"], r"^/dev/null \(character device\), socket:\[\d+\] \(socket\)$")

    def test_descriptors_are_told_of_and_closed(self):
        for scheme, kind in (("unix-listen", socket.SOCK_STREAM), ("unix-dgram-listen", socket.SOCK_DGRAM),
                             ("unix-seqpacket-listen", socket.SOCK_SEQPACKET)):
            for mode in ("nonblocking", "blocking"):
                with self.subTest(scheme=scheme, mode=mode):
                    self.check_descriptors(scheme, kind, mode)

    def test_seqpacket_server(self):
        with Sockscope(f"unix-seqpacket-listen:{self.path}?echo&bufsize=8") as server:
            server.wait_until_open()
            with connect(socket.SOCK_SEQPACKET, self.path) as peer:
                for data in (b"one", b"", b"0123456789"):
                    self.assertEqual(peer.send(data), len(data))
                    self.assertEqual(peer.recv(100), data[:8])
            server.wait_for_call("close", endpoint="server/1")
            self.finish(server)
        self.assertEqual(messages(server, "server/1"), [b"one", b"", b"01234567", b""])
        cut = server.of("recv", endpoint="server/1")[2]
        self.assertEqual((cut["result"], cut["flags"]), (10, "MSG_TRUNC"))

    def test_seqpacket_client(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
            listener.settimeout(sockscope.DEADLINE)
            listener.bind(self.path)
            listener.listen(1)
            with Sockscope(f"unix-seqpacket:{self.path}") as client:
                peer, _ = listener.accept()
                with peer:
                    client.write(b"hello")
                    self.assertEqual(peer.recv(100), b"hello")
                    peer.send(b"and")
                    peer.send(b"back")
                    client.wait_for_call("recv", text="back")
                self.finish(client)
        self.assertEqual(messages(client)[:2], [b"and", b"back"])

    def test_a_joined_group_is_heard(self):
        with Sockscope(f"udp-listen://0.0.0.0:0?join={GROUP}%lo&IP_PKTINFO") as server, \
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
            port = server.port()
            peer.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, LOOPBACK)
            peer.sendto(b"to the group", (GROUP, port))
            record = server.wait_for(lambda record: record["dir"] == "in", "a datagram")
            self.finish(server)
        self.assertEqual((record["local"], record["interface"]), (f"{GROUP}:{port}", "lo"))
        joined = [record for record in server.of("setsockopt") if "MEMBERSHIP" in record["detail"]]
        self.assertEqual([record["detail"] for record in joined], [f"IP_ADD_MEMBERSHIP {GROUP} on lo"])

    def test_what_cannot_be_joined_is_refused(self):
        for join in ("10.0.0.1", f"{GROUP}%eth99", "all"):
            with self.subTest(join=join), Sockscope(f"udp-listen://0.0.0.0:0?join={join}") as server:
                self.assertEqual(server.wait(), 2)
                self.assertIn(f"join={join}", server.message)

    def test_broadcast_needs_to_be_asked_for(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
            peer.settimeout(sockscope.DEADLINE)
            peer.bind(("", 0))
            url = f"udp://127.255.255.255:{peer.getsockname()[1]}"
            with Sockscope(url) as client:
                client.wait_for_call("connect", errno="EACCES")
                client.stop()
            with Sockscope(url + "?SO_BROADCAST") as client:
                client.write(b"everybody")
                self.assertEqual(peer.recv(100), b"everybody")
                self.finish(client)

    def test_the_mode_of_a_sockets_file(self):
        for query, mode in (("", 0o600), ("?file-mode=0666", 0o666), ("?file-mode=600", 0o600)):
            with self.subTest(query=query), Sockscope(f"unix-listen:{self.path}{query}") as server:
                server.wait_until_open()
                self.assertEqual(stat.S_IMODE(Path(self.path).stat().st_mode), mode)
                self.finish(server)


if __name__ == "__main__":
    sockscope.main()
