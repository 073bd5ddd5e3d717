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
};

Server startSockscope(std::vector<std::string> command, const std::string& folder)
{
    const std::uint16_t port = bench::freePort();
    command.push_back("tcp-listen://127.0.0.1:" + std::to_string(port));
    std::map<std::string, std::string> environment{{"XDG_STATE_HOME", folder}, {"XDG_CONFIG_HOME", folder}};
    if (!std::getenv("DISPLAY") && !std::getenv("QT_QPA_PLATFORM"))
        environment["QT_QPA_PLATFORM"] = "offscreen";
    return Server::startProgram(std::move(command), environment, port);
}

/// A program that listens once on the port that %1 stands for, and ends with the stream.
Server startTool(std::vector<std::string> command, const std::string& listen)
{
    const std::uint16_t port = bench::freePort();
    std::string where = listen;
    command.push_back(where.replace(where.find("%1"), 2, std::to_string(port)));
    if (command.front() == "socat")
        command.emplace_back("/dev/null");
    return Server::startProgram(std::move(command), {}, port);
}

/// Sends it all, ends the stream, and waits until the receiver, having read it, closes.
void measure(Receiver& receiver, std::size_t mib, bool counts)
{
    static const std::vector<std::byte> Block(256 * 1024, std::byte{0x5a});
    const bench::TemporaryFolder folder;
    const Server server = receiver.start(folder.path());
    const base::UniqueFd fd = server.connect();
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
}

} // namespace

int main(int argc, char* argv[])
{
    const std::size_t mib = bench::number(argc, argv, "--mib", 1024);
    const std::size_t rounds = bench::number(argc, argv, "--rounds", 5);
    const std::string program = bench::argument(argc, argv, "--program", "");
    const std::string window = bench::argument(argc, argv, "--window", "");

    std::vector<Receiver> receivers{
        {"raw", [](const std::string&) { return bench::discardingServer(); }},
        {"recv and write", [](const std::string& folder) { return bench::writingServer(folder); }},
        {"engine", [](const std::string& folder) { return bench::engineServer(folder, false); }},
    };
    if (!program.empty())
        receivers.push_back({"sockscope headless", [&program](const std::string& folder) {
                                 return startSockscope({program, "--headless", "--quiet"}, folder);
                             }});
    if (!window.empty())
        receivers.push_back(
            {"sockscope window", [&window](const std::string& folder) { return startSockscope({window}, folder); }});
    // Other programs that take a stream; those that write each byte as text get less to do.
    const std::size_t fewMib = bench::number(argc, argv, "--few-mib", 8);
    const auto addTool = [&receivers](const char* name, std::vector<std::string> command, const char* listen) {
        receivers.push_back({name, [command, listen](const std::string&) { return startTool(command, listen); }});
    };
    if (bench::isInstalled("socat"))
        addTool("socat -u", {"socat", "-u"}, "TCP-LISTEN:%1,bind=127.0.0.1");
    const std::size_t firstSlow = receivers.size();
    if (bench::isInstalled("ncat"))
        addTool("ncat --hex-dump", {"ncat", "--no-shutdown", "--hex-dump", "/dev/null", "-l", "127.0.0.1"}, "%1");
    if (bench::isInstalled("socat"))
        addTool("socat -x -v", {"socat", "-x", "-v", "-u"}, "TCP-LISTEN:%1,bind=127.0.0.1");
    for (std::size_t round = 0; round <= rounds; ++round) {
        for (std::size_t i = 0; i < receivers.size(); ++i)
            measure(receivers[i], i >= firstSlow ? fewMib : mib, round > 0);
    }
    for (const Receiver& receiver : receivers)
        bench::report("receive", receiver.name, "MiB/s", receiver.rates);
}
