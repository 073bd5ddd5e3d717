// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/endpointhost.h"
#include "engine/status.h"
#include "net/syscalls.h"

#include <cstdint>
#include <optional>
#include <span>

namespace engine {

/// What the world learns of one endpoint: its records in the capture, and its status with the counters that these make.
/// Owned by the endpoint, shared by its parts. Thread: I/O.
class Journal final
{
public:
    Journal(EndpointHost& host, Endpoint& endpoint, base::EndpointId id, capture::EndpointInfo info);

    [[nodiscard]] const EndpointStatus& status() const { return m_status; }
    [[nodiscard]] base::EndpointId id() const { return m_status.id; }
    /// To change what is told; publish() tells it.
    [[nodiscard]] EndpointStatus& edit() { return m_status; }
    void publish(Urgency urgency) { m_host.changed(m_endpoint, urgency); }
    [[nodiscard]] capture::Writer& writer() { return m_host.recorder().writer(); }

    // --- records
    /// Begins a call on the endpoint; make it at once.
    [[nodiscard]] Call begin(capture::Operation operation, std::size_t asked = 0)
    {
        return m_host.recorder().begin(operation, id(), asked);
    }
    /// The same for a call that began at `start`.
    [[nodiscard]] Call beginAt(base::Monotonic::time_point start, capture::Operation operation, std::size_t asked)
    {
        return m_host.recorder().beginAt(start, operation, id(), asked);
    }
    /// Writes a finished record, with its payload, and counts both.
    void write(const capture::Record& record, std::span<const std::byte> payload = {});
    void write(capture::Record record, const capture::Detail& detail, std::span<const std::byte> payload = {});
    /// The same for payload that was received into the writer's reserve.
    void writeReserved(const capture::Record& record, std::size_t offset, std::size_t size);
    void event(capture::Operation operation, std::int64_t value = 0, const capture::Detail& detail = {});
    /// The event for descriptors that came along with a message and were closed, where there were any.
    void descriptors(const net::Control& control);
    /// What came in beside the bytes of a message: who sent it, where that is not the peer, and how it arrived.
    [[nodiscard]] capture::Detail originOf(const net::Address& from, const net::Arrival& arrival);
    /// So much of what was to be sent is given up.
    void countUnsent(std::uint64_t bytes) { m_status.counters.unsentBytes += bytes; }
    /// A record of the endpoint that comes later, when the endpoint may be gone, counts now.
    void countLater();

    // --- status
    void setAddresses(const net::Address& local, const net::Address& peer);
    /// A person calls it so, and it keeps that name.
    void setName(const std::string& name);
    /// The record of that. Readers look for a name again where there is a record more.
    void noteRenamed(const std::string& before);
    /// What the endpoint is there for is known now, and gives it its name where nobody else has.
    void setRole(capture::Role role);
    /// Its cause is the record that was written last, or the last of socket, bind and listen where those lead to it.
    /// Of connecting there is none yet: it comes when that has ended.
    void setState(State state);
    /// The last step, whose cause was remembered before the calls that the end makes.
    void setEnded(State state, std::optional<base::RecordIndex> cause);
    void setError(const base::Error& error);
    /// Who a connection is that the endpoint accepted; its number is the next one. childAdded() follows.
    [[nodiscard]] capture::EndpointInfo infoOfChild(const net::Accepted& connection) const;
    void childAdded();
    void childEnded();
    /// The record of what makes an endpoint end in `state` now, where that is a failure.
    [[nodiscard]] std::optional<base::RecordIndex> causeOfEnd(State state) const;

private:
    void count(capture::Direction direction, std::size_t bytes);
    void noteFailedSend(const capture::Record& record);
    void noteRecord(const capture::Record& record, std::uint64_t index);
    void addStep(State state, std::optional<base::RecordIndex> cause);

    EndpointHost& m_host;
    Endpoint& m_endpoint;
    EndpointStatus m_status;
    bool m_isNamed = false; // by a person
    std::optional<base::RecordIndex> m_lastRecord;
    std::optional<base::RecordIndex> m_lastOpening; // of socket, bind or listen
    std::optional<base::RecordIndex> m_lastFailure; // of a call that failed or timed out
};

} // namespace engine
