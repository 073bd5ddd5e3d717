// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// readcapture FOLDER: reads a capture as the next start of the program would, and checks each record and payload.
// Received bytes go to standard output, in order; the counts as one JSON object to standard error. Exits 1 when
// anything cannot be read. For tests that look at what a killed program left behind.
#include "capture/reader.h"
#include "capture/recovery.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <vector>

namespace {

struct Counts
{
    std::uint64_t records = 0;
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
    std::uint64_t unnamed = 0; ///< records of endpoints that the capture does not know
};

bool fail(const char* what, std::uint64_t number, const base::Error& error)
{
    std::fprintf(
        stderr, "record %llu: %s: %s\n", static_cast<unsigned long long>(number), what, error.message().c_str());
    return false;
}

bool take(capture::Reader& reader, const capture::Record& record, Counts& counts)
{
    std::vector<std::byte> payload(record.payloadSize);
    const auto size = reader.payload(record, 0, payload);
    if (!size)
        return fail("payload", counts.records, size.error());
    if (*size != record.payloadSize)
        return fail("payload is cut", counts.records, {EIO, "payload"});
    if (const auto detail = reader.detail(record.detail); !detail)
        return fail("detail", counts.records, detail.error());
    if (reader.endpoint(record.endpoint).name.empty())
        ++counts.unnamed;
    const bool isIn = capture::directionOf(record.operation) == capture::Direction::In;
    (isIn ? counts.bytesIn : counts.bytesOut) += payload.size();
    ++counts.records;
    return !isIn || std::fwrite(payload.data(), 1, payload.size(), stdout) == payload.size();
}

bool readAll(capture::Reader& reader, Counts& counts)
{
    const std::uint64_t count = reader.recordCount();
    std::vector<capture::Record> records(4096);
    while (counts.records < count) {
        const auto read = reader.records(base::RecordIndex{counts.records}, records);
        if (!read || *read == 0)
            return fail("records", counts.records, read ? base::Error{EIO, "records"} : read.error());
        for (std::size_t i = 0; i < *read; ++i) {
            if (!take(reader, records[i], counts))
                return false;
        }
    }
    return true;
}

/// How the next start would list it: "offered", "locked" (a living process has it) or "damaged".
const char* offer(const std::string& directory)
{
    const std::filesystem::path path(directory);
    for (const auto& found : capture::findCaptures(path.parent_path().string())) {
        if (std::filesystem::path(found.directory).filename() == path.filename())
            return found.locked ? "locked" : found.damage ? "damaged" : "offered";
    }
    return "missing";
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: readcapture FOLDER\n");
        return 2;
    }
    const auto reader = capture::Reader::open(argv[1]);
    if (!reader) {
        std::fprintf(stderr, "%s: %s\n", argv[1], reader.error().message().c_str());
        return 1;
    }
    Counts counts;
    if (!readAll(**reader, counts) || std::fflush(stdout) != 0)
        return 1;
    std::fprintf(stderr, "{\"records\":%llu,\"bytes_in\":%llu,\"bytes_out\":%llu,\"unnamed\":%llu,\"found\":\"%s\"}\n",
        static_cast<unsigned long long>(counts.records), static_cast<unsigned long long>(counts.bytesIn),
        static_cast<unsigned long long>(counts.bytesOut), static_cast<unsigned long long>(counts.unnamed),
        offer(argv[1]));
    return 0;
}
