#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""What Unicode says of each character, in the three classes that app/codec/characters.h knows.

    characters.py            the Unicode version, then one letter a code point: s(hown), m(ark), h(idden)
    characters.py --table    the ranges of app/codec/characters.cpp, to be pasted there
"""

import sys
import unicodedata

# Default_Ignorable_Code_Point characters that are letters, marks or unassigned by their category, blanks that are
# not spaces by their category (braille, a musical note head without ink), and the two replacement characters, which
# a view would show for something else.
INVISIBLE = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFC, 0xFFFD, 0x1D159}
INVISIBLE |= set(range(0x180B, 0x1810)) | set(range(0xFE00, 0xFE10)) | set(range(0xE0000, 0xE1000))
HIDDEN_CATEGORIES = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}


def class_of(code):
    category = unicodedata.category(chr(code))
    if code == 0x20:
        return "s"
    if code in INVISIBLE or category in HIDDEN_CATEGORIES:
        return "h"
    return "m" if category in ("Mn", "Mc", "Me") else "s"


def ranges(wanted):
    first = None
    for code in range(0x110001):
        inside = code < 0x110000 and class_of(code) == wanted
        if inside and first is None:
            first = code
        elif not inside and first is not None:
            yield first, code - 1
            first = None


def print_table(name, wanted):
    cells = ["{0x%X, 0x%X}" % pair for pair in ranges(wanted)]
    print("constexpr std::array<Range, %d> %s{{" % (len(cells), name))
    line = ""
    for cell in cells:
        if len(line) + len(cell) + 2 > 114:
            print("    " + line.rstrip())
            line = ""
        line += cell + ", "
    print("    " + line.rstrip(", "))
    print("}};")


if __name__ == "__main__":
    if sys.argv[1:] == ["--table"]:
        print_table("Hidden", "h")
        print_table("Marks", "m")
    else:
        print(unicodedata.unidata_version)
        print("".join(class_of(code) for code in range(0x110000)))
