// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/capturefiles.h"
#include "capture/commitfile.h"
#include "capture/endpointfile.h"
#include "capture/file.h"
#include "capture/recovery.h"
#include "programs/callscript.h"
#include "programs/cprogram.h"
#include "programs/program.h"
#include "programs/pythonprogram.h"
#include "query/filterparser.h"
#include "query/filterscan.h"
#include "query/overview.h"
#include "query/searchscan.h"
#include "query/streamscan.h"
#include "query/timesearch.h"
#include "saving/saverecords.h"
#include "tests/fuzz/importing.h"

#include <array>
#include <cerrno>
#include <functional>
#include <map>

using capture::Reader;

namespace {

/// A capture's folder as the input has it. The checksums of commits and endpoints are made right, or nothing behind
/// them would ever be reached; whether they are looked at is what tests/capture/tst_damage.cpp tests.
class HostileCapture final
{
public:
    HostileCapture(fuzz::Input input, const std::string& directory)
        : m_folder(makeFolder(directory))
    {
        const auto flags = input.number<std::uint8_t>();
        const capture::Layout layout{
            input.number<std::uint8_t>() % 32U + 4U, input.number<std::uint16_t>() % 4096U + 64U};
        capture::Extent extent{
            input.number<std::uint32_t>(), input.number<std::uint32_t>(), input.number<std::uint32_t>()};
        if ((flags & 32) != 0)
            kept = {input.number<std::uint8_t>(), input.number<std::uint16_t>()};
        if ((flags & 64) != 0) {
            const auto order = input.take(input.number<std::uint8_t>() * sizeof(capture::Delivery));
            extent.deliveries = static_cast<std::uint32_t>(order.size() / sizeof(capture::Delivery));
            put(capture::OrderName, order);
        }
        const auto endpointSlots = input.take(input.number<std::uint8_t>() * std::size_t{8});
        records = input.take(input.number<std::uint8_t>() * sizeof(capture::Record));
        details = input.take(input.number<std::uint16_t>());
        payload = input.rest();
        if ((flags & 1) == 0)
            extent = {records.size() / sizeof(capture::Record), payload.size(), details.size(), extent.deliveries};
        writeSegments(capture::RecordsPrefix, layout.recordsPerSegment * sizeof(capture::Record), records,
            kept.record * sizeof(capture::Record));
        writeSegments(capture::PayloadPrefix, layout.payloadSegmentBytes, payload, kept.payload);
        put(capture::DetailsName, details);
        writeEndpointSlots(endpointSlots, (flags & 2) == 0 ? extent.detailBytes : 0);
        writeCommit({.sequence = flags, .startNs = 1, .layout = layout, .extent = {}}, extent);
    }

    std::span<const std::byte> records;
    std::span<const std::byte> details;
    std::span<const std::byte> payload;
    capture::FirstKept kept; ///< what is before it was let go

private:
    static base::UniqueFd makeFolder(const std::string& directory)
    {
        fuzz::Folder::clear(directory);
        std::filesystem::create_directory(directory);
        return capture::openFolder(directory).value();
    }
    void put(const std::string& name, std::span<const std::byte> bytes)
    {
        const auto file = capture::createFile(m_folder.get(), name);
        fuzz::require(file && capture::writeAll(file->get(), bytes, 0), "a file can be written");
    }
    /// Segments that end before the first byte that is kept are not there.
    void writeSegments(
        std::string_view prefix, std::uint64_t segmentBytes, std::span<const std::byte> bytes, std::uint64_t firstKept)
    {
        for (std::uint64_t index = 0; !bytes.empty(); ++index) {
            const auto segment = bytes.first(std::min<std::size_t>(segmentBytes, bytes.size()));
            if ((index + 1) * segmentBytes > firstKept)
                put(capture::segmentName(prefix, index), segment);
            bytes = bytes.subspan(segment.size());
        }
    }
    void writeEndpointSlots(std::span<const std::byte> bytes, std::uint64_t committedBytes)
    {
        std::map<base::EndpointId, base::DetailId> slots;
        for (; bytes.size() >= 8; bytes = bytes.subspan(8)) {
            std::array<std::uint32_t, 2> pair{};
            std::memcpy(pair.data(), bytes.data(), sizeof(pair));
            slots[{pair[0] % 64}] = {pair[1]};
        }
        const auto file = capture::createFile(m_folder.get(), capture::EndpointsName);
        fuzz::require(file && capture::writeEndpoints(file->get(), slots, committedBytes), "endpoints can be written");
    }
    void writeCommit(const capture::Commit& first, const capture::Extent& extent)
    {
        auto commit = capture::CommitFile::create(m_folder.get(), first);
        fuzz::require(commit && commit->write(extent, kept), "a commit can be written");
    }

