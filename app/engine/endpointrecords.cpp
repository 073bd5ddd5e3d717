// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The part of Endpoint that writes records and counts.
#include "engine/callrecord.h"
#include "engine/endpoint.h"

namespace engine {

using capture::Operation;

void Endpoint::log(const capture::Record& record, std::span<const std::byte> payload)
{
    // A sendall that did not end well has moved what it says.
    const bool moved = record.outcome == capture::Outcome::Value || !payload.empty();
    const capture::Direction direction = capture::directionOf(record.operation);
    Counters& counters = m_status.counters;
    if (moved && direction == capture::Direction::In) {
        counters.bytesIn += payload.size();
        ++counters.messagesIn;
    } else if (moved && direction == capture::Direction::Out) {
        counters.bytesOut += payload.size();
        ++counters.messagesOut;
    }
    if (direction == capture::Direction::Out && capture::isFailure(record)) {
        ++counters.failedSends;
        m_status.sendError = base::Error{record.errorNumber, capture::operationName(record.operation).data()};
    }
    ++counters.records;
    const std::uint64_t index = recorder().writer().extent().records;
    recorder().writer().append(record, payload);
    noteRecord(record, index);
    publish(EndpointHost::Urgency::WithCounters);
}

void Endpoint::log(capture::Record record, const capture::Detail& detail, std::span<const std::byte> payload)
{
    record.detail = recorder().writer().intern(detail);
    log(record, payload);
}

void Endpoint::logReserved(const capture::Record& record, std::size_t offset, std::size_t size)
{
    Counters& counters = m_status.counters;
    if (capture::directionOf(record.operation) == capture::Direction::In) {
        counters.bytesIn += size;
        ++counters.messagesIn;
    } else {
        counters.bytesOut += size;
        ++counters.messagesOut;
    }
    ++counters.records;
    const std::uint64_t index = recorder().writer().extent().records;
    recorder().writer().appendReserved(record, offset, size);
    noteRecord(record, index);
    publish(EndpointHost::Urgency::WithCounters);
}

void Endpoint::noteRecord(const capture::Record& record, std::uint64_t index)
{
    // A writer that has failed drops what it is given: there is nothing to point to then.
    const bool isKept = recorder().writer().extent().records > index;
    m_lastRecord = isKept ? std::optional(base::RecordIndex{index}) : std::nullopt;
    if (record.operation == Operation::Socket || record.operation == Operation::Bind
        || record.operation == Operation::Listen)
        m_lastOpening = m_lastRecord;
    const bool waits = record.errorNumber == EAGAIN || record.errorNumber == EINPROGRESS;
    if (record.outcome == capture::Outcome::TimedOut || (record.outcome == capture::Outcome::Errno && !waits))
        m_lastFailure = m_lastRecord;
}

void Endpoint::logEvent(Operation operation, std::int64_t value, const capture::Detail& detail)
{
    log(Recorder::end(recorder().begin(operation, id()), value), detail);
}

capture::Detail Endpoint::originOf(const net::Address& from, const net::Arrival& arrival)
{
    return originDetail(
        recorder(), from == m_status.info.peer ? net::Address() : from, arrival, m_status.info.local.port());
}

void Endpoint::logDescriptors(const net::Control& control)
{
    if (!control.descriptors.empty())
        logEvent(Operation::DescriptorsClosed, static_cast<std::int64_t>(control.descriptors.size()),
            descriptorsDetail(control.descriptors));
}

} // namespace engine
