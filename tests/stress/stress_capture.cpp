// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/reader.h"
#include "capture/recovery.h"
#include "capture/writer.h"
#include "tests/capture/samples.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr std::uint64_t Count = 40'000;
constexpr std::size_t Readers = 3;
std::atomic<bool> isGood{true};

void complain(const char* what, std::uint64_t number)
{
    isGood = false;
    std::fprintf(stderr, "%s, record %llu\n", what, static_cast<unsigned long long>(number));
}

/// As the engine does it: some payloads received into the arena, some copied, a new endpoint now and then.
void write(capture::Writer& writer)
{
    for (std::uint64_t i = 0; i < Count; ++i) {
        const auto bytes = samples::payload(i, samples::payloadSize(i));
        capture::Record record = samples::record(i);
        if (i % 100 == 0) {
            // Described once without an address and once with it, as a connection is.
            const base::EndpointId id{static_cast<std::uint32_t>(i / 100 % 5 + 1)};
            capture::EndpointInfo info{std::to_string(id.value), {}, {}, capture::Role::Connection, {}, {}};
            info.peer = net::Address::fromIp("127.0.0.1", static_cast<std::uint16_t>(i % 60'000 + 1)).value();
            writer.describe(id, info);
        }
        const auto room = writer.reserve(2000);
        record.detail = writer.intern(capture::TextDetail{std::to_string(i % 3000)});
        if (i % 3 == 0) {
            writer.append(record, bytes);
        } else {
            if (!bytes.empty())
                std::memcpy(room.data(), bytes.data(), bytes.size());
            writer.appendReserved(record, 0, bytes.size());
        }
        if (i % 29 == 0)
            writer.flush();
    }
    writer.flush();
}

void check(capture::Reader& reader, const capture::Record& record, std::uint64_t number)
{
    if (!samples::isSample(reader, record, number))
        complain("wrong record or payload", number);
    if (reader.detail(record.detail) != capture::Detail(capture::TextDetail{std::to_string(number % 3000)}))
        complain("wrong detail", number);
    const std::string& name = reader.endpoint(record.endpoint).name;
    if (!name.empty() && name != std::to_string(record.endpoint.value))
        complain("wrong endpoint", number);
}

/// Follows the writer in blocks, and looks back at a record of long ago between them.
void read(capture::Reader& reader)
{
    std::array<capture::Record, 64> block;
    for (std::uint64_t seen = 0; seen < Count && isGood;) {
        const auto count = reader.records({seen}, block);
        if (!count) {
            complain("read failed", seen);
            return;
        }
        if (*count == 0)
            std::this_thread::yield();
        for (std::size_t i = 0; i < *count; ++i, ++seen)
            check(reader, block[i], seen);
        if (seen > 0) {
            const std::uint64_t old = seen * 7919 % seen;
            if (const auto record = reader.record({old}))
                check(reader, *record, old);
            else
                complain("cannot look back", old);
        }
    }
}

int run(const std::string& directory)
{
    auto writer = capture::Writer::create(directory, {512, 64 * 1024});
    if (!writer) {
        std::fprintf(stderr, "%s\n", writer.error().message().c_str());
        return 1;
    }
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < Readers; ++i) {
        threads.emplace_back([&directory, committed = (*writer)->committed(), attach = i > 0] {
            auto reader = attach ? capture::Reader::attach(directory, committed) : capture::Reader::open(directory);
            if (reader)
                read(**reader);
            else
                complain("cannot open", 0);
        });
    }
    write(**writer);
    for (std::thread& thread : threads)
        thread.join();
    if ((*writer)->failure())
        complain("recording stopped", (*writer)->extent().records);
    return isGood ? 0 : 1;
}

} // namespace

int main()
{
    std::string parent = "/tmp/stress_capture.XXXXXX";
    if (!::mkdtemp(parent.data()))
        return 1;
    const int result = run(parent + "/one");
    const auto removed = capture::removeCapture(parent + "/one");
    if (!removed)
        std::fprintf(stderr, "%s\n", removed.error().message().c_str());
    ::rmdir(parent.c_str());
    return removed ? result : 1;
}
