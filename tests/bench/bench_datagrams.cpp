// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// bench_datagrams [--count 300000] [--rounds 5] [--qt qtserver]
// Datagrams as fast as one sender makes them, to recvmmsg(2) that discards, to our engine, which stamps and records, to
// QUdpSocket, and past dumpcap where it is installed: what each loses, and the CPU time of the receiver for one that
// came. Of dumpcap it is for one that was sent, since it does not say how many it has before it ends.
#include "engine/engine.h"
#include "net/syscalls.h"
#include "tests/bench/datagramsource.h"
#include "tests/bench/measure.h"
#include "tests/bench/servers.h"

#include <sys/resource.h>
#include <sys/socket.h>

#include <array>
#include <filesystem>
#include <string>
#include <system_error>
#include <thread>

namespace {

using namespace std::chrono_literals;

constexpr std::size_t Batch = bench::DatagramSource::Batch;
constexpr int ReceiveBuffer = 8 << 20; // what our engine asks for
constexpr auto Quiet = 300ms; // after so long nothing more comes

struct Result
{
    double cpuNs = 0; ///< for one that came
    double lostPercent = 0;
};

Result resultOf(double cpuSeconds, std::size_t received, std::size_t count)
{
    return {cpuSeconds * 1e9 / static_cast<double>(received),
        100 - 100 * static_cast<double>(received) / static_cast<double>(count)};
}

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
        std::vector<std::byte> bytes(size);
        bench::DatagramSource(to, bytes).send(count);
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
    return resultOf(cpu, received, count);
}

Result record(std::size_t count, std::size_t size)
{
    const bench::TemporaryFolder folder;
    const auto engine
        = engine::Engine::start(capture::Writer::create(folder.path() + "/capture").value(), [] {}).value();
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
    return resultOf(cpu, received, count);
}

/// How many datagrams a qtserver has received; it is asked until it answers.
std::size_t countAt(const net::Address& server)
{
    const auto fd = net::socket(AF_INET, SOCK_DGRAM, net::FdMode::Blocking).value();
    const timeval patience{0, 100'000};
    ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    bench::check(net::connect(fd.get(), server).has_value(), "connect");
    std::array<std::byte, 32> answer{};
    const bench::Stopwatch watch;
    for (;;) {
        (void)net::send(fd.get(), std::span(answer).first(1), 0);
        const auto received = net::recv(fd.get(), answer, 0);
        if (received)
            return std::stoul(std::string(reinterpret_cast<const char*>(answer.data()), *received));
        bench::check(watch.seconds() < 20, "the server of datagrams did not start");
        std::this_thread::sleep_for(20ms); // a program that is still starting
    }
}

Result receiveWithQt(const std::string& program, std::size_t count, std::size_t size)
{
    const std::uint16_t port = bench::freePort(SOCK_DGRAM);
    const auto server = bench::Server::startProgram({program, "udp", std::to_string(port)}, {}, port);
    const net::Address address = loopback().withPort(port);
    std::size_t received = countAt(address);
    const double before = server.cpuSeconds();
    sendAll(address, count, size);
    for (std::size_t last = received + 1; last != received; std::this_thread::sleep_for(Quiet)) {
        last = received;
        received = countAt(address);
    }
    const double cpu = server.cpuSeconds() - before;
    return resultOf(cpu, received, count);
}

/// The socket that the datagrams go to is not read: the kernel drops them there, after dumpcap has had its copy.
double cpuOfDumpcap(std::size_t count, std::size_t size)
{
    const bench::TemporaryFolder folder;
    const std::string file = folder.path() + "/captured";
    const auto unread = net::socket(AF_INET, SOCK_DGRAM, net::FdMode::Blocking).value();
    bench::check(net::bind(unread.get(), loopback()).has_value(), "bind");
    const net::Address address = net::getsockname(unread.get()).value();
    const std::string filter = "udp dst port " + std::to_string(address.port());
    const auto dumpcap
        = bench::Server::startProgram({"dumpcap", "-q", "-i", "lo", "-f", filter, "-w", file}, {}, address.port());
    // Its file has a head first, and more when it has seen a datagram.
    const auto fileSize = [&file] {
        std::error_code none;
        const auto bytes = std::filesystem::file_size(file, none);
        return none ? 0 : bytes;
    };
    std::uintmax_t head = 0;
    for (const bench::Stopwatch watch; head == 0 || fileSize() <= head; std::this_thread::sleep_for(50ms)) {
        bench::check(watch.seconds() < 20, "dumpcap did not start");
        head = head == 0 ? fileSize() : head;
        sendAll(address, Batch, 1);
    }
    const double before = dumpcap.cpuSeconds();
    sendAll(address, count, size);
    std::this_thread::sleep_for(Quiet);
    return (dumpcap.cpuSeconds() - before) * 1e9 / static_cast<double>(count);
}

} // namespace

int main(int argc, char* argv[])
{
    const std::size_t count = bench::number(argc, argv, "--count", 300'000) / Batch * Batch;
    const std::size_t rounds = bench::number(argc, argv, "--rounds", 5);
    const std::string qt = bench::argument(argc, argv, "--qt", "");
    const bool hasDumpcap = bench::isInstalled("dumpcap");
    for (const std::size_t size : {std::size_t{64}, std::size_t{1400}}) {
        std::vector<double> rawCpu, rawLost, ourCpu, ourLost, qtCpu, qtLost, dumpcapCpu;
        for (std::size_t round = 0; round <= rounds; ++round) {
            const Result raw = discard(count, size);
            const Result ours = record(count, size);
            if (round == 0)
                continue;
            rawCpu.push_back(raw.cpuNs);
            rawLost.push_back(raw.lostPercent);
            ourCpu.push_back(ours.cpuNs);
            ourLost.push_back(ours.lostPercent);
            if (!qt.empty()) {
                const Result other = receiveWithQt(qt, count, size);
                qtCpu.push_back(other.cpuNs);
                qtLost.push_back(other.lostPercent);
            }
            if (hasDumpcap)
                dumpcapCpu.push_back(cpuOfDumpcap(count, size));
        }
        const std::string name = std::to_string(size) + " B datagrams";
        bench::report((name + " CPU").c_str(), "recvmmsg", "ns each", rawCpu);
        bench::report((name + " CPU").c_str(), "sockscope", "ns each", ourCpu);
        bench::report((name + " lost").c_str(), "recvmmsg", "%", rawLost);
        bench::report((name + " lost").c_str(), "sockscope", "%", ourLost);
        if (!qt.empty()) {
            bench::report((name + " CPU").c_str(), "QUdpSocket", "ns each", qtCpu);
            bench::report((name + " lost").c_str(), "QUdpSocket", "%", qtLost);
        }
        if (hasDumpcap)
            bench::report((name + " CPU").c_str(), "dumpcap", "ns each", dumpcapCpu);
    }
}
