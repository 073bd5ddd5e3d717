// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/closer.h"

#include "net/syscalls.h"

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>

namespace engine {

Closer::~Closer()
{
    waitForAll();
}

void Closer::waitForAll()
{
    for (Running& running : m_running) {
        if (running.thread.joinable())
            running.thread.join();
    }
}

void Closer::close(base::UniqueFd fd, Call call)
{
    const auto closing = std::make_shared<base::UniqueFd>(std::move(fd));
    const auto run = [this, closing, call] {
        const auto result = net::close(std::move(*closing));
        {
            const std::scoped_lock lock(m_mutex);
            m_finished.push_back({{Recorder::end(call, result)}, std::this_thread::get_id()});
        }
        m_wake();
    };
    try {
        std::thread thread(run);
        const std::thread::id id = thread.get_id();
        m_running.push_back({std::move(thread), id});
    } catch (const std::system_error&) {
        run(); // no thread can be made: all wait, which is better than a socket that is never closed
    }
}

std::vector<Closer::Done> Closer::takeDone()
{
    std::vector<Finished> finished;
    {
        const std::scoped_lock lock(m_mutex);
        finished = std::exchange(m_finished, {});
    }
    std::vector<Done> result;
    for (const Finished& one : finished) {
        const auto running = std::ranges::find(m_running, one.id, &Running::id);
        if (running != m_running.end()) {
            if (running->thread.joinable())
                running->thread.join();
            m_running.erase(running);
        }
        result.push_back(one.done);
    }
    return result;
}

} // namespace engine
