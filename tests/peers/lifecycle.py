#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""How a run ends: by a signal, by time, with its connections, with its input, or because nobody reads its output. Each
time everything that was committed is printed, the capture is removed, and the exit code says how it went."""

import os
import signal
import socket
import subprocess
import time

import sockscope
from sockscope import DEADLINE, PeerTest, Sockscope, stream, wait_until


def connect(server):
    return socket.create_connection(("127.0.0.1", server.port()), timeout=DEADLINE)


class Endings(PeerTest):

    def check_signal(self, number):
        with Sockscope("tcp-listen://127.0.0.1:0?echo") as server:
            with connect(server) as peer:
                peer.sendall(b"x" * 1000)
                server.wait_for_call("send", "server/1")
                self.assertEqual(len(server.captures()), 1)
                server.signal(number)
                self.assertEqual(server.wait(), 0)
            self.check_whole(server)
            self.assertEqual(stream(server.of("recv")), b"x" * 1000)
            self.assertEqual(server.calls("server")[-1], "close")
            self.assertEqual(server.calls("server/1")[-1], "close")
            self.assertEqual(server.captures(), [])

    def test_sigint(self):
        self.check_signal(signal.SIGINT)

    def test_sigterm(self):
        self.check_signal(signal.SIGTERM)

    def test_connections_that_come_with_the_signal(self):
        # Accepted or not: what was opened is closed, and all of it is printed.
        for _ in range(10):
            with Sockscope("tcp-listen://127.0.0.1:0?echo") as server:
                port = server.port()
                server.pause()
                peers = [socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) for _ in range(20)]
                for peer in peers:
                    peer.sendall(b"too late?")
                server.signal(signal.SIGINT)
                server.go_on()
                self.assertEqual(server.wait(), 0)
                self.check_whole(server)
                accepted = [record for record in server.of("accept") if "result" in record]
                self.assertEqual(len(server.of("close")), len(accepted) + 1)
                for peer in peers:
                    peer.close()

    def test_a_connect_that_waits_is_cancelled(self):
        # A listener with a full backlog does not answer: the third connection waits - listen(2).
        with socket.socket() as full:
            full.bind(("127.0.0.1", 0))
            full.listen(0)
            address = full.getsockname()
            waiting = [socket.socket() for _ in range(3)]
            for one in waiting:
                one.setblocking(False)
                one.connect_ex(address)
            with Sockscope(f"tcp://127.0.0.1:{address[1]}") as client:
                client.wait_for_call("connect", errno="EINPROGRESS")
                client.stop()
                self.check_whole(client)
            self.assertEqual(client.calls("client"), ["socket", "connect", "connect failed", "close"])
            self.assertTrue(client.of("connect failed")[0]["cancelled"])
            for one in waiting:
                one.close()

    def test_a_connect_runs_into_its_timeout(self):
        with socket.socket() as full:
            full.bind(("127.0.0.1", 0))
            full.listen(0)
            address = full.getsockname()
            waiting = [socket.socket() for _ in range(3)]
            for one in waiting:
                one.setblocking(False)
                one.connect_ex(address)
            with Sockscope(f"tcp://127.0.0.1:{address[1]}?connect_timeout=0.2") as client:
                self.assertEqual(client.wait(), 1)
                self.check_whole(client)
            (failed,) = client.of("connect failed")
            self.assertTrue(failed["timeout"])  # and no errno: it is not the kernel's ETIMEDOUT
            self.assertGreaterEqual(failed["duration"], 0.2)
            self.assertIn("timed out", client.message)
            for one in waiting:
                one.close()

    def test_for_a_time(self):
        with Sockscope("--for", "0.3", "tcp-listen://127.0.0.1:0") as server:
            begun = time.monotonic()
            self.assertEqual(server.wait(), 0)
            self.check_whole(server)
            self.assertEqual(server.calls("server")[-1], "close")
            self.assertLess(time.monotonic() - begun, DEADLINE)

    def test_until_closed(self):
        with Sockscope("--until-closed", "tcp-listen://127.0.0.1:0") as server:
            with connect(server) as first, connect(server) as second:
                first.sendall(b"one")
                second.sendall(b"two")
                server.wait_for_call("recv", text="one")
                server.wait_for_call("recv", text="two")
            self.assertEqual(server.wait(), 0)
            self.check_whole(server)

    def test_the_client_ends_with_its_connection(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            with Sockscope(f"tcp://127.0.0.1:{listener.getsockname()[1]}") as client:
                listener.settimeout(DEADLINE)
                peer, _ = listener.accept()
                peer.sendall(b"good bye")
                peer.close()
                self.assertEqual(client.wait(), 0)
                self.check_whole(client)
            self.assertEqual(stream(client.of("recv")), b"good bye")


class Input(PeerTest):

    def test_input_at_its_end(self):
        with Sockscope("tcp-listen://127.0.0.1:0?echo", stdin=subprocess.DEVNULL) as server:
            with connect(server) as peer:
                peer.sendall(b"still here")
                self.assertEqual(peer.recv(100), b"still here")
            server.wait_for_call("close", "server/1")
            self.finish(server)

    def test_closed_input(self):
        # Without descriptor 0 the next file opened would get its number, and be read as input.
        wrapper = ["/bin/sh", "-c", 'exec "$@" <&-', "sh"]
        with Sockscope("tcp-listen://127.0.0.1:0", stdin=subprocess.DEVNULL, wrapper=wrapper) as server:
            with connect(server) as peer:
                self.assertEqual(os.readlink(f"/proc/{server.pid}/fd/0"), "/dev/null")
                for message in (b"one", b"two"):
                    peer.sendall(message)
                    server.wait_for_call("recv", text=message.decode())
            server.wait_for_call("close", "server/1")
            self.finish(server)
            self.assertEqual(server.calls("server/1"), ["recv", "recv", "recv", "close"])

    def test_the_end_of_input_ends_our_stream(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(DEADLINE)
            with Sockscope(f"tcp://127.0.0.1:{listener.getsockname()[1]}", stdin=subprocess.DEVNULL) as client:
                peer, _ = listener.accept()
                with peer:
                    peer.settimeout(DEADLINE)
                    self.assertEqual(peer.recv(1), b"")
                    peer.sendall(b"heard you")
                self.assertEqual(client.wait(), 0)
                self.check_whole(client)
            self.assertEqual(stream(client.of("recv")), b"heard you")

    def test_a_large_input_arrives_whole(self):
        sent = os.urandom(32 * sockscope.MIB)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(DEADLINE)
            url = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
            with Sockscope(url, output="--quiet") as client:
                peer, _ = listener.accept()
                heard = bytearray()
                with peer:
                    peer.settimeout(DEADLINE)
                    feeder = sockscope.threading.Thread(target=lambda: (client.write(sent), client.close_input()))
                    feeder.start()
                    while piece := peer.recv(sockscope.MIB):
                        heard += piece
                    feeder.join()
                self.assertEqual(client.wait(), 0)
            self.assertTrue(bytes(heard) == sent)
            self.assertEqual(client.statistics["total"]["bytes_out"], len(sent))


class Output(PeerTest):

    def test_closed_output(self):
        # What is printed must not get into a file of the capture that took the number 1.
        wrapper = ["/bin/sh", "-c", 'exec "$@" >&- 2>&-', "sh"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with Sockscope(f"tcp-listen://127.0.0.1:{port}?echo", output="--quiet", wrapper=wrapper) as server:
            def try_to_connect():
                try:
                    return socket.create_connection(("127.0.0.1", port), timeout=DEADLINE)
                except ConnectionRefusedError:
                    return None
            with wait_until(try_to_connect, "a listener") as peer:
                peer.sendall(b"nobody sees this")
                self.assertEqual(peer.recv(100), b"nobody sees this")
                for number in (1, 2):
                    self.assertEqual(os.readlink(f"/proc/{server.pid}/fd/{number}"), "/dev/null")
            self.assertEqual(server.stop(), 1)  # the statistics went nowhere

    def test_a_reader_that_leaves_ends_the_run(self):
        # As with `| head -1`: the first line is read, then the pipe is closed while traffic goes on.
        reader, writer = os.pipe()
        with Sockscope("tcp-listen://127.0.0.1:0?echo", stdout=writer) as server:
            os.close(writer)
            with os.fdopen(reader, "rb") as lines:
                record = {}
                while record.get("call") != "listen":
                    record = sockscope.json.loads(lines.readline())
            address = record["local"].rpartition(":")
            with socket.create_connection((address[0], int(address[2])), timeout=DEADLINE) as peer:
                peer.sendall(b"to nobody")
                self.assertEqual(server.wait(), 128 + signal.SIGPIPE)
            self.assertEqual(server.captures(), [])

    def test_a_capture_that_cannot_be_removed_is_told(self):
        with Sockscope("tcp-listen://127.0.0.1:0") as server:
            server.wait_until_open()
            (capture,) = server.captures()
            (capture / "not of a capture").touch()
            self.assertEqual(server.stop(), 0, server.describe())
            self.assertIn(f"could not be removed and stays in {capture}: rmdir: ENOTEMPTY", server.message)

    def test_lines_are_inert(self):
        hostile = b"\x1b]0;title\x07\x1b[2J\x00\xff\xe2\x80\xae<b>\r\n"
        with Sockscope("tcp-listen://127.0.0.1:0", output="") as server:
            wait_until(lambda: b"listen" in server.output, server.describe)
            port = int(server.output.split(b"-> 127.0.0.1:")[1].split()[0])
            with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as peer:
                peer.sendall(hostile)
            wait_until(lambda: b"close" in server.output, server.describe)
            self.assertEqual(server.stop(), 0)
        text = bytes(server.output)
        for forbidden in (b"\x1b", b"\x07", b"\x00", b"\xff", b"\r", "\N{RIGHT-TO-LEFT OVERRIDE}".encode()):
            self.assertNotIn(forbidden, text)
        self.assertIn(b"\\x1b", text)

    def test_json_carries_any_bytes(self):
        sent = bytes(range(256)) * 16
        with Sockscope("tcp-listen://127.0.0.1:0") as server:
            with connect(server) as peer:
                peer.sendall(sent)
            server.wait_for_call("close", "server/1")
            self.finish(server)
        self.assertEqual(stream(server.of("recv")), sent)


if __name__ == "__main__":
    sockscope.main()
