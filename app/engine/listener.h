// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/endpoint.h"

#include <cstdint>

namespace engine {

/// A listening stream socket. Accepts what comes, up to its limit and but for the last descriptors of the process,
/// which the capture may need. It survives whatever accept(2) says: after EMFILE a spare descriptor is given up to
/// accept and close the connection that cannot be kept, and the listener rests a while, as after any error that is not
/// one of the connection's. Thread: I/O.
class Listener final : public Endpoint
{
public:
    Listener(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info);

    void start(const Listen& command);
    void handleEvents(std::uint32_t events) override;
    void send(const Send& command) override;
    void sendFile(const SendFile& command) override;
    void receive(const Receive& command) override;
    void cancelCall() override;
    void setReceive(const SetReceive& command) override;

protected:
    void settingsChanged() override;
    void accepted(base::EndpointId child, net::Accepted connection) override;
    void callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin origin) override;
    void abandonQueue() override;

private:
    static constexpr int AcceptBudget = 64;

    bool acceptOnce();
    void adoptChild(base::EndpointId child, net::Accepted accepted);
    void shedForDescriptors();
    void rest();
    /// Whether a connection that was accepted cannot be kept.
    [[nodiscard]] bool isOneTooMany(int connection) const;
    void shedOne();
    void reportShed();
    [[nodiscard]] bool shouldAccept() const;

    Listen m_command;
    base::UniqueFd m_spare;
    bool m_acceptsByHand = false; // after a cancel, until receiving is chosen anew
    std::uint32_t m_shed = 0; // since the last record of it
    ScopedTimer m_rest;
    ScopedTimer m_shedReport;
};

} // namespace engine
