// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/pcapfile.h"

#include <utility>

namespace packets {

namespace {

constexpr std::uint32_t MicrosecondMagic = 0xa1b2c3d4;
constexpr std::uint32_t NanosecondMagic = 0xa1b23c4d;
constexpr std::size_t FileHeaderBytes = 24;
constexpr std::size_t PacketHeaderBytes = 16;

bool isMagicNumber(std::uint32_t number)
{
    return number == MicrosecondMagic || number == NanosecondMagic;
}

} // namespace

PcapFile::PcapFile(FileWindow window)
    : PacketFile(std::move(window))
{ }

bool PcapFile::isMagic(std::span<const std::byte> start)
{
    return isMagicNumber(FieldReader(start, FieldReader::Order::Little).u32(0))
        || isMagicNumber(FieldReader(start, FieldReader::Order::Big).u32(0));
}

base::Result<bool> PcapFile::readHeader(PacketFileVisitor& visitor)
{
    const auto bytes = m_window.view(0, FileHeaderBytes);
    if (!bytes)
        return base::failure(bytes.error());
    if (bytes->size() < FileHeaderBytes) {
        visitor.onProblem({FileProblem::Kind::FileEnds, 0, FileHeaderBytes});
        return false;
    }
    const bool isLittle = isMagicNumber(FieldReader(*bytes, FieldReader::Order::Little).u32(0));
    m_order = isLittle ? FieldReader::Order::Little : FieldReader::Order::Big;
    const FieldReader fields(*bytes, m_order);
    m_nsPerTick = fields.u32(0) == NanosecondMagic ? 1 : 1000;
    // The upper bits tell of a frame check sequence.
    m_link = static_cast<LinkType>(fields.u32(20) & 0xffff);
    m_position = FileHeaderBytes;
    visitor.onSection(false);
    return true;
}

base::Result<bool> PcapFile::readNext(PacketFileVisitor& visitor)
{
    using Kind = FileProblem::Kind;
    if (m_position == 0)
        return readHeader(visitor);
    const auto header = m_window.view(m_position, PacketHeaderBytes);
    if (!header)
        return base::failure(header.error());
    if (header->empty())
        return false;
    const FieldReader fields(*header, m_order);
    const std::uint32_t captured = fields.u32(8);
    const std::uint32_t original = fields.u32(12);
    const std::uint64_t total = PacketHeaderBytes + std::uint64_t{captured};
    const std::int64_t time = std::int64_t{fields.u32(0)} * 1'000'000'000 + fields.u32(4) * m_nsPerTick;
    const std::uint64_t offset = m_position;
    const FileProblem cut{Kind::FileEnds, offset, total};
    const auto end = m_window.end();
    if (header->size() < PacketHeaderBytes || (end && total > *end - offset)) {
        visitor.onProblem(cut);
        return false;
    }
    passTo(offset + total, cut);
    if (total > FileWindow::MaxView) {
        visitor.onProblem({Kind::BlockTooLong, offset, captured});
        return true;
    }
    const auto packet = m_window.view(offset, total);
    if (!packet)
        return base::failure(packet.error());
    if (packet->size() < total) {
        visitor.onProblem(cut);
        return false;
    }
    visitor.onPacket({offset, time, m_link, packet->subspan(PacketHeaderBytes), original, {}});
    return true;
}

} // namespace packets
