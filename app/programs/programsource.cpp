// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/programsource.h"

#include "query/deliverycursor.h"

#include <algorithm>
#include <cerrno>

namespace programs {

using capture::Operation;

namespace {

constexpr std::size_t EntriesTogether = 512;

/// Addresses as a key: their bytes.
std::string keyOf(const net::Address& address)
{
    const auto bytes = address.bytes();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

int familyOf(const capture::EndpointInfo& info)
{
    if (net::isUnix(info.protocol))
        return AF_UNIX;
    const int family = info.local.isEmpty() ? info.peer.family() : info.local.family();
    return family == AF_UNSPEC ? AF_INET : family;
}

/// A connect_ex is a connect whose errno was its value; of a timeout that is EAGAIN, which a connect has on a full
/// backlog of a Unix socket alone.
capture::Record asConnect(capture::Record record, const capture::AddressDetail* address)
{
    if (record.operation != Operation::ConnectEx)
        return record;
    record.operation = Operation::Connect;
    if (record.outcome != capture::Outcome::Value || record.result == 0)
        return record;
    const bool isUnix = address && address->address.family() == AF_UNIX;
    record.outcome = record.result == EAGAIN && !isUnix ? capture::Outcome::TimedOut : capture::Outcome::Errno;
    record.errorNumber = static_cast<std::uint16_t>(record.result);
    record.result = -1;
    return record;
}

} // namespace

base::Result<ProgramSource> ProgramSource::read(capture::Reader& reader, std::span<const base::RecordIndex> records)
{
    if (records.size() > Program::MaxRecords)
        return base::failure({EFBIG, "program"});
    ProgramSource source(reader);
    source.m_records.reserve(records.size());
    if (reader.isOrdered()) {
        if (auto appended = source.appendOrdered(records); !appended)
            return base::failure(appended.error());
    } else {
        for (const base::RecordIndex index : records) {
            const auto record = reader.record(index);
            if (!record)
                return base::failure(record.error());
            if (auto appended = source.append(*record); !appended)
                return base::failure(appended.error());
        }
    }
    source.pairByAddress();
    source.pairByOrder();
    return source;
}

base::Result<void> ProgramSource::append(const capture::Record& record)
{
    auto detail = m_reader->detail(record.detail);
    if (!detail)
        return base::failure(detail.error());
    m_places[record.endpoint].push_back(m_records.size());
    const capture::Record called = asConnect(record, std::get_if<capture::AddressDetail>(&*detail));
    m_records.push_back({called, std::move(*detail)});
    return {};
}

/// The records as the capture's order has them. What of them had come before is not in it.
base::Result<void> ProgramSource::appendOrdered(std::span<const base::RecordIndex> records)
{
    std::vector<capture::Delivery> entries(EntriesTogether);
    for (std::uint64_t first = 0;; first += entries.size()) {
        const auto count = m_reader->deliveries(first, entries);
        if (!count)
            return base::failure(count.error());
        if (*count == 0)
            return {};
        for (const capture::Delivery& entry : std::span(entries).first(*count)) {
            const base::RecordIndex end{entry.record.value + std::max(entry.count, 1U)};
            auto next = std::ranges::lower_bound(records, entry.record);
            for (; next != records.end() && *next < end; ++next) {
                if (auto appended = appendDelivered(*next, entry); !appended)
                    return appended;
            }
        }
    }
}

base::Result<void> ProgramSource::appendDelivered(base::RecordIndex index, const capture::Delivery& entry)
{
    auto record = m_reader->record(index);
    if (record && entry.count == 0)
        record = query::deliveredPart(*record, entry);
    return record ? append(*record) : base::failure(record.error());
}

base::Result<std::vector<std::byte>> ProgramSource::payload(const SourceRecord& source, std::size_t limit) const
{
    std::vector<std::byte> bytes(std::min<std::size_t>(source.record.payloadSize, limit));
    if (bytes.empty())
        return bytes;
    const auto count = m_reader->payload(source.record, 0, bytes);
    if (!count)
        return base::failure(count.error());
    bytes.resize(*count);
    return bytes;
}

capture::EndpointInfo ProgramSource::endpoint(base::EndpointId id) const
{
    return m_reader->endpoint(id);
}

const std::vector<std::size_t>& ProgramSource::placesOf(base::EndpointId id) const
{
    static const std::vector<std::size_t> None;
    const auto found = m_places.find(id);
    return found == m_places.end() ? None : found->second;
}

const SourceRecord* ProgramSource::endOfConnect(std::size_t place) const
{
    const auto& places = placesOf(m_records[place].record.endpoint);
    for (auto next = std::ranges::upper_bound(places, place); next != places.end(); ++next) {
        const SourceRecord& source = m_records[*next];
        if (source.record.operation == Operation::Connected || source.record.operation == Operation::ConnectFailed)
            return &source;
        if (source.record.operation == Operation::Connect || source.record.operation == Operation::Socket)
            break;
    }
    return nullptr;
}

int ProgramSource::familyAt(std::size_t place) const
{
    const base::EndpointId id = m_records[place].record.endpoint;
    const auto& places = placesOf(id);
    for (auto next = std::ranges::upper_bound(places, place); next != places.end(); ++next) {
        const SourceRecord& source = m_records[*next];
        if (source.record.operation == Operation::Socket)
            break;
        if (source.address() && source.address()->address.family() != AF_UNSPEC)
            return source.address()->address.family();
    }
    return familyOf(endpoint(id));
}

std::optional<base::EndpointId> ProgramSource::otherEnd(base::EndpointId id) const
{
    const auto found = m_others.find(id);
    return found == m_others.end() ? std::nullopt : std::optional(found->second);
}

/// Two sockets whose local and peer addresses are each other's.
void ProgramSource::pairByAddress()
{
    std::map<std::string, base::EndpointId> ends;
    for (const auto& [id, places] : m_places) {
        const capture::EndpointInfo& info = m_reader->endpoint(id);
        if (info.protocol != net::Protocol::Tcp || info.local.isEmpty() || info.peer.isEmpty())
            continue;
        const auto other = ends.find(keyOf(info.peer) + keyOf(info.local));
        if (other != ends.end()) {
            m_others[id] = other->second;
            m_others[other->second] = id;
        }
        ends[keyOf(info.local) + keyOf(info.peer)] = id;
    }
}

/// Clients of a Unix socket have no names. They are accepted in the order of their connects, if all of them are here.
void ProgramSource::pairByOrder()
{
    std::map<std::string, std::pair<std::vector<base::EndpointId>, std::vector<base::EndpointId>>> ends;
    for (const SourceRecord& source : m_records) {
        const capture::AddressDetail* detail = source.address();
        if (!detail || !source.succeeded() || detail->address.family() != AF_UNIX)
            continue;
        if (source.record.operation == Operation::Connect)
            ends[keyOf(detail->address)].first.push_back(source.record.endpoint);
        else if (source.record.operation == Operation::Accept)
            ends[keyOf(detail->local)].second.push_back(detail->child);
    }
    for (const auto& [address, both] : ends) {
        for (std::size_t i = 0; i < both.first.size() && both.first.size() == both.second.size(); ++i) {
            m_others[both.first[i]] = both.second[i];
            m_others[both.second[i]] = both.first[i];
        }
    }
}

} // namespace programs
