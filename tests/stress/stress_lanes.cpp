// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// Endpoints whose calls wait in lanes, under commands from two threads at once: sent to, cancelled, switched between
// modes, called by hand, closed and opened again. Runs for 4 seconds, or for as many as its argument says. Afterwards
// threads and descriptors must be back where they were, and each call must have ended once. Without Qt, so that
// ThreadSanitizer sees our code alone.
#include "capture/reader.h"
#include "engine/engine.h"
#include "net/syscalls.h"

#include <sys/socket.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;
using base::Monotonic;

constexpr auto Deadline = 30s;

std::ptrdiff_t entries(const char* directory)
{
    return std::distance(std::filesystem::directory_iterator(directory), std::filesystem::directory_iterator());
}

/// Statuses as a window has them. Thread: any.
class Board final
{
public:
    void take(engine::Engine& engine)
    {
        const std::scoped_lock lock(m_mutex);
        for (engine::EndpointStatus& status : engine.takeChanges())
            m_statuses[status.id.value] = std::move(status);
    }
    [[nodiscard]] std::map<std::uint32_t, engine::EndpointStatus> all() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_statuses;
    }
    [[nodiscard]] std::vector<base::EndpointId> open() const
    {
        std::vector<base::EndpointId> result;
        for (const auto& [id, status] : all()) {
            if (!engine::isEnded(status.state))
                result.push_back(status.id);
        }
        return result;
    }

private:
    mutable std::mutex m_mutex;
    std::map<std::uint32_t, engine::EndpointStatus> m_statuses; // guarded by m_mutex
};

engine::Payload payload(std::size_t size)
{
    return std::make_shared<const std::vector<std::byte>>(size, std::byte{'l'});
}

net::ModeSetting anyMode(std::mt19937& random)
{
    switch (random() % 3) {
    case 0: return {net::Mode::Blocking, 0ns};
    case 1: return {net::Mode::Timeout, std::chrono::milliseconds(1 + random() % 20)};
    default: return {net::Mode::NonBlocking, 0ns};
    }
}

void postOne(engine::Engine& engine, base::EndpointId id, const net::Address& server, std::mt19937& random)
{
    switch (random() % 12) {
    case 0: engine.post(engine::SetMode{id, anyMode(random)}); break;
    case 1: engine.post(engine::CancelCall{id}); break;
    case 2: engine.post(engine::Receive{id, 1 + static_cast<std::uint32_t>(random() % 4096), 0}); break;
    case 3: engine.post(engine::SetReceive{id, engine::ReceiveMode::Automatic, 0}); break;
    case 4: engine.post(engine::SetLanes{id, random() % 2 == 0}); break;
    case 5: engine.post(engine::MakeCall{id, net::NameCall{net::NameCall::Of::Peer}}); break;
    case 6: engine.post(engine::MakeCall{id, net::PollCall{1, std::chrono::milliseconds(random() % 5)}}); break;
    case 7: engine.post(random() % 4 == 0 ? engine::Command(engine::Close{id}) : engine::CancelCall{id}); break;
    case 8: {
        engine::Connect connect{.id = engine.allocateId(), .addresses = {server}};
        connect.setup.mode = anyMode(random);
        connect.setup.oneLane = random() % 4 == 0;
        engine.post(std::move(connect));
        break;
    }
    default: engine.post(engine::Send{id, payload(random() % 100'000), {}}); break;
    }
}

void postCommands(
    engine::Engine& engine, const Board& board, const net::Address& server, Monotonic::time_point end, unsigned seed)
{
    std::mt19937 random(seed);
    while (Monotonic::now() < end) {
        std::vector<base::EndpointId> open = board.open();
        std::erase(open, base::EndpointId{1}); // the listener stays
        const base::EndpointId id = open.empty() ? base::EndpointId{2} : open[random() % open.size()];
        // Bounded: what sends and echoes goes on by itself.
        if (open.size() < 60 || random() % 3 == 0)
            postOne(engine, id, server, random);
        else
            engine.post(engine::Close{id});
        std::this_thread::sleep_for(200us);
    }
}

bool closeAll(engine::Engine& engine, Board& board)
{
    const auto end = Monotonic::now() + Deadline;
    while (Monotonic::now() < end) {
        board.take(engine);
        const auto open = board.open();
        if (open.empty())
            return true;
        for (const base::EndpointId id : open)
            engine.post(engine::Close{id});
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

bool run(const std::string& directory, std::chrono::seconds duration)
{
    auto started = engine::Engine::start(capture::Writer::create(directory).value(), [] {});
    if (!started)
        return false;
    engine::Engine& engine = **started;
    const std::ptrdiff_t threads = entries("/proc/self/task");
    Board board;
    engine::Listen listen{.id = engine.allocateId(), .address = net::Address::fromIp("127.0.0.1", 0).value()};
    listen.setup.mode = {net::Mode::Blocking, 0ns};
    listen.setup.behaviour = engine::EchoBack{};
    engine.post(listen);
    const auto opened = Monotonic::now() + Deadline;
    while (board.all()[1].state != engine::State::Listening && Monotonic::now() < opened)
        board.take(engine);
    const net::Address server = board.all()[1].info.local;
    const auto end = Monotonic::now() + duration;
    {
        std::vector<std::jthread> posters;
        for (unsigned i = 0; i < 2; ++i)
            posters.emplace_back([&, i] { postCommands(engine, board, server, end, i + 1); });
        while (Monotonic::now() < end) {
            board.take(engine);
            std::this_thread::sleep_for(1ms);
        }
    }
    const bool closed = closeAll(engine, board);
    const auto settled = Monotonic::now() + Deadline;
    while (entries("/proc/self/task") > threads && Monotonic::now() < settled)
        std::this_thread::sleep_for(1ms);
    const std::ptrdiff_t left = entries("/proc/self/task") - threads;
    std::printf("%zu endpoints, %llu records, %td threads left\n", board.all().size(),
        static_cast<unsigned long long>(engine.captureStatus().extent.records), left);
    for (const auto& [id, status] : board.all()) {
        if (!status.waiting.empty())
            return std::fprintf(stderr, "a call still waits on %u\n", id) < 0;
    }
    return closed && left <= 0;
}

} // namespace

int main(int argc, char* argv[])
{
    const std::chrono::seconds duration(argc > 1 ? std::atoi(argv[1]) : 4);
    std::string parent = (std::filesystem::temp_directory_path() / "sockscope-stress-XXXXXX").string();
    if (!::mkdtemp(parent.data())) {
        std::perror("mkdtemp");
        return 1;
    }
    const std::ptrdiff_t before = entries("/proc/self/fd");
    const bool isGood = run(parent + "/capture", duration);
    const std::ptrdiff_t left = entries("/proc/self/fd") - before;
    std::filesystem::remove_all(parent);
    if (left != 0)
        std::fprintf(stderr, "%td descriptors left\n", left);
    return isGood && left == 0 ? 0 : 1;
}
