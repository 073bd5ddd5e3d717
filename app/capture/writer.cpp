// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/writer.h"

#include "capture/arena.h"
#include "capture/capturefiles.h"
#include "capture/detailtable.h"
#include "capture/endpointfile.h"
#include "capture/file.h"
#include "capture/segmentwriter.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

namespace capture {

namespace {

/// A flush comes when FlushBytes are staged, and before that reserve may give MaxReserve.
constexpr std::size_t ArenaBytes = Writer::FlushBytes + Writer::MaxReserve;
/// Endpoints whose description is kept while nothing can be recorded.
constexpr std::size_t MaxDescribed = 65'536;

} // namespace

struct Writer::Private
{
    Private(std::string path, CaptureFiles created, Arena memory, const Layout& layout)
        : directory(std::move(path))
        , files(std::move(created))
        , arena(std::move(memory))
        , recordSegments(files.folder.get(), RecordsPrefix, layout.recordsPerSegment * sizeof(Record))
        , payloadSegments(files.folder.get(), PayloadPrefix, layout.payloadSegmentBytes)
    {
        records.reserve(FlushBytes / sizeof(Record) + 1);
    }

    [[nodiscard]] std::size_t stagedBytes() const
    {
        return arenaUsed + records.size() * sizeof(Record) + detailTable.staged().size();
    }
    [[nodiscard]] bool hasStaged() const { return stagedBytes() > 0 || !described.empty(); }

    base::DetailId intern(const Detail& detail);
    void stage(Record record, std::size_t payloadSize);
    void drop(const Record& record, std::uint64_t recordCount, std::uint64_t byteCount);
    void noteStaged();
    void flush();
    base::Result<void> writeStaged();
    void forgetStaged();
    void fail(const base::Error& error);

    std::string directory;
    CaptureFiles files;
    Arena arena;
    SegmentWriter recordSegments;
    SegmentWriter payloadSegments;
    DetailTable detailTable;

    std::size_t arenaUsed = 0; ///< bytes of payload staged, from the arena's start on
    std::size_t reservedAt = 0; ///< where in the arena reserve's room begins
    std::size_t reservedBytes = 0; ///< 0 when nothing is reserved
    std::vector<Record> records; ///< staged
    std::map<base::EndpointId, EndpointInfo> described; ///< staged; kept over a failure, for resume
    std::uint64_t pieceBytes = 0; ///< written behind all payload, for a record that is to come
    std::optional<base::Monotonic::time_point> stagedSince;

