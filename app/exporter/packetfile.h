// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "exporter/fileproblem.h"
#include "exporter/filewindow.h"
#include "exporter/pcapngformat.h"
#include "exporter/pcapngnotes.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace exporter {

/// A packet of a file. References what was read, until the next one is.
struct FilePacket
{
    std::uint64_t offset = 0; ///< of its block in the file
    std::int64_t timeNs = 0; ///< since 1970
    LinkType link = LinkType::Raw;
    std::span<const std::byte> bytes; ///< as captured
    std::uint32_t originalBytes = 0; ///< on the wire
    std::span<const Note> notes; ///< those of ours, in order
};

/// Takes what a file holds, in its order.
class PacketFileVisitor
{
public:
    virtual ~PacketFileVisitor() = default;
    /// A section begins; what it says of interfaces and endpoints holds until the next.
    virtual void onSection(bool isOurs) = 0;
    virtual void onPacket(const FilePacket& packet) = 0;
    /// Notes that came without a packet.
    virtual void onNotes(std::uint64_t offset, std::span<const Note> notes) = 0;
    virtual void onProblem(const FileProblem& problem) = 0;

protected:
    PacketFileVisitor() = default;
    PacketFileVisitor(const PacketFileVisitor&) = default;
    PacketFileVisitor& operator=(const PacketFileVisitor&) = default;
};

/// Reads a file of packets, pcapng or classic pcap of either byte order, from front to back. Damage is told to the
/// visitor, with its place; what lies before it has been given by then, and where the next block can still be found
/// reading goes on. Memory follows what is in the file and not what its numbers say. One thread.
class PacketFile
{
public:
    virtual ~PacketFile() = default;
    PacketFile(const PacketFile&) = delete;
    PacketFile& operator=(const PacketFile&) = delete;

    /// Errors: those of FileWindow::open. A file of another kind is told of at the first step.
    [[nodiscard]] static base::Result<std::unique_ptr<PacketFile>> open(const std::string& path);

    /// Reads the next block or packet; false at the end. Errors: those of pread(2).
    [[nodiscard]] virtual base::Result<bool> step(PacketFileVisitor& visitor) = 0;
    /// How far it is, of size().
    [[nodiscard]] std::uint64_t position() const { return m_position; }
    [[nodiscard]] std::uint64_t size() const { return m_window.size(); }

protected:
    explicit PacketFile(FileWindow window);

    FileWindow m_window;
    std::uint64_t m_position = 0;
};

} // namespace exporter
