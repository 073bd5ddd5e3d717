// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/writer.h"
#include "packets/foreignflows.h"
#include "packets/importreport.h"
#include "packets/packetparse.h"
#include "packets/tcpreassembly.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace packets {

/// Makes records of others' packets of TCP and UDP: each packet with payload is one, in the order in which they were
/// captured, and so are the first FIN and RST of each side. The order of their bytes is that in which the receivers
/// would have handed them up, and goes to the writer beside them. Memory is bounded. Thread: the writer's.
class ForeignImport final
{
public:
    /// Segments that may wait in all connections together.
    static constexpr std::size_t MaxHeldInAll = 262'144;

    /// @param counts  must outlive it.
    ForeignImport(capture::Writer& writer, ImportCounts& counts)
        : m_writer(writer)
        , m_counts(counts)
    { }

    /// A packet of TCP or UDP.
    void take(std::int64_t timeNs, const ParsedPacket& packet);
    /// The packets so far are all there are of their connections; the endpoints of others are numbered from here on.
    void begin(std::uint32_t firstEndpoint);
    /// No endpoint so far has a higher number.
    [[nodiscard]] std::uint32_t highest() const { return m_highest; }

private:
    using Flow = ForeignFlows::Flow;

    void takeDatagram(Flow& flow, const ParsedPacket& packet);
    void takeSegment(Flow& flow, const ParsedPacket& packet);
    void takePayload(Flow& flow, const ParsedPacket& packet, bool isOut);
    [[nodiscard]] bool takeEnd(Flow& flow, const ParsedPacket& packet, bool isOut);
    [[nodiscard]] bool takeReset(Flow& flow, const ParsedPacket& packet, bool isOut);
    void finish(Flow& flow);
    void handUp(const Flow& flow, bool isOut);
    void require(Flow& flow, const ParsedPacket& packet);
    [[nodiscard]] capture::Record recordOf(const Flow& flow, capture::Operation operation) const;
    [[nodiscard]] base::RecordIndex append(const capture::Record& record, std::span<const std::byte> payload = {});

    capture::Writer& m_writer;
    ImportCounts& m_counts;
    ForeignFlows m_flows;
    std::uint32_t m_nextEndpoint = 1;
    std::uint32_t m_highest = 0; // that was given
    std::uint64_t m_endpoints = 0; // in all sections
    std::int64_t m_timeNs = 0; // of the last packet
    std::size_t m_held = 0; // segments that wait
    TcpReassembly::Deliveries m_out;
};

} // namespace packets
