// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// bench_search [--mib 1024] [--rounds 5] [--record 65536]
// A pattern that is there once, at the end of a capture's payload: found by the search that the window uses, by one
// thread over the same bytes in memory, and by rg -F in the payload's files, in turn, round after round. The first
// round warms up and does not count.
#include "capture/writer.h"
#include "query/searchscan.h"
#include "tests/bench/measure.h"

#include <sys/mman.h>

#include <array>
#include <cstring>
#include <functional>

namespace {

constexpr std::string_view Needle = "the needle in it";

struct Finder
{
    std::string name;
    std::function<void()> find;
    std::vector<double> rates{}; ///< MiB/s
};

/// Bytes that are all alike to a search: each round of the generator gives eight.
void fillRandomly(std::span<std::byte> bytes, std::uint64_t& state)
{
    for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
        state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        const std::uint64_t value = state ^ state >> 29;
        std::memcpy(bytes.data() + i, &value, 8);
    }
}

std::unique_ptr<capture::Writer> writeCapture(
    const std::string& directory, std::span<std::byte> memory, std::size_t recordBytes)
{
    auto writer = capture::Writer::create(directory).value();
    writer->describe({1}, {"bench", {}, net::Protocol::Tcp, capture::Role::Connection, {}, {}});
    capture::Record record;
    record.endpoint = {1};
    record.operation = capture::Operation::Recv;
    for (std::size_t at = 0; at < memory.size(); at += recordBytes) {
        const auto payload = memory.subspan(at, std::min(recordBytes, memory.size() - at));
        record.result = static_cast<std::int32_t>(payload.size());
        writer->append(record, payload);
    }
    writer->flush();
    return writer;
}

std::uint64_t sumOf(std::span<const std::byte> memory)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i + 8 <= memory.size(); i += 8) {
        std::uint64_t value = 0;
        std::memcpy(&value, memory.data() + i, 8);
        sum += value;
    }
    return sum;
}

void findOnce(const std::string& directory, query::SearchPattern pattern)
{
    const auto reader = capture::Reader::open(directory).value();
    query::SearchScan scan(std::move(pattern));
    std::vector<query::SearchHit> hits;
    while (scan.step(*reader, hits, std::size_t{1} << 20).value()) { }
    bench::check(hits.size() == 1, "the needle");
}

std::vector<Finder> finders(const std::string& directory, std::span<const std::byte> memory)
{
    using query::BytePattern;
    using query::SearchPattern;
    std::vector<Finder> all{
        {"one thread reading memory", [memory] { bench::check(sumOf(memory) != 1, "sum"); }},
        {"memmem over memory",
            [memory] {
                const void* found = ::memmem(memory.data(), memory.size(), Needle.data(), Needle.size());
                bench::check(found != nullptr, "memmem");
            }},
        {"search, text", [directory] { findOnce(directory, SearchPattern(BytePattern::fromText(Needle, false))); }},
        {"search, either case",
            [directory] { findOnce(directory, SearchPattern(BytePattern::fromText(Needle, true))); }},
        {"search, regular expression",
            [directory] {
                findOnce(directory, SearchPattern(query::ByteRegex::compile("the needle [a-z]+ it").value()));
            }},
    };
    if (bench::isInstalled("rg")) {
        // One thread, as ours; it maps the files.
        const std::string command = "rg -j1 -a -F -q '" + std::string(Needle) + "' " + directory + "/payload.*";
        all.push_back({"rg -F", [command] { bench::check(std::system(command.c_str()) == 0, "rg"); }});
    }
    return all;
}

} // namespace

int main(int argc, char* argv[])
{
    const std::size_t mib = bench::number(argc, argv, "--mib", 1024);
    const std::size_t rounds = bench::number(argc, argv, "--rounds", 5);
    const std::size_t recordBytes = bench::number(argc, argv, "--record", 65'536);
    const std::size_t size = mib << 20;
    void* mapped = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    bench::check(mapped != MAP_FAILED, "mmap");
    const std::span memory(static_cast<std::byte*>(mapped), size);
    std::uint64_t state = 1;
    fillRandomly(memory, state);
    std::memcpy(memory.data() + size - Needle.size(), Needle.data(), Needle.size());
    const bench::TemporaryFolder folder;
    const std::string directory = folder.path() + "/capture";
    const auto writer = writeCapture(directory, memory, recordBytes);
    bench::check(!writer->failure(), "the capture");

    std::vector<Finder> all = finders(directory, memory);
    for (std::size_t round = 0; round <= rounds; ++round) {
        for (Finder& finder : all) {
            const bench::Stopwatch watch;
            finder.find();
            if (round > 0)
                finder.rates.push_back(static_cast<double>(mib) / watch.seconds());
        }
    }
    for (const Finder& finder : all)
        bench::report("search", finder.name, "MiB/s", finder.rates);
}
