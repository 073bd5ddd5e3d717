#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Frames random streams by random rules in Python, with the whole stream at hand, and compares with what the framer
makes of the same bytes in random pieces.

    reference.py FRAMESTREAM [--seed N] [--streams N]

Each rule is written here from its standard, not from ours: see what tests/message/tst_framer.cpp cites. Prints the seed
and the first stream that differs; exits 1 if there is one.
"""

import argparse
import random
import subprocess
import sys

STREAMS = 1000
UNLIMITED = 16 << 20


def fit_of(size, limit):
    return "oversize" if size > limit else "complete"


def by_delimiter(stream, rule):
    at = 0
    while at < len(stream):
        begin = at
        if rule["starts"]:
            while begin < len(stream) and stream[begin] not in rule["starts"]:
                begin += 1
            if begin > at:
                yield at, begin - at, "malformed"
            if begin == len(stream):
                return
        found = stream.find(rule["end"], begin + (1 if rule["starts"] else 0))
        end = len(stream) if found < 0 else found + len(rule["end"])
        yield begin, end - begin, "torn" if found < 0 else fit_of(end - begin, rule["limit"])
        at = end


def counted(stream, limit, header_at):
    """header_at(place) gives the header's size and the message's, None for one that cannot be; or none at the end."""
    at = 0
    while at < len(stream):
        sizes = header_at(at)
        if sizes is None:
            yield at, len(stream) - at, "torn"
            return
        header, size = sizes
        if size is None:
            yield at, header, "malformed"
            at += header
        elif at + size > len(stream):
            yield at, len(stream) - at, "torn"
            return
        else:
            yield at, size, fit_of(size, limit)
            at += size


def by_fixed(stream, rule):
    return counted(stream, rule["limit"], lambda at: (0, rule["size"]))


def by_length(stream, rule):
    header = rule["offset"] + rule["width"]

    def header_at(at):
        field = stream[at + rule["offset"] : at + header]
        if len(field) < rule["width"]:
            return None
        size = int.from_bytes(field, rule["order"]) + rule["adjust"] + (header if rule["counts"] == "rest" else 0)
        return header, size if size >= header else None

    return counted(stream, rule["limit"], header_at)


def by_varint(stream, rule):
    def header_at(at):
        at += rule["offset"]
        value = 0
        for place in range(rule["max"]):
            if at + place >= len(stream):
                return None
            digit = stream[at + place]
            value |= (digit & 0x7F) << 7 * place
            if digit < 0x80:
                header = rule["offset"] + place + 1
                return header, header + value if value < 1 << 64 else None
        return rule["offset"] + rule["max"], None

    return counted(stream, rule["limit"], header_at)


def unslip(frame):
    """RFC 1055; None where ESC stands before what it does not escape."""
    out, rest = bytearray(), iter(frame)
    for byte in rest:
        if byte == 0xDB:
            byte = {0xDC: 0xC0, 0xDD: 0xDB}.get(next(rest, None))
            if byte is None:
                return None
        out.append(byte)
    return bytes(out)


def uncobs(frame):
    out = bytearray()
    while frame:
        code, block = frame[0], frame[1 : frame[0]]
        if len(block) != code - 1:
            return None
        out += block
        frame = frame[code:]
        if frame and code < 0xFF:
            out.append(0)
    return bytes(out)


def stuffed(stream, limit, end, decode):
    at = begin = 0
    while at < len(stream):
        if stream[at] == end:
            at += 1
            continue
        found = stream.find(bytes([end]), at)
        if found < 0:
            break
        bad = decode(stream[at:found]) is None
        at = found + 1
        yield begin, at - begin, "malformed" if bad else fit_of(at - begin, limit)
        begin = at
    if begin < len(stream):
        # A wrong ESC is seen before the end; how far a block of COBS goes, only there.
        rest = stream[begin:].strip(bytes([end]))
        bad = decode is unslip and decode(rest) is None and decode(rest + b"\xdc") is None
        yield begin, len(stream) - begin, "malformed" if bad else "torn"


def by_slip(stream, rule):
    return stuffed(stream, rule["limit"], 0xC0, unslip)


def by_cobs(stream, rule):
    return stuffed(stream, rule["limit"], 0, uncobs)


def by_idle(pieces, rule):
    at, size, last = 0, 0, None
    for piece, time in pieces:
        if not piece:
            continue
        if size and time - last >= rule["gap"]:
            yield at, size, fit_of(size, rule["limit"])
            at, size = at + size, 0
        size += len(piece)
        last = time
    if size:
        yield at, size, fit_of(size, rule["limit"])


def make_delimiter(rng):
    end = rng.choice([b"\n", b"\r\n", b"\0", b"aab", b"abab", b"aa", b"\x03"])
    starts = rng.choice([b"", b"", b"a", b"$!", end[:1]])
    text = "delimiter=" + end.hex() + (",starts:" + starts.hex() if starts else "")
    return by_delimiter, text, {"end": end, "starts": starts}, end + starts + b"ab"


def make_fixed(rng):
    size = rng.randint(1, 40)
    return by_fixed, f"fixed={size}", {"size": size}, b"abc"


def make_length(rng):
    rule = {
        "offset": rng.choice([0, 0, 1, 2, 4, 9]),
        "width": rng.randint(1, 8),
        "order": rng.choice(["big", "little"]),
        "counts": rng.choice(["rest", "whole"]),
        "adjust": rng.choice([0, 0, -4, -1, 3, -300, -(2**31), 2**31 - 1]),
    }
    keys = ",".join(f"{key}:{value}" for key, value in rule.items())
    return by_length, f"length={keys}", rule, b"\0\0\0\0\0\1\5\x10\xff"


def make_varint(rng):
    rule = {"offset": rng.choice([0, 0, 1, 3]), "max": rng.randint(1, 10)}
    return by_varint, f"varint=offset:{rule['offset']},max:{rule['max']}", rule, b"\0\1\3\x80\x81\xff\xff\xff\x07"


def make_slip(rng):
    return by_slip, "slip", {}, b"\xc0\xc0\xdb\xdc\xdd\xdc\xddabcd"


def make_cobs(rng):
    return by_cobs, "cobs", {}, b"\0\1\1\2\2\3\4\xff"


def make_idle(rng):
    gap = rng.choice([1, 1000, 20_000_000])
    return by_idle, f"idle={gap}ns", {"gap": gap}, b"abc"


def stream_of(rng, alphabet):
    """Of bytes that mean something to the rule mostly, of any sometimes."""
    size = rng.choice([0, 1, 5, 50, 400])
    if rng.random() < 0.3:
        return rng.randbytes(size)
    return bytes(rng.choice(alphabet) for _ in range(size))


def pieces_of(rng, stream):
    pieces, at, time = [], 0, 1_000_000_000_000
    while at < len(stream):
        size = rng.choice([1, 1, 2, 3, 7, 20, 200])
        time += rng.choice([0, 1, 999, 1000, 20_000_000, -5])
        pieces.append((stream[at : at + size], time))
        at += size
    return pieces


def text_of(marks):
    return "".join(f"{offset}+{length}:{fit} " for offset, length, fit in marks)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("framestream")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--streams", type=int, default=STREAMS)
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    rng = random.Random(arguments.seed)
    makers = [make_delimiter, make_fixed, make_length, make_varint, make_slip, make_cobs, make_idle]
    lines, wanted = [], []
    for number in range(arguments.streams):
        frame, text, rule, alphabet = makers[number % len(makers)](rng)
        rule["limit"] = rng.choice([UNLIMITED, UNLIMITED, 1, 10, 60])
        pieces = pieces_of(rng, stream_of(rng, alphabet))
        stream = b"".join(piece for piece, _ in pieces)
        wanted.append(text_of(frame(pieces if frame is by_idle else stream, rule)))
        said = " ".join(f"{piece.hex()}@{time}" for piece, time in pieces)
        lines.append(f"{text},limit:{rule['limit']}\t{said}")
    answer = subprocess.run([arguments.framestream], input="\n".join(lines) + "\n", capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        print(answer.stderr)
        return 1
    for line, is_so, must in zip(lines, answer.stdout.splitlines(), wanted, strict=True):
        if is_so != must:
            print(f"{line}\n  framer:    {is_so}\n  reference: {must}")
            return 1
    print(f"{len(lines)} streams, {sum(text.count('+') for text in wanted)} messages alike")
    return 0


if __name__ == "__main__":
    sys.exit(main())
