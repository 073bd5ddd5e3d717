// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// bench_messages [--messages 2000000] [--rounds 5]
// Small messages over TCP, each a send of its own with TCP_NODELAY: CPU time that the receiver needs for each.
#include "net/syscalls.h"
#include "tests/bench/measure.h"
#include "tests/bench/servers.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <functional>

namespace {

constexpr std::size_t MessageBytes = 64;

/// Nanoseconds of CPU a message.
double measure(const bench::Server& server, std::size_t messages)
{
    const base::UniqueFd fd = server.connect();
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    const double before = server.cpuSeconds();
    const std::array<std::byte, MessageBytes> message{};
    for (std::size_t i = 0; i < messages; ++i)
        bench::check(net::send(fd.get(), message, 0) == MessageBytes, "send");
    ::shutdown(fd.get(), SHUT_WR);
    std::array<std::byte, 16> end{};
    const auto received = net::recv(fd.get(), end, 0);
    bench::check(received && *received == 0, "the receiver did not read to the end");
    return (server.cpuSeconds() - before) * 1e9 / static_cast<double>(messages);
}

} // namespace

int main(int argc, char* argv[])
{
    const std::size_t messages = bench::number(argc, argv, "--messages", 2'000'000);
    const std::size_t rounds = bench::number(argc, argv, "--rounds", 5);
    std::vector<double> raw;
    std::vector<double> epoll;
    std::vector<double> ours;
    for (std::size_t round = 0; round <= rounds; ++round) {
        const double one = measure(bench::discardingServer(), messages);
        const double another = measure(bench::epollServer(false), messages);
        const bench::TemporaryFolder folder;
        const double other = measure(bench::engineServer(folder.path(), false), messages);
        if (round > 0) {
            raw.push_back(one);
            epoll.push_back(another);
            ours.push_back(other);
        }
    }
    bench::report("messages", "raw", "ns CPU a message", raw);
    bench::report("messages", "bare epoll", "ns CPU a message", epoll);
    bench::report("messages", "sockscope", "ns CPU a message", ours);
}
