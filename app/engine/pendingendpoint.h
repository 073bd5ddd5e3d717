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
        mutableStatus().asked = asked;
        mutableStatus().waiting = {{capture::Operation::Resolve, 0, base::Monotonic::now(), false}};
        recorder().writer().describe(id(), status().info);
        setState(State::Opening);
    }
    void handleEvents(std::uint32_t) override { }
    void cancelCall() override
    {
        capture::Record record = Recorder::end(recorder().begin(capture::Operation::Resolve, id()), std::int64_t{-1});
        record.outcome = capture::Outcome::Cancelled;
        log(record);
        close();
    }
    void send(const Send&) override { setError({ENOTCONN, "send"}); }
    void receive(const Receive&) override { setError({ENOTCONN, "recv"}); }
};

} // namespace engine
