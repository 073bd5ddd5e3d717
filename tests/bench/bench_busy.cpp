// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// bench_busy [--idle 10000] [--busy 100] [--messages 200000] [--rounds 3] [--qt qtserver]
// Many idle connections and some busy ones: the CPU time of the server for each message, against the least epoll
// program that does the same, and the least of QTcpServer's, which is measured once, with a tenth of the messages: it
// takes minutes to accept so many.
#include "net/syscalls.h"
#include "tests/bench/measure.h"
#include "tests/bench/servers.h"

#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace {

constexpr std::size_t MessageBytes = 64;
constexpr auto Settle = std::chrono::milliseconds(300);

struct Load
{
    std::size_t idle = 0;
    std::size_t busy = 0;
    std::size_t messages = 0;
};

/// Nanoseconds of CPU a message, there and back.
double measure(const bench::Server& server, const Load& load)
{
    std::vector<base::UniqueFd> idle(load.idle);
    for (base::UniqueFd& fd : idle)
        fd = server.connect();
    std::vector<base::UniqueFd> busy(load.busy);
    for (base::UniqueFd& fd : busy)
        fd = server.connect();
    ::usleep(static_cast<useconds_t>(std::chrono::microseconds(Settle).count())); // until all are accepted
    const double before = server.cpuSeconds();
    std::array<std::byte, MessageBytes> message{};
    for (std::size_t sent = 0; sent < load.messages; sent += busy.size()) {
        for (const base::UniqueFd& fd : busy)
            bench::check(net::send(fd.get(), message, 0) == MessageBytes, "send");
        for (const base::UniqueFd& fd : busy)
            bench::check(net::recv(fd.get(), message, MSG_WAITALL) == MessageBytes, "recv");
    }
    return (server.cpuSeconds() - before) * 1e9 / static_cast<double>(load.messages);
}

} // namespace

int main(int argc, char* argv[])
{
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    Load load{bench::number(argc, argv, "--idle", 10'000), bench::number(argc, argv, "--busy", 100),
        bench::number(argc, argv, "--messages", 200'000)};
    load.idle = std::min<std::size_t>(load.idle, files.rlim_cur - 1000);
    const std::size_t rounds = bench::number(argc, argv, "--rounds", 3);
    const std::string qt = bench::argument(argc, argv, "--qt", "");
    const Load less{load.idle, load.busy, load.messages / 10};
    std::vector<double> bare;
    std::vector<double> ours;
    std::vector<double> withQt;
    for (std::size_t round = 0; round <= rounds; ++round) {
        const double one = measure(bench::epollServer(true), load);
        const bench::TemporaryFolder folder;
        const double other = measure(bench::engineServer(folder.path(), true), load);
        if (round == 0)
            continue;
        bare.push_back(one);
        ours.push_back(other);
        if (qt.empty() || round > 1)
            continue;
        const std::uint16_t port = bench::freePort();
        withQt.push_back(measure(bench::Server::startProgram({qt, "tcp", std::to_string(port)}, {}, port), less));
    }
    if (!qt.empty())
        bench::report("idle and busy", "QTcpServer", "ns CPU a message", withQt);
    bench::report("idle and busy", "bare epoll", "ns CPU a message", bare);
    bench::report("idle and busy", "sockscope", "ns CPU a message", ours);
}
