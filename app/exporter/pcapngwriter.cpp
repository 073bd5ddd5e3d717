// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "exporter/pcapngwriter.h"

#include "codec/visible.h"
#include "exporter/blockwriter.h"
#include "exporter/pcapngformat.h"
#include "exporter/pcapngnotes.h"

#include <sys/utsname.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <variant>

namespace exporter {

namespace {

/// Notes that wait for a packet; with the largest packet and the largest note a block stays below its limit.
constexpr std::size_t MaxWaitingNotes = 65'536;
static_assert(2 * MaxWaitingNotes + 65'536 + 1024 < MaxPacketBlockBytes && MaxPacketBlockBytes < SaveFile::MaxReserve);
/// Readers hold all interfaces in memory. Endpoints over this number share one.
constexpr std::uint32_t MaxInterfaces = 4096;
constexpr std::size_t MaxDescriptionBytes = 512;
constexpr int MaxAncestors = 8;
constexpr std::uint32_t Inbound = 1;
constexpr std::uint32_t Outbound = 2;
constexpr std::size_t PacketFixedBytes = 28; // type to original length

constexpr std::string_view FileComment
    = "Saved from the log of socket calls of Sockscope. IP, TCP and UDP headers are synthesised: no packet was "
      "captured. Each packet is what one call moved, at the time at which the call began.";

Transport transportOf(net::Protocol protocol)
{
    return net::hasConnections(protocol) ? Transport::Tcp : Transport::Udp;
}

bool isPacket(const SavedRecord& saved)
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

std::string descriptionOf(const capture::EndpointInfo& info, const WireRoute& route)
{
    std::string text(net::protocolName(info.protocol));
    text += ' ' + codec::visibleUtf8(info.local.isEmpty() ? "?" : info.local.toString());
    if (!info.peer.isEmpty())
        text += " <-> " + codec::visibleUtf8(info.peer.toString());
    if (route.ends.asIpv6 || net::isUnix(info.protocol))
        text += ", under made-up addresses";
    // Cut between characters: what is visible is UTF-8.
    std::size_t size = std::min(text.size(), MaxDescriptionBytes);
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
        --size;
    text.resize(size);
    return text;
}

} // namespace

void PcapngWriter::begin(SaveFile& file)
{
    std::vector<std::byte> options;
    appendOption(options, OptionCode::Comment, FileComment);
    utsname system{};
    if (::uname(&system) == 0) {
        appendOption(options, OptionCode::SectionHardware, std::string_view(system.machine));
        appendOption(options, OptionCode::SectionSystem, std::string(system.sysname) + ' ' + system.release);
    }
    appendOption(options, OptionCode::SectionApplication, "Sockscope");
    appendNote(options, NoteKind::Section, {});
    std::array<std::byte, 16> fixed{};
    Cursor cursor(fixed.data());
    cursor.put(ByteOrderMagic);
    cursor.put(std::uint16_t{1}); // version 1.0
    cursor.put(std::uint16_t{0});
    cursor.put(std::int64_t{-1}); // the section's length is not told
    writeBlock(file, BlockType::SectionHeader, fixed, options);
}

base::Result<void> PcapngWriter::write(const SavedRecord& saved, RecordSource& source, SaveFile& file)
{
    Endpoint& endpoint = endpointOf(saved, source, file);
    return isPacket(saved) ? writePackets(saved, endpoint, source, file) : writeNote(saved, source, file);
}

void PcapngWriter::end(SaveFile& file)
{
    flushNotes(file);
}

PcapngWriter::Endpoint& PcapngWriter::endpointOf(const SavedRecord& saved, RecordSource& source, SaveFile& file)
{
    Endpoint& endpoint = m_endpoints[saved.record.endpoint];
    if (!endpoint.described) {
        endpoint.described = true;
        describe(saved.record.endpoint, saved.endpoint, source, file);
    }
    return endpoint;
}

void PcapngWriter::describe(
    base::EndpointId id, const capture::EndpointInfo& info, RecordSource& source, SaveFile& file)
{
    base::EndpointId parent = info.parent;
    const auto note = [&](base::EndpointId number, const capture::EndpointInfo& who) {
        if (number.value == 0 || who.name.empty())
            return;
        const std::vector<std::byte> encoded = capture::encodeDetail(who);
        makeRoom(file);
        appendNote(m_notes, NoteKind::Endpoint, std::as_bytes(std::span(&number.value, 1)),
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

const WireRoute& PcapngWriter::routeOf(const SavedRecord& saved, Endpoint& endpoint)
{
    if (endpoint.route && endpoint.routeDetail == saved.record.detail)
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
    endpoint.route = m_flows.route(transport, ends);
    endpoint.routeDetail = saved.record.detail;
    return *endpoint.route;
}

std::uint32_t PcapngWriter::interfaceOf(const SavedRecord& saved, Endpoint& endpoint, SaveFile& file)
{
    if (endpoint.interface)
        return *endpoint.interface;
    if (m_interfaces < MaxInterfaces)
        endpoint.interface = addInterface(
            codec::visibleUtf8(saved.endpoint.name), descriptionOf(saved.endpoint, *endpoint.route), file);
    else
        endpoint.interface = m_interfaces == MaxInterfaces ? addInterface("others", {}, file) : MaxInterfaces;
    return *endpoint.interface;
}

std::uint32_t PcapngWriter::addInterface(std::string_view name, std::string_view description, SaveFile& file)
{
    std::vector<std::byte> options;
    appendOption(options, OptionCode::InterfaceName, name.substr(0, MaxDescriptionBytes));
    appendOption(options, OptionCode::InterfaceDescription, description);
    constexpr std::array Nanoseconds{std::byte{9}};
    appendOption(options, OptionCode::InterfaceTimeResolution, std::span<const std::byte>(Nanoseconds));
    std::array<std::byte, 8> fixed{};
    Cursor(fixed.data()).put(static_cast<std::uint16_t>(LinkType::Raw)); // and no limit of a packet's length
    writeBlock(file, BlockType::Interface, fixed, options);
    return m_interfaces++;
}

base::Result<void> PcapngWriter::writePackets(
    const SavedRecord& saved, Endpoint& endpoint, RecordSource& source, SaveFile& file)
{
    const WireRoute& route = routeOf(saved, endpoint);
    const std::uint32_t interface = interfaceOf(saved, endpoint, file);
    const std::uint64_t total = wireBytes(saved.record);
    const std::size_t most = maxDataBytes(route.transport, route.isIpv6);
    Piece piece;
    do {
        piece.dataBytes = std::min<std::uint64_t>(most, total - piece.offset);
        const std::uint64_t kept = saved.record.payloadSize;
        piece.keptBytes = std::min<std::uint64_t>(piece.dataBytes, kept > piece.offset ? kept - piece.offset : 0);
        if (auto written = writePacket(saved, route, interface, piece, source, file); !written)
            return written;
        piece.offset += piece.dataBytes;
    } while (piece.offset < total && !file.failure());
    return {};
}

base::Result<void> PcapngWriter::writePacket(const SavedRecord& saved, const WireRoute& route, std::uint32_t interface,
    const Piece& piece, RecordSource& source, SaveFile& file)
{
    const bool isOut = capture::directionOf(saved.record.operation) == capture::Direction::Out;
    PacketHeaders headers{.transport = route.transport,
        .isIpv6 = route.isIpv6,
        .source = isOut ? route.ends.local : route.ends.peer,
        .destination = isOut ? route.ends.peer : route.ends.local,
        .dataBytes = piece.dataBytes};
    if (route.transport == Transport::Tcp) {
        std::uint32_t& next = isOut ? route.sequence->sent : route.sequence->received;
        headers.sequence = next;
        headers.acknowledged = isOut ? route.sequence->received : route.sequence->sent;
        next += static_cast<std::uint32_t>(piece.dataBytes);
    }
    makeRoom(file);
    if (piece.offset == 0) {
        const std::uint16_t flags = noteLongDetail(saved, file);
        appendNote(m_notes, NoteKind::PacketRecord, noteRecord(saved.record, saved.index),
            flags == 0 ? std::span<const std::byte>(saved.detail.encoded) : std::span<const std::byte>(), flags);
    } else {
        const std::array place{saved.index.value, piece.offset};
        appendNote(m_notes, NoteKind::PacketRest, std::as_bytes(std::span(place)));
    }

    const std::size_t packet = headerBytes(headers) + piece.keptBytes;
    const std::size_t total = PacketFixedBytes + paddedBytes(packet) + 8 + m_notes.size() + 4 + 4;
    Cursor cursor(file.reserve(total));
    const auto time = static_cast<std::uint64_t>(saved.record.timeNs);
    cursor.put(static_cast<std::uint32_t>(BlockType::EnhancedPacket));
    cursor.put(static_cast<std::uint32_t>(total));
    cursor.put(interface);
    cursor.put(static_cast<std::uint32_t>(time >> 32));
    cursor.put(static_cast<std::uint32_t>(time));
    cursor.put(static_cast<std::uint32_t>(packet));
    cursor.put(static_cast<std::uint32_t>(headerBytes(headers) + piece.dataBytes));
    const std::span bytes(cursor.skip(packet), packet);
    if (auto read = source.payload(saved.record, piece.offset, bytes.last(piece.keptBytes)); !read)
        return read;
    writeHeaders(headers, bytes);
    cursor.pad(paddedBytes(packet) - packet);
    cursor.put(static_cast<std::uint16_t>(OptionCode::PacketFlags));
    cursor.put(std::uint16_t{4});
    cursor.put(isOut ? Outbound : Inbound);
    cursor.put(m_notes);
    cursor.put(std::uint32_t{0}); // the end of options
    cursor.put(static_cast<std::uint32_t>(total));
    file.advance(total);
    m_notes.clear();
    return {};
}

base::Result<void> PcapngWriter::writeNote(const SavedRecord& saved, RecordSource& source, SaveFile& file)
{
    makeRoom(file);
    const std::uint16_t flags = noteLongDetail(saved, file);
    appendNote(m_notes, NoteKind::Record, noteRecord(saved.record, saved.index),
        flags == 0 ? std::span<const std::byte>(saved.detail.encoded) : std::span<const std::byte>(), flags);
    std::uint64_t offset = 0;
    while (offset < saved.record.payloadSize && !file.failure()) {
        m_piece.resize(std::min<std::uint64_t>(MaxNoteBytes, saved.record.payloadSize - offset));
        if (auto read = source.payload(saved.record, offset, m_piece); !read)
            return read;
        makeRoom(file);
        appendNote(m_notes, NoteKind::PayloadPart, m_piece);
        offset += m_piece.size();
    }
    return {};
}

std::uint16_t PcapngWriter::noteLongDetail(const SavedRecord& saved, SaveFile& file)
{
    std::span<const std::byte> rest = saved.detail.encoded;
    if (rest.size() <= MaxNoteBytes)
        return 0;
    while (!rest.empty()) {
        const std::size_t piece = std::min(rest.size(), MaxNoteBytes);
        appendNote(m_notes, NoteKind::DetailPart, rest.first(piece));
        rest = rest.subspan(piece);
        makeRoom(file);
    }
    return NoteDetailIsBefore;
}

void PcapngWriter::makeRoom(SaveFile& file)
{
    if (m_notes.size() > MaxWaitingNotes)
        flushNotes(file);
}

void PcapngWriter::flushNotes(SaveFile& file)
{
    if (m_notes.empty())
        return;
    const std::uint32_t interface = m_interfaces == 0 ? addInterface("sockscope", {}, file) : 0;
    std::array<std::byte, 12> fixed{}; // an interface, and no time
    Cursor(fixed.data()).put(interface);
    writeBlock(file, BlockType::InterfaceStatistics, fixed, m_notes);
    m_notes.clear();
}

} // namespace exporter
