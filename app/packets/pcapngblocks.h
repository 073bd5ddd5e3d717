// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/savefile.h"
#include "packets/blockwriter.h"
#include "packets/pcapngformat.h"
#include "packets/wirepacket.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace packets {

/// What a packet's block says besides the packet.
struct PacketFrame
{
    std::uint32_t interface = 0;
    std::int64_t timeNs = 0; ///< since 1970
    std::size_t keptBytes = 0; ///< of the data
    bool isOut = false;
};

/// Writes the blocks of a pcapng file, and gathers notes until there is a block that carries them. One thread.
class PcapngBlocks final
{
public:
    static constexpr std::size_t MaxDescriptionBytes = 512;

    /// The section's header.
    void begin(base::SaveFile& file);
    /// Gives its number, from 0 on.
    std::uint32_t addInterface(std::string_view name, std::string_view description, base::SaveFile& file);
    [[nodiscard]] std::uint32_t interfaceCount() const { return m_interfaces; }
    /// Notes as options, for the next block. Before one is added makeRoom() is called.
    [[nodiscard]] std::vector<std::byte>& notes() { return m_notes; }
    /// Writes the notes where they are too many for one block.
    void makeRoom(base::SaveFile& file);
    /// Writes the notes without a packet.
    void flushNotes(base::SaveFile& file);
    /// A packet, and the notes so far. @param fill  is given where its kept data go, and may fail.
    template <class Fill>
    [[nodiscard]] base::Result<void> writePacket(
        const PacketHeaders& headers, const PacketFrame& frame, base::SaveFile& file, Fill fill);

private:
    static constexpr std::uint32_t Inbound = 1;
    static constexpr std::uint32_t Outbound = 2;
    static constexpr std::size_t FixedBytes = 28; // type to original length
    /// With the largest packet and the largest note a block stays below its limit.
    static constexpr std::size_t MaxWaitingNotes = 65'536;
    static_assert(
        2 * MaxWaitingNotes + 65'536 + 1024 < MaxPacketBlockBytes && MaxPacketBlockBytes < base::SaveFile::MaxReserve);

    std::vector<std::byte> m_notes;
    std::uint32_t m_interfaces = 0;
};

template <class Fill>
base::Result<void> PcapngBlocks::writePacket(
    const PacketHeaders& headers, const PacketFrame& frame, base::SaveFile& file, Fill fill)
{
    const std::size_t packet = headerBytes(headers) + frame.keptBytes;
    const std::size_t total = FixedBytes + paddedBytes(packet) + 8 + m_notes.size() + 4 + 4;
    Cursor cursor(file.reserve(total));
    const auto time = static_cast<std::uint64_t>(frame.timeNs);
    cursor.put(static_cast<std::uint32_t>(BlockType::EnhancedPacket));
    cursor.put(static_cast<std::uint32_t>(total));
    cursor.put(frame.interface);
    cursor.put(static_cast<std::uint32_t>(time >> 32));
    cursor.put(static_cast<std::uint32_t>(time));
    cursor.put(static_cast<std::uint32_t>(packet));
    cursor.put(static_cast<std::uint32_t>(headerBytes(headers) + headers.dataBytes));
    const std::span bytes(cursor.skip(packet), packet);
    if (auto filled = fill(bytes.last(frame.keptBytes)); !filled)
        return filled;
    writeHeaders(headers, bytes);
    cursor.pad(paddedBytes(packet) - packet);
    cursor.put(static_cast<std::uint16_t>(OptionCode::PacketFlags));
    cursor.put(std::uint16_t{4});
    cursor.put(frame.isOut ? Outbound : Inbound);
    cursor.put(m_notes);
    cursor.put(std::uint32_t{0}); // the end of options
    cursor.put(static_cast<std::uint32_t>(total));
    file.advance(total);
    m_notes.clear();
    return {};
}

} // namespace packets
