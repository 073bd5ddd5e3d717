// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// bench_export [--records 1000000] [--rounds 5]
// Many small records saved as pcapng, beside editcap that writes the same file again.
#include "capture/reader.h"
#include "capture/writer.h"
#include "saving/saverecords.h"
#include "tests/bench/measure.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace {

constexpr std::size_t PayloadBytes = 64;

void makeCapture(const std::string& directory, std::size_t records)
{
    auto writer = capture::Writer::create(directory);
    bench::check(writer.has_value(), "the capture");
    const auto local = net::Address::fromIp("127.0.0.1", 5000).value();
    const auto peer = net::Address::fromIp("127.0.0.1", 40000).value();
    (*writer)->describe({1}, {"server/1", {}, net::Protocol::Tcp, capture::Role::Accepted, local, peer});
    const std::array<std::byte, PayloadBytes> payload{};
    capture::Record record;
    record.endpoint = {1};
    record.operation = capture::Operation::Recv;
    record.asked = 65536;
    record.result = PayloadBytes;
    for (std::size_t i = 0; i < records; ++i) {
        record.timeNs = 1'700'000'000'000'000'000 + static_cast<std::int64_t>(i) * 1000;
        (*writer)->append(record, payload);
    }
}

double save(const std::string& directory, const std::string& path)
{
    ::unlink(path.c_str());
    const bench::Stopwatch watch;
    const auto reader = capture::Reader::open(directory);
    bench::check(reader.has_value(), "the capture");
    const auto saved
        = saving::saveRecords(**reader, query::allRecords((*reader)->recordCount()), saving::SaveFormat::Pcapng, path);
    bench::check(saved.has_value(), "the file");
    return watch.seconds();
}

/// None where editcap is not installed.
double rewrite(const std::string& path, const std::string& again)
{
    ::unlink(again.c_str());
    std::array<std::string, 3> words{"editcap", path, again};
    const std::array arguments{words[0].data(), words[1].data(), words[2].data(), static_cast<char*>(nullptr)};
    const bench::Stopwatch watch;
    pid_t child = 0;
    int status = 0;
    if (::posix_spawnp(&child, "editcap", nullptr, nullptr, arguments.data(), environ) != 0)
        return 0;
    bench::check(::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0, "editcap");
    return watch.seconds();
}

} // namespace

int main(int argc, char* argv[])
{
    const std::size_t records = bench::number(argc, argv, "--records", 1'000'000);
    const std::size_t rounds = bench::number(argc, argv, "--rounds", 5);
    const bench::TemporaryFolder folder;
    const std::string directory = folder.path() + "/capture";
    makeCapture(directory, records);
    std::vector<double> ours;
    std::vector<double> editcap;
    for (std::size_t round = 0; round <= rounds; ++round) {
        const double one = save(directory, folder.path() + "/saved.pcapng");
        const double other = rewrite(folder.path() + "/saved.pcapng", folder.path() + "/again.pcapng");
        if (round > 0) {
            ours.push_back(one);
            editcap.push_back(other);
        }
    }
    if (bench::median(editcap) > 0)
        bench::report("export", "editcap", "s", editcap);
    bench::report("export", "sockscope", "s", ours);
}
