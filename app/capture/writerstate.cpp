// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/writerstate.h"

#include "base/clock.h"
#include "capture/endpointfile.h"
#include "capture/file.h"

#include <algorithm>
#include <utility>

namespace capture {

namespace {

/// A block of the file system, so that a trial asks for a new one where the last is full.
constexpr std::size_t TrialBytes = 4096;

} // namespace

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
    retention.note(record, extent.records);
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
    auto written = room.take(stagedBytes());
    if (written)
        written = writeStaged();
    if (!written) {
        fail(written.error());
        return;
    }
    committedExtent = extent;
    detailTable.commit();
    described.clear();
    forgetStaged();
    committed->publish(extent.records);
    keepLimits();
}

/// Lets the oldest segments go. The commit says so first: a reader that comes then does not look for them.
void Writer::Private::keepLimits()
{
    if (limits.bytes == 0 && limits.age.count() == 0)
        return;
    const auto begins = retention.letGo(limits, committedExtent, base::wallClockNs());
    if (!begins)
        return;
    if (auto written = files.commit.write(committedExtent, *begins); !written)
        return fail(written.error());
    first = *begins;
    committed->letGo(first.record);
    recordSegments.removeBefore(first.record * sizeof(Record));
    payloadSegments.removeBefore(first.payload);
}

/// How much of a payload is kept; what is beyond the snap length is counted.
std::size_t Writer::Private::cut(const Record& record, std::size_t payloadSize)
{
    if (limits.payloadBytes == 0 || payloadSize <= limits.payloadBytes)
        return payloadSize;
    dropped.cutBytes += payloadSize - limits.payloadBytes;
    droppedOf[record.endpoint].cutBytes += payloadSize - limits.payloadBytes;
    return limits.payloadBytes;
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
    if (auto written = writeOrder(); !written)
        return written;
    return files.commit.write(extent, first);
}

base::Result<void> Writer::Private::writeOrder()
{
    if (order.empty())
        return {};
    if (!orderFd) {
        auto file = createFile(files.folder.get(), OrderName);
        if (!file)
            return base::failure(file.error());
        orderFd = std::move(*file);
    }
    const std::uint64_t place = std::uint64_t{committedExtent.deliveries.value_or(0)} * sizeof(Delivery);
    return writeAll(orderFd.get(), std::as_bytes(std::span(order)), place);
}

void Writer::Private::forgetStaged()
{
    arenaUsed = 0;
    records.clear();
    order.clear();
    stagedSince.reset();
}

base::Result<void> Writer::Private::tryToWrite()
{
    const auto trial = arena.bytes().first(std::clamp(refusedPayload, TrialBytes, FlushBytes));
    const auto rows = arena.bytes().first(std::clamp(refusedRecords, TrialBytes, FlushBytes));
    if (auto written = room.take(trial.size()); !written)
        return written;
    if (auto written = payloadSegments.write(trial, committedExtent.payloadBytes); !written)
        return written;
    if (auto written = recordSegments.write(rows, committedExtent.records * sizeof(Record)); !written)
        return written;
    if (auto written = writeAll(files.details.get(), trial.first(TrialBytes), detailTable.offset()); !written)
        return written;
    return files.commit.write(committedExtent, first);
}

void Writer::Private::fail(const base::Error& error)
{
    failure = error;
    refusedPayload = arenaUsed + static_cast<std::size_t>(std::min<std::uint64_t>(pieceBytes, FlushBytes));
    refusedRecords = records.size() * sizeof(Record);
    for (const Record& record : records)
        drop(record, 1, record.payloadSize);
    extent = committedExtent;
    detailTable.discard();
    forgetStaged();
}

} // namespace capture
