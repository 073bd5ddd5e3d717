// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// bench_accept [--connections 10000] [--rounds 5]
// Connections a second that are opened, accepted, ended by the client and closed by the server, 100 at a time.
#include "net/syscalls.h"
#include "tests/bench/measure.h"
#include "tests/bench/servers.h"

#include <sys/socket.h>

#include <array>

namespace {

constexpr std::size_t AtOnce = 100;

double measure(const bench::Server& server, std::size_t connections)
{
    const bench::Stopwatch watch;
    std::vector<base::UniqueFd> open(AtOnce);
    for (std::size_t done = 0; done < connections; done += AtOnce) {
        for (base::UniqueFd& fd : open)
            fd = server.connect();
        for (const base::UniqueFd& fd : open)
            ::shutdown(fd.get(), SHUT_WR);
        std::array<std::byte, 16> end{};
        for (const base::UniqueFd& fd : open) {
            const auto received = net::recv(fd.get(), end, 0);
            bench::check(received && *received == 0, "the server did not close");
        }
    }
    return static_cast<double>(connections) / watch.seconds();
}

} // namespace

int main(int argc, char* argv[])
{
    const std::size_t connections = bench::number(argc, argv, "--connections", 10'000);
    const std::size_t rounds = bench::number(argc, argv, "--rounds", 5);
    std::vector<double> bare;
    std::vector<double> ours;
    for (std::size_t round = 0; round <= rounds; ++round) {
        const double one = measure(bench::epollServer(false), connections);
        const bench::TemporaryFolder folder;
        const double other = measure(bench::engineServer(folder.path(), false), connections);
        if (round > 0) {
            bare.push_back(one);
            ours.push_back(other);
        }
    }
    bench::report("accept", "bare epoll", "connections/s", bare);
    bench::report("accept", "sockscope", "connections/s", ours);
}
