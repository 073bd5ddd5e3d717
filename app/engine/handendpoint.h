// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/endpoint.h"

namespace engine {

/// A socket that does nothing of its own accord: each call is made by hand, step by step, as in a tutorial. Its mode
/// decides who waits; it starts blocking, and so do the connections that it accepts, as in Python. Thread: I/O.
class HandEndpoint final : public Endpoint
{
public:
    using Endpoint::Endpoint;

    void start(const OpenSocket& command);
    /// Begins as a connection that another one accepted.
    void startAccepted(base::UniqueFd fd, const Setup& setup);

    void handleEvents(std::uint32_t) override { }
    void send(const Send& command) override;
    void sendFile(const SendFile& command) override;
    void receive(const Receive& command) override;

protected:
    void wasShutDown(int how) override;
    void accepted(base::EndpointId child, net::Accepted connection) override;
    void callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin origin) override;

private:
    void connectEnded(const net::ConnectCall& call, const net::CallResult& result);
    void becomeBound();
    void becomeListener();
    void takeRole(capture::Role role);
    [[nodiscard]] bool isStream() const { return net::isStream(status().info.protocol); }

    bool m_hasRole = false; // and the name that goes with it
};

} // namespace engine
