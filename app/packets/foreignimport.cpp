// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/foreignimport.h"

#include "packets/handover.h"

#include <sys/socket.h>

#include <cerrno>
#include <span>

namespace packets {

using capture::Operation;

namespace {

capture::Record payloadRecord(capture::Record record, const ParsedPacket& packet)
{
    record.asked = packet.payloadBytes;
    record.result = static_cast<std::int32_t>(packet.payloadBytes);
    // What was not captured is missing as if it had been cut.
    if (packet.payload.size() < packet.payloadBytes)
        record.messageFlags = MSG_TRUNC;
    return record;
}

} // namespace

void ForeignImport::take(std::int64_t timeNs, const ParsedPacket& packet)
{
    m_timeNs = timeNs;
    Flow& flow = m_flows.flowOf(packet);
    if (flow.connection)
        takeSegment(flow, packet);
    else if (packet.kind == PacketKind::Tcp && packet.payloadBytes == 0)
        ++m_counts.withoutPayload;
    else
        takeDatagram(flow, packet);
}

void ForeignImport::begin(std::uint32_t firstEndpoint)
{
    m_flows.forEach([this](Flow& flow) { finish(flow); });
    m_flows.forget();
    m_held = 0;
    m_nextEndpoint = firstEndpoint;
}

/// A packet that belongs to no stream: a datagram, or one of more connections than are told apart.
void ForeignImport::takeDatagram(Flow& flow, const ParsedPacket& packet)
{
    require(flow, packet);
    const Operation operation = ForeignFlows::isOutbound(flow, packet) ? Operation::Send : Operation::Recv;
    const base::RecordIndex index = append(payloadRecord(recordOf(flow, operation), packet), packet.payload);
    m_writer.deliver({.record = index, .count = 1});
    ++m_counts.imported;
}

void ForeignImport::takeSegment(Flow& flow, const ParsedPacket& packet)
{
    if (flow.connection->isReplacedBy(packet, ForeignFlows::isOutbound(flow, packet))) {
        m_held -= flow.connection->held();
        finish(flow);
        ForeignFlows::beginAnew(flow, packet);
    }
    const bool isOut = ForeignFlows::isOutbound(flow, packet);
    TcpConnection& connection = *flow.connection;
    TcpSide& side = connection.sentBy(isOut);
    TcpSide& other = connection.sentBy(!isOut);
    const std::size_t held = connection.held();
    // First what it says of the other direction: its sender had that when it sent this.
    if ((packet.tcpFlags & TcpAck) != 0 && other.isKnown()) {
        other.bytes.acknowledge(other.positionOf(packet.tcpAcknowledged), m_out);
        handUp(flow, !isOut);
    }
    bool isRecord = takeReset(flow, packet, isOut);
    side.note(packet);
    if (packet.payloadBytes > 0) {
        takePayload(flow, packet, isOut);
        isRecord = true;
    }
    if (takeEnd(flow, packet, isOut))
        isRecord = true;
    ++(isRecord ? m_counts.imported : m_counts.withoutPayload);
    m_held = m_held + connection.held() - held;
    // Whoever adds to too many that wait goes on without what it waits for.
    while (m_held > MaxHeldInAll && side.bytes.held() > 0) {
        const std::size_t before = side.bytes.held();
        side.bytes.closeGap(m_out);
        handUp(flow, isOut);
        m_held -= before - side.bytes.held();
    }
}

void ForeignImport::takePayload(Flow& flow, const ParsedPacket& packet, bool isOut)
{
    require(flow, packet);
    TcpSide& side = flow.connection->sentBy(isOut);
    TcpSegment segment{.position = side.payloadPosition(packet),
        .size = packet.payloadBytes,
        .kept = static_cast<std::uint32_t>(packet.payload.size())};
    const TcpArrival arrival = side.bytes.arrivalOf(segment);
    capture::Record record = payloadRecord(recordOf(flow, isOut ? Operation::Send : Operation::Recv), packet);
    record.segment = arrival.marks;
    if (segment.size == 1 && arrival.distance == 0 && flow.connection->sentBy(!isOut).isFull())
        record.segment |= static_cast<std::uint16_t>(capture::SegmentMark::ZeroWindowProbe);
    if (side.bytes.goOn(segment.position, segment.size)) {
        m_writer.deliver({.record = append(record, packet.payload), .count = 1});
        return;
    }
    if (arrival.distance != 0)
        record.detail = m_writer.intern(capture::SegmentDetail{segment.position, arrival.distance});
    segment.record = append(record, packet.payload);
    side.bytes.add(segment, m_out);
    handUp(flow, isOut);
}

/// The first FIN of a side is a row. Its place is behind all bytes, whenever they come.
bool ForeignImport::takeEnd(Flow& flow, const ParsedPacket& packet, bool isOut)
{
    TcpSide& side = flow.connection->sentBy(isOut);
    if ((packet.tcpFlags & TcpFin) == 0 || side.bytes.hasEnd() || !side.isKnown())
        return false;
    require(flow, packet);
    capture::Record record = recordOf(flow, isOut ? Operation::Shutdown : Operation::PeerClosed);
    record.asked = isOut ? std::uint32_t{SHUT_WR} : 0;
    const std::int64_t position = side.payloadPosition(packet) + packet.payloadBytes;
    if (const std::int64_t distance = position - side.bytes.highest(); distance != 0)
        record.detail = m_writer.intern(capture::SegmentDetail{position, distance});
    side.bytes.end(position, append(record), m_out);
    handUp(flow, isOut);
    return true;
}

/// The first RST of a side is a row. After it nothing is to be expected of either.
bool ForeignImport::takeReset(Flow& flow, const ParsedPacket& packet, bool isOut)
{
    TcpSide& side = flow.connection->sentBy(isOut);
    if ((packet.tcpFlags & TcpRst) == 0 || side.hasReset)
        return false;
    const bool isRefusal = !isOut && !side.isKnown() && flow.connection->sentBy(true).hasSynchronized();
    side.hasReset = true;
    require(flow, packet);
    finish(flow);
    capture::Record record = recordOf(flow,
        isOut           ? Operation::Close
            : isRefusal ? Operation::ConnectFailed
                        : Operation::SocketError);
    if (!isOut) {
        record.outcome = capture::Outcome::Errno;
        record.errorNumber = isRefusal ? ECONNREFUSED : ECONNRESET;
        record.result = -1;
    }
    m_writer.deliver({.record = append(record), .count = 1});
    return true;
}

/// Of a connection without a row nothing is told.
void ForeignImport::finish(Flow& flow)
{
    if (!flow.connection || flow.endpoint.value == 0)
        return;
    for (const bool isOut : {true, false}) {
        flow.connection->sentBy(isOut).bytes.finish(m_out);
        handUp(flow, isOut);
    }
}

void ForeignImport::handUp(const Flow& flow, bool isOut)
{
    if (m_out.empty())
        return;
    const capture::Direction direction = isOut ? capture::Direction::Out : capture::Direction::In;
    packets::handUp(m_writer, {flow.endpoint, direction, m_timeNs}, m_out);
    m_out.clear();
}

/// Numbers and describes the flow's endpoint, for its first record.
void ForeignImport::require(Flow& flow, const ParsedPacket& packet)
{
    if (flow.endpoint.value != 0)
        return;
    m_highest = m_nextEndpoint;
    flow.endpoint = {m_nextEndpoint++};
    m_writer.describe(flow.endpoint, ForeignFlows::infoOf(flow, packet, ++m_endpoints));
}

capture::Record ForeignImport::recordOf(const Flow& flow, Operation operation) const
{
    capture::Record record;
    record.timeNs = m_timeNs;
    record.endpoint = flow.endpoint;
    record.operation = operation;
    return record;
}

base::RecordIndex ForeignImport::append(const capture::Record& record, std::span<const std::byte> payload)
{
    const base::RecordIndex index{m_writer.extent().records};
    m_writer.append(record, payload);
    return index;
}

} // namespace packets
