// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace packets {

// The numbers of a pcapng file - draft-ietf-opsawg-pcapng - and of what ours add to it.

enum class BlockType : std::uint32_t
{
    SectionHeader = 0x0a0d0d0a,
    Interface = 1,
    OldPacket = 2,
    SimplePacket = 3,
    InterfaceStatistics = 5,
    EnhancedPacket = 6
};

inline constexpr std::uint32_t ByteOrderMagic = 0x1a2b3c4d;
/// Type, length, and the length again at the end.
inline constexpr std::size_t BlockOverhead = 12;
/// Wireshark refuses the rest of a file after a packet block that is larger.
inline constexpr std::size_t MaxPacketBlockBytes = 262'144;

enum class OptionCode : std::uint16_t
{
    End = 0,
    Comment = 1,
    PacketFlags = 2,
    InterfaceName = 2,
    SectionHardware = 2,
    InterfaceDescription = 3,
    SectionSystem = 3,
    SectionApplication = 4,
    InterfaceTimeResolution = 9,
    InterfaceTimeOffset = 14,
    CustomBinary = 2989 ///< may be copied along with the block
};

enum class LinkType : std::uint16_t
{
    Null = 0,
    Ethernet = 1,
    Ppp = 9,
    RawOld = 12, ///< what BSD and Linux have for Raw in classic files
    RawOldOpenBsd = 14,
    PppHdlc = 50,
    PppEther = 51,
    Raw = 101,
    CiscoHdlc = 104,
    Loop = 108,
    LinuxSll = 113,
    Ipv4 = 228,
    Ipv6 = 229,
    LinuxSll2 = 276
};

/// Ours is a custom option of the number for examples (RFC 5612), then these letters and the version of what follows.
inline constexpr std::uint32_t ExampleEnterprise = 32473;
inline constexpr std::array NoteMagic{std::byte{'S'}, std::byte{'o'}, std::byte{'c'}, std::byte{'k'}};
inline constexpr std::uint8_t NoteVersion = 1;

/// What a note tells, in custom options of packets and, where there is no packet to carry it, of interface statistics.
/// The numbers are part of the format: add, never renumber.
enum class NoteKind : std::uint8_t
{
    Section = 1, ///< nothing: that the section is ours
    Endpoint = 2, ///< its number (32 bits), and the detail that says who it is
    Record = 3, ///< a record without a packet: as in a capture, but its index for payloadOffset; then its detail
    PacketRecord = 4, ///< the same; its payload is in this packet and the ones that follow
    PacketRest = 5, ///< a packet with more of a record's payload: the record's index, and the place in the payload
    DetailPart = 6, ///< what is too long for one option; the record that it belongs to follows
    PayloadPart = 7 ///< payload of the record without a packet that went before
};

/// Enterprise number, magic, version, kind, flags (16 bits).
inline constexpr std::size_t NoteHeaderBytes = 12;
/// The record's detail is what the DetailParts before it gave.
inline constexpr std::uint16_t NoteDetailIsBefore = 1;
/// The most that one note of ours holds besides its header.
inline constexpr std::size_t MaxNoteBytes = 32'768;

} // namespace packets
