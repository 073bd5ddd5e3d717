// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/lane.h"
#include "net/call.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

namespace cli::script {

/// Who makes a step's calls: the script's own thread, or a lane in the background. It can be cancelled from elsewhere.
class Caller
{
public:
    Caller() = default;
    virtual ~Caller() = default;
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;

    /// net::perform in this caller's way.
    [[nodiscard]] virtual net::CallResult make(int fd, const net::ModeSetting& mode, const net::CallRequest& call) = 0;
    [[nodiscard]] virtual bool isCancelled() const = 0;
    /// A wait that is no call of a socket begins.
    virtual void beginWait() { }
    /// Waits so long, or until isDone(), which is asked every few milliseconds. False when cancelled.
    bool wait(std::chrono::nanoseconds limit, const std::function<bool()>& isDone);
};

/// The script's own thread. `interrupted` is set by a signal whose handler has no SA_RESTART.
class OwnCaller final : public Caller
{
public:
    explicit OwnCaller(const std::atomic<bool>& interrupted)
        : m_interrupted(interrupted)
    { }

    [[nodiscard]] net::CallResult make(int fd, const net::ModeSetting& mode, const net::CallRequest& call) override;
    [[nodiscard]] bool isCancelled() const override { return m_interrupted.load(); }

private:
    const std::atomic<bool>& m_interrupted;
};

/// A step in the background, on a thread of its own. Its calls are made in a lane, so that they can be interrupted.
/// Threads: cancel() and hasBegun() any, the rest the step's.
class LaneCaller final : public Caller
{
public:
    [[nodiscard]] net::CallResult make(int fd, const net::ModeSetting& mode, const net::CallRequest& call) override;
    [[nodiscard]] bool isCancelled() const override { return m_cancelled.load(); }
    void beginWait() override { m_begun = true; }

    void cancel() { m_cancelled = true; }
    /// There are no further calls: gives the lane's thread back.
    void finish() { m_lane.reset(); }
    /// Its first call or wait has begun: what the script does next comes after that.
    [[nodiscard]] bool hasBegun() const { return m_begun.load(); }

private:
    std::atomic<bool> m_cancelled{false};
    std::atomic<bool> m_begun{false};
    std::unique_ptr<engine::Lane> m_lane; // made with the first call
};

} // namespace cli::script
