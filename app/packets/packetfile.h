// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/fileproblem.h"
#include "packets/filewindow.h"
#include "packets/pcapngformat.h"
#include "packets/pcapngnotes.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace packets {

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

/// Reads a file of packets, pcapng or classic pcap of either byte order, also compressed by gzip, from front to back.
/// What it is its first bytes say, never its name. Damage is told to the visitor, with its place; what lies before it
/// has been given by then, and where the next block can still be found reading goes on. Memory follows what is in the
/// file and not what its numbers say. One thread.
class PacketFile
{
public:
    virtual ~PacketFile() = default;
    PacketFile(const PacketFile&) = delete;
    PacketFile& operator=(const PacketFile&) = delete;

    /// Errors: those of FileWindow::open. A file of another kind is told of at the first step.
    [[nodiscard]] static base::Result<std::unique_ptr<PacketFile>> open(const std::string& path);

    /// Reads the next block or packet, or goes towards it; false at the end. Errors: those of FileWindow::view.
    [[nodiscard]] base::Result<bool> step(PacketFileVisitor& visitor);
    /// In bytes of its content; it only grows.
    [[nodiscard]] std::uint64_t place() const { return m_window.place(); }
    /// 0 to 1.
    [[nodiscard]] double progress() const { return m_window.progress(m_position); }

protected:
    explicit PacketFile(FileWindow window);
    /// Reads what is at m_position; false at the end.
    [[nodiscard]] virtual base::Result<bool> readNext(PacketFileVisitor& visitor) = 0;
    /// Goes on at a place that is farther away than what is kept. @param ifItEnds  what to tell where it is not there.
    void passTo(std::uint64_t position, const FileProblem& ifItEnds);

    FileWindow m_window;
    std::uint64_t m_position = 0;

private:
    [[nodiscard]] base::Result<bool> readReached(PacketFileVisitor& visitor);

    FileProblem m_ifItEnds;
};

} // namespace packets
