// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "session/openrequest.h"
#include "session/resolver.h"

#include <QString>

#include <functional>
#include <vector>

namespace session {

class EndpointModel;

/// The commands that are given an address as a person writes it. A name is looked up first: the endpoint is seen to
/// wait, the log tells what came of it, and then the command leaves. Part of the Session. Thread: the Session's.
class AddressedCommands final
{
public:
    AddressedCommands(engine::Engine& engine, const EndpointModel& endpoints)
        : m_engine(engine)
        , m_endpoints(endpoints)
    { }

    void open(base::EndpointId id, const OpenRequest& request);
    void makeCall(base::EndpointId id, const net::CallRequest& call, const QString& host, quint16 port);
    void sendTo(base::EndpointId id, const engine::Payload& payload, const QString& host, quint16 port);
    /// What waits for a name is not done any more.
    void cancel(base::EndpointId id) { m_resolver.cancel(id.value); }

private:
    /// Whether the endpoint can go on without the address.
    enum class Without
    {
        GoesOn,
        Fails
    };
    /// What is asked for: the endpoint's own family where none is said and it has one.
    struct Place
    {
        QString host;
        quint16 port = 0;
        int family = AF_UNSPEC;
    };
    /// @param use  given at least one address, of that family.
    void lookUp(
        base::EndpointId id, const Place& place, Without without, std::function<void(std::vector<net::Address>)> use);
    void lookUpForSocket(
        base::EndpointId id, const QString& host, quint16 port, std::function<void(const net::Address&)> use);
    void openAt(base::EndpointId id, const OpenRequest& request, std::vector<net::Address> addresses);

    engine::Engine& m_engine;
    const EndpointModel& m_endpoints;
    Resolver m_resolver;
};

} // namespace session
