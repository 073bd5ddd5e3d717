// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/engine.h"

#include "engine/loop.h"

#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace engine {

struct Engine::Private
{
    std::function<void()> wake;
    std::unique_ptr<EventLoop> events;
    /// The I/O thread's; of it others ask only for what never changes: directory() and committed().
    std::unique_ptr<capture::Writer> writer;
    StatusBoard board;
    std::atomic<std::uint32_t> lastId{0};
    std::atomic<bool> newsPending{false};
    std::atomic<bool> stopping{false};

    std::mutex commandMutex;
    std::vector<Command> commands; // guarded by commandMutex

    mutable std::mutex captureMutex;
    CaptureStatus captureStatus; // guarded by captureMutex

    std::thread thread;

    void announceNews()
    {
        publishCaptureStatus();
        if (!newsPending.exchange(true))
            wake();
    }

    void publishCaptureStatus()
    {
        const std::scoped_lock lock(captureMutex);
        captureStatus = {writer->extent(), writer->first(), writer->dropped(), writer->failure()};
    }

    std::vector<Command> takeCommands()
    {
        const std::scoped_lock lock(commandMutex);
        return std::exchange(commands, {});
    }

    void run()
    {
        Loop loop(*events, *writer, {board, lastId, [this] { announceNews(); }});
        while (!stopping.load()) {
            loop.execute(takeCommands());
            loop.turn();
        }
        loop.execute(takeCommands());
        loop.closeAll();
    }
};

Engine::Engine()
    : d(std::make_unique<Private>())
{ }

base::Result<std::unique_ptr<Engine>> Engine::start(std::unique_ptr<capture::Writer> writer, std::function<void()> wake)
{
    auto events = EventLoop::create();
    if (!events)
        return base::failure(events.error());
    std::unique_ptr<Engine> engine(new Engine);
    Private& d = *engine->d;
    d.wake = std::move(wake);
    d.writer = std::move(writer);
    d.events = std::move(*events);
    try {
        d.thread = std::thread([&d] { d.run(); });
    } catch (const std::system_error& error) {
        return base::failure({error.code().value(), "pthread_create"});
    }
    return engine;
}

Engine::~Engine()
{
    if (!d->thread.joinable())
        return;
    d->stopping.store(true);
    d->events->wake();
    d->thread.join();
}

base::EndpointId Engine::allocateId()
{
    return base::EndpointId{++d->lastId};
}

void Engine::post(Command command)
{
    bool wasEmpty = false;
    {
        const std::scoped_lock lock(d->commandMutex);
        wasEmpty = d->commands.empty();
        d->commands.push_back(std::move(command));
    }
    if (wasEmpty)
        d->events->wake();
}

void Engine::acknowledge()
{
    d->newsPending.store(false);
}

std::vector<EndpointStatus> Engine::takeChanges()
{
    return d->board.take();
}

CaptureStatus Engine::captureStatus() const
{
    const std::scoped_lock lock(d->captureMutex);
    return d->captureStatus;
}

std::shared_ptr<const capture::Committed> Engine::committed() const
{
    return d->writer->committed();
}

const std::string& Engine::captureDirectory() const
{
    return d->writer->directory();
}

} // namespace engine
