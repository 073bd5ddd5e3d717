# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""A DNS server - RFC 1035 - that knows the cases' names and answers each of their questions in a way of its own."""

import socket
import struct

ADDRESS = ("127.0.0.1", 53)
TYPE_A, TYPE_CNAME, TYPE_AAAA, CLASS_IN = 1, 5, 28, 1
ANSWERED = 0x8180  # a response, with recursion desired and available
NO_ERROR, SERVER_FAILURE, NO_SUCH_NAME, REFUSED = 0, 2, 3, 5
HEADER_BYTES = 12
LIFETIME_SECONDS = 1
NAME_ASKED_FOR = b"\xc0\x0c"  # a pointer to it: it comes right behind the header

ZONE = {
    "v4.test": {"A": ["127.0.0.1"]},
    "v6.test": {"AAAA": ["::1"]},
    "multi.test": {"A": ["127.0.0.2", "127.0.0.1"], "AAAA": ["::1"]},
    "dead.test": {"A": ["127.0.0.7", "127.0.0.8"]},
    "alias.test": {"CNAME": "v4.test"},
    "xn--bcher-kva.test": {"A": ["127.0.0.1"]},
    "nodata.test": {},
}


def question_of(query):
    """The name, the type, and where the question ends."""
    place, labels = HEADER_BYTES, []
    while length := query[place]:
        labels.append(query[place + 1 : place + 1 + length])
        place += 1 + length
    (kind,) = struct.unpack_from(">H", query, place + 1)
    return b".".join(labels).decode("latin-1").lower(), kind, place + 5


def record(owner, kind, data):
    return owner + struct.pack(">HHIH", kind, CLASS_IN, LIFETIME_SECONDS, len(data)) + data


def records_of(entry, kind):
    owner, records = NAME_ASKED_FOR, []
    if "CNAME" in entry:
        labels = entry["CNAME"].encode().split(b".")
        target = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
        records.append(record(owner, TYPE_CNAME, target))
        owner, entry = target, ZONE[entry["CNAME"]]
    if kind == TYPE_A:
        records += [record(owner, kind, socket.inet_aton(text)) for text in entry.get("A", [])]
    if kind == TYPE_AAAA:
        records += [record(owner, kind, socket.inet_pton(socket.AF_INET6, text)) for text in entry.get("AAAA", [])]
    return records


def reply_to(query):
    """None for what is never answered."""
    name, kind, end = question_of(query)

    def reply(code, answers=(), count=None):
        count = len(answers) if count is None else count
        header = query[:2] + struct.pack(">HHHHH", ANSWERED | code, 1, count, 0, 0)
        return header + query[HEADER_BYTES:end] + b"".join(answers)

    if name.startswith("slow"):
        return None
    if name.startswith("servfail"):
        return reply(SERVER_FAILURE)
    if name.startswith("refused"):
        return reply(REFUSED)
    if name.startswith("garbage"):
        return reply(NO_ERROR, [b"\xff" * 7], count=5)
    return reply(NO_ERROR, records_of(ZONE[name], kind)) if name in ZONE else reply(NO_SUCH_NAME)


def bound():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(ADDRESS)
    return server


def serve(server):
    while True:
        query, asker = server.recvfrom(4096)
        if answer := reply_to(query):
            server.sendto(answer, asker)
