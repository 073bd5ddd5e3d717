// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// An engine under load from all sides at once: clients that connect, send, reset and close, two threads that post
// commands, one that reads the capture and one that takes statuses. Afterwards bytes, records and descriptors must add
// up. Without Qt, so that ThreadSanitizer sees our code alone.
#include "capture/reader.h"
#include "engine/engine.h"
#include "net/syscalls.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;
using base::Monotonic;

constexpr auto RunsFor = 4s;
constexpr auto Deadline = 60s; // for what must come in the end
constexpr std::size_t Clients = 3;
std::atomic<bool> isGood{true};
std::atomic<bool> isOver{false};

void complain(const std::string& what)
{
    isGood = false;
    std::fprintf(stderr, "%s\n", what.c_str());
}

void expect(bool holds, const char* what, std::uint64_t one, std::uint64_t other)
{
    if (!holds)
        complain(std::string(what) + ": " + std::to_string(one) + " and " + std::to_string(other));
}

std::ptrdiff_t openDescriptors()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
}

/// Statuses as the window would have them: the newest of each endpoint. Also what is waited for.
class Board
{
public:
    void take(std::vector<engine::EndpointStatus> changes)
    {
        const std::scoped_lock lock(m_mutex);
        for (engine::EndpointStatus& change : changes)
            m_statuses[change.id.value] = std::move(change);
        m_changed.notify_all();
    }
    template <class Condition> bool waitFor(Condition condition)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, Deadline, [&] { return condition(m_statuses); });
    }
    [[nodiscard]] std::vector<base::EndpointId> open()
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<base::EndpointId> result;
        for (const auto& [id, status] : m_statuses) {
            if (!engine::isEnded(status.state))
                result.push_back(status.id);
        }
        return result;
    }
    [[nodiscard]] std::map<std::uint32_t, engine::EndpointStatus> all()
    {
        const std::scoped_lock lock(m_mutex);
        return m_statuses;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::uint32_t, engine::EndpointStatus> m_statuses; // guarded by m_mutex
};

