#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Visible text by the rules of app/codec/visible.h, written a second time: a line of hex in, a line of text out."""

import sys
import unicodedata

from characters import class_of

NAMED = {0x5C: "\\\\", 0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t"}


def first_character(data):
    """The valid character at the start, or None. Python's decoder is as strict as RFC 3629."""
    for size in range(1, 5):
        try:
            return data[:size].decode("utf-8"), size
        except UnicodeDecodeError:
            pass
    return None, 1


def visible(data):
    text = ""
    marks_left = 0
    while data:
        character, size = first_character(data)
        code = ord(character) if character else data[0]
        kind = class_of(code) if character else "h"
        if code in NAMED and character:
            text += NAMED[code]
            marks_left = 0
        elif kind == "s":
            text += character
            marks_left = 4
        elif kind == "m" and marks_left > 0:
            text += character
            marks_left -= 1
        else:
            text += "\\x%02x" % code if code < 0x80 or not character else "\\u{%X}" % code
            marks_left = 0
        data = data[size:]
    return text


if unicodedata.unidata_version != "14.0.0":
    print("other Unicode")
else:
    sys.stdout.reconfigure(encoding="utf-8")
    for line in sys.stdin:
        print(visible(bytes.fromhex(line)))