    base::UniqueFd m_folder;
};

/// All records, one by one: each is exactly what is in the files, or an error.
void readRecords(Reader& reader, const HostileCapture& hostile)
{
    const std::uint64_t count = reader.recordCount();
    fuzz::require(count <= hostile.records.size() / sizeof(capture::Record), "no more records than the file holds");
    query::Overview overview;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto record = reader.record({i});
        fuzz::require((i < hostile.kept.record) == (!record && record.error().code == ENODATA),
            "what was let go, and nothing else, is told of as gone");
        if (!record) {
            fuzz::require(record.error().code == EBADMSG || i < hostile.kept.record,
                "a record that cannot be is refused as damage");
            continue;
        }
        const auto stored = hostile.records.subspan(i * sizeof(capture::Record), sizeof(capture::Record));
        fuzz::require(fuzz::equal(std::as_bytes(std::span(&*record, 1)), stored), "a record is what is on file");
        fuzz::require(record->payloadSize <= hostile.payload.size(), "no more payload than there is");
        std::vector<std::byte> bytes(record->payloadSize);
        const auto read = reader.payload(*record, 0, bytes);
        if (!read && read.error().code == ENODATA && record->payloadOffset < hostile.kept.payload)
            continue;
        fuzz::require(read.has_value() && *read == bytes.size(), "a record's payload can be read");
        if (!bytes.empty())
            fuzz::require(fuzz::equal(bytes, hostile.payload.subspan(record->payloadOffset, bytes.size())),
                "a payload is what is on file");
        (void)fuzz::readWhole(reader, i);
        overview.append(std::span(&*record, 1));
    }
    fuzz::require(reader.record({count}).error().code == ERANGE, "there are no further records");
    (void)query::findTime(reader, 1'700'000'000'000'000'000);
}

void filterRecords(Reader& reader)
{
    static const std::array Filters{
        query::parseFilter("").value(),
        query::parseFilter("errors or peer = 127.0.0.1 or endpoint contains e").value(),
        query::parseFilter("contains \"a\" and not (size > 3) or time > +1s").value(),
        query::parseFilter("matches /[a-c]+x?$/ or local matches /:/ or hello").value(),
    };
    for (const auto& expression : Filters) {
        query::FilterScan scan(expression);
        std::vector<std::uint64_t> matches;
        for (auto looked = scan.step(reader, matches, 7); looked && *looked > 0;)
            looked = scan.step(reader, matches, 7);
        fuzz::require(std::ranges::adjacent_find(matches, std::greater_equal()) == matches.end(), "matches ascend");
        fuzz::require(matches.empty() || matches.back() < reader.recordCount(), "matches are records");
    }
}

void searchPayload(Reader& reader, std::span<const std::byte> payload)
{
    if (payload.empty())
        return;
    const auto first = payload.first(std::min<std::size_t>(payload.size(), 2));
    const std::vector<std::byte> wanted(first.begin(), first.end());
    query::SearchScan scan{query::SearchPattern(query::BytePattern(wanted))};
    std::vector<query::SearchHit> hits;
    for (auto more = scan.step(reader, hits, 64); more && *more;)
        more = scan.step(reader, hits, 64);
    for (const query::SearchHit& hit : hits) {
        const auto record = reader.record(hit.record);
        const auto last = reader.record(hit.endRecord);
        fuzz::require(
            record && last && (reader.isOrdered() || hit.record.value <= hit.endRecord.value), "a hit is in records");
        fuzz::require(hit.length == wanted.size() && hit.offset < record->payloadSize, "a hit is where it says");
        fuzz::require(hit.endOffset > 0 && hit.endOffset <= last->payloadSize, "a hit ends where it says");
        fuzz::require(payload[record->payloadOffset + hit.offset] == wanted.front()
                && payload[last->payloadOffset + hit.endOffset - 1] == wanted.back(),
            "a hit is what was looked for");
    }
}

