# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""How call scripts write bytes and addresses, and how results do; README.md has the language."""

import hashlib
import os
import re
import socket
import struct

LONGEST_TEXT = 60
LONGEST_HEX = 48
DIGEST_DIGITS = 16


def data_of(given):
    """The bytes that a step's "data" stands for."""
    if isinstance(given, str):
        return given.encode("latin-1")
    if "hex" in given:
        return bytes.fromhex(given["hex"])
    if "rep" in given:
        return bytes.fromhex(given["rep"]) * given["n"]
    return b"".join(struct.pack(">I", number) for number in range(given["seq"]))


def option_of(given):
    """What setsockopt takes: an integer, or bytes. In a list are integers and IP addresses, packed in order."""
    if isinstance(given, dict):
        return bytes.fromhex(given["hex"]) if "hex" in given else given["text"].encode()
    return b"".join(map(option_part, given)) if isinstance(given, list) else given


def option_part(part):
    if isinstance(part, int):
        return struct.pack("@i", part)
    return socket.inet_pton(socket.AF_INET6, part) if ":" in part else socket.inet_aton(part)


def shown_bytes(data, full=False):
    """As with --stable: what is long by its length and digest."""
    if full:
        return {"hex": data.hex()}
    if len(data) <= LONGEST_TEXT and all(32 <= byte < 127 for byte in data):
        return {"text": data.decode()}
    if len(data) <= LONGEST_HEX:
        return {"hex": data.hex()}
    return {"len": len(data), "sha256": hashlib.sha256(data).hexdigest()[:DIGEST_DIGITS]}


def shown_unix_address(address):
    """Python has an abstract name as bytes with a NUL in front, and a path as text."""
    if isinstance(address, bytes):
        name = address[1:]
        # Five hex digits are the kernel's own choice - unix(7).
        is_autobound = re.fullmatch(rb"[0-9a-f]{5}", name)
        return {"abstract": "<autobind>" if is_autobound else name.decode("latin-1")}
    try:
        address.encode()
    except UnicodeEncodeError:
        return {"path_hex": os.fsencode(address).hex()}
    return address


def length_of(shown):
    """How many bytes a result stands for."""
    if "len" in shown:
        return shown["len"]
    return len(shown["hex"]) // 2 if "hex" in shown else len(shown["text"])
