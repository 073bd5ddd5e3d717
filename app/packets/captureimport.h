// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/writer.h"
#include "packets/foreignimport.h"
#include "packets/handover.h"
#include "packets/importreport.h"
#include "packets/packetfile.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace packets {

/// Makes a capture of a file of packets, step by step, so that whoever does it can tell how far it is and stop. What
/// Sockscope has saved comes back as it was: the same records, times, details and endpoints. Of others' files each
/// packet with TCP or UDP payload becomes a record, and each connection, or pair of addresses and ports, an endpoint.
/// Beside the records the capture gets the order of their bytes. Memory is bounded, whatever the file says. Thread: the
/// writer's.
class CaptureImport final : private PacketFileVisitor
{
public:
    /// Errors: those of PacketFile::open.
    [[nodiscard]] static base::Result<std::unique_ptr<CaptureImport>> open(
        const std::string& path, capture::Writer& writer);

    /// Reads at most so many blocks, of some megabytes, and commits what came of them; false at the end.
    /// Errors: those of pread(2), and those of the writer (ENOSPC, EDQUOT, EFBIG, EIO).
    [[nodiscard]] base::Result<bool> step(std::size_t maxBlocks);
    /// Whether what step() failed for is the capture that is written, and not the file that is read.
    [[nodiscard]] bool hasWriteFailed() const { return m_writer.failure().has_value(); }
    /// 0 to 1.
    [[nodiscard]] double progress() const { return m_file->progress(); }
    /// What there was so far.
    [[nodiscard]] const ImportReport& report() const { return m_report; }

private:
    /// A record of ours whose payload is still coming.
    struct Pending
    {
        capture::Record record;
        std::optional<capture::SegmentDetail> segment; ///< its detail, if that is one
        std::uint64_t index = 0; ///< that it had in its capture
        std::uint64_t received = 0;
        std::vector<std::byte> payload; ///< empty once it is written piece by piece
        bool inPieces = false;
    };

    CaptureImport(std::unique_ptr<PacketFile> file, capture::Writer& writer);
    void onSection(bool isOurs) override;
    void onPacket(const FilePacket& packet) override;
    void onNotes(std::uint64_t offset, std::span<const Note> notes) override;
    void onProblem(const FileProblem& problem) override;

    void takeForeign(std::int64_t timeNs, const ParsedPacket& packet);
    void takeNote(std::uint64_t offset, const Note& note, std::span<const std::byte> payload);
    void describe(std::uint64_t offset, std::span<const std::byte> content);
    void beginRecord(std::uint64_t offset, const Note& note);
    [[nodiscard]] capture::Detail detailOf(std::uint64_t offset, const Note& note, std::span<const std::byte> encoded);
    void takeRest(std::uint64_t offset, const Note& note, std::span<const std::byte> payload);
    void takePayload(std::span<const std::byte> payload);
    void finishRecord();
    void append(const Pending& pending, std::span<const std::byte> payload);
    [[nodiscard]] base::EndpointId numbered(std::uint64_t offset, base::EndpointId id);
    void countPacket(const ParsedPacket& parsed);
    void countEarlier(const ParsedPacket& parsed);

    std::unique_ptr<PacketFile> m_file;
    capture::Writer& m_writer;
    PacketParser m_parser;
    ImportReport m_report;
    ForeignImport m_foreign;
    SavedOrder m_order;
    std::uint32_t m_base = 0; ///< what is added to the numbers of this section's endpoints
    std::uint32_t m_highest = 0; ///< number of an endpoint that was given
    std::vector<std::byte> m_longDetail;
    std::optional<Pending> m_pending;
    std::uint64_t m_lastOffset = 0; ///< of the block that was read last
};

} // namespace packets
