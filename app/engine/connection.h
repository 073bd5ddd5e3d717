// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/streamendpoint.h"

#include <cstddef>
#include <optional>

namespace engine {

/// A stream socket that we connect. Tries the addresses in turn; each try is its own socket with its own records.
/// connect(2) is made without blocking: EINPROGRESS, then writable, then SO_ERROR; in blocking and timeout mode a lane
/// makes it. A timeout is settimeout's and not an
/// errno. Thread: I/O.
class Connection final : public StreamEndpoint
{
public:
    Connection(EndpointHost& host, base::EndpointId id, capture::EndpointInfo info);

    void start(const Connect& command);
    void handleEvents(std::uint32_t events) override;
    void cancelCall() override;

protected:
    void abandonQueue() override;
    void settingsChanged() override;
    void callEnded(const net::CallRequest& call, net::CallResult& result, CallOrigin origin) override;
    void callRefused(const net::CallRequest& call, CallOrigin origin) override;
    [[nodiscard]] std::vector<WaitingCall> waitingElsewhere() const override;

private:
    void tryNext();
    void tryAddress(const net::Address& address);
    void connectInLane(const net::Address& address);
    void wait();
    void completed();
    void timedOut();
    void attemptFailed(const base::Error& error);
    void connected();
    /// The connect in progress ends without an answer of the kernel.
    void logUnfinished(capture::Outcome outcome);
    void logOutcome(capture::Record record);
    void stopWaiting();
    [[nodiscard]] capture::AddressDetail addressDetail() const;

    Connect m_command;
    std::size_t m_next = 0; // index of the address to be tried next
    std::optional<Call> m_call; // while connect is in progress: the event that will end it
    ScopedTimer m_timer;
};

} // namespace engine
