// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// bench_echo [--trips 50000] [--rounds 5]
// One connection, 64 bytes there and back, again and again. Both ends are pinned to one core: unpinned the figures fall
// into two heaps, by where the scheduler puts the ends.
#include "net/syscalls.h"
#include "tests/bench/measure.h"
#include "tests/bench/servers.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>

namespace {

struct Latency
{
    std::vector<double> p50{}; ///< microseconds, a round each
    std::vector<double> p99{};
};

void measure(const bench::Server& server, std::size_t trips, bool counts, Latency& latency)
{
    const base::UniqueFd fd = server.connect();
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    std::array<std::byte, 64> message{};
    std::vector<double> times;
    times.reserve(trips);
    for (std::size_t i = 0; i < trips + trips / 10; ++i) {
        const bench::Stopwatch watch;
        bench::check(net::send(fd.get(), message, 0) == message.size(), "send");
        bench::check(net::recv(fd.get(), message, MSG_WAITALL) == message.size(), "recv");
        if (i >= trips / 10) // after it has warmed up
            times.push_back(watch.seconds() * 1e6);
    }
    if (counts) {
        latency.p50.push_back(bench::quantile(times, 0.5));
        latency.p99.push_back(bench::quantile(times, 0.99));
    }
}

} // namespace

int main(int argc, char* argv[])
{
    const std::size_t trips = bench::number(argc, argv, "--trips", 50'000);
    const std::size_t rounds = bench::number(argc, argv, "--rounds", 5);
    bench::pinToOneCore();
    Latency bare;
    Latency ours;
    for (std::size_t round = 0; round <= rounds; ++round) {
        measure(bench::epollServer(true), trips, round > 0, bare);
        const bench::TemporaryFolder folder;
        measure(bench::engineServer(folder.path(), true), trips, round > 0, ours);
    }
    bench::report("echo p50", "bare epoll", "us", bare.p50);
    bench::report("echo p50", "sockscope", "us", ours.p50);
    bench::report("echo p99", "bare epoll", "us", bare.p99);
    bench::report("echo p99", "sockscope", "us", ours.p99);
}