void abortConnection(base::UniqueFd fd)
{
    const linger now{1, 0};
    ::setsockopt(fd.get(), SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

engine::OptionSetting lingerFor(int seconds)
{
    const linger wait{1, seconds};
    engine::OptionSetting setting{SOL_SOCKET, SO_LINGER, std::vector<std::byte>(sizeof(wait))};
    std::memcpy(setting.value.data(), &wait, sizeof(wait));
    return setting;
}

/// Reads an echo until it ends or nothing more comes.
void drain(int fd)
{
    std::array<std::byte, 4096> room{};
    pollfd poll{fd, POLLIN, 0};
    while (::poll(&poll, 1, 2000) == 1) {
        const auto received = net::recv(fd, room, 0);
        if (!received || *received == 0)
            return;
    }
}

/// Connects again and again; sends a little, then ends in one of three ways.
void runClient(const net::Address& server, unsigned seed, std::atomic<std::uint64_t>& connections)
{
    std::minstd_rand random(seed);
    std::vector<std::byte> bytes(20'000, std::byte(seed));
    while (!isOver) {
        auto fd = net::socket(server.family(), net::socketType(net::Protocol::Tcp), net::FdMode::Blocking);
        if (!fd || !net::connect(fd->get(), server))
            continue;
        ++connections;
        (void)net::send(fd->get(), std::span(bytes).first(random() % bytes.size()), MSG_DONTWAIT);
        switch (random() % 3) {
        case 0: abortConnection(std::move(*fd)); break;
        case 1: break; // closed with the echo unread: the kernel answers with RST - RFC 2525, 2.17
        default: ::shutdown(fd->get(), SHUT_WR); drain(fd->get());
        }
    }
}

/// Datagrams, as fast as they go, empty ones among them.
void runDatagrams(const net::Address& server)
{
    const auto fd = net::socket(server.family(), net::socketType(net::Protocol::Udp), net::FdMode::Blocking).value();
    std::array<std::byte, 1400> bytes{};
    if (!net::connect(fd.get(), server))
        return complain("connect of the datagram client");
    for (std::size_t i = 0; !isOver; ++i) {
        (void)net::send(fd.get(), std::span(bytes).first(i % bytes.size()), MSG_DONTWAIT);
        if (i % 64 == 0)
            std::this_thread::yield();
    }
}

/// What a person might press, at endpoints that may be gone by then.
void postCommands(engine::Engine& engine, Board& board, const net::Address& server, unsigned seed)
{
    std::minstd_rand random(seed);
    std::atomic<std::uint64_t> answers{0};
    std::uint64_t asked = 0;
    while (!isOver) {
        const auto open = board.open();
        const base::EndpointId id = open.empty() ? base::EndpointId{1} : open[random() % open.size()];
        engine::OptionSetting noDelay{IPPROTO_TCP, TCP_NODELAY, std::vector<std::byte>(sizeof(int))};
        noDelay.value[0] = std::byte(random() % 2);
        switch (random() % 6) {
        case 0: engine.post(engine::SetBehaviour{id, engine::echoIf(random() % 2 == 0)}); break;
        case 1: engine.post(engine::SetOption{id, noDelay}); break;
        case 2:
            if (id.value > 2) // the listener and the bound socket live on
                engine.post(engine::Close{id});
            break;
        case 3: {
            engine::Connect connect;
            connect.id = engine.allocateId();
            if (random() % 2 == 0)
                connect.addresses = {server};
            else
                connect.named = engine::NamedAddress{"127.1", server.port()}; // is looked up, without a name server
            if (random() % 4 == 0)
                connect.setup.options = {lingerFor(1)}; // its close is made by another thread
            const auto payload = std::make_shared<std::vector<std::byte>>(random() % 5000, std::byte{'c'});
            engine.post(engine::Send{connect.id, payload, {}}); // to nobody yet: nothing happens
            engine.post(connect);
            engine.post(engine::Send{connect.id, payload, {}});
            if (random() % 2 == 0)
                engine.post(engine::Reset{connect.id});
            break;
        }
        case 4:
            ++asked;
            engine.post(engine::ReadProperties{id, [&answers](auto) { ++answers; }});
            break;
        default:
            engine.post(engine::SetReceive{id, engine::ReceiveMode::Automatic, std::uint32_t(512 + random() % 4096)});
        }
        std::this_thread::sleep_for(200us);
    }
    // Each question is answered once, by the time of the barrier after it; only then may `answers` go.
    std::atomic<bool> done{false};
    engine.post(engine::Barrier{[&done] { done = true; }});
    const auto end = Monotonic::now() + Deadline;
    while (!done && Monotonic::now() < end)
        std::this_thread::sleep_for(1ms);
    expect(answers == asked, "answers and questions", answers, asked);
}

struct Sum
{
    std::uint64_t records = 0;
    std::uint64_t in = 0;
    std::uint64_t out = 0;
    friend bool operator==(const Sum&, const Sum&) = default;
};

/// Adds up the records of each endpoint from where it is; every payload is read.
void readOn(capture::Reader& reader, std::uint64_t& next, std::map<std::uint32_t, Sum>& sums)
{
    std::vector<capture::Record> records(512);
    std::vector<std::byte> payload;
    const std::uint64_t count = reader.recordCount();
    while (next < count) {
        const auto read = reader.records(base::RecordIndex{next}, records);
        if (!read || *read == 0)
            return complain("record " + std::to_string(next) + " cannot be read");
        for (std::size_t i = 0; i < *read; ++i) {
            const capture::Record& record = records[i];
            payload.resize(record.payloadSize);
            const auto size = reader.payload(record, 0, payload);
            if (!size || *size != record.payloadSize || !reader.detail(record.detail))
                complain("record " + std::to_string(next + i) + " is not whole");
            Sum& sum = sums[record.endpoint.value];
            ++sum.records;
            const auto direction = capture::directionOf(record.operation);
            sum.in += direction == capture::Direction::In ? record.payloadSize : 0;
            sum.out += direction == capture::Direction::Out ? record.payloadSize : 0;
        }
        next += *read;
    }
}

std::uint64_t countedRecords(const std::map<std::uint32_t, engine::EndpointStatus>& statuses)
{
    std::uint64_t count = 0;
    for (const auto& [id, status] : statuses)
        count += status.counters.records;
    return count;
}

/// The statuses' counters against the records, endpoint by endpoint.
void compare(const std::map<std::uint32_t, engine::EndpointStatus>& statuses, const std::map<std::uint32_t, Sum>& sums)
{
    expect(statuses.size() == sums.size(), "endpoints and those with records", statuses.size(), sums.size());
    for (const auto& [id, status] : statuses) {
        const auto found = sums.find(id);
        const Sum sum = found == sums.end() ? Sum{} : found->second;
        expect(
            status.counters.records == sum.records, "records counted and read", status.counters.records, sum.records);
        expect(status.counters.bytesIn == sum.in, "bytes in counted and read", status.counters.bytesIn, sum.in);
        expect(status.counters.bytesOut == sum.out, "bytes out counted and read", status.counters.bytesOut, sum.out);
        expect(engine::isEnded(status.state), "endpoint and state", id, static_cast<std::uint64_t>(status.state));
    }
}

/// Opens the listener and the bound socket; gives their addresses.
std::array<net::Address, 2> openServers(engine::Engine& engine, Board& board)
{
    engine::Listen listen;
    listen.id = engine.allocateId();
    listen.address = net::Address::fromIp("127.0.0.1", 0).value();
    listen.setup.behaviour = engine::EchoBack{};
    engine.post(listen);
    listen.id = engine.allocateId();
    listen.protocol = net::Protocol::Udp;
    listen.setup.behaviour = {};
    engine.post(listen);
    const bool opened = board.waitFor([](auto& statuses) {
        return statuses[1].state == engine::State::Listening && statuses[2].state == engine::State::Bound;
    });
    if (!opened)
        complain("the servers do not open");
    const auto statuses = board.all();
    return {statuses.at(1).info.local, statuses.at(2).info.local};
}

void closeAll(engine::Engine& engine, Board& board)
{
    const auto allEnded = [](const auto& statuses) {
        return std::ranges::all_of(statuses, [](const auto& one) { return engine::isEnded(one.second.state); });
    };
    const auto end = Monotonic::now() + Deadline;
    do {
        for (const base::EndpointId id : board.open())
            engine.post(engine::Close{id});
        std::this_thread::sleep_for(20ms);
    } while (!allEnded(board.all()) && Monotonic::now() < end);
    std::atomic<bool> done{false};
    engine.post(engine::Barrier{[&done] { done = true; }});
    while (!done && Monotonic::now() < end)
        std::this_thread::sleep_for(1ms);
    if (!done)
        complain("the barrier is not answered");
}

void run(const std::string& directory)
{
    Board board;
    std::atomic<bool> tookAll{false};
    std::atomic<std::uint64_t> wakes{0};
    auto started = engine::Engine::start(capture::Writer::create(directory).value(), [&wakes] { ++wakes; });
    if (!started)
        return complain(started.error().message());
    engine::Engine& engine = **started;
    std::jthread taker([&] {
        while (!tookAll) {
            engine.acknowledge();
            board.take(engine.takeChanges());
            (void)engine.captureStatus();
            std::this_thread::sleep_for(1ms);
        }
        board.take(engine.takeChanges());
    });
    const auto [tcp, udp] = openServers(engine, board);

    auto reader = capture::Reader::attach(directory, engine.committed()).value();
    std::map<std::uint32_t, Sum> sums;
    std::uint64_t next = 0;
    std::jthread follower([&] {
        while (!isOver)
            readOn(*reader, next, sums);
    });
    std::atomic<std::uint64_t> connections{0};
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < Clients; ++i)
            threads.emplace_back([&, i] { runClient(tcp, i + 1, connections); });
        threads.emplace_back([&] { runDatagrams(udp); });
        for (unsigned i = 0; i < 2; ++i)
            threads.emplace_back([&, i] { postCommands(engine, board, tcp, 100 + i); });
        std::this_thread::sleep_for(RunsFor);
        isOver = true;
    }
    follower.join();
    closeAll(engine, board);
    tookAll = true;
    taker.join();

    // A close that lingers is counted at once, and recorded when the kernel is done with it.
    const auto end = Monotonic::now() + Deadline;
    do {
        readOn(*reader, next, sums);
        std::this_thread::sleep_for(1ms);
    } while (next < countedRecords(board.all()) && Monotonic::now() < end);
    compare(board.all(), sums);
    const engine::CaptureStatus status = engine.captureStatus();
    expect(status.extent.records == next, "records appended and read", status.extent.records, next);
    expect(status.dropped.records == 0, "dropped records and none", status.dropped.records, 0);
    expect(connections > 0 && wakes > 0, "connections and wakes", connections, wakes);
    std::printf("%llu connections of clients, %zu endpoints, %llu records, %llu bytes, %llu wakes\n",
        static_cast<unsigned long long>(connections), sums.size(), static_cast<unsigned long long>(next),
        static_cast<unsigned long long>(status.extent.payloadBytes), static_cast<unsigned long long>(wakes));
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
    run(parent + "/capture");
    // A lookup that was left behind reads /etc/hosts to its end.
    for (const auto end = Monotonic::now() + Deadline; openDescriptors() != before && Monotonic::now() < end;)
        std::this_thread::sleep_for(1ms);
    expect(openDescriptors() == before, "descriptors afterwards and before",
        static_cast<std::uint64_t>(openDescriptors()), static_cast<std::uint64_t>(before));
    std::filesystem::remove_all(parent);
    return isGood ? 0 : 1;
}
