// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/journal.h"

#include "engine/callrecord.h"

#include <cerrno>
#include <utility>

namespace engine {

using capture::Operation;

namespace {

/// What a socket's failures come from. Once the peer is gone the kernel says of each call no more than that there is
/// none, and a connected Unix datagram socket has even forgotten it: unix(7), send(2).
base::Error causeOf(const std::optional<base::Error>& before, const base::Error& error)
{
    const bool isAftermath = error.code == ENOTCONN || error.code == EPIPE;
    const bool hadCause = before
        && (before->code == ECONNREFUSED || before->code == ECONNRESET || before->code == ETIMEDOUT
            || before->code == EHOSTUNREACH || before->code == ENETUNREACH);
    return isAftermath && hadCause ? *before : error;
}

} // namespace

Journal::Journal(EndpointHost& host, Endpoint& endpoint, base::EndpointId id, capture::EndpointInfo info)
    : m_host(host)
    , m_endpoint(endpoint)
{
    m_status.id = id;
    m_status.info = std::move(info);
}

// --- records ---------------------------------------------------------------------------------------------------------

void Journal::count(capture::Direction direction, std::size_t bytes)
{
    Counters& counters = m_status.counters;
    if (direction == capture::Direction::In) {
        counters.bytesIn += bytes;
        ++counters.messagesIn;
    } else if (direction == capture::Direction::Out) {
        counters.bytesOut += bytes;
        ++counters.messagesOut;
    }
}

void Journal::write(const capture::Record& record, std::span<const std::byte> payload)
{
    // A sendall that did not end well has moved what it says.
    if (record.outcome == capture::Outcome::Value || !payload.empty())
        count(capture::directionOf(record.operation), payload.size());
    if (capture::directionOf(record.operation) == capture::Direction::Out && capture::isFailure(record))
        noteFailedSend(record);
    const std::uint64_t index = writer().extent().records;
    writer().append(record, payload);
    noteRecord(record, index);
}

void Journal::noteFailedSend(const capture::Record& record)
{
    ++m_status.counters.failedSends;
    m_status.sendError
        = causeOf(m_status.sendError, {record.errorNumber, capture::operationName(record.operation).data()});
}

void Journal::write(capture::Record record, const capture::Detail& detail, std::span<const std::byte> payload)
{
    record.detail = writer().intern(detail);
    write(record, payload);
}

void Journal::writeReserved(const capture::Record& record, std::size_t offset, std::size_t size)
{
    count(capture::directionOf(record.operation), size);
    const std::uint64_t index = writer().extent().records;
    writer().appendReserved(record, offset, size);
    noteRecord(record, index);
}

void Journal::noteRecord(const capture::Record& record, std::uint64_t index)
{
    ++m_status.counters.records;
    // A writer that has failed drops what it is given: there is nothing to point to then.
    const bool isKept = writer().extent().records > index;
    m_lastRecord = isKept ? std::optional(base::RecordIndex{index}) : std::nullopt;
    if (record.operation == Operation::Socket || record.operation == Operation::Bind
        || record.operation == Operation::Listen)
        m_lastOpening = m_lastRecord;
    const bool waits = record.errorNumber == EAGAIN || record.errorNumber == EINPROGRESS;
    if (record.outcome == capture::Outcome::TimedOut || (record.outcome == capture::Outcome::Errno && !waits))
        m_lastFailure = m_lastRecord;
    publish(Urgency::WithCounters);
}

void Journal::event(Operation operation, std::int64_t value, const capture::Detail& detail)
{
    write(Recorder::end(begin(operation), value), detail);
}

void Journal::descriptors(const net::Control& control)
{
    if (!control.descriptors.empty())
        event(Operation::DescriptorsClosed, static_cast<std::int64_t>(control.descriptors.size()),
            descriptorsDetail(control.descriptors));
}

capture::Detail Journal::originOf(const net::Address& from, const net::Arrival& arrival)
{
    return originDetail(
        m_host.recorder(), from == m_status.info.peer ? net::Address() : from, arrival, m_status.info.local.port());
}

void Journal::countLater()
{
    ++m_status.counters.records;
    m_lastRecord.reset();
}

// --- status ----------------------------------------------------------------------------------------------------------

void Journal::setAddresses(const net::Address& local, const net::Address& peer)
{
    m_status.info.local = local;
    m_status.info.peer = peer;
    writer().describe(id(), m_status.info);
    publish(Urgency::AtOnce);
}

void Journal::setName(const std::string& name)
{
    m_isNamed = true;
    m_status.info.name = name;
    writer().describe(id(), m_status.info);
    publish(Urgency::AtOnce);
}

void Journal::noteRenamed(const std::string& before)
{
    event(Operation::Renamed, 0, capture::TextDetail{before + " -> " + m_status.info.name});
}

void Journal::setRole(capture::Role role)
{
    m_status.info.role = role;
    if (!m_isNamed)
        m_status.info.name = m_host.nextName(role);
    writer().describe(id(), m_status.info);
}

void Journal::setState(State state)
{
    switch (state) {
    case State::Connecting: addStep(state, std::nullopt); break;
    case State::Created:
    case State::Bound:
    case State::Listening: addStep(state, m_lastOpening); break;
    default: addStep(state, m_lastRecord);
    }
}

void Journal::setEnded(State state, std::optional<base::RecordIndex> cause)
{
    m_status.waiting.clear();
    addStep(state, cause ? cause : m_lastRecord);
}

void Journal::addStep(State state, std::optional<base::RecordIndex> cause)
{
    m_status.state = state;
    std::vector<StateStep>& steps = m_status.steps;
    if (!steps.empty() && steps.back().state == state)
        steps.pop_back(); // a datagram socket that is connected anew
    if (steps.size() == MaxSteps)
        steps.erase(steps.begin());
    steps.push_back({state, cause});
    publish(Urgency::AtOnce);
}

void Journal::setError(const base::Error& error)
{
    m_status.lastError = causeOf(m_status.lastError, error);
    publish(Urgency::AtOnce);
}

capture::EndpointInfo Journal::infoOfChild(const net::Accepted& connection) const
{
    capture::EndpointInfo info;
    info.name = m_status.info.name + '/' + std::to_string(m_status.totalChildren + 1);
    info.parent = id();
    info.protocol = m_status.info.protocol;
    info.role = capture::Role::Accepted;
    info.peer = connection.peer;
    info.local = net::getsockname(connection.fd.get()).value_or(m_status.info.local);
    return info;
}

void Journal::childAdded()
{
    ++m_status.openChildren;
    ++m_status.totalChildren;
    publish(Urgency::WithCounters);
}

void Journal::childEnded()
{
    --m_status.openChildren;
    publish(Urgency::WithCounters);
}

std::optional<base::RecordIndex> Journal::causeOfEnd(State state) const
{
    const bool failedLast = m_lastFailure && m_lastFailure == m_lastRecord;
    return failedLast || state == State::Failed ? m_lastFailure : std::nullopt;
}

} // namespace engine
