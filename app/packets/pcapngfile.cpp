// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/pcapngfile.h"

#include "packets/filetime.h"

#include <algorithm>
#include <utility>

namespace packets {

using Problem = FileProblem::Kind;
using Order = FieldReader::Order;

namespace {

constexpr std::size_t SectionFixedBytes = 16;
constexpr std::size_t InterfaceFixedBytes = 8;
constexpr std::size_t PacketFixedFields = 20;
constexpr std::size_t StatisticsFixedBytes = 12;
/// A file may have one in every 20 bytes.
constexpr std::size_t MostInterfaces = 65'536;

bool isRead(BlockType type)
{
    switch (type) {
    case BlockType::SectionHeader:
    case BlockType::Interface:
    case BlockType::OldPacket:
    case BlockType::SimplePacket:
    case BlockType::InterfaceStatistics:
    case BlockType::EnhancedPacket: return true;
    }
    return false; // one that we do not know
}

std::span<const std::byte> from(std::span<const std::byte> bytes, std::size_t offset)
{
    return bytes.subspan(std::min(bytes.size(), offset));
}

} // namespace

PcapngFile::PcapngFile(FileWindow window)
    : PacketFile(std::move(window))
{ }

bool PcapngFile::learnOrder(std::span<const std::byte> start, PacketFileVisitor& visitor)
{
    if (FieldReader(start, Order::Little).u32(8) == ByteOrderMagic) {
        m_order = Order::Little;
        return true;
    }
    if (FieldReader(start, Order::Big).u32(8) == ByteOrderMagic) {
        m_order = Order::Big;
        return true;
    }
    visitor.onProblem({Problem::WrongByteOrder, m_position, FieldReader(start, Order::Little).u32(8)});
    return false;
}

std::optional<FileProblem::Kind> PcapngFile::problemOf(const Block& block) const
{
    const bool isSection = block.type == BlockType::SectionHeader;
    if (block.length % 4 != 0)
        return Problem::BlockLengthOdd;
    if (block.length < BlockOverhead + (isSection ? SectionFixedBytes : 0))
        return Problem::BlockTooShort;
    if (const auto end = m_window.end(); end && block.length > *end - block.offset)
        return Problem::FileEnds;
    return std::nullopt;
}

base::Result<std::optional<PcapngFile::Block>> PcapngFile::nextBlock(PacketFileVisitor& visitor)
{
    const std::optional<Block> end;
    if (m_atEnd)
        return end;
    m_atEnd = true; // until the next block is found
    const auto start = m_window.view(m_position, BlockOverhead);
    if (!start)
        return base::failure(start.error());
    const bool isFirst = m_position == 0;
    if (start->empty()) {
        if (isFirst)
            visitor.onProblem({Problem::EmptyFile, 0, 0});
        return end;
    }
    const auto type = static_cast<BlockType>(fields(*start).u32(0));
    // The section header's type is the same in both byte orders.
    if (isFirst && start->size() >= sizeof(type) && type != BlockType::SectionHeader) {
        visitor.onProblem({Problem::NotACaptureFile, 0, FieldReader(*start, Order::Little).u32(0)});
        return end;
    }
    if (start->size() < BlockOverhead) {
        visitor.onProblem({Problem::FileEnds, m_position, BlockOverhead});
        return end;
    }
    if (type == BlockType::SectionHeader && !learnOrder(*start, visitor))
        return end;
    const Block block{type, m_position, fields(*start).u32(4)};
    if (const auto problem = problemOf(block)) {
        visitor.onProblem({*problem, block.offset, block.length});
        return end;
    }
    m_position += block.length;
    m_atEnd = false;
    return std::optional(block);
}

base::Result<bool> PcapngFile::readNext(PacketFileVisitor& visitor)
{
    if (m_passed)
        return readPassedEnd(visitor);
    const auto found = nextBlock(visitor);
    if (!found)
        return base::failure(found.error());
    if (!*found)
        return false;
    const Block& block = **found;
    const FileProblem cut{Problem::FileEnds, block.offset, block.length};
    if (block.length > FileWindow::MaxView) {
        if (isRead(block.type))
            visitor.onProblem({Problem::BlockTooLong, block.offset, block.length});
        m_passed = block;
        passTo(m_position - sizeof(std::uint32_t), cut);
        return true;
    }
    const auto bytes = m_window.view(block.offset, block.length);
    if (!bytes)
        return base::failure(bytes.error());
    if (bytes->size() < block.length) {
        visitor.onProblem(cut);
        return false;
    }
    if (!endsAsItBegan(block, bytes->last(sizeof(std::uint32_t)), visitor))
        return false;
    readBody(block, bytes->subspan(8, block.length - BlockOverhead), visitor);
    return true;
}

base::Result<bool> PcapngFile::readPassedEnd(PacketFileVisitor& visitor)
{
    const Block block = *std::exchange(m_passed, std::nullopt);
    const auto end = m_window.view(m_position, sizeof(std::uint32_t));
    if (!end)
        return base::failure(end.error());
    m_position += sizeof(std::uint32_t);
    if (end->size() == sizeof(std::uint32_t))
        return endsAsItBegan(block, *end, visitor);
    visitor.onProblem({Problem::FileEnds, block.offset, block.length});
    return false;
}

/// Which of the two lengths is right nobody knows, so that the next block cannot be found.
bool PcapngFile::endsAsItBegan(const Block& block, std::span<const std::byte> end, PacketFileVisitor& visitor)
{
    const std::uint32_t last = fields(end).u32(0);
    m_atEnd = last != block.length;
    if (m_atEnd)
        visitor.onProblem({Problem::BlockLengthsDiffer, block.offset, last});
    return !m_atEnd;
}

void PcapngFile::readBody(const Block& block, std::span<const std::byte> body, PacketFileVisitor& visitor)
{
    switch (block.type) {
    case BlockType::SectionHeader: readSection(block, body, visitor); break;
    case BlockType::Interface: readInterface(block, body, visitor); break;
    case BlockType::SimplePacket: readSimplePacket(block, body, visitor); break;
    case BlockType::InterfaceStatistics: readStatistics(block, body, visitor); break;
    case BlockType::OldPacket:
    case BlockType::EnhancedPacket: readPacket(block, body, visitor); break;
    }
}

template <class Use>
void PcapngFile::forEachOption(
    const Block& block, std::span<const std::byte> options, PacketFileVisitor& visitor, Use use)
{
    while (options.size() >= 4) {
        const auto code = static_cast<OptionCode>(fields(options).u16(0));
        const std::size_t length = fields(options).u16(2);
        if (code == OptionCode::End)
            return;
        if (length > options.size() - 4) {
            visitor.onProblem({Problem::OptionTooLong, block.offset, length});
            return;
        }
        use(code, options.subspan(4, length));
        options = from(options, 4 + (length + 3) / 4 * 4);
    }
}

void PcapngFile::readNotes(const Block& block, std::span<const std::byte> options, PacketFileVisitor& visitor)
{
    m_notes.clear();
    forEachOption(block, options, visitor, [this](OptionCode code, std::span<const std::byte> value) {
        if (code != OptionCode::CustomBinary)
            return;
        if (const auto note = readNote(value, m_order == Order::Big))
            m_notes.push_back(*note);
    });
}

void PcapngFile::readSection(const Block& block, std::span<const std::byte> body, PacketFileVisitor& visitor)
{
    m_interfaces.clear();
    const std::uint16_t version = fields(body).u16(4);
    if (version != 1) {
        visitor.onProblem({Problem::UnknownVersion, block.offset, version});
        m_atEnd = true;
        return;
    }
    readNotes(block, from(body, SectionFixedBytes), visitor);
    visitor.onSection(!m_notes.empty());
}

void PcapngFile::readInterface(const Block& block, std::span<const std::byte> body, PacketFileVisitor& visitor)
{
    if (body.size() < InterfaceFixedBytes) {
        visitor.onProblem({Problem::BlockTooShort, block.offset, block.length});
        return;
    }
    if (m_interfaces.size() >= MostInterfaces) {
        visitor.onProblem({Problem::TooManyInterfaces, block.offset, MostInterfaces});
        return;
    }
    Interface interface {
        .link = static_cast<LinkType>(fields(body).u16(0)), .snapLength = fields(body).u32(4)
    };
    forEachOption(
        block, from(body, InterfaceFixedBytes), visitor, [&](OptionCode code, std::span<const std::byte> value) {
            if (code == OptionCode::InterfaceTimeResolution && !value.empty())
                interface.resolution = fields(value).u8(0);
            else if (code == OptionCode::InterfaceTimeOffset && value.size() >= 8)
                interface.offsetSeconds = static_cast<std::int64_t>(fields(value).u64(0));
        });
    m_interfaces.push_back(interface);
}

/// The old block differs in its first field alone: half of it is the interface, the rest a count of drops.
void PcapngFile::readPacket(const Block& block, std::span<const std::byte> body, PacketFileVisitor& visitor)
{
    if (body.size() < PacketFixedFields) {
        visitor.onProblem({Problem::BlockTooShort, block.offset, block.length});
        return;
    }
    const FieldReader in = fields(body);
    const std::uint32_t interface = block.type == BlockType::OldPacket ? in.u16(0) : in.u32(0);
    const std::uint64_t ticks = std::uint64_t{in.u32(4)} << 32 | in.u32(8);
    givePacket(block, interface, ticks, body.subspan(PacketFixedFields), in.u32(12), in.u32(16), visitor);
}

void PcapngFile::readSimplePacket(const Block& block, std::span<const std::byte> body, PacketFileVisitor& visitor)
{
    if (body.size() < 4) {
        visitor.onProblem({Problem::BlockTooShort, block.offset, block.length});
        return;
    }
    if (m_interfaces.empty()) {
        visitor.onProblem({Problem::NoSuchInterface, block.offset, 0});
        return;
    }
    const std::uint32_t original = fields(body).u32(0);
    const auto room = static_cast<std::uint32_t>(body.size() - 4);
    const std::uint32_t limit = m_interfaces.front().snapLength;
    const std::uint32_t captured = std::min({original, room, limit == 0 ? original : limit});
    // It has no time; the one before it is as near as can be known.
    m_notes.clear();
    visitor.onPacket({block.offset, m_lastTimeNs, m_interfaces.front().link, body.subspan(4, captured), original, {}});
}

void PcapngFile::readStatistics(const Block& block, std::span<const std::byte> body, PacketFileVisitor& visitor)
{
    readNotes(block, from(body, StatisticsFixedBytes), visitor);
    if (!m_notes.empty())
        visitor.onNotes(block.offset, m_notes);
}

void PcapngFile::givePacket(const Block& block, std::uint32_t interface, std::uint64_t ticks,
    std::span<const std::byte> rest, std::uint32_t captured, std::uint32_t original, PacketFileVisitor& visitor)
{
    if (interface >= m_interfaces.size()) {
        visitor.onProblem({Problem::NoSuchInterface, block.offset, interface});
        return;
    }
    if (captured > rest.size()) {
        visitor.onProblem({Problem::PacketTooLong, block.offset, captured});
        return;
    }
    const Interface& source = m_interfaces[interface];
    m_lastTimeNs = fileTimeNs(ticks, source.resolution, source.offsetSeconds);
    readNotes(block, from(rest, (std::size_t{captured} + 3) / 4 * 4), visitor);
    visitor.onPacket({block.offset, m_lastTimeNs, source.link, rest.first(captured), original, m_notes});
}

} // namespace packets
