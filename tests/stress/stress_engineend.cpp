// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// Engines that end in the middle of their work, again and again: with connections open, bytes in flight, a connect that
// waits, a close that lingers, and commands that are still being posted. What they leave must be whole.
#include "capture/reader.h"
#include "engine/engine.h"
#include "net/syscalls.h"

#include <sys/socket.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;

constexpr int Rounds = 20;
std::atomic<bool> isGood{true};

void complain(const std::string& what)
{
    isGood = false;
    std::fprintf(stderr, "%s\n", what.c_str());
}

std::ptrdiff_t openDescriptors()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
}

net::Address openListener(engine::Engine& engine)
{
    engine::Listen listen;
    listen.id = engine.allocateId();
    listen.address = net::Address::fromIp("127.0.0.1", 0).value();
    listen.setup.behaviour = engine::EchoBack{};
    engine.post(listen);
    for (int i = 0; i < 10'000; ++i) {
        for (const engine::EndpointStatus& status : engine.takeChanges()) {
            if (status.state == engine::State::Listening)
                return status.info.local;
        }
        std::this_thread::sleep_for(1ms);
    }
    complain("no listener");
    return listen.address;
}

/// Sends without reading the echo until the other end is gone.
void flood(const net::Address& server)
{
    const auto fd = net::socket(server.family(), net::socketType(net::Protocol::Tcp), net::FdMode::Blocking).value();
    if (!net::connect(fd.get(), server))
        return;
    const std::vector<std::byte> bytes(30'000);
    while (net::send(fd.get(), bytes, 0)) { }
}

void postUntil(engine::Engine& engine, const net::Address& server, const std::atomic<bool>& isOver)
{
    linger waits{1, 1};
    engine::OptionSetting lingers{SOL_SOCKET, SO_LINGER, std::vector<std::byte>(sizeof(waits))};
    std::memcpy(lingers.value.data(), &waits, sizeof(waits));
    while (!isOver) {
        engine::Connect connect;
        connect.id = engine.allocateId();
        connect.addresses = {server};
        connect.setup.options = {lingers};
        engine.post(connect);
        engine.post(engine::Send{connect.id, std::make_shared<std::vector<std::byte>>(1000), {}});
        if (connect.id.value % 3 == 0)
            engine.post(engine::Close{connect.id});
        engine.post(engine::ReadProperties{connect.id, [](auto) {}});
        std::this_thread::sleep_for(500us);
    }
}

/// The capture that is left can be read to its end, and its last record of each endpoint with a socket is the close.
void check(const std::string& directory)
{
    const auto reader = capture::Reader::open(directory);
    if (!reader)
        return complain(reader.error().message());
    std::vector<capture::Record> records((*reader)->recordCount());
    const auto read = (*reader)->records({}, records);
    if (!read || *read != records.size())
        return complain("records cannot be read");
    std::uint64_t opened = 0;
    std::uint64_t closed = 0;
    for (const capture::Record& record : records) {
        const bool worked = record.outcome == capture::Outcome::Value;
        opened += worked
            && (record.operation == capture::Operation::Socket || record.operation == capture::Operation::Accept);
        closed += record.operation == capture::Operation::Close;
    }
    if (opened != closed || opened == 0)
        complain(std::to_string(opened) + " opened and " + std::to_string(closed) + " closed");
}

void runOnce(const std::string& directory, int round)
{
    auto engine = engine::Engine::start(capture::Writer::create(directory).value(), [] {}).value();
    const net::Address server = openListener(*engine);
    std::atomic<bool> isOver{false};
    std::vector<std::jthread> clients;
    for (int i = 0; i < 3; ++i)
        clients.emplace_back([&server] { flood(server); });
    std::jthread poster([&] { postUntil(*engine, server, isOver); });
    std::this_thread::sleep_for(std::chrono::milliseconds(round * 3));
    isOver = true;
    poster.join();
    engine.reset();
    clients.clear();
    check(directory);
}

} // namespace

int main()
{
    std::string parent = (std::filesystem::temp_directory_path() / "sockscope-stress-XXXXXX").string();
    if (!::mkdtemp(parent.data())) {
        std::perror("mkdtemp");
        return 1;
    }
    const std::ptrdiff_t before = openDescriptors();
    for (int round = 0; round < Rounds && isGood; ++round)
        runOnce(parent + "/" + std::to_string(round), round);
    if (openDescriptors() != before)
        complain(std::to_string(openDescriptors() - before) + " descriptors are left");
    std::filesystem::remove_all(parent);
    return isGood ? 0 : 1;
}
