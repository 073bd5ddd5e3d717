#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""socat and ncat at the other end, in both roles, with half-close: one side ends its stream and still hears the other."""

import os
import tempfile
import threading
import unittest
from pathlib import Path

import sockscope
from sockscope import DEADLINE, PeerTest, Program, Sockscope, needs, payload, stream, wait_until

ASKED = b"what we ask, to the end\n"
ANSWERED = b"what they answer, after the end\n"


class Tool(PeerTest):
    """What is the same for both tools: it listens or connects, we are the other end."""

    def tool_asks_and_hears(self, server, tool):
        """The tool sends, ends its stream, and hears our answer (the echo) to its end."""
        with tool:
            tool.write(ASKED)
            tool.close_input()
            self.assertEqual(tool.wait(), 0, tool.describe())
            self.assertEqual(bytes(tool.output), ASKED)
        server.wait_for_call("close", "server/1")
        self.finish(server)
        self.assertEqual(stream(server.of("recv")), ASKED)
        self.assertEqual(stream(server.of("send")), ASKED)
        self.assertEqual(server.calls("server/1")[-2:], ["recv", "close"])
        self.assertEqual(server.of("recv")[-1]["result"], 0)

    def we_ask_and_hear(self, client, tool, answers_after_the_end=True):
        """We send and end our stream; the tool, which sees that end, answers only then."""
        client.write(ASKED)
        tool.wait_for_output(ASKED)
        if answers_after_the_end:
            client.close_input()
            client.wait_for_call("shutdown", detail="SHUT_WR")
        tool.write(ANSWERED)
        if not answers_after_the_end:
            client.wait_for(lambda record: payload(record) == ANSWERED, "the answer")
            client.close_input()
            client.wait()
        tool.close_input()
        self.assertEqual(client.wait(), 0)
        self.assertEqual(tool.wait(), 0, tool.describe())
        self.check_whole(client)
        self.assertEqual(bytes(tool.output), ASKED)
        self.assertEqual(stream(client.of("send")), ASKED)
        self.assertEqual(stream(client.of("recv")), ANSWERED)
        order = [call for call in client.calls("client") if call in ("send", "shutdown", "recv", "close")]
        middle = ["shutdown", "recv"] if answers_after_the_end else ["recv", "shutdown"]
        self.assertEqual(order, ["send", *middle, "recv", "close"])
        self.assertEqual(client.of("recv")[-1]["result"], 0)

    def tool_sends_datagrams(self, server, tool):
        """Each write of the tool is a datagram; the echo comes back to it."""
        with tool:
            for message in (b"one", b"two two"):
                tool.write(message)
                tool.wait_for_output(message)
        server.wait_for_call("sendto", text="two two")
        self.finish(server)
        self.assertEqual([payload(record) for record in server.of("recvfrom")], [b"one", b"two two"])
        self.assertEqual([payload(record) for record in server.of("sendto")], [b"one", b"two two"])


def socat(*addresses, **options):
    # -t: how long the other direction lives on after one has ended.
    return Program("socat", f"-t{DEADLINE:g}", *addresses, **options)


