// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/captureimport.h"

#include "capture/detailtable.h"
#include "packets/fieldreader.h"
#include "packets/pcapngnotes.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace packets {

namespace {

/// Endpoints of one section of ours. The capture's table of them is as long as the highest number.
constexpr std::uint32_t MaxSectionEndpoints = std::uint32_t{1} << 20;
constexpr std::uint32_t MaxEndpoints = std::uint32_t{1} << 22;
/// A record's payload is gathered in memory up to this size.
constexpr std::size_t GatheredBytes = capture::Writer::MaxReserve;
/// After so much of the file a step ends, so that it can be stopped among long blocks, too.
constexpr std::uint64_t StepBytes = std::uint64_t{16} << 20;

std::uint32_t numberAt(std::span<const std::byte> bytes)
{
    return FieldReader(bytes, FieldReader::Order::Little).u32(0);
}

} // namespace

CaptureImport::CaptureImport(std::unique_ptr<PacketFile> file, capture::Writer& writer)
    : m_file(std::move(file))
    , m_writer(writer)
    , m_foreign(writer, m_report.counts)
    , m_order(writer)
{
    m_writer.beginOrder();
}

base::Result<std::unique_ptr<CaptureImport>> CaptureImport::open(const std::string& path, capture::Writer& writer)
{
    auto file = PacketFile::open(path);
    if (!file)
        return base::failure(file.error());
    return std::unique_ptr<CaptureImport>(new CaptureImport(std::move(*file), writer));
}

base::Result<bool> CaptureImport::step(std::size_t maxBlocks)
{
    bool goesOn = true;
    const std::uint64_t begin = m_file->place();
    for (std::size_t i = 0; i < maxBlocks && m_file->place() - begin < StepBytes && goesOn; ++i) {
        const auto more = m_file->step(*this);
        if (!more)
            return base::failure(more.error());
        goesOn = *more;
        if (const auto failure = m_writer.failure())
            return base::failure(*failure);
    }
    if (!goesOn)
        onSection(false);
    // Pieces of a record that is to be finished stay where they are.
    m_writer.flush();
    if (const auto failure = m_writer.failure())
        return base::failure(*failure);
    return goesOn;
}

void CaptureImport::onProblem(const FileProblem& problem)
{
    ++m_report.problemCount;
    if (m_report.problems.size() < ImportReport::MaxProblems)
        m_report.problems.push_back(problem);
}

void CaptureImport::onSection(bool isOurs)
{
    finishRecord();
    m_longDetail.clear();
    m_parser.forget();
    m_order.finish();
    m_highest = std::max(m_highest, m_foreign.highest());
    m_base = m_highest;
    m_foreign.begin(m_base + (isOurs ? MaxSectionEndpoints : 1));
}

void CaptureImport::onNotes(std::uint64_t offset, std::span<const Note> notes)
{
    m_lastOffset = offset;
    for (const Note& note : notes)
        takeNote(offset, note, {});
}

void CaptureImport::onPacket(const FilePacket& packet)
{
    m_lastOffset = packet.offset;
    ++m_report.counts.packets;
    const bool isOurs = std::ranges::any_of(packet.notes,
        [](const Note& note) { return note.kind == NoteKind::PacketRecord || note.kind == NoteKind::PacketRest; });
    // A record of ours is what one call moved, whatever its bytes mean to others.
    const auto tunnels = isOurs ? PacketParser::Tunnels::Closed : PacketParser::Tunnels::Open;
    const std::size_t onWire = std::max<std::size_t>(packet.bytes.size(), packet.originalBytes);
    const ParsedPacket parsed = m_parser.parse(packet.link, {packet.bytes, onWire}, packet.timeNs, tunnels);
    const bool isData = parsed.kind == PacketKind::Tcp || parsed.kind == PacketKind::Udp;
    for (const Note& note : packet.notes)
        takeNote(packet.offset, note, isData ? parsed.payload : std::span<const std::byte>());
    countEarlier(parsed);
    if (isOurs)
        ++m_report.counts.imported;
    else if (isData)
        takeForeign(packet.timeNs, parsed);
    else
        countPacket(parsed);
}

void CaptureImport::takeForeign(std::int64_t timeNs, const ParsedPacket& packet)
{
    finishRecord();
    m_foreign.take(timeNs, packet);
}

void CaptureImport::countPacket(const ParsedPacket& parsed)
{
    switch (parsed.kind) {
    case PacketKind::Fragment:
        ++m_report.counts.fragments;
        m_report.counts.fragmentBytes += parsed.fragmentBytes;
        break;
    case PacketKind::FragmentRepeat: ++m_report.counts.joined; break;
    case PacketKind::FragmentConflict: ++m_report.counts.contradicting; break;
    case PacketKind::OtherProtocol: ++m_report.counts.otherProtocols; break;
    case PacketKind::OtherLink: ++m_report.counts.otherLinks; break;
    default: ++m_report.counts.damaged; break;
    }
}

/// Until its packet is whole a fragment counts as left out.
void CaptureImport::countEarlier(const ParsedPacket& parsed)
{
    const bool isConflict = parsed.kind == PacketKind::FragmentConflict;
    m_report.counts.fragments -= parsed.earlier.packets;
    m_report.counts.fragmentBytes -= parsed.earlier.bytes;
    (isConflict ? m_report.counts.contradicting : m_report.counts.joined) += parsed.earlier.packets;
}

