// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/addressedcommands.h"

#include "base/clock.h"
#include "session/models/endpointmodel.h"

#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <utility>
#include <variant>

namespace session {

using namespace Qt::StringLiterals;
using capture::Operation;

namespace {

capture::Role roleOf(const OpenRequest& request)
{
    if (request.as == OpenAs::Connection)
        return capture::Role::Connection;
    return net::hasConnections(request.protocol) ? capture::Role::Listener : capture::Role::Datagram;
}

engine::Note resolveNote(base::EndpointId id, const QString& host, const Resolution& resolution)
{
    engine::Note note;
    note.id = id;
    note.record.operation = Operation::Resolve;
    note.record.timeNs = resolution.startNs;
    note.record.duration = std::chrono::duration<float>(resolution.duration).count();
    note.record.result = static_cast<std::int32_t>(resolution.addresses.size());
    std::string text = host.toStdString();
    if (resolution.addresses.empty()) {
        // getaddrinfo's errors are not errnos; ENOENT stands for them, and the result and the text say what it was.
        note.record.result = resolution.error;
        note.record.outcome = capture::Outcome::Errno;
        note.record.errorNumber = ENOENT;
        text += ": " + resolution.problem.toStdString();
    }
    for (const net::Address& address : resolution.addresses)
        text += ' ' + address.host();
    note.detail = capture::TextDetail{std::move(text)};
    return note;
}

/// An address of a Unix socket that cannot be, of a request that nobody has looked over.
engine::Note addressNote(base::EndpointId id, const OpenRequest& request, const base::Error& error)
{
    engine::Note note;
    note.id = id;
    note.record.operation = request.as == OpenAs::Listener ? Operation::Bind : Operation::Connect;
    note.record.timeNs = base::wallClockNs();
    note.record.outcome = capture::Outcome::Errno;
    note.record.errorNumber = static_cast<std::uint16_t>(error.code);
    note.detail = capture::TextDetail{request.host.toStdString()};
    note.fails = true;
    return note;
}

/// What of a name's addresses can be used: an address to be bound to has a family too, but for a wildcard.
int familyOf(const OpenRequest& request)
{
    const bool isBound = request.local && !request.local->isWildcard();
    return request.family == AF_UNSPEC && isBound ? request.local->family() : request.family;
}

/// As for listeners: a port that is chosen again is not refused while an old connection of it is in TIME_WAIT -
/// socket(7). It stands before the person's own options, which have the last word.
void allowReuse(engine::Setup& setup)
{
    constexpr int On = 1;
    engine::OptionSetting reuse{SOL_SOCKET, SO_REUSEADDR, std::vector<std::byte>(sizeof(On))};
    std::memcpy(reuse.value.data(), &On, sizeof(On));
    setup.options.insert(setup.options.begin(), std::move(reuse));
}

net::CallRequest withAddress(net::CallRequest call, const net::Address& address)
{
    if (auto* bind = std::get_if<net::BindCall>(&call))
        bind->address = address;
    else if (auto* connect = std::get_if<net::ConnectCall>(&call))
        connect->address = address;
    else if (auto* send = std::get_if<net::SendCall>(&call))
        send->to = address;
    return call;
}

} // namespace

void AddressedCommands::open(base::EndpointId id, const OpenRequest& request)
{
    const bool isUnix = net::isUnix(request.protocol);
    const QString host = request.host.isEmpty() ? u"127.0.0.1"_s : request.host;
    const auto address = isUnix ? unixAddress(request.host) : Resolver::numeric(host, request.port);
    if (address) {
        openAt(id, request, {*address});
        return;
    }
    capture::EndpointInfo info;
    info.protocol = request.protocol;
    info.role = roleOf(request);
    m_engine.post(engine::Announce{id, info, requestedAddress(request).toStdString()});
    if (isUnix) {
        m_engine.post(addressNote(id, request, address.error()));
        return;
    }
    lookUp(id, {host, request.port, familyOf(request)}, Without::Fails,
        [this, id, request](std::vector<net::Address> addresses) { openAt(id, request, std::move(addresses)); });
}

void AddressedCommands::openAt(base::EndpointId id, const OpenRequest& request, std::vector<net::Address> addresses)
{
    if (request.as == OpenAs::Listener) {
        engine::Listen command;
        command.id = id;
        command.protocol = request.protocol;
        command.address = addresses.front();
        command.backlog = request.backlog;
        command.setup = request.setup;
        m_engine.post(std::move(command));
    } else {
        engine::Connect command;
        command.id = id;
        command.protocol = request.protocol;
        command.addresses = std::move(addresses);
        command.local = request.local;
        command.timeout = request.connectTimeout;
        command.setup = request.setup;
        if (request.protocol == net::Protocol::Tcp && request.local && request.local->port() != 0)
            allowReuse(command.setup);
        m_engine.post(std::move(command));
    }
}

void AddressedCommands::makeCall(base::EndpointId id, const net::CallRequest& call, const QString& host, quint16 port)
{
    lookUpForSocket(id, host, port, [this, id, call](const net::Address& address) {
        m_engine.post(engine::MakeCall{id, withAddress(call, address)});
    });
}

void AddressedCommands::sendTo(base::EndpointId id, const engine::Payload& payload, const QString& host, quint16 port)
{
    const auto send = [this, id, payload](const net::Address& address) {
        m_engine.post(engine::Send{id, payload, address});
    };
    const engine::EndpointStatus* status = m_endpoints.status(id);
    const bool isUnix = status && net::isUnix(status->info.protocol);
    if (const auto address = isUnix ? unixAddress(host) : Resolver::numeric(host, port))
        send(*address);
    else
        lookUpForSocket(id, host, port, send);
}

/// For a socket that is there already: it is seen to wait for the name.
void AddressedCommands::lookUpForSocket(
    base::EndpointId id, const QString& host, quint16 port, std::function<void(const net::Address&)> use)
{
    m_engine.post(engine::LookUp{id, host.toStdString()});
    lookUp(id, {host, port}, Without::GoesOn,
        [use = std::move(use)](const std::vector<net::Address>& addresses) { use(addresses.front()); });
}

void AddressedCommands::lookUp(
    base::EndpointId id, const Place& place, Without without, std::function<void(std::vector<net::Address>)> use)
{
    const auto answered = [this, id, place, without, use = std::move(use)](Resolution resolution) {
        const engine::EndpointStatus* status = m_endpoints.status(id);
        const int own = status ? status->family : AF_UNSPEC;
        Resolution fitting = ofFamily(std::move(resolution), place.family == AF_UNSPEC ? own : place.family);
        engine::Note note = resolveNote(id, place.host, fitting);
        note.fails = without == Without::Fails && fitting.addresses.empty();
        m_engine.post(std::move(note));
        if (!fitting.addresses.empty())
            use(std::move(fitting.addresses));
    };
    m_resolver.lookUp(id.value, place.host, place.port, answered);
}

} // namespace session
