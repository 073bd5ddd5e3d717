// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/writer.h"

#include "capture/writerstate.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>

namespace capture {

namespace {

/// A flush comes when FlushBytes are staged, and before that reserve may give MaxReserve.
constexpr std::size_t ArenaBytes = Writer::FlushBytes + Writer::MaxReserve;
/// Endpoints whose description is kept while nothing can be recorded.
constexpr std::size_t MaxDescribed = 65'536;
/// The commit file counts them in 32 bits, and one more.
constexpr std::uint32_t MaxDeliveries = std::numeric_limits<std::uint32_t>::max() - 1;

bool joins(const Delivery& last, const Delivery& next)
{
    return last.count > 0 && next.count > 0 && last.record.value + last.count == next.record.value
        && next.count <= std::numeric_limits<std::uint32_t>::max() - last.count;
}

} // namespace

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
    size = d->cut(record, size);
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
    payload = payload.first(d->cut(record, payload.size()));
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

void Writer::beginOrder()
{
    if (d->failure || d->extent.deliveries)
        return;
    d->extent.deliveries = 0;
    constexpr std::uint64_t MostTogether = std::numeric_limits<std::uint32_t>::max();
    for (std::uint64_t first = 0; first < d->extent.records; first += MostTogether)
        deliver({{first}, static_cast<std::uint32_t>(std::min(MostTogether, d->extent.records - first))});
    d->noteStaged();
}

void Writer::deliver(const Delivery& delivery)
{
    if (d->failure)
        return;
    d->noteStaged();
    if (!d->order.empty() && joins(d->order.back(), delivery)) {
        d->order.back().count += delivery.count;
        return;
    }
    const std::uint32_t number = d->extent.deliveries.value_or(0);
    if (number == MaxDeliveries)
        return d->fail({EFBIG, "order"});
    d->order.push_back(delivery);
    d->extent.deliveries = number + 1;
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

std::uint64_t Writer::detailEpoch() const
{
    return d->detailTable.epoch();
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

void Writer::setLimits(const RecordingLimits& limits)
{
    d->limits = limits;
}

FirstKept Writer::first() const
{
    return d->first;
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

base::Result<void> Writer::resume()
{
    if (!d->failure)
        return {};
    if (auto written = d->tryToWrite(); !written) {
        d->failure = written.error();
        return written;
    }
    d->failure.reset();
    if (d->hasStaged())
        d->noteStaged();
    return {};
}

const std::string& Writer::directory() const
{
    return d->directory;
}

} // namespace capture
