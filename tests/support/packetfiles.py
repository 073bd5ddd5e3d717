# SPDX-FileCopyrightText: 2026 the Sockscope authors
# SPDX-License-Identifier: MIT
"""Makes packets and files of them, byte by byte, as captures in the field have them."""

import ipaddress
import struct

RAW, ETHERNET, PPP, COOKED, COOKED_2 = 101, 1, 9, 113, 276
IPV4, IPV6, VLAN, SERVICE_VLAN, PPPOE = 0x0800, 0x86DD, 0x8100, 0x88A8, 0x8864
TCP, UDP, GRE = 6, 17, 47


def ipv4(protocol, content, number=1, fragment=0, source="10.0.0.1", destination="10.0.0.2"):
    """@param fragment  flags and offset, as the header has them."""
    header = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(content), number, fragment, 64, protocol, 0,
                         ipaddress.ip_address(source).packed, ipaddress.ip_address(destination).packed)
    total = sum(struct.unpack(">10H", header))
    total = (total & 0xFFFF) + (total >> 16)
    checksum = ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF
    return header[:10] + struct.pack(">H", checksum) + header[12:] + content


def ipv6(protocol, content, source="2001:db8::1", destination="2001:db8::2"):
    return struct.pack(">IHBB16s16s", 0x60000000, len(content), protocol, 64, ipaddress.ip_address(source).packed,
                       ipaddress.ip_address(destination).packed) + content


def udp(source, destination, data):
    """Without a checksum, which IPv4 allows."""
    return struct.pack(">HHHH", source, destination, 8 + len(data), 0) + data


def tcp(source, destination, data, sequence=1, flags=0x18):
    return struct.pack(">HHIIBBHHH", source, destination, sequence, 1, 0x50, flags, 65535, 0, 0) + data


def ethernet(kind, content):
    return bytes.fromhex("020000000002020000000001") + struct.pack(">H", kind) + content


def vlan(number, kind, content):
    return struct.pack(">HH", number, kind) + content


def pppoe(protocol, content):
    return struct.pack(">BBHHH", 0x11, 0, 1, 2 + len(content), protocol) + content


def cooked(kind, content):
    return struct.pack(">HHH6s2sH", 0, 1, 6, bytes(6), bytes(2), kind) + content


def cooked_2(kind, content):
    return struct.pack(">HHIHBB8s", kind, 0, 2, 1, 0, 6, bytes(8)) + content


def fragments4(protocol, content, size, number=1):
    """The fragments of an IPv4 packet, each with `size` bytes of its content."""
    return [ipv4(protocol, content[at:at + size], number, at // 8 | (0x2000 if at + size < len(content) else 0))
            for at in range(0, len(content), size)]


def fragments6(protocol, content, size, number=1):
    return [ipv6(44, struct.pack(">BBHI", protocol, 0, at | (at + size < len(content)), number) + content[at:at + size])
            for at in range(0, len(content), size)]


def pcap(link, packets, snap=None):
    """A classic file; packets are a second apart and cut to `snap` bytes."""
    records = (struct.pack("<IIII", 1700000000 + number, 0, len(packet[:snap]), len(packet)) + packet[:snap]
               for number, packet in enumerate(packets))
    return struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, snap or 262144, link) + b"".join(records)


def pcapng(link, packets):
    def block(kind, body):
        body += bytes(-len(body) % 4)
        return struct.pack("<II", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12)

    records = (block(6, struct.pack("<IIIII", 0, number >> 32, number & 0xFFFFFFFF, len(packet), len(packet)) + packet)
               for number, packet in ((1700000000000000 + index * 1000000, packet)
                                      for index, packet in enumerate(packets)))
    return (block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)) + block(1, struct.pack("<HHI", link, 0, 0))
            + b"".join(records))
