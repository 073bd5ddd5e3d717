// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/reader.h"
#include "engine/engine.h"

#include <QByteArray>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace support {

/// An engine with a capture of its own in a temporary folder, and what a test wants to know of it.
class EngineRig final
{
public:
    EngineRig()
        : m_engine(engine::Engine::start(
            capture::Writer::create(m_folder.filePath(QStringLiteral("capture")).toStdString()).value(),
            [] {}).value())
        , m_reader(capture::Reader::attach(m_engine->captureDirectory(), m_engine->committed()).value())
    { }

    [[nodiscard]] engine::Engine& engine() { return *m_engine; }
    [[nodiscard]] capture::Reader& reader() { return *m_reader; }
    [[nodiscard]] std::string pathFor(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

    base::EndpointId listen(net::Protocol protocol, const net::Address& address, engine::Setup setup = {})
    {
        engine::Listen command;
        command.id = m_engine->allocateId();
        command.protocol = protocol;
        command.address = address;
        command.setup = std::move(setup);
        const base::EndpointId id = command.id;
        m_engine->post(std::move(command));
        return id;
    }

    base::EndpointId connectTo(net::Protocol protocol, std::vector<net::Address> addresses, engine::Setup setup = {},
        std::chrono::nanoseconds timeout = {})
    {
        engine::Connect command;
        command.id = m_engine->allocateId();
        command.protocol = protocol;
        command.addresses = std::move(addresses);
        command.setup = std::move(setup);
        command.timeout = timeout;
        const base::EndpointId id = command.id;
        m_engine->post(std::move(command));
        return id;
    }

    void send(base::EndpointId id, const QByteArray& bytes, std::optional<net::Address> to = {})
    {
        const auto* begin = reinterpret_cast<const std::byte*>(bytes.constData());
        m_engine->post(
            engine::Send{id, std::make_shared<std::vector<std::byte>>(begin, begin + bytes.size()), std::move(to)});
    }

    /// The newest status; a default one (id 0) while there is none.
    const engine::EndpointStatus& status(base::EndpointId id)
    {
        for (engine::EndpointStatus& change : m_engine->takeChanges())
            m_statuses[change.id.value] = std::move(change);
        return m_statuses[id.value];
    }
    /// The last error's errno; 0 for a timeout, -1 while there is none.
    int errorCode(base::EndpointId id)
    {
        const auto& error = status(id).lastError;
        return error ? error->code : -1;
    }
    engine::State state(base::EndpointId id) { return status(id).state; }
    /// Whether a lane makes this call for it, or has it next.
    bool waitsIn(base::EndpointId id, capture::Operation operation)
    {
        const auto& waiting = status(id).waiting;
        return std::ranges::any_of(waiting, [operation](const auto& one) { return one.operation == operation; });
    }
    /// Endpoints that have this parent.
    std::vector<engine::EndpointStatus> children(base::EndpointId parent)
    {
        (void)status(parent);
        std::vector<engine::EndpointStatus> result;
        for (const auto& [id, one] : m_statuses) {
            if (one.info.parent == parent && one.id.value != 0)
                result.push_back(one);
        }
        return result;
    }

    [[nodiscard]] std::vector<capture::Record> records()
    {
        std::vector<capture::Record> result(m_reader->recordCount());
        const auto count = m_reader->records({}, result);
        result.resize(count.value());
        return result;
    }
    [[nodiscard]] std::vector<capture::Record> records(base::EndpointId id, capture::Operation operation)
    {
        std::vector<capture::Record> result;
        for (const capture::Record& record : records()) {
            if (record.endpoint == id && record.operation == operation)
                result.push_back(record);
        }
        return result;
    }
    /// The newest of them; an empty record while there is none, so that it can be waited for.
    [[nodiscard]] capture::Record last(base::EndpointId id, capture::Operation operation)
    {
        const auto all = records(id, operation);
        return all.empty() ? capture::Record{} : all.back();
    }
    [[nodiscard]] QByteArray payload(const capture::Record& record)
    {
        QByteArray result(static_cast<qsizetype>(record.payloadSize), Qt::Uninitialized);
        const std::span<std::byte> room(reinterpret_cast<std::byte*>(result.data()), record.payloadSize);
        const auto count = m_reader->payload(record, 0, room);
        return count && *count == record.payloadSize ? result : QByteArrayLiteral("(payload could not be read)");
    }
    /// All payload of an endpoint in one direction, in order.
    [[nodiscard]] QByteArray stream(base::EndpointId id, capture::Direction direction)
    {
        QByteArray result;
        for (const capture::Record& record : records()) {
            if (record.endpoint == id && capture::directionOf(record.operation) == direction)
                result += payload(record);
        }
        return result;
    }
    template <class T> [[nodiscard]] T detail(const capture::Record& record)
    {
        const auto detail = m_reader->detail(record.detail);
        const T* result = detail ? std::get_if<T>(&*detail) : nullptr;
        return result ? *result : T{};
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<capture::Reader> m_reader;
    std::map<std::uint32_t, engine::EndpointStatus> m_statuses;
};

/// Open descriptors of this process.
inline std::ptrdiff_t openDescriptors()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
}

inline net::Address loopback(std::uint16_t port = 0)
{
    return net::Address::fromIp("127.0.0.1", port).value();
}
inline net::Address loopback6(std::uint16_t port = 0)
{
    return net::Address::fromIp("::1", port).value();
}

} // namespace support
