// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/closer.h"

#include "net/syscalls.h"

#include <algorithm>
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
    std::thread thread([this, fd = std::move(fd), call]() mutable {
        const auto result = net::close(std::move(fd));
        {
            const std::scoped_lock lock(m_mutex);
            m_finished.push_back({{Recorder::end(call, result)}, std::this_thread::get_id()});
        }
        m_wake();
    });
    const std::thread::id id = thread.get_id();
    m_running.push_back({std::move(thread), id});
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
        if (running->thread.joinable())
            running->thread.join();
        m_running.erase(running);
        result.push_back(one.done);
    }
    return result;
}

} // namespace engine
