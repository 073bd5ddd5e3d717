// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "capture/writer.h"
#include "net/address.h"
#include "session/models/filteredlog.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cerrno>
#include <string_view>

namespace traffic {

using capture::Operation;
using capture::Record;

/// A capture in a folder of its own, written as the engine writes it: an endpoint "server" (1) with an accepted
/// connection "server/1" (2), a "client" (3) and a datagram socket "sensor" (4).
class SampleCapture final
{
public:
    static constexpr std::int64_t StartNs = 1'772'400'753'123'456'789;

    SampleCapture()
        : m_writer(capture::Writer::create(m_folder.filePath(QStringLiteral("capture")).toStdString()).value())
    {
        describe(1, "server", capture::Role::Listener);
        describe(2, "server/1", capture::Role::Accepted);
        describe(3, "client", capture::Role::Connection);
        describe(4, "sensor", capture::Role::Datagram);
    }

    [[nodiscard]] session::ReaderFactory newReader() const
    {
        return [directory = m_writer->directory(), committed = m_writer->committed()] {
            return capture::Reader::attach(directory, committed);
        };
    }
    [[nodiscard]] quint64 count() const { return m_writer->extent().records; }
    void commit() { m_writer->flush(); }
    /// How much later than the one before the next record begins.
    void wait(std::int64_t nanoseconds) { m_timeNs += nanoseconds; }

    /// How long the calls take that come next, in seconds; 0 for what was no call of ours.
    void setDuration(float seconds) { m_duration = seconds; }

    void describe(std::uint32_t id, const char* name, capture::Role role)
    {
        capture::EndpointInfo info;
        info.name = name;
        info.role = role;
        info.protocol = role == capture::Role::Datagram ? net::Protocol::Udp : net::Protocol::Tcp;
        m_writer->describe({id}, info);
    }
    void describe(std::uint32_t id, const capture::EndpointInfo& info) { m_writer->describe({id}, info); }
    void call(std::uint32_t endpoint, Operation operation, std::int32_t result = 0, std::uint32_t asked = 0,
        const capture::Detail& detail = {})
    {
        m_writer->append(make(endpoint, operation, result, asked, detail));
    }
    void failure(std::uint32_t endpoint, Operation operation, int code, const capture::Detail& detail = {})
    {
        Record record = make(endpoint, operation, -1, 0, detail);
        record.outcome = capture::Outcome::Errno;
        record.errorNumber = static_cast<std::uint16_t>(code);
        m_writer->append(record);
    }
    void data(std::uint32_t endpoint, Operation operation, std::string_view payload, const capture::Detail& detail = {})
    {
        const auto size = static_cast<std::int32_t>(payload.size());
        const bool receives = capture::directionOf(operation) == capture::Direction::In;
        const auto asked = static_cast<std::uint32_t>(receives ? std::max(65'536, size) : size);
        m_writer->append(make(endpoint, operation, size, asked, detail), std::as_bytes(std::span(payload)));
    }

    [[nodiscard]] static net::Address address(const char* host, std::uint16_t port)
    {
        return net::Address::fromIp(host, port).value();
    }

private:
    [[nodiscard]] Record make(std::uint32_t endpoint, Operation operation, std::int32_t result, std::uint32_t asked,
        const capture::Detail& detail)
    {
        Record record;
        record.timeNs = m_timeNs;
        record.duration = m_duration;
        record.endpoint = {endpoint};
        record.operation = operation;
        record.result = result;
        record.asked = asked;
        record.detail = m_writer->intern(detail);
        m_timeNs += 45'000;
        return record;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<capture::Writer> m_writer;
    std::int64_t m_timeNs = StartNs;
    float m_duration = 4.2e-6F;
};

} // namespace traffic