@needs("socat")
class Socat(Tool):

    def test_connects_over_tcp(self):
        with Sockscope("tcp-listen://127.0.0.1:0?echo") as server:
            self.tool_asks_and_hears(server, socat("-", f"TCP:127.0.0.1:{server.port()}"))

    @unittest.skipUnless(sockscope.has_ipv6(), "no IPv6 on this machine")
    def test_connects_over_ipv6(self):
        with Sockscope("tcp-listen://[::1]:0?echo") as server:
            self.tool_asks_and_hears(server, socat("-", f"TCP6:[::1]:{server.port()}"))

    @unittest.skipUnless(sockscope.has_ipv6(), "no IPv6 on this machine")
    def test_connects_over_ipv4_to_a_dual_stack_listener(self):
        with Sockscope("tcp-listen://[::]:0?echo") as server:
            self.tool_asks_and_hears(server, socat("-", f"TCP:127.0.0.1:{server.port()}"))
            self.assertIn("::ffff:127.0.0.1", server.of("accept")[0]["peer"])

    def test_connects_over_unix(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "server")
            with Sockscope(f"unix-listen:{path}?echo") as server:
                server.wait_until_open()
                self.tool_asks_and_hears(server, socat("-", f"UNIX-CONNECT:{path}"))

    def test_connects_to_an_abstract_name(self):
        name = f"sockscope-socat-{os.getpid()}"
        with Sockscope(f"unix-listen:@{name}?echo") as server:
            server.wait_until_open()
            self.tool_asks_and_hears(server, socat("-", f"ABSTRACT-CONNECT:{name}"))

    def test_listens_on_tcp(self):
        # With -dd socat says which port it has: "listening on AF=2 127.0.0.1:port".
        with socat("-dd", "-", "TCP-LISTEN:0,bind=127.0.0.1") as tool:
            wait_until(lambda: "listening on" in tool.message, tool.describe)
            port = int(tool.message.split("listening on")[1].split("\n")[0].rpartition(":")[2])
            with Sockscope(f"tcp://127.0.0.1:{port}") as client:
                self.we_ask_and_hear(client, tool)

    def test_listens_on_unix(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "server")
            with socat("-dd", "-", f"UNIX-LISTEN:{path}") as tool:
                wait_until(lambda: "listening on" in tool.message, tool.describe)
                with Sockscope(f"unix:{path}") as client:
                    self.we_ask_and_hear(client, tool)

    def test_sends_udp(self):
        with Sockscope("udp-listen://127.0.0.1:0?echo") as server:
            self.tool_sends_datagrams(server, socat("-", f"UDP:127.0.0.1:{server.port()}"))

    def test_sends_unix_datagrams(self):
        with tempfile.TemporaryDirectory() as folder:
            path, own = os.path.join(folder, "server"), os.path.join(folder, "socat")
            with Sockscope(f"unix-dgram-listen:{path}?echo") as server:
                server.wait_until_open("bind")
                self.tool_sends_datagrams(server, socat("-", f"UNIX-SENDTO:{path},bind={own}"))
                self.assertEqual(server.of("recvfrom")[0]["peer"], own)

    def test_hears_udp(self):
        with socat("-dd", "-u", "UDP-RECV:0,bind=127.0.0.1", "-") as tool:
            port = wait_until(lambda: sockscope.udp_port(tool.pid), tool.describe)
            with Sockscope(f"udp://127.0.0.1:{port}") as client:
                client.write(ASKED)
                tool.wait_for_output(ASKED)
                self.finish(client)
        self.assertEqual([payload(record) for record in client.records if record["dir"] == "out"], [ASKED])

    def test_two_megabytes_come_back(self):
        sent = os.urandom(2 * sockscope.MIB)
        with Sockscope("tcp-listen://127.0.0.1:0?echo") as server, \
                socat("-", f"TCP:127.0.0.1:{server.port()}") as tool:
            writer = threading.Thread(target=lambda: (tool.write(sent), tool.close_input()))
            writer.start()
            self.assertEqual(tool.wait(), 0, tool.message)
            writer.join()
            server.wait_for_call("close", "server/1")
            self.finish(server)
        self.assertTrue(bytes(tool.output) == sent)
        self.assertTrue(stream(server.of("recv")) == sent)
        self.assertTrue(stream(server.of("send")) == sent)


@needs("ncat")
class Ncat(Tool):

    def test_connects_over_tcp(self):
        with Sockscope("tcp-listen://127.0.0.1:0?echo") as server:
            self.tool_asks_and_hears(server, Program("ncat", "127.0.0.1", str(server.port())))

    def test_connects_over_unix(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "server")
            with Sockscope(f"unix-listen:{path}?echo") as server:
                server.wait_until_open()
                self.tool_asks_and_hears(server, Program("ncat", "-U", path))

    # A listening ncat ends as soon as its client has ended the stream, so it answers before.

    def test_listens_on_tcp(self):
        with Program("ncat", "-v", "-n", "-l", "127.0.0.1", "0") as tool:
            with Sockscope(f"tcp://127.0.0.1:{tcp_port_of(tool)}") as client:
                self.we_ask_and_hear(client, tool, answers_after_the_end=False)

    def test_listens_on_unix(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "server")
            with Program("ncat", "-v", "-l", "-U", path) as tool:
                wait_until(lambda: Path(path).exists() and "Listening on" in tool.message, tool.describe)
                with Sockscope(f"unix:{path}") as client:
                    self.we_ask_and_hear(client, tool, answers_after_the_end=False)

    def test_sends_udp(self):
        with Sockscope("udp-listen://127.0.0.1:0?echo") as server:
            self.tool_sends_datagrams(server, Program("ncat", "-u", "127.0.0.1", str(server.port())))


def tcp_port_of(tool):
    """ncat does not say which port the kernel gave it."""
    return wait_until(lambda: sockscope.listening_port(tool.pid), tool.describe)


if __name__ == "__main__":
    sockscope.main()
