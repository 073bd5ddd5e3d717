// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// bench_receive [--mib 1024] [--rounds 5] [--program sockscope] [--window sockscope]
// One sender, TCP over loopback, into each receiver in turn, round after round. Rates are medians; the ratio is to the
// raw loop of the same run. The first round warms up and does not count.
#include "net/syscalls.h"
#include "tests/bench/measure.h"
#include "tests/bench/servers.h"

#include <sys/socket.h>

#include <array>
#include <functional>

namespace {

using bench::Server;

struct Receiver
{
    std::string name;
    std::function<Server(const std::string& folder)> start;
    std::vector<double> rates{}; ///< MiB/s
    std::vector<double> cpu{}; ///< seconds a GiB
};

/// A port that was free a moment ago, for programs that cannot tell which one they took.
std::uint16_t freePort()
{
    const auto fd = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
    bench::check(net::bind(fd.get(), net::Address::fromIp("127.0.0.1", 0).value()).has_value(), "bind");
    return net::getsockname(fd.get()).value().port();
}

Server startSockscope(std::vector<std::string> command, const std::string& folder)
{
    const std::uint16_t port = freePort();
    command.push_back("tcp-listen://127.0.0.1:" + std::to_string(port));
    std::map<std::string, std::string> environment{{"XDG_STATE_HOME", folder}, {"XDG_CONFIG_HOME", folder}};
    if (!std::getenv("DISPLAY") && !std::getenv("QT_QPA_PLATFORM"))
        environment["QT_QPA_PLATFORM"] = "offscreen";
    return Server::startProgram(std::move(command), environment, port);
}

/// Sends it all, ends the stream, and waits until the receiver, having read it, closes.
void measure(Receiver& receiver, std::size_t mib, bool counts)
{
    static const std::vector<std::byte> Block(256 * 1024, std::byte{0x5a});
    const bench::TemporaryFolder folder;
    const Server server = receiver.start(folder.path());
    const base::UniqueFd fd = server.connect();
    const double cpuBefore = server.cpuSeconds();
    const bench::Stopwatch watch;
    std::size_t rest = mib * 1024 * 1024;
    while (rest > 0) {
        const auto sent = net::send(fd.get(), std::span(Block).first(std::min(rest, Block.size())), 0);
        bench::check(sent.has_value(), "send");
        rest -= *sent;
    }
    ::shutdown(fd.get(), SHUT_WR);
    std::array<std::byte, 16> end{};
    const auto received = net::recv(fd.get(), end, 0);
    bench::check(received && *received == 0, "the receiver did not read to the end");
    if (!counts)
        return;
    const double seconds = watch.seconds();
    receiver.rates.push_back(static_cast<double>(mib) / seconds);
    receiver.cpu.push_back((server.cpuSeconds() - cpuBefore) * 1024 / static_cast<double>(mib));
}

} // namespace

int main(int argc, char* argv[])
{
    const std::size_t mib = bench::number(argc, argv, "--mib", 1024);
    const std::size_t rounds = bench::number(argc, argv, "--rounds", 5);
    const std::string program = bench::argument(argc, argv, "--program", "");
    const std::string window = bench::argument(argc, argv, "--window", "");

    std::vector<Receiver> receivers{
        {"raw recv loop, discards", [](const std::string&) { return bench::discardingServer(); }},
        {"recv + write to a file", [](const std::string& folder) { return bench::writingServer(folder); }},
        {"engine, records", [](const std::string& folder) { return bench::engineServer(folder, false); }},
    };
    if (!program.empty())
        receivers.push_back({"sockscope --headless --quiet", [&program](const std::string& folder) {
                                 return startSockscope({program, "--headless", "--quiet"}, folder);
                             }});
    if (!window.empty())
        receivers.push_back({"sockscope with the window",
            [&window](const std::string& folder) { return startSockscope({window}, folder); }});
    for (std::size_t round = 0; round <= rounds; ++round) {
        for (Receiver& receiver : receivers)
            measure(receiver, mib, round > 0);
    }
    const double raw = bench::median(receivers.front().rates);
    std::printf("receive %zu MiB, TCP over loopback, %zu rounds\n", mib, rounds);
    std::printf("  %-30s %9s %9s %9s %12s\n", "", "MiB/s", "least", "of raw", "CPU s / GiB");
    for (const Receiver& receiver : receivers) {
        const double rate = bench::median(receiver.rates);
        std::printf("  %-30s %9.0f %9.0f %9.2f %12.3f\n", receiver.name.c_str(), rate,
            *std::ranges::min_element(receiver.rates), rate / raw, bench::median(receiver.cpu));
    }
}