    Extent extent; ///< committed and staged
    Extent committedExtent; ///< as in the commit file
    DropCount dropped;
    std::unordered_map<base::EndpointId, DropCount> droppedOf; ///< grows only while recording is stopped
    std::optional<base::Error> failure;
    std::shared_ptr<Committed> committed = std::make_shared<Committed>();
};

base::DetailId Writer::Private::intern(const Detail& detail)
{
    std::vector<std::byte> encoded = encodeDetail(detail);
    if (encoded.empty())
        return {};
    if (encoded.size() > MaxDetailBytes) {
        const auto* text = std::get_if<TextDetail>(&detail);
        if (!text)
            return {};
        const std::size_t around = encoded.size() - text->text.size();
        encoded = encodeDetail(TextDetail{text->text.substr(0, MaxDetailBytes - around)});
    }
    return detailTable.intern(encoded).value_or(base::DetailId{});
}

void Writer::Private::noteStaged()
{
    if (!stagedSince)
        stagedSince = base::Monotonic::now();
}

void Writer::Private::stage(Record record, std::size_t payloadSize)
{
    record.payloadOffset = extent.payloadBytes;
    record.payloadSize = static_cast<std::uint32_t>(payloadSize);
    records.push_back(record);
    extent.payloadBytes += payloadSize;
    ++extent.records;
    noteStaged();
}

void Writer::Private::drop(const Record& record, std::uint64_t recordCount, std::uint64_t byteCount)
{
    for (DropCount* count : {&dropped, &droppedOf[record.endpoint]}) {
        count->records += recordCount;
        count->bytes += byteCount;
    }
}

void Writer::Private::flush()
{
    reservedBytes = 0;
    if (failure || !hasStaged())
        return;
    if (const auto written = writeStaged(); !written) {
        fail(written.error());
        return;
    }
    committedExtent = extent;
    detailTable.commit();
    described.clear();
    forgetStaged();
    committed->publish(extent.records);
}

base::Result<void> Writer::Private::writeStaged()
{
    std::map<base::EndpointId, base::DetailId> slots;
    for (const auto& [id, info] : described) {
        if (const base::DetailId detail = intern(info); detail.value != 0)
            slots.emplace(id, detail);
    }
    extent.detailBytes = detailTable.size();

    const auto payload = arena.bytes().first(arenaUsed);
    if (auto written = payloadSegments.write(payload, extent.payloadBytes - arenaUsed); !written)
        return written;
    if (auto written = writeAll(files.details.get(), detailTable.staged(), detailTable.offset()); !written)
        return written;
    if (auto written = writeEndpoints(files.endpoints.get(), slots, committedExtent.detailBytes); !written)
        return written;
    const auto rows = std::as_bytes(std::span(records));
    if (auto written = recordSegments.write(rows, committedExtent.records * sizeof(Record)); !written)
        return written;
    return files.commit.write(extent);
}

void Writer::Private::forgetStaged()
{
    arenaUsed = 0;
    records.clear();
    stagedSince.reset();
}

void Writer::Private::fail(const base::Error& error)
{
    failure = error;
    for (const Record& record : records)
        drop(record, 1, record.payloadSize);
    extent = committedExtent;
    detailTable.discard();
    forgetStaged();
}

base::Result<std::unique_ptr<Writer>> Writer::create(const std::string& directory, const Layout& layout)
{
    assert(layout.recordsPerSegment > 0 && layout.payloadSegmentBytes > 0);
    auto arena = Arena::create(ArenaBytes);
    if (!arena)
        return base::failure(arena.error());
    auto files = CaptureFiles::create(directory, layout);
    if (!files)
        return base::failure(files.error());
    std::unique_ptr<Writer> writer(new Writer);
    writer->d = std::make_unique<Private>(directory, std::move(*files), std::move(*arena), layout);
    return writer;
}

Writer::Writer() = default;

// Without memory for the last rows the process ends here; what was committed before is on file.
Writer::~Writer() // NOLINT(bugprone-exception-escape)
{
    d->flush();
}

std::span<std::byte> Writer::reserve(std::size_t bytes)
{
    if (d->stagedBytes() >= FlushBytes)
        d->flush();
    d->reservedAt = d->arenaUsed;
    d->reservedBytes = std::min(bytes, MaxReserve);
    return d->arena.bytes().subspan(d->reservedAt, d->reservedBytes);
}

void Writer::appendReserved(Record record, std::size_t offset, std::size_t size)
{
    assert(offset + size <= d->reservedBytes);
    assert(d->failure || d->arenaUsed <= d->reservedAt + offset);
    if (d->failure) {
        d->drop(record, 1, size);
        return;
    }
    // Payload is dense on file: what lies between the pieces of one reserve is closed up here.
    std::byte* const memory = d->arena.bytes().data();
    if (d->arenaUsed != d->reservedAt + offset)
        std::memmove(memory + d->arenaUsed, memory + d->reservedAt + offset, size);
    d->arenaUsed += size;
    d->stage(record, size);
}

void Writer::append(Record record, std::span<const std::byte> payload)
{
    d->reservedBytes = 0;
    if (d->stagedBytes() >= FlushBytes)
        d->flush();
    constexpr std::size_t MaxPayload = std::numeric_limits<std::uint32_t>::max();
    if (payload.size() > MaxPayload) {
        d->drop(record, 0, payload.size() - MaxPayload);
        payload = payload.first(MaxPayload);
    }
    if (d->failure) {
        d->drop(record, 1, payload.size());
        return;
    }
    if (payload.size() > MaxReserve) {
        // Straight from the caller's memory: the arena need not hold it, since no record refers to it yet.
        appendPiece(payload);
        finishPieces(record);
        return;
    }
    if (!payload.empty())
        std::memcpy(d->arena.bytes().data() + d->arenaUsed, payload.data(), payload.size());
    d->arenaUsed += payload.size();
    d->stage(record, payload.size());
}

void Writer::appendPiece(std::span<const std::byte> piece)
{
    // What is staged goes first: the pieces lie where its payload ends.
    if (d->pieceBytes == 0)
        d->flush();
    if (!d->failure) {
        if (const auto written = d->payloadSegments.write(piece, d->extent.payloadBytes + d->pieceBytes); !written)
            d->fail(written.error());
    }
    d->pieceBytes += piece.size();
}

void Writer::finishPieces(Record record)
{
    const std::uint64_t size = std::exchange(d->pieceBytes, 0);
    assert(size <= std::numeric_limits<std::uint32_t>::max());
    if (d->failure)
        d->drop(record, 1, size);
    else
        d->stage(record, size);
}

base::DetailId Writer::intern(const Detail& detail)
{
    if (d->failure)
        return {};
    const base::DetailId id = d->intern(detail);
    if (!d->detailTable.staged().empty())
        d->noteStaged();
    return id;
}

void Writer::describe(base::EndpointId id, const EndpointInfo& info)
{
    if (d->failure && d->described.size() >= MaxDescribed && !d->described.contains(id))
        return;
    d->described[id] = info;
    if (!d->failure)
        d->noteStaged();
}

void Writer::flush()
{
    d->flush();
}

std::optional<base::Monotonic::time_point> Writer::flushDeadline() const
{
    if (!d->stagedSince)
        return std::nullopt;
    return *d->stagedSince + FlushAfter;
}

Extent Writer::extent() const
{
    Extent extent = d->extent;
    extent.detailBytes = d->detailTable.size();
    return extent;
}

std::shared_ptr<const Committed> Writer::committed() const
{
    return d->committed;
}

DropCount Writer::dropped() const
{
    return d->dropped;
}

DropCount Writer::droppedOf(base::EndpointId endpoint) const
{
    const auto found = d->droppedOf.find(endpoint);
    return found == d->droppedOf.end() ? DropCount{} : found->second;
}

std::optional<base::Error> Writer::failure() const
{
    return d->failure;
}

void Writer::resume()
{
    if (!d->failure)
        return;
    d->failure.reset();
    if (d->hasStaged())
        d->noteStaged();
}

const std::string& Writer::directory() const
{
    return d->directory;
}

} // namespace capture
