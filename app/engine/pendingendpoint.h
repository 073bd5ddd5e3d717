// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/endpoint.h"

namespace engine {

/// Stands for an endpoint whose name is being looked up, so that the wait is seen and can be cancelled. It has no
/// descriptor, and gives way to the real endpoint. Thread: I/O.
class PendingEndpoint final : public Endpoint
{
public:
    using Endpoint::Endpoint;

    /// @param asked  what is being looked up, as it was typed.
    void start(const std::string& asked)
    {
        journal().edit().asked = asked;
        journal().edit().waiting = {{capture::Operation::Resolve, 0, base::Monotonic::now(), false}};
        journal().writer().describe(id(), status().info);
        journal().setState(State::Opening);
    }
    void handleEvents(std::uint32_t) override { }
    void cancelCall() override
    {
        capture::Record record = Recorder::end(journal().begin(capture::Operation::Resolve), std::int64_t{-1});
        record.outcome = capture::Outcome::Cancelled;
        journal().write(record);
        close();
    }
    void send(const Send&) override { journal().setError({ENOTCONN, "send"}); }
    void sendFile(const SendFile&) override { journal().setError({ENOTCONN, "send"}); }
    void receive(const Receive&) override { journal().setError({ENOTCONN, "recv"}); }
};

} // namespace engine
