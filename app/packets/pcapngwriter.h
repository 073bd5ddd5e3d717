// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "packets/pcapngblocks.h"
#include "packets/wireflows.h"
#include "query/recordsink.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace packets {

/// Writes pcapng. Each call that moved bytes, and each empty datagram, becomes packets with synthesised IP and TCP or
/// UDP headers on an interface of its endpoint's own; there are no packets without payload, so that the count of
/// packets says what was moved, save where a reader could not tell without one: a SYN before a connection with the ends
/// of an earlier one, an ACK before a stream of which the beginning did not come first, and one where bytes are missing
/// from a capture of packets. Everything else travels in notes (pcapngformat.h), from which a capture can be made
/// again. Bytes that were only peeked at, and what the error queue gave, are no traffic and travel in notes too.
/// Errors, sources and thread as in RecordSink.
class PcapngWriter final : public query::RecordSink
{
public:
    void begin(base::SaveFile& file) override;
    [[nodiscard]] base::Result<void> write(
        const query::SavedRecord& saved, query::RecordSource& source, base::SaveFile& file) override;
    void end(base::SaveFile& file) override;

private:
    struct Endpoint
    {
        bool described = false;
        std::optional<std::uint32_t> interface;
        base::DetailId routeDetail; ///< that `route` was made with
        std::optional<WireRoute> route;
    };
    /// One packet of a record.
    struct Piece
    {
        std::uint64_t offset = 0; ///< in the record's payload
        std::int64_t position = 0; ///< TCP: in the stream
        std::size_t dataBytes = 0; ///< on the wire
        std::size_t keptBytes = 0; ///< of them in the capture
    };

    Endpoint& endpointOf(const query::SavedRecord& saved, query::RecordSource& source, base::SaveFile& file);
    void describe(
        base::EndpointId id, const capture::EndpointInfo& info, query::RecordSource& source, base::SaveFile& file);
    const WireRoute& routeOf(const query::SavedRecord& saved, Endpoint& endpoint);
    std::uint32_t interfaceOf(const query::SavedRecord& saved, Endpoint& endpoint, base::SaveFile& file);

    [[nodiscard]] base::Result<void> writePackets(
        const query::SavedRecord& saved, Endpoint& endpoint, query::RecordSource& source, base::SaveFile& file);
    [[nodiscard]] base::Result<void> writePacket(const query::SavedRecord& saved, const WireRoute& route,
        std::uint32_t interface, const Piece& piece, query::RecordSource& source, base::SaveFile& file);
    [[nodiscard]] base::Result<void> writeMissing(
        const query::SavedRecord& saved, Endpoint& endpoint, query::RecordSource& source, base::SaveFile& file);
    void showNumbers(
        const query::SavedRecord& saved, const WireRoute& route, std::uint32_t interface, base::SaveFile& file);
    void noteRecordOf(const query::SavedRecord& saved, NoteKind kind, base::SaveFile& file);
    void noteRest(const query::SavedRecord& saved, std::uint64_t offset);
    [[nodiscard]] base::Result<void> writeNote(
        const query::SavedRecord& saved, query::RecordSource& source, base::SaveFile& file);
    std::uint16_t noteLongDetail(const query::SavedRecord& saved, base::SaveFile& file);

    std::unordered_map<base::EndpointId, Endpoint> m_endpoints;
    WireAddresses m_addresses;
    WireFlows m_flows;
    PcapngBlocks m_blocks;
    std::vector<std::byte> m_piece;
};

} // namespace packets