void followStream(Reader& reader)
{
    const auto first = reader.record(reader.firstRecord());
    if (!first)
        return;
    query::StreamScan scan(first->endpoint);
    std::vector<query::StreamPart> parts;
    for (auto looked = scan.step(reader, parts, 7); looked && *looked > 0;)
        looked = scan.step(reader, parts, 7);
    query::StreamIndex index;
    for (const query::StreamPart& part : parts)
        index.append(part);
    std::vector<std::byte> bytes(std::min<std::uint64_t>(index.size(), 100'000));
    const auto read = query::readStream(reader, index, 0, bytes);
    fuzz::require(!read || *read == bytes.size(), "a stream is as long as its parts");
}

/// Whether a record says of itself where it lies in a stream.
bool hasSegments(Reader& reader)
{
    for (std::uint64_t i = reader.firstRecord().value; i < reader.recordCount(); ++i) {
        const auto record = reader.record({i});
        const auto detail = reader.detail(record ? record->detail : base::DetailId{});
        if (detail && std::holds_alternative<capture::SegmentDetail>(*detail))
            return true;
    }
    return false;
}

/// Numbers that no writer writes are told of when a saved file is opened; all else in it is whole.
void openSaved(Reader& reader, const std::string& path, const fuzz::Folder& folder)
{
    using packets::FileProblem;
    static fuzz::Importing importing(folder.path("again"));
    importing.startAnew();
    const auto imported = importing.import(path);
    for (const FileProblem& problem : imported.report.problems) {
        fuzz::require(problem.kind == FileProblem::Kind::BadNote || problem.kind == FileProblem::Kind::TooManyEndpoints,
            "a file of ours is whole");
    }
    // Segments that cannot be in their places leave gaps, which are told when the file is opened.
    const bool isWhole = imported.report.problemCount == 0 && !hasSegments(reader);
    const std::uint64_t first = reader.firstRecord().value;
    fuzz::require(!isWhole || imported.count == reader.recordCount() - first, "a file of ours has all records");
    for (std::uint64_t i = 0; i < imported.count; ++i) {
        const auto record = fuzz::readWhole(importing.reader(), i);
        fuzz::require(record.has_value(), "what is imported is readable");
        fuzz::require(
            !isWhole || record == fuzz::readWhole(reader, first + i), "a record is the same after a round trip");
    }
}

/// What cannot be read ends the saving; what was saved opens again.
void save(Reader& reader, saving::SaveFormat format, const fuzz::Folder& folder)
{
    const std::string path = folder.path("saved");
    const auto saved = saving::saveRecords(reader, query::allRecords(reader.recordCount()), format, path);
    if (saved && format == saving::SaveFormat::Pcapng)
        openSaved(reader, path, folder);
}

/// Whatever the records are, the programs made of them are plain text.
void writePrograms(Reader& reader)
{
    std::vector<base::RecordIndex> indices;
    for (base::RecordIndex index = reader.firstRecord(); index.value < reader.recordCount(); ++index.value)
        indices.push_back(index);
    const auto program = programs::readProgram(reader, indices);
    if (!program)
        return;
    // Sends that say more than was kept are filled up to 16 MiB, which take seconds with the sanitizers.
    std::size_t bytes = 0;
    for (const programs::Step& step : program->steps)
        bytes += step.data.size();
    if (bytes > std::size_t{1} << 18)
        return;
    for (const std::string& text :
        {programs::callScript(*program), programs::pythonProgram(*program), programs::cProgram(*program)}) {
        fuzz::require(std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }),
            "a program is printable ASCII");
    }
}

} // namespace

/// Flags, layout, extent, what was let go, slots of endpoints, records, details, payload: see HostileCapture.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::Folder folder;
    const std::string parent = folder.path("captures");
    std::filesystem::create_directory(parent);
    const HostileCapture hostile(fuzz::Input(data, size), parent + "/one");
    const auto reader = Reader::open(parent + "/one");
    const auto found = capture::findCaptures(parent);
    fuzz::require(found.size() == 1 && found[0].damage.has_value() == !reader.has_value(), "recovery says the same");
    if (!reader) {
        fuzz::require(reader.error().code == EBADMSG, "a capture that cannot be is refused as damage");
        return 0;
    }
    fuzz::require(found[0].extent.records == (*reader)->recordCount(), "recovery says how many records");
    readRecords(**reader, hostile);
    filterRecords(**reader);
    searchPayload(**reader, hostile.payload);
    followStream(**reader);
    // One format at most, since it takes longer than all before.
    constexpr std::array Formats{saving::SaveFormat::Pcapng, saving::SaveFormat::Csv, saving::SaveFormat::Text};
    if (const std::size_t chosen = size > 0 ? data[0] >> 2 & 3 : 0; chosen > 0)
        save(**reader, Formats[chosen - 1], folder);
    if (size > 0 && (data[0] & 16) != 0)
        writePrograms(**reader);
    return 0;
}
