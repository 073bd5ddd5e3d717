// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/bench/servers.h"

#include "engine/engine.h"
#include "net/syscalls.h"
#include "tests/bench/measure.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <utility>

namespace bench {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t ReceiveBytes = 64 * 1024; // the engine's default too

net::Address loopback(std::uint16_t port)
{
    return net::Address::fromIp("127.0.0.1", port).value();
}

base::UniqueFd listenTcp(net::FdMode mode)
{
    auto fd = net::socket(AF_INET, SOCK_STREAM, mode).value();
    check(net::bind(fd.get(), loopback(0)).has_value(), "bind");
    check(net::listen(fd.get(), 1024).has_value(), "listen");
    return fd;
}

void reportPort(int fd, std::uint16_t port)
{
    check(::write(fd, &port, sizeof(port)) == sizeof(port), "write");
    ::close(fd);
}

/// Serves one connection after the other, blocking; `take` gets what was received.
template <class Take> [[noreturn]] void receiveForEver(int port, Take take)
{
    const base::UniqueFd listener = listenTcp(net::FdMode::Blocking);
    reportPort(port, net::getsockname(listener.get()).value().port());
    std::vector<std::byte> room(ReceiveBytes);
    for (;;) {
        const auto connection = net::accept(listener.get(), net::FdMode::Blocking).value();
        while (const auto received = net::recv(connection.fd.get(), room, 0)) {
            if (*received == 0)
                break;
            take(std::span<const std::byte>(room).first(*received));
        }
    }
}

void serveReady(int epoll, int fd, bool echo, std::span<std::byte> room)
{
    const auto received = net::recv(fd, room, 0);
    if (received && *received > 0) {
        if (echo)
            check(net::send(fd, room.first(*received), 0).has_value(), "send");
        return;
    }
    if (!received && received.error().code == EAGAIN)
        return;
    ::epoll_ctl(epoll, EPOLL_CTL_DEL, fd, nullptr);
    ::close(fd);
}

void watch(int epoll, int fd)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    check(::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0, "epoll_ctl");
}

} // namespace

Server::Server(pid_t pid, std::uint16_t port)
    : m_pid(pid)
    , m_port(port)
{ }

Server::Server(Server&& other) noexcept
    : m_pid(std::exchange(other.m_pid, 0))
    , m_port(other.m_port)
{ }

Server::~Server()
{
    if (m_pid == 0)
        return;
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
}

Server Server::start(const std::function<void(int)>& serve)
{
    std::array<int, 2> pipe{};
    check(::pipe2(pipe.data(), O_CLOEXEC) == 0, "pipe2");
    const pid_t pid = ::fork();
    check(pid >= 0, "fork");
    if (pid == 0) {
        ::close(pipe[0]);
        serve(pipe[1]);
        std::_Exit(1);
    }
    ::close(pipe[1]);
    std::uint16_t port = 0;
    const bool gotPort = ::read(pipe[0], &port, sizeof(port)) == sizeof(port);
    ::close(pipe[0]);
    Server server(pid, port);
    check(gotPort, "the server did not start");
    return server;
}

Server Server::startProgram(
    std::vector<std::string> command, const std::map<std::string, std::string>& environment, std::uint16_t port)
{
    const pid_t pid = ::fork();
    check(pid >= 0, "fork");
    if (pid != 0)
        return {pid, port};
    for (const auto& [name, value] : environment)
        ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> words;
    for (std::string& word : command)
        words.push_back(word.data());
    words.push_back(nullptr);
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(null, STDIN_FILENO);
    ::dup2(null, STDOUT_FILENO);
    ::dup2(null, STDERR_FILENO); // whether it runs is seen by connecting to it
    ::execvp(words[0], words.data());
    std::_Exit(127);
}

base::UniqueFd Server::connect() const
{
    const auto end = base::Monotonic::now() + 20s;
    while (base::Monotonic::now() < end) {
        auto fd = net::socket(AF_INET, SOCK_STREAM, net::FdMode::Blocking).value();
        if (net::connect(fd.get(), loopback(m_port)))
            return fd;
        std::this_thread::sleep_for(20ms); // a program that is still starting
    }
    check(false, "connect");
    return {};
}

double Server::cpuSeconds() const
{
    // proc(5): the 14th and 15th field of stat, in clock ticks, are too coarse; schedstat has nanoseconds a thread.
    double seconds = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(m_pid) + "/task")) {
        std::ifstream file(task.path() / "schedstat");
        double nanoseconds = 0;
        file >> nanoseconds;
        seconds += nanoseconds / 1e9;
    }
    return seconds;
}

std::uint16_t freePort(int type)
{
    const auto fd = net::socket(AF_INET, type, net::FdMode::Blocking).value();
    check(net::bind(fd.get(), loopback(0)).has_value(), "bind");
    return net::getsockname(fd.get()).value().port();
}

Server discardingServer()
{
    return Server::start([](int port) { receiveForEver(port, [](std::span<const std::byte>) {}); });
}

Server writingServer(const std::string& folder)
{
    return Server::start([folder](int port) {
        const base::UniqueFd file(
            ::open((folder + "/received").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        check(file.isOpen(), "open");
        receiveForEver(port, [&file](std::span<const std::byte> bytes) {
            check(::write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "write");
        });
    });
}

Server epollServer(bool echo)
{
    return Server::start([echo](int port) {
        const base::UniqueFd listener = listenTcp(net::FdMode::NonBlocking);
        const base::UniqueFd epoll(::epoll_create1(EPOLL_CLOEXEC));
        watch(epoll.get(), listener.get());
        reportPort(port, net::getsockname(listener.get()).value().port());
        std::vector<std::byte> room(ReceiveBytes);
        std::array<epoll_event, 128> events{};
        for (;;) {
            const int count = ::epoll_wait(epoll.get(), events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < count; ++i) {
                const int fd = events[static_cast<std::size_t>(i)].data.fd;
                if (fd != listener.get()) {
                    serveReady(epoll.get(), fd, echo, room);
                    continue;
                }
                while (auto accepted = net::accept(fd, net::FdMode::NonBlocking))
                    watch(epoll.get(), accepted->fd.release());
            }
        }
    });
}

Server engineServer(const std::string& folder, bool echo)
{
    return Server::start([folder, echo](int port) {
        const auto engine = engine::Engine::start(capture::Writer::create(folder + "/capture").value(), [] {}).value();
        engine::Listen listen;
        listen.id = engine->allocateId();
        listen.address = loopback(0);
        listen.backlog = 1024;
        listen.setup.behaviour = engine::echoIf(echo);
        engine->post(listen);
        std::uint16_t taken = 0;
        while (taken == 0) {
            for (const engine::EndpointStatus& status : engine->takeChanges())
                taken = status.state == engine::State::Listening ? status.info.local.port() : taken;
            std::this_thread::sleep_for(1ms);
        }
        reportPort(port, taken);
        // As the window does it, statuses are taken now and then.
        for (;;) {
            std::this_thread::sleep_for(250ms);
            engine->acknowledge();
            (void)engine->takeChanges();
        }
    });
}

} // namespace bench
