# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""The desktop entry as GLib reads it, with the program in PATH, and what its types are known by.
Usage: desktopentry.py SOURCES PROGRAM. Exit status 77 says in words what is not installed."""

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
import packetfiles  # noqa: E402

SKIPPED = 77
NAME = "org.sockscope.Sockscope"
PCAP, PCAPNG, COMPRESSED = "application/vnd.tcpdump.pcap", "application/x-pcapng", "application/x-compressed-pcap"
TYPES = [PCAP, PCAPNG, COMPRESSED]


def load_glib(data_home, program):
    """GLib looks for programs and types in the environment that it was loaded in. None where it is not installed."""
    os.environ.update(PATH=f"{Path(program).resolve().parent}:{os.environ['PATH']}", XDG_DATA_HOME=str(data_home),
                      XDG_DATA_DIRS=str(data_home / "nothing"))
    try:
        import gi
        gi.require_version("Gio", "2.0")
        from gi.repository import Gio
    except (ImportError, ValueError):
        return None
    return Gio


class DesktopEntry(unittest.TestCase):
    def entry(self):
        return GIO.DesktopAppInfo.new_from_filename(str(SOURCES / "resources" / f"{NAME}.desktop"))

    def test_glib_finds_the_program(self):
        self.assertEqual(self.entry().get_name(), "Sockscope")
        self.assertEqual(self.entry().get_executable(), "sockscope")

    def test_it_takes_several_files(self):
        self.assertTrue(self.entry().supports_files())
        self.assertTrue(self.entry().get_commandline().endswith(" %F"))

    def test_it_is_offered_for_its_types(self):
        self.assertEqual(self.entry().get_supported_types(), TYPES)
        for kind in TYPES:
            offered = [info.get_id() for info in GIO.AppInfo.get_all_for_type(kind)]
            self.assertEqual(offered, [f"{NAME}.desktop"], kind)

    def test_the_types_are_known_by_name(self):
        for name, kind in (("a.pcap", PCAP), ("a.cap", PCAP), ("a.pcap1", PCAP), ("T10:30:00.pcap", PCAP),
                           ("a.pcapng", PCAPNG), ("a.pcap.gz", COMPRESSED), ("a.cap.gz", COMPRESSED),
                           ("a.pcapng.gz", COMPRESSED)):
            self.assertEqual(GIO.content_type_guess(name, None)[0], kind, name)

    def test_the_types_are_known_by_their_first_bytes(self):
        packet = packetfiles.ipv4(packetfiles.UDP, packetfiles.udp(1, 2, b"x"))
        classic = packetfiles.pcap(packetfiles.RAW, [packet])
        for data, kind in ((classic, PCAP), (bytes.fromhex("a1b23c4d") + classic[4:], PCAP),
                           (packetfiles.pcapng(packetfiles.RAW, [packet]), PCAPNG)):
            self.assertEqual(GIO.content_type_guess("capture", data)[0], kind)

    def test_compressed_captures_are_gzip(self):
        self.assertTrue(GIO.content_type_is_a(COMPRESSED, "application/gzip"))
        self.assertEqual(GIO.content_type_guess("a.pcap.gz", gzip.compress(b"x"))[0], COMPRESSED)


def install(data_home):
    """Both files as an installation has them, with what a package's triggers run."""
    for folder, suffix in (("applications", "desktop"), ("mime/packages", "xml")):
        (data_home / folder).mkdir(parents=True)
        shutil.copy(SOURCES / "resources" / f"{NAME}.{suffix}", data_home / folder)
    subprocess.run(["update-desktop-database", str(data_home / "applications")], check=True)
    subprocess.run(["update-mime-database", str(data_home / "mime")], check=True)


if __name__ == "__main__":
    SOURCES = Path(sys.argv[1])
    MISSING = [tool for tool in ("update-desktop-database", "update-mime-database") if not shutil.which(tool)]
    with tempfile.TemporaryDirectory() as FOLDER:
        if not MISSING:
            install(Path(FOLDER))
        GIO = load_glib(Path(FOLDER), sys.argv[2])
        if GIO is None:
            MISSING.append("python3-gi")
        if MISSING:
            print("not installed:", ", ".join(MISSING))
            sys.exit(SKIPPED)
        unittest.main(argv=sys.argv[:1], verbosity=2)