void CaptureImport::takeNote(std::uint64_t offset, const Note& note, std::span<const std::byte> payload)
{
    switch (note.kind) {
    case NoteKind::Section: break;
    case NoteKind::Endpoint: describe(offset, note.content); break;
    case NoteKind::Record: beginRecord(offset, note); break;
    case NoteKind::PacketRecord:
        beginRecord(offset, note);
        takePayload(payload);
        break;
    case NoteKind::PacketRest: takeRest(offset, note, payload); break;
    case NoteKind::DetailPart:
        // Bounded by what a capture keeps of one.
        if (m_longDetail.size() <= capture::MaxDetailBytes)
            m_longDetail.insert(m_longDetail.end(), note.content.begin(), note.content.end());
        break;
    case NoteKind::PayloadPart: takePayload(note.content); break;
    }
}

base::EndpointId CaptureImport::numbered(std::uint64_t offset, base::EndpointId id)
{
    if (id.value == 0)
        return {};
    if (id.value >= MaxSectionEndpoints || m_base + id.value >= MaxEndpoints) {
        onProblem({FileProblem::Kind::TooManyEndpoints, offset, id.value});
        return {};
    }
    m_highest = std::max(m_highest, m_base + id.value);
    return {m_base + id.value};
}

void CaptureImport::describe(std::uint64_t offset, std::span<const std::byte> content)
{
    const auto detail = capture::decodeDetail(content.subspan(std::min<std::size_t>(4, content.size())));
    const auto* info = detail ? std::get_if<capture::EndpointInfo>(&*detail) : nullptr;
    if (!info) {
        onProblem({FileProblem::Kind::BadNote, offset, static_cast<std::uint64_t>(NoteKind::Endpoint)});
        return;
    }
    const base::EndpointId id = numbered(offset, {numberAt(content)});
    if (id.value == 0)
        return;
    capture::EndpointInfo known = *info;
    known.parent = numbered(offset, known.parent);
    m_writer.describe(id, known);
}

capture::Detail CaptureImport::detailOf(std::uint64_t offset, const Note& note, std::span<const std::byte> encoded)
{
    const bool isLong = (note.flags & NoteDetailIsBefore) != 0;
    const std::vector<std::byte> before = std::exchange(m_longDetail, {});
    auto detail = capture::decodeDetail(isLong ? std::span<const std::byte>(before) : encoded);
    if (!detail) {
        onProblem({FileProblem::Kind::BadNote, offset, static_cast<std::uint64_t>(note.kind)});
        return {};
    }
    if (auto* address = std::get_if<capture::AddressDetail>(&*detail))
        address->child = numbered(offset, address->child);
    return *detail;
}

void CaptureImport::beginRecord(std::uint64_t offset, const Note& note)
{
    finishRecord();
    const auto record = recordOfNote(note.content);
    if (!record) {
        onProblem({FileProblem::Kind::BadNote, offset, static_cast<std::uint64_t>(note.kind)});
        return;
    }
    Pending pending{.record = *record, .index = record->payloadOffset};
    pending.record.endpoint = numbered(offset, record->endpoint);
    // A note is padded to 32 bits, and a detail says itself where it ends: it comes with its exact size.
    const capture::Detail detail = detailOf(offset, note, note.content.subspan(sizeof(capture::Record)));
    pending.record.detail = m_writer.intern(detail);
    if (const auto* segment = std::get_if<capture::SegmentDetail>(&detail))
        pending.segment = *segment;
    m_pending = std::move(pending);
    if (record->payloadSize == 0)
        finishRecord();
}

void CaptureImport::takeRest(std::uint64_t offset, const Note& note, std::span<const std::byte> payload)
{
    const FieldReader in(note.content, FieldReader::Order::Little);
    // Behind the payload that was kept come packets that tell of what was not.
    if (!m_pending && payload.empty())
        return;
    if (!m_pending || m_pending->index != in.u64(0) || m_pending->received != in.u64(8)) {
        onProblem({FileProblem::Kind::BadNote, offset, static_cast<std::uint64_t>(note.kind)});
        return;
    }
    takePayload(payload);
}

void CaptureImport::takePayload(std::span<const std::byte> payload)
{
    if (!m_pending)
        return;
    Pending& pending = *m_pending;
    payload = payload.first(std::min<std::uint64_t>(payload.size(), pending.record.payloadSize - pending.received));
    pending.received += payload.size();
    if (pending.received == payload.size() && payload.size() == pending.record.payloadSize) {
        append(pending, payload); // most records: all at once
        m_pending.reset();
        return;
    }
    if (!pending.inPieces && pending.payload.size() + payload.size() > GatheredBytes) {
        pending.inPieces = true;
        m_writer.appendPiece(pending.payload);
        pending.payload = {};
    }
    if (pending.inPieces)
        m_writer.appendPiece(payload);
    else
        pending.payload.insert(pending.payload.end(), payload.begin(), payload.end());
    if (pending.received == pending.record.payloadSize)
        finishRecord();
}

void CaptureImport::finishRecord()
{
    if (!m_pending)
        return;
    const Pending pending = std::move(*std::exchange(m_pending, std::nullopt));
    if (pending.received < pending.record.payloadSize)
        onProblem({FileProblem::Kind::PayloadMissing, m_lastOffset, pending.record.payloadSize - pending.received});
    append(pending, pending.payload);
}

void CaptureImport::append(const Pending& pending, std::span<const std::byte> payload)
{
    const base::RecordIndex index{m_writer.extent().records};
    capture::Record record = pending.record;
    record.payloadSize = static_cast<std::uint32_t>(pending.received);
    if (pending.inPieces)
        m_writer.finishPieces(record);
    else
        m_writer.append(record, payload);
    m_order.take(index, record, pending.segment ? &*pending.segment : nullptr);
}

} // namespace packets
