// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// readstream FILE: opens a file of packets as the program does, and prints what its window would show as the stream of
// each endpoint: one JSON object a line, with the endpoint's name and addresses and what it sent and received as a list
// of pieces, each hex digits, or a number of bytes that are missing there. For tests against other programs.
#include "capture/recovery.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "packets/captureimport.h"
#include "query/deliverycursor.h"
#include "query/streamindex.h"
#include "query/streamscan.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace {

using capture::Direction;

int fail(const char* what, const base::Error& error)
{
    std::fprintf(stderr, "%s: %s\n", what, error.message().c_str());
    return 1;
}

void appendPiece(std::string& pieces, const std::string& piece)
{
    pieces += pieces.empty() ? "" : ",";
    pieces += piece;
}

std::string missingPiece(std::uint64_t missing)
{
    return missing == 0 ? std::string() : std::to_string(missing);
}

/// The pieces of one direction as a JSON array.
std::string piecesOf(capture::Reader& reader, const query::StreamIndex& index, Direction direction)
{
    std::string pieces;
    std::string hex;
    const auto endHex = [&] {
        if (!hex.empty())
            appendPiece(pieces, '"' + std::exchange(hex, {}) + '"');
    };
    for (std::uint64_t number = 0; number < index.partCount(); ++number) {
        const query::StreamPart part = index.part(number);
        if (part.direction != direction)
            continue;
        if (part.missing > 0) {
            endHex();
            appendPiece(pieces, missingPiece(part.missing));
        }
        std::vector<std::byte> bytes(part.size);
        const auto count = query::readStream(reader, index, part.start, bytes);
        if (!count || *count < bytes.size())
            std::exit(fail("stream", count ? base::Error{EIO, "read"} : count.error()));
        hex += codec::toHex(bytes);
    }
    endHex();
    if (const std::uint64_t missing = index.missingAtEnd(direction); missing > 0)
        appendPiece(pieces, missingPiece(missing));
    return '[' + pieces + ']';
}

int printStreams(capture::Reader& reader)
{
    std::map<base::EndpointId, query::StreamIndex> streams;
    std::vector<capture::Record> records(4096);
    for (std::uint64_t first = 0; first < reader.recordCount();) {
        const auto count = reader.records({first}, records);
        if (!count)
            return fail("records", count.error());
        for (std::size_t i = 0; i < *count; ++i)
            streams.try_emplace(records[i].endpoint);
        first += *count;
    }
    for (auto& [endpoint, index] : streams) {
        query::StreamScan scan(endpoint);
        std::vector<query::StreamPart> parts;
        for (std::size_t looked = 1; looked > 0;) {
            const auto step = scan.step(reader, parts, 4096);
            if (!step)
                return fail("scan", step.error());
            looked = *step;
        }
        for (const query::StreamPart& part : parts)
            index.append(part);
        const capture::EndpointInfo& info = reader.endpoint(endpoint);
        codec::JsonObject object;
        object.add("endpoint", info.name).add("local", info.local.toString()).add("peer", info.peer.toString());
        object.addRaw("sent", piecesOf(reader, index, Direction::Out));
        object.addRaw("received", piecesOf(reader, index, Direction::In));
        std::printf("%s\n", object.toString().c_str());
    }
    return 0;
}

int readFile(const char* path, const std::string& directory)
{
    const auto writer = capture::Writer::create(directory);
    if (!writer)
        return fail(directory.c_str(), writer.error());
    const auto import = packets::CaptureImport::open(path, **writer);
    if (!import)
        return fail(path, import.error());
    for (bool goesOn = true; goesOn;) {
        const auto more = (*import)->step(4096);
        if (!more)
            return fail(path, more.error());
        goesOn = *more;
    }
    for (const packets::FileProblem& problem : (*import)->report().problems)
        std::fprintf(stderr, "%s\n", problem.message().c_str());
    const auto reader = capture::Reader::attach(directory, (*writer)->committed());
    return reader ? printStreams(**reader) : fail(directory.c_str(), reader.error());
}

} // namespace

int main(int argc, char* argv[])
{
    std::string folder = (std::filesystem::temp_directory_path() / "readstream-XXXXXX").string();
    if (argc != 2 || !::mkdtemp(folder.data())) {
        std::fprintf(stderr, "usage: readstream FILE\n");
        return 2;
    }
    const int status = readFile(argv[1], folder + "/capture");
    std::filesystem::remove_all(folder);
    return status;
}
