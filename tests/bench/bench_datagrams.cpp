// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// bench_datagrams [--count 300000] [--rounds 5]
// Datagrams as fast as one sender makes them, to recvmmsg(2) that discards and to our engine, which stamps and records:
// what each loses, and the CPU time of the receiving thread for one that came.
#include "engine/engine.h"
#include "net/syscalls.h"
#include "tests/bench/measure.h"

#include <sys/resource.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <thread>

namespace {

using namespace std::chrono_literals;

constexpr std::size_t Batch = 64;
constexpr int ReceiveBuffer = 8 << 20; // what our engine asks for
constexpr auto Quiet = 300ms; // after so long nothing more comes

struct Result
{
    double cpuNs = 0; ///< for one that came
    double lostPercent = 0;
};

net::Address loopback()
{
    return net::Address::fromIp("127.0.0.1", 0).value();
}

double threadSeconds(int who)
{
    rusage usage{};
    ::getrusage(who, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Sends from a thread of its own; gives its CPU time.
double sendAll(const net::Address& to, std::size_t count, std::size_t size)
{
    double cpu = 0;
    std::thread([&] {
        const double before = threadSeconds(RUSAGE_THREAD);
        const auto fd = net::socket(AF_INET, SOCK_DGRAM, net::FdMode::Blocking).value();
        bench::check(net::connect(fd.get(), to).has_value(), "connect");
        std::vector<std::byte> bytes(size);
        iovec piece{bytes.data(), size};
        std::array<mmsghdr, Batch> messages{};
        for (mmsghdr& message : messages) {
            message.msg_hdr.msg_iov = &piece;
            message.msg_hdr.msg_iovlen = 1;
        }
        for (std::size_t sent = 0; sent < count;) {
            const int taken = ::sendmmsg(fd.get(), messages.data(), Batch, 0);
            bench::check(taken > 0, "sendmmsg");
            sent += static_cast<std::size_t>(taken);
        }
        cpu = threadSeconds(RUSAGE_THREAD) - before;
    }).join();
    return cpu;
}

Result discard(std::size_t count, std::size_t size)
{
    const auto fd = net::socket(AF_INET, SOCK_DGRAM, net::FdMode::Blocking).value();
    ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUF, &ReceiveBuffer, sizeof(ReceiveBuffer));
    bench::check(net::bind(fd.get(), loopback()).has_value(), "bind");
    const timeval quiet{0, 300'000};
    ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &quiet, sizeof(quiet));
    std::size_t received = 0;
    double cpu = 0;
    std::jthread receiver([&] {
        std::vector<std::byte> room(Batch * 2048);
        std::array<iovec, Batch> pieces{};
        std::array<mmsghdr, Batch> messages{};
        for (std::size_t i = 0; i < Batch; ++i) {
            pieces[i] = {room.data() + i * 2048, 2048};
            messages[i].msg_hdr.msg_iov = &pieces[i];
            messages[i].msg_hdr.msg_iovlen = 1;
        }
        const double before = threadSeconds(RUSAGE_THREAD);
        for (;;) {
            const int taken = ::recvmmsg(fd.get(), messages.data(), Batch, MSG_WAITFORONE, nullptr);
            if (taken <= 0)
                break;
            received += static_cast<std::size_t>(taken);
        }
        cpu = threadSeconds(RUSAGE_THREAD) - before;
    });
    sendAll(net::getsockname(fd.get()).value(), count, size);
    receiver.join();
    return {cpu * 1e9 / static_cast<double>(received),
        100 - 100 * static_cast<double>(received) / static_cast<double>(count)};
}

Result record(std::size_t count, std::size_t size)
{
    const bench::TemporaryFolder folder;
    const auto engine = engine::Engine::start(folder.path() + "/capture", [] {}).value();
    engine::Listen listen;
    listen.id = engine->allocateId();
    listen.protocol = net::Protocol::Udp;
    listen.address = loopback();
    engine->post(listen);
    std::uint64_t received = 0;
    net::Address local;
    const auto look = [&] {
        engine->acknowledge();
        for (const engine::EndpointStatus& status : engine->takeChanges()) {
            local = status.info.local;
            received = status.counters.messagesIn;
        }
    };
    while (local.port() == 0)
        look();
    const double before = threadSeconds(RUSAGE_SELF);
    const double sender = sendAll(local, count, size);
    for (std::uint64_t last = received + 1; last != received || received == 0; std::this_thread::sleep_for(Quiet)) {
        last = received;
        look();
    }
    const double cpu = threadSeconds(RUSAGE_SELF) - before - sender;
    return {cpu * 1e9 / static_cast<double>(received),
        100 - 100 * static_cast<double>(received) / static_cast<double>(count)};
}

} // namespace

int main(int argc, char* argv[])
{
    const std::size_t count = bench::number(argc, argv, "--count", 300'000) / Batch * Batch;
    const std::size_t rounds = bench::number(argc, argv, "--rounds", 5);
    for (const std::size_t size : {std::size_t{64}, std::size_t{1400}}) {
        std::vector<double> rawCpu, rawLost, ourCpu, ourLost;
        for (std::size_t round = 0; round <= rounds; ++round) {
            const Result raw = discard(count, size);
            const Result ours = record(count, size);
            if (round == 0)
                continue;
            rawCpu.push_back(raw.cpuNs);
            rawLost.push_back(raw.lostPercent);
            ourCpu.push_back(ours.cpuNs);
            ourLost.push_back(ours.lostPercent);
        }
        const std::string name = std::to_string(size) + " B datagrams";
        bench::report((name + " CPU").c_str(), "recvmmsg", "ns each", rawCpu);
        bench::report((name + " CPU").c_str(), "sockscope", "ns each", ourCpu);
        bench::report((name + " lost").c_str(), "recvmmsg", "%", rawLost);
        bench::report((name + " lost").c_str(), "sockscope", "%", ourLost);
    }
}
