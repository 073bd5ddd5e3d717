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
    ++counters.records;
    recorder().writer().append(record, payload);
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
    recorder().writer().appendReserved(record, offset, size);
    publish(EndpointHost::Urgency::WithCounters);
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
