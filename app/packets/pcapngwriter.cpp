// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/pcapngwriter.h"

#include "codec/visible.h"
#include "packets/packetparse.h"
#include "packets/pcapngformat.h"
#include "packets/pcapngnotes.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <variant>

namespace packets {

namespace {

/// Readers hold all interfaces in memory. Endpoints over this number share one.
constexpr std::uint32_t MaxInterfaces = 4096;
constexpr int MaxAncestors = 8;

Transport transportOf(net::Protocol protocol)
{
    return net::hasConnections(protocol) ? Transport::Tcp : Transport::Udp;
}

bool isPacket(const query::SavedRecord& saved)
{
    const capture::Record& record = saved.record;
    if (capture::directionOf(record.operation) == capture::Direction::None
        || (record.messageFlags & (MSG_PEEK | MSG_ERRQUEUE)) != 0)
        return false;
    const bool isEmptyDatagram = transportOf(saved.endpoint.protocol) == Transport::Udp
        && record.outcome == capture::Outcome::Value && record.result == 0;
    return record.payloadSize > 0 || isEmptyDatagram;
}

/// What went over the wire may be more than the capture keeps.
std::uint64_t wireBytes(const capture::Record& record)
{
    const bool isLonger = record.outcome == capture::Outcome::Value && record.result > 0
        && static_cast<std::uint32_t>(record.result) > record.payloadSize;
    return isLonger ? static_cast<std::uint32_t>(record.result) : record.payloadSize;
}

/// How far a captured segment lies from the end of the furthest byte before it.
std::int64_t distanceOf(const query::SavedRecord& saved)
{
    const auto* segment = std::get_if<capture::SegmentDetail>(&saved.detail.detail);
    return segment ? segment->distance : 0;
}

PacketHeaders headersOf(const WireRoute& route, bool isOut)
{
    return {.transport = route.transport,
        .isIpv6 = route.isIpv6,
        .source = isOut ? route.ends.local : route.ends.peer,
        .destination = isOut ? route.ends.peer : route.ends.local};
}

std::string descriptionOf(const capture::EndpointInfo& info, const WireRoute& route)
{
    std::string text(net::protocolName(info.protocol));
    text += ' ' + codec::visibleUtf8(info.local.isEmpty() ? "?" : info.local.toString());
    if (!info.peer.isEmpty())
        text += " <-> " + codec::visibleUtf8(info.peer.toString());
    if (route.ends.asIpv6 || net::isUnix(info.protocol))
        text += ", under made-up addresses";
    // Cut between characters: what is visible is UTF-8.
    std::size_t size = std::min(text.size(), PcapngBlocks::MaxDescriptionBytes);
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
        --size;
    text.resize(size);
    return text;
}

} // namespace

void PcapngWriter::begin(base::SaveFile& file)
{
    m_blocks.begin(file);
}

base::Result<void> PcapngWriter::write(
    const query::SavedRecord& saved, query::RecordSource& source, base::SaveFile& file)
{
    Endpoint& endpoint = endpointOf(saved, source, file);
    if (capture::missingDirectionOf(saved.record.operation) != capture::Direction::None
        && saved.record.payloadSize == 0)
        return writeMissing(saved, endpoint, source, file);
    return isPacket(saved) ? writePackets(saved, endpoint, source, file) : writeNote(saved, source, file);
}

void PcapngWriter::end(base::SaveFile& file)
{
    m_blocks.flushNotes(file);
}

PcapngWriter::Endpoint& PcapngWriter::endpointOf(
    const query::SavedRecord& saved, query::RecordSource& source, base::SaveFile& file)
{
    Endpoint& endpoint = m_endpoints[saved.record.endpoint];
    if (!endpoint.described) {
        endpoint.described = true;
        describe(saved.record.endpoint, saved.endpoint, source, file);
    }
    return endpoint;
}

void PcapngWriter::describe(
    base::EndpointId id, const capture::EndpointInfo& info, query::RecordSource& source, base::SaveFile& file)
{
    base::EndpointId parent = info.parent;
    const auto note = [&](base::EndpointId number, const capture::EndpointInfo& who) {
        if (number.value == 0 || who.name.empty())
            return;
        const std::vector<std::byte> encoded = capture::encodeDetail(who);
        m_blocks.makeRoom(file);
        appendNote(m_blocks.notes(), NoteKind::Endpoint, std::as_bytes(std::span(&number.value, 1)),
            std::span(encoded).first(std::min(encoded.size(), MaxNoteBytes)));
    };
    note(id, info);
    for (int i = 0; i < MaxAncestors && parent.value != 0 && !m_endpoints[parent].described; ++i) {
        m_endpoints[parent].described = true;
        const capture::EndpointInfo above = source.reader().endpoint(parent);
        note(parent, above);
        parent = above.parent;
    }
}

const WireRoute& PcapngWriter::routeOf(const query::SavedRecord& saved, Endpoint& endpoint)
{
    // Datagrams go where each says; a connection stays what it is.
    if (endpoint.route && (endpoint.route->sequence || endpoint.routeDetail == saved.record.detail))
        return *endpoint.route;
    const capture::EndpointInfo& info = saved.endpoint;
    const Transport transport = transportOf(info.protocol);
    net::Address local = info.local;
    net::Address peer = info.peer;
    const auto* detail = std::get_if<capture::AddressDetail>(&saved.detail.detail);
    if (detail && transport == Transport::Udp) {
        if (!detail->address.isEmpty())
            peer = detail->address;
        if (!detail->local.isEmpty())
            local = detail->local;
    }
    const base::EndpointId id = saved.record.endpoint;
    WireEnds ends{m_addresses.of(local, peer, id), m_addresses.of(peer, local, id)};
    endpoint.route = m_flows.route(transport, ends, id);
    endpoint.routeDetail = saved.record.detail;
    return *endpoint.route;
}

std::uint32_t PcapngWriter::interfaceOf(const query::SavedRecord& saved, Endpoint& endpoint, base::SaveFile& file)
{
    if (endpoint.interface)
        return *endpoint.interface;
    if (m_blocks.interfaceCount() < MaxInterfaces)
        endpoint.interface = m_blocks.addInterface(
            codec::visibleUtf8(saved.endpoint.name), descriptionOf(saved.endpoint, *endpoint.route), file);
    else
        endpoint.interface = m_blocks.interfaceCount() == MaxInterfaces ? m_blocks.addInterface("others", {}, file)
                                                                        : MaxInterfaces;
    return *endpoint.interface;
}

base::Result<void> PcapngWriter::writePackets(
    const query::SavedRecord& saved, Endpoint& endpoint, query::RecordSource& source, base::SaveFile& file)
{
    const WireRoute& route = routeOf(saved, endpoint);
    const std::uint32_t interface = interfaceOf(saved, endpoint, file);
    const std::uint64_t total = wireBytes(saved.record);
    const std::size_t most = maxDataBytes(route.transport, route.isIpv6);
    Piece piece;
    if (route.sequence) {
        showNumbers(saved, route, interface, file);
        const bool isOut = capture::directionOf(saved.record.operation) == capture::Direction::Out;
        const WireNumbers& numbers = isOut ? route.sequence->sent : route.sequence->received;
        // What a call moved goes on where the one before it ended; a captured segment says where it lies.
        piece.position = numbers.highest() + distanceOf(saved);
    }
    do {
        piece.dataBytes = std::min<std::uint64_t>(most, total - piece.offset);
        const std::uint64_t kept = saved.record.payloadSize;
        piece.keptBytes = std::min<std::uint64_t>(piece.dataBytes, kept > piece.offset ? kept - piece.offset : 0);
        if (auto written = writePacket(saved, route, interface, piece, source, file); !written)
            return written;
        piece.offset += piece.dataBytes;
        piece.position += static_cast<std::int64_t>(piece.dataBytes);
    } while (piece.offset < total && !file.failure());
    return {};
}

base::Result<void> PcapngWriter::writePacket(const query::SavedRecord& saved, const WireRoute& route,
    std::uint32_t interface, const Piece& piece, query::RecordSource& source, base::SaveFile& file)
{
    const bool isOut = capture::directionOf(saved.record.operation) == capture::Direction::Out;
    PacketHeaders headers = headersOf(route, isOut);
    headers.dataBytes = piece.dataBytes;
    if (route.sequence) {
        WireNumbers& numbers = isOut ? route.sequence->sent : route.sequence->received;
        const WireNumbers& others = isOut ? route.sequence->received : route.sequence->sent;
        headers.sequence = numbers.at(piece.position);
        headers.acknowledged = others.acknowledged();
        numbers.take(piece.position, static_cast<std::uint32_t>(piece.dataBytes));
        numbers.isShown = true;
    }
    m_blocks.makeRoom(file);
    if (piece.offset == 0)
        noteRecordOf(saved, NoteKind::PacketRecord, file);
    else
        noteRest(saved, piece.offset);
    return m_blocks.writePacket(headers, {interface, saved.record.timeNs, piece.keptBytes, isOut}, file,
        [&](std::span<std::byte> data) { return source.payload(saved.record, piece.offset, data); });
}

/// Tells the numbers of a stream by packets without data where its first ones do not. They carry a note of ours, as
/// packets with the rest of a record do.
void PcapngWriter::showNumbers(
    const query::SavedRecord& saved, const WireRoute& route, std::uint32_t interface, base::SaveFile& file)
{
    WireSequence& sequence = *route.sequence;
    const auto show = [&](bool isOut, std::uint8_t flags) {
        WireNumbers& numbers = isOut ? sequence.sent : sequence.received;
        const WireNumbers& others = isOut ? sequence.received : sequence.sent;
        PacketHeaders headers = headersOf(route, isOut);
        headers.tcpFlags = flags;
        headers.sequence = (flags & TcpSyn) != 0 ? numbers.beginning() : numbers.acknowledged();
        headers.acknowledged = (flags & TcpAck) != 0 ? others.acknowledged() : 0;
        numbers.isShown = true;
        m_blocks.makeRoom(file);
        noteRest(saved, 0);
        static_cast<void>(m_blocks.writePacket(headers, {interface, saved.record.timeNs, 0, isOut}, file,
            [](std::span<std::byte>) { return base::Result<void>(); }));
    };
    if (sequence.isLater && !std::exchange(sequence.hasBegun, true)) {
        show(true, TcpSyn);
        show(false, TcpSyn | TcpAck);
    }
    const bool isOut = capture::directionOf(saved.record.operation) == capture::Direction::Out;
    if (!(isOut ? sequence.sent : sequence.received).isShown && distanceOf(saved) != 0)
        show(isOut, TcpAck);
}

/// Bytes that a capture of packets misses: their receiver acknowledges them, which tells a reader not to wait.
base::Result<void> PcapngWriter::writeMissing(
    const query::SavedRecord& saved, Endpoint& endpoint, query::RecordSource& source, base::SaveFile& file)
{
    const WireRoute& route = routeOf(saved, endpoint);
    if (!route.sequence)
        return writeNote(saved, source, file);
    const std::uint32_t interface = interfaceOf(saved, endpoint, file);
    const bool isOut = capture::missingDirectionOf(saved.record.operation) == capture::Direction::In;
    WireNumbers& numbers = isOut ? route.sequence->sent : route.sequence->received;
    WireNumbers& missing = isOut ? route.sequence->received : route.sequence->sent;
    missing.skipTo(missing.highest() + distanceOf(saved) + std::max(0, saved.record.result));
    PacketHeaders headers = headersOf(route, isOut);
    headers.tcpFlags = TcpAck;
    headers.sequence = numbers.acknowledged();
    headers.acknowledged = missing.acknowledged();
    numbers.isShown = true;
    m_blocks.makeRoom(file);
    noteRecordOf(saved, NoteKind::PacketRecord, file);
    return m_blocks.writePacket(headers, {interface, saved.record.timeNs, 0, isOut}, file,
        [](std::span<std::byte>) { return base::Result<void>(); });
}

void PcapngWriter::noteRecordOf(const query::SavedRecord& saved, NoteKind kind, base::SaveFile& file)
{
    const std::uint16_t flags = noteLongDetail(saved, file);
    appendNote(m_blocks.notes(), kind, noteRecord(saved.record, saved.index),
        flags == 0 ? std::span<const std::byte>(saved.detail.encoded) : std::span<const std::byte>(), flags);
}

void PcapngWriter::noteRest(const query::SavedRecord& saved, std::uint64_t offset)
{
    const std::array place{saved.index.value, offset};
    appendNote(m_blocks.notes(), NoteKind::PacketRest, std::as_bytes(std::span(place)));
}

base::Result<void> PcapngWriter::writeNote(
    const query::SavedRecord& saved, query::RecordSource& source, base::SaveFile& file)
{
    m_blocks.makeRoom(file);
    noteRecordOf(saved, NoteKind::Record, file);
    std::uint64_t offset = 0;
    while (offset < saved.record.payloadSize && !file.failure()) {
        m_piece.resize(std::min<std::uint64_t>(MaxNoteBytes, saved.record.payloadSize - offset));
        if (auto read = source.payload(saved.record, offset, m_piece); !read)
            return read;
        m_blocks.makeRoom(file);
        appendNote(m_blocks.notes(), NoteKind::PayloadPart, m_piece);
        offset += m_piece.size();
    }
    return {};
}

std::uint16_t PcapngWriter::noteLongDetail(const query::SavedRecord& saved, base::SaveFile& file)
{
    std::span<const std::byte> rest = saved.detail.encoded;
    if (rest.size() <= MaxNoteBytes)
        return 0;
    while (!rest.empty()) {
        const std::size_t piece = std::min(rest.size(), MaxNoteBytes);
        appendNote(m_blocks.notes(), NoteKind::DetailPart, rest.first(piece));
        rest = rest.subspan(piece);
        m_blocks.makeRoom(file);
    }
    return NoteDetailIsBefore;
}

} // namespace packets
