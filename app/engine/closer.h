// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "engine/recorder.h"

#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace engine {

/// Closes sockets whose SO_LINGER makes close(2) wait, each on a thread of its own, so that neither the loop nor
/// another close waits for it. Owned by the Loop. Thread: I/O.
class Closer final
{
public:
    /// A close that has returned.
    struct Done
    {
        capture::Record record;
    };

    /// `wake` is called on the closing thread.
    explicit Closer(std::function<void()> wake)
        : m_wake(std::move(wake))
    { }
    /// Waits for all that are under way, at most their linger time.
    ~Closer();
    Closer(const Closer&) = delete;
    Closer& operator=(const Closer&) = delete;

    void close(base::UniqueFd fd, Call call);
    /// Those that returned since the last call. Joins their threads.
    [[nodiscard]] std::vector<Done> takeDone();
    /// Waits until all have finished, which can take as long as the longest linger; takeDone has them then.
    void waitForAll();

private:
    struct Running
    {
        std::thread thread;
        std::thread::id id;
    };
    struct Finished
    {
        Done done;
        std::thread::id id;
    };

    std::function<void()> m_wake;
    std::vector<Running> m_running;
    std::mutex m_mutex;
    std::vector<Finished> m_finished; // guarded by m_mutex
};

} // namespace engine
