// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "programs/program.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace programs {

/// A record with what belongs to it, save its payload.
struct SourceRecord
{
    capture::Record record;
    capture::Detail detail;

    [[nodiscard]] const capture::AddressDetail* address() const { return std::get_if<capture::AddressDetail>(&detail); }
    [[nodiscard]] bool succeeded() const { return record.outcome == capture::Outcome::Value; }
};

/// The records that a program is made of, in the order in which their bytes were handed up, and what can be told of
/// them before the first step is. Of a capture of packets bytes that had come before are left out. Keeps a reference to
/// the reader for payloads. Thread: the reader's.
class ProgramSource final
{
public:
    /// Errors: as readProgram.
    [[nodiscard]] static base::Result<ProgramSource> read(
        capture::Reader& reader, std::span<const base::RecordIndex> records);

    [[nodiscard]] std::size_t size() const { return m_records.size(); }
    [[nodiscard]] const SourceRecord& at(std::size_t place) const { return m_records[place]; }
    /// Copies at most `limit` bytes. Errors: those of the reader.
    [[nodiscard]] base::Result<std::vector<std::byte>> payload(const SourceRecord& source, std::size_t limit) const;
    [[nodiscard]] capture::EndpointInfo endpoint(base::EndpointId id) const;

    /// The places of an endpoint's records, ascending.
    [[nodiscard]] const std::vector<std::size_t>& placesOf(base::EndpointId id) const;
    /// The event that tells how the connect at `place` ended; null when it did not while records were made.
    [[nodiscard]] const SourceRecord* endOfConnect(std::size_t place) const;
    /// AF_* of the socket that was made at `place`: of the next address that it was given.
    [[nodiscard]] int familyAt(std::size_t place) const;
    /// The other end of a stream connection, where it has records too.
    [[nodiscard]] std::optional<base::EndpointId> otherEnd(base::EndpointId id) const;

private:
    explicit ProgramSource(capture::Reader& reader)
        : m_reader(&reader)
    { }
    [[nodiscard]] base::Result<void> append(const capture::Record& record);
    [[nodiscard]] base::Result<void> appendOrdered(std::span<const base::RecordIndex> records);
    [[nodiscard]] base::Result<void> appendDelivered(base::RecordIndex index, const capture::Delivery& entry);
    void pairByAddress();
    void pairByOrder();

    capture::Reader* m_reader;
    std::vector<SourceRecord> m_records;
    std::map<base::EndpointId, std::vector<std::size_t>> m_places;
    std::map<base::EndpointId, base::EndpointId> m_others;
};

} // namespace programs
