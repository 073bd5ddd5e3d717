// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/fieldreader.h"
#include "packets/packetfile.h"

#include <optional>
#include <vector>

namespace packets {

/// pcapng of any number of sections, each in its own byte order. Errors and thread as in PacketFile.
class PcapngFile final : public PacketFile
{
public:
    explicit PcapngFile(FileWindow window);

private:
    struct Interface
    {
        LinkType link = LinkType::Raw;
        std::uint8_t resolution = 6; ///< if_tsresol
        std::int64_t offsetSeconds = 0; ///< if_tsoffset
        std::uint32_t snapLength = 0;
    };
    struct Block
    {
        BlockType type = BlockType::SectionHeader;
        std::uint64_t offset = 0;
        std::uint32_t length = 0;
    };

    [[nodiscard]] base::Result<bool> readNext(PacketFileVisitor& visitor) override;
    [[nodiscard]] base::Result<std::optional<Block>> nextBlock(PacketFileVisitor& visitor);
    [[nodiscard]] bool learnOrder(std::span<const std::byte> start, PacketFileVisitor& visitor);
    [[nodiscard]] std::optional<FileProblem::Kind> problemOf(const Block& block) const;
    [[nodiscard]] base::Result<bool> readPassedEnd(PacketFileVisitor& visitor);
    [[nodiscard]] bool endsAsItBegan(const Block& block, std::span<const std::byte> end, PacketFileVisitor& visitor);
    void readBody(const Block& block, std::span<const std::byte> body, PacketFileVisitor& visitor);
    void readSection(const Block& block, std::span<const std::byte> body, PacketFileVisitor& visitor);
    void readInterface(const Block& block, std::span<const std::byte> body, PacketFileVisitor& visitor);
    void readPacket(const Block& block, std::span<const std::byte> body, PacketFileVisitor& visitor);
    void readSimplePacket(const Block& block, std::span<const std::byte> body, PacketFileVisitor& visitor);
    void readStatistics(const Block& block, std::span<const std::byte> body, PacketFileVisitor& visitor);
    void givePacket(const Block& block, std::uint32_t interface, std::uint64_t ticks, std::span<const std::byte> rest,
        std::uint32_t captured, std::uint32_t original, PacketFileVisitor& visitor);
    /// Calls use(code, value) for each option; tells the visitor where one goes past the end.
    template <class Use>
    void forEachOption(const Block& block, std::span<const std::byte> options, PacketFileVisitor& visitor, Use use);
    void readNotes(const Block& block, std::span<const std::byte> options, PacketFileVisitor& visitor);
    [[nodiscard]] FieldReader fields(std::span<const std::byte> bytes) const { return {bytes, m_order}; }

    FieldReader::Order m_order = FieldReader::Order::Little;
    bool m_atEnd = false;
    std::optional<Block> m_passed; ///< too long to be kept; its end comes next
    std::int64_t m_lastTimeNs = 0;
    std::vector<Interface> m_interfaces; ///< of this section
    std::vector<Note> m_notes; ///< of this block
};

} // namespace packets
