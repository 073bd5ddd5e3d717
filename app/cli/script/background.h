// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/caller.h"
#include "cli/script/operations.h"

#include <QJsonObject>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace cli::script {

/// Carries out a step and adds what every result has: the ports that it made known, and its duration in "secs" where
/// the format has times.
[[nodiscard]] Outcome carryOut(Step& step, Operation operation);

/// A step in the background, on a thread of its own, from its making until its end. Threads: the maker's; isOn, cancel
/// and result any.
class Background final
{
public:
    Background(const QJsonObject& keys, Operation operation, World& world);
    /// Cancels it and waits for its end.
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    /// It has begun its first call or wait, or has ended.
    [[nodiscard]] bool hasBegun() const { return m_caller.hasBegun() || result().has_value(); }
    [[nodiscard]] bool isOn(const Socket& socket) const { return m_socket.get() == &socket; }
    [[nodiscard]] bool isOf(const Caller& caller) const { return &m_caller == &caller; }
    void cancel() { m_caller.cancel(); }
    /// Waits for the end of its thread, which has a result already or was cancelled. The maker's thread.
    void reap();
    /// What came of it, once it has ended.
    [[nodiscard]] std::optional<Outcome> result() const;

private:
    void run(Operation operation);

    World& m_world;
    LaneCaller m_caller;
    Step m_step;
    std::shared_ptr<Socket> m_socket; // that the step is on, itself or through a file
    mutable std::mutex m_mutex;
    std::optional<Outcome> m_result; // guarded by m_mutex
    std::thread m_thread; // last: it uses all of the above
};

} // namespace cli::script
