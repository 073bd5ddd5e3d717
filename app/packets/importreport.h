// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/fileproblem.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace packets {

/// What a file held. Each packet is in one of these.
struct ImportCounts
{
    std::uint64_t packets = 0; ///< in all
    std::uint64_t imported = 0; ///< with TCP or UDP payload, or empty datagrams
    std::uint64_t withoutPayload = 0; ///< TCP packets that carry no bytes
    std::uint64_t joined = 0; ///< fragments of IP packets that became part of a later packet, or came again
    std::uint64_t fragments = 0; ///< whose IP packet is not whole: not all of it came, or not in time
    std::uint64_t contradicting = 0; ///< fragments that do not fit each other
    std::uint64_t otherProtocols = 0;
    std::uint64_t otherLinks = 0; ///< link layers that are not read
    std::uint64_t damaged = 0; ///< with headers that cannot be, or that were cut
    std::uint64_t fragmentBytes = 0; ///< what the fragments that are not whole carry

    friend bool operator==(const ImportCounts&, const ImportCounts&) = default;
};

/// What there is to say of a file that was read.
struct ImportReport
{
    /// Problems that are kept; the rest is counted.
    static constexpr std::size_t MaxProblems = 16;

    ImportCounts counts;
    std::vector<FileProblem> problems; ///< the first of them
    std::uint64_t problemCount = 0;
};

} // namespace packets
