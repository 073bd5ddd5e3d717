// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/uniquefd.h"
#include "capture/detail.h"
#include "engine/eventloop.h"
#include "engine/freshoptions.h"
#include "engine/lanework.h"
#include "engine/recorder.h"

#include <functional>
#include <memory>
#include <string>

namespace engine {

class Endpoint;

/// How soon a change of an endpoint's status is to be published.
enum class Urgency : std::uint8_t
{
    WithCounters, ///< four times a second
    AtOnce ///< at the end of this turn
};

/// What endpoints need of the engine that owns them. Thread: I/O.
class EndpointHost
{
public:
    virtual ~EndpointHost() = default;

    [[nodiscard]] virtual EventLoop& loop() = 0;
    [[nodiscard]] virtual Recorder& recorder() = 0;
    [[nodiscard]] virtual FreshOptions& freshOptions() = 0;
    /// Takes an accepted connection in.
    virtual void adopt(std::unique_ptr<Endpoint> endpoint) = 0;
    [[nodiscard]] virtual base::EndpointId allocateId() = 0;
    /// The next name of what an endpoint is there for: "server", "client2".
    [[nodiscard]] virtual std::string nextName(capture::Role role) = 0;
    virtual void changed(Endpoint& endpoint, Urgency urgency) = 0;
    /// The endpoint has ended and holds no descriptor. It is destroyed at the end of the turn.
    virtual void ended(Endpoint& endpoint) = 0;
    /// close(2) of a socket with SO_LINGER can wait for seconds, even without blocking mode: it is done elsewhere.
    virtual void closeElsewhere(base::UniqueFd fd, Call call) = 0;
    [[nodiscard]] virtual LaneBudget& laneBudget() = 0;
    /// What a lane of the endpoint calls when a call has ended: takeLaneResults() follows on the I/O thread.
    /// The function is called on the lane's thread.
    [[nodiscard]] virtual std::function<void()> laneNews(base::EndpointId id) = 0;
};

} // namespace engine
