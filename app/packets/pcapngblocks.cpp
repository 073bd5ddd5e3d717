// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/pcapngblocks.h"

#include "packets/pcapngnotes.h"

#include <sys/utsname.h>

#include <array>
#include <string>

namespace packets {

namespace {

constexpr std::string_view FileComment
    = "Saved from the log of socket calls of Sockscope. IP, TCP and UDP headers are synthesised: no packet was "
      "captured. Each packet is what one call moved, at the time at which the call began.";

} // namespace

void PcapngBlocks::begin(base::SaveFile& file)
{
    std::vector<std::byte> options;
    appendOption(options, OptionCode::Comment, FileComment);
    utsname system{};
    if (::uname(&system) == 0) {
        appendOption(options, OptionCode::SectionHardware, std::string_view(system.machine));
        appendOption(options, OptionCode::SectionSystem, std::string(system.sysname) + ' ' + system.release);
    }
    appendOption(options, OptionCode::SectionApplication, "Sockscope");
    appendNote(options, NoteKind::Section, {});
    std::array<std::byte, 16> fixed{};
    Cursor cursor(fixed.data());
    cursor.put(ByteOrderMagic);
    cursor.put(std::uint16_t{1}); // version 1.0
    cursor.put(std::uint16_t{0});
    cursor.put(std::int64_t{-1}); // the section's length is not told
    writeBlock(file, BlockType::SectionHeader, fixed, options);
}

std::uint32_t PcapngBlocks::addInterface(std::string_view name, std::string_view description, base::SaveFile& file)
{
    std::vector<std::byte> options;
    appendOption(options, OptionCode::InterfaceName, name.substr(0, PcapngBlocks::MaxDescriptionBytes));
    appendOption(options, OptionCode::InterfaceDescription, description);
    constexpr std::array Nanoseconds{std::byte{9}};
    appendOption(options, OptionCode::InterfaceTimeResolution, std::span<const std::byte>(Nanoseconds));
    std::array<std::byte, 8> fixed{};
    Cursor(fixed.data()).put(static_cast<std::uint16_t>(LinkType::Raw)); // and no limit of a packet's length
    writeBlock(file, BlockType::Interface, fixed, options);
    return m_interfaces++;
}

void PcapngBlocks::makeRoom(base::SaveFile& file)
{
    if (m_notes.size() > MaxWaitingNotes)
        flushNotes(file);
}

void PcapngBlocks::flushNotes(base::SaveFile& file)
{
    if (m_notes.empty())
        return;
    const std::uint32_t interface = m_interfaces == 0 ? addInterface("sockscope", {}, file) : 0;
    std::array<std::byte, 12> fixed{}; // an interface, and no time
    Cursor(fixed.data()).put(interface);
    writeBlock(file, BlockType::InterfaceStatistics, fixed, m_notes);
    m_notes.clear();
}

} // namespace packets
