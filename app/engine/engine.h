// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "capture/writer.h"
#include "engine/command.h"
#include "engine/status.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace engine {

/// What the capture holds, and what it had to leave out.
struct CaptureStatus
{
    capture::Extent extent;
    capture::FirstKept first; ///< what is before it was let go
    capture::DropCount dropped;
    std::optional<base::Error> failure; ///< why recording stopped
};

/// Sockets at work: the only way in. Owns the I/O thread, which owns every socket and the capture's writer. Commands go
/// in as values; answers come back as records in the capture, and as statuses that takeChanges() hands out.
/// Thread: any, unless a method says otherwise.
class Engine final
{
public:
    /// Starts the I/O thread, which records behind what `writer` holds already. Its endpoints must not have the ids
    /// that allocateId() will give. `wake` is called on the I/O thread when there is something new (records or
    /// statuses) since the last call of acknowledge(): at most once between two of those. It must only pass the word
    /// on. Errors: those of epoll_create1(2), eventfd(2), pthread_create(3).
    [[nodiscard]] static base::Result<std::unique_ptr<Engine>> start(
        std::unique_ptr<capture::Writer> writer, std::function<void()> wake);
    /// Closes all endpoints, commits the capture, ends the thread.
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    [[nodiscard]] base::EndpointId allocateId();
    /// Queues a command; the I/O thread is woken once a batch. Never blocks, never fails.
    void post(Command command);

    /// The caller has seen the wake-up and will look: the next news wakes again.
    void acknowledge();
    /// Statuses of endpoints that changed since the last call, one per endpoint, in the order of their first change.
    [[nodiscard]] std::vector<EndpointStatus> takeChanges();
    [[nodiscard]] CaptureStatus captureStatus() const;
    [[nodiscard]] std::shared_ptr<const capture::Committed> committed() const;
    [[nodiscard]] const std::string& captureDirectory() const;

private:
    Engine();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace engine
