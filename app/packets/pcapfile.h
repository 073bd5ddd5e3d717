// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/fieldreader.h"
#include "packets/packetfile.h"

namespace packets {

/// Classic pcap, with microseconds or nanoseconds - draft-ietf-opsawg-pcap. Errors and thread as in PacketFile.
class PcapFile final : public PacketFile
{
public:
    explicit PcapFile(FileWindow window);
    /// Whether a file begins as one of these.
    [[nodiscard]] static bool isMagic(std::span<const std::byte> start);

private:
    [[nodiscard]] base::Result<bool> readNext(PacketFileVisitor& visitor) override;
    [[nodiscard]] base::Result<bool> readHeader(PacketFileVisitor& visitor);

    FieldReader::Order m_order = FieldReader::Order::Little;
    std::int64_t m_nsPerTick = 1000;
    LinkType m_link = LinkType::Raw;
};

} // namespace packets
