#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Messages that stick together and messages that come apart: the records show the chunks that the kernel gave, and put
together they are what was sent."""

import socket

import sockscope
from sockscope import DEADLINE, PeerTest, Sockscope, payload, stream


class Chunks(PeerTest):

    def connected(self, server):
        peer = socket.create_connection(("127.0.0.1", server.port()), timeout=DEADLINE)
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.addCleanup(peer.close)
        return peer

    def end(self, server, peer):
        peer.shutdown(socket.SHUT_WR)
        self.assertEqual(peer.recv(1), b"")
        self.finish(server)
        received = server.of("recv")
        self.assertEqual(received[-1]["result"], 0)
        return received[:-1]

    def test_small_messages_may_stick_together(self):
        messages = [b"first;", b"second;", b"third;"]
        with Sockscope("tcp-listen://127.0.0.1:0") as server:
            peer = self.connected(server)
            for message in messages:
                peer.sendall(message)
            received = self.end(server, peer)
        # How many there are is the kernel's affair: from all in one to each alone.
        self.assertIn(len(received), (1, 2, 3))
        self.assertEqual(stream(received), b"".join(messages))
        for record in received:
            self.assertEqual(record["result"], len(payload(record)))

    def test_messages_stick_when_nobody_reads(self):
        with Sockscope("tcp-listen://127.0.0.1:0?bufsize=8") as server:
            # Stopped, the program reads nothing meanwhile; then its recv(8) cuts where no message ended.
            peer = self.connected(server)
            server.wait_for_call("accept")
            server.pause()
            for message in (b"first;", b"second;", b"third;"):
                peer.sendall(message)
            server.go_on()
            received = self.end(server, peer)
        self.assertEqual([payload(record) for record in received], [b"first;se", b"cond;thi", b"rd;"])
        self.assertEqual({record["asked"] for record in received}, {8})

    def test_one_message_in_two_parts_is_two_records(self):
        with Sockscope("tcp-listen://127.0.0.1:0") as server:
            peer = self.connected(server)
            peer.sendall(b"one mess")
            first = server.wait_for_call("recv")
            peer.sendall(b"age")
            received = self.end(server, peer)
        self.assertEqual(payload(first), b"one mess")
        self.assertEqual([payload(record) for record in received], [b"one mess", b"age"])
        self.assertLess(received[0]["time"], received[1]["time"])

    def test_what_we_send_in_parts_comes_as_one_stream(self):
        parts = [b"a" * 10, b"b" * 70_000, b"c"]
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(DEADLINE)
            with Sockscope(f"tcp://127.0.0.1:{listener.getsockname()[1]}") as client:
                peer, _ = listener.accept()
                with peer:
                    peer.settimeout(DEADLINE)
                    for part in parts:
                        client.write(part)
                    client.close_input()
                    heard = bytearray()
                    while piece := peer.recv(4096):
                        heard += piece
                self.assertEqual(client.wait(), 0)
        self.check_whole(client)
        self.assertEqual(bytes(heard), b"".join(parts))
        self.assertEqual(stream(client.of("send")), b"".join(parts))

    def test_a_datagram_never_sticks_nor_splits(self):
        with Sockscope("udp-listen://127.0.0.1:0?bufsize=8") as server, \
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
            port = server.port()
            for message in (b"one", b"two", b"much longer than eight"):
                peer.sendto(message, ("127.0.0.1", port))
            server.wait_for_call("recvfrom", result=22)
            self.finish(server)
        received = server.of("recvfrom")
        self.assertEqual([payload(record) for record in received], [b"one", b"two", b"much lon"])
        # What was cut is told: the real length, and MSG_TRUNC - recv(2).
        self.assertEqual([record["result"] for record in received], [3, 3, 22])
        self.assertEqual([record.get("flags") for record in received], [None, None, "MSG_TRUNC"])

    def test_a_reset_is_recorded_with_its_errno(self):
        with Sockscope("tcp-listen://127.0.0.1:0") as server:
            peer = self.connected(server)
            peer.sendall(b"before")
            server.wait_for_call("recv", result=6)
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # {on, 0 s}: RST
            peer.close()
            server.wait_for_call("recv", errno="ECONNRESET")
            self.finish(server)
        self.assertIn("ECONNRESET", server.message)


if __name__ == "__main__":
    sockscope.main()
