// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The part of Session that turns what was typed into addresses, names looked up first.
#include "session/session.h"

#include "base/clock.h"
#include "session/echolab.h"
#include "session/models/endpointmodel.h"
#include "session/resolver.h"

namespace session {

using namespace Qt::StringLiterals;
using capture::Operation;

namespace {

base::Result<net::Address> unixAddress(const QString& path)
{
    const std::string bytes = path.toStdString();
    if (path.startsWith(u'@'))
        return net::Address::fromAbstract(std::string_view(bytes).substr(1));
    return net::Address::fromPath(bytes);
}

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
        note.fails = true;
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

base::EndpointId Session::open(const OpenRequest& request)
{
    const base::EndpointId id = m_engine->allocateId();
    const QString host = request.host.isEmpty() ? u"127.0.0.1"_s : request.host;
    const auto address
        = net::isUnix(request.protocol) ? unixAddress(request.host) : Resolver::numeric(host, request.port);
    if (address) {
        openAt(id, request, {*address});
        return id;
    }
    capture::EndpointInfo info;
    info.protocol = request.protocol;
    info.role = roleOf(request);
    m_engine->post(engine::Announce{id, info, requestedAddress(request).toStdString()});
    if (net::isUnix(request.protocol)) {
        engine::Note note;
        note.id = id;
        note.record.operation = request.as == OpenAs::Listener ? Operation::Bind : Operation::Connect;
        note.record.timeNs = base::wallClockNs();
        note.record.outcome = capture::Outcome::Errno;
        note.record.errorNumber = static_cast<std::uint16_t>(address.error().code);
        note.detail = capture::TextDetail{request.host.toStdString()};
        note.fails = true;
        m_engine->post(std::move(note));
        return id;
    }
    m_resolver->lookUp(id.value, host, request.port, [this, id, request, host](const Resolution& resolution) {
        m_engine->post(resolveNote(id, host, resolution));
        if (!resolution.addresses.empty())
            openAt(id, request, resolution.addresses);
    });
    return id;
}

void Session::openAt(base::EndpointId id, const OpenRequest& request, std::vector<net::Address> addresses)
{
    if (request.as == OpenAs::Listener) {
        engine::Listen command;
        command.id = id;
        command.protocol = request.protocol;
        command.address = addresses.front();
        command.backlog = request.backlog;
        command.setup = request.setup;
        m_engine->post(std::move(command));
    } else {
        engine::Connect command;
        command.id = id;
        command.protocol = request.protocol;
        command.addresses = std::move(addresses);
        command.timeout = request.connectTimeout;
        command.setup = request.setup;
        m_engine->post(std::move(command));
    }
}

void Session::openEchoLab()
{
    (new EchoLab(*this))->start();
}

void Session::sendTo(base::EndpointId id, const QByteArray& bytes, const QString& host, quint16 port)
{
    const engine::EndpointStatus* status = m_endpoints->status(id);
    const bool isUnix = status && net::isUnix(status->info.protocol);
    if (const auto address = isUnix ? unixAddress(host) : Resolver::numeric(host, port)) {
        sendTo(id, bytes, *address);
        return;
    }
    lookUp(id, host, port, [this, id, bytes](const net::Address& address) { sendTo(id, bytes, address); });
}

void Session::makeCall(base::EndpointId id, const net::CallRequest& call, const QString& host, quint16 port)
{
    lookUp(id, host, port, [this, id, call](const net::Address& address) {
        post(engine::MakeCall{id, withAddress(call, address)});
    });
}

/// For a socket that is there already: it waits for the name, and is well whatever the name comes to.
void Session::lookUp(
    base::EndpointId id, const QString& host, quint16 port, std::function<void(const net::Address&)> use)
{
    m_engine->post(engine::LookUp{id, host.toStdString()});
    m_resolver->lookUp(id.value, host, port, [this, id, host, use = std::move(use)](const Resolution& resolution) {
        const engine::EndpointStatus* status = m_endpoints->status(id);
        const Resolution fitting = ofFamily(resolution, status ? status->family : AF_UNSPEC);
        engine::Note note = resolveNote(id, host, fitting);
        note.fails = false;
        m_engine->post(std::move(note));
        if (!fitting.addresses.empty())
            use(fitting.addresses.front());
    });
}

} // namespace session
