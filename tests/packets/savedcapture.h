// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "capture/writer.h"
#include "saving/saverecords.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <memory>
#include <string>

/// A capture in a folder of its own that a test fills, and the files that it is saved as.
class SavedCapture final
{
public:
    SavedCapture() { m_writer = capture::Writer::create(path("capture")).value(); }

    [[nodiscard]] capture::Writer& writer() { return *m_writer; }
    [[nodiscard]] std::string path(const std::string& name) const { return m_folder.path().toStdString() + '/' + name; }
    [[nodiscard]] std::unique_ptr<capture::Reader> reader()
    {
        m_writer->flush();
        return capture::Reader::attach(m_writer->directory(), m_writer->committed()).value();
    }

    /// An endpoint with its addresses.
    base::EndpointId add(const std::string& name, net::Protocol protocol, const net::Address& local,
        const net::Address& peer, capture::Role role = capture::Role::Connection, base::EndpointId parent = {})
    {
        const base::EndpointId id{++m_endpoints};
        m_writer->describe(id, {name, parent, protocol, role, local, peer});
        return id;
    }
    /// A call without bytes.
    capture::Record& call(base::EndpointId endpoint, capture::Operation operation, std::int32_t result = 0)
    {
        m_record = {};
        m_record.timeNs = nextTime();
        m_record.duration = 1.5e-6F;
        m_record.endpoint = endpoint;
        m_record.operation = operation;
        m_record.result = result;
        return m_record;
    }
    void append(const capture::Record& record, const QByteArray& payload = {}, const capture::Detail& detail = {})
    {
        capture::Record stored = record;
        stored.detail = m_writer->intern(detail);
        m_writer->append(
            stored, std::as_bytes(std::span(payload.constData(), static_cast<std::size_t>(payload.size()))));
    }
    /// A call that moved bytes.
    void move(base::EndpointId endpoint, capture::Operation operation, const QByteArray& payload,
        const capture::Detail& detail = {})
    {
        capture::Record record = call(endpoint, operation, static_cast<std::int32_t>(payload.size()));
        record.asked = 65'536;
        append(record, payload, detail);
    }

    /// Saves all, and gives what is in the file then.
    QByteArray save(saving::SaveFormat format, const std::string& name)
    {
        const auto from = reader();
        const auto saved = saving::saveRecords(*from, query::allRecords(from->recordCount()), format, path(name));
        return saved ? contents(name) : QByteArray("not saved");
    }
    [[nodiscard]] QByteArray contents(const std::string& name) const
    {
        QFile file(QString::fromStdString(path(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
    }
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }

private:
    std::int64_t nextTime() { return m_time += 1001; }

    QTemporaryDir m_folder;
    std::unique_ptr<capture::Writer> m_writer;
    capture::Record m_record;
    std::uint32_t m_endpoints = 0;
    std::int64_t m_time = 1'769'860'800'123'456'789;
};

inline net::Address ip(const char* host, std::uint16_t port)
{
    return net::Address::fromIp(host, port).value();
}
