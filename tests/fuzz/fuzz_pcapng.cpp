// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/fuzz/importing.h"

namespace {

void requireSense(const packets::ImportReport& report, std::size_t size)
{
    const packets::ImportCounts& counts = report.counts;
    fuzz::require(counts.imported + counts.withoutPayload + counts.joined + counts.fragments + counts.contradicting
                + counts.otherProtocols + counts.otherLinks + counts.damaged
            == counts.packets,
        "each packet is counted once");
    fuzz::require(counts.fragmentBytes >= counts.fragments && counts.fragmentBytes <= counts.fragments * 65'535,
        "each fragment has bytes, and not more than a packet");
    fuzz::require(report.problems.size() == std::min<std::uint64_t>(report.problemCount, report.MaxProblems),
        "the first problems are kept");
    for (const packets::FileProblem& problem : report.problems) {
        fuzz::require(problem.offset <= size, "a problem's place is in the file");
        fuzz::require(fuzz::isInertLine(problem.message()), "a problem is one line");
    }
}

} // namespace

/// The whole input is a file of packets: pcapng or classic pcap, or one of them compressed by gzip.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t LeastPacket = 16; // the header of a packet in a classic file
    static const fuzz::Folder folder;
    static fuzz::Importing importing(folder.path("capture"));
    fuzz::Folder::write(folder.path("file"), fuzz::Input(data, size).rest());
    const auto imported = importing.import(folder.path("file"));
    // Deflate makes at most 1,032 bytes of one - zlib's technical details.
    const bool isGzip = size >= 2 && data[0] == 0x1f && data[1] == 0x8b;
    const std::size_t content = isGzip ? size * 1032 : size;
    requireSense(imported.report, content);
    fuzz::require(imported.count <= content / LeastPacket, "no more records than the file has room for");
    fuzz::require(imported.payloadBytes <= content, "no more payload than the file has bytes");
    fuzz::require(importing.handedUp() <= imported.payloadBytes, "each byte is handed up once at most");
    for (std::uint64_t i = 0; i < imported.count; ++i)
        fuzz::require(
            fuzz::readWhole(importing.reader(), imported.first + i).has_value(), "what is imported is readable");
    return 0;
}
