// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/reader.h"

#include "capture/commitfile.h"
#include "capture/detailtable.h"
#include "capture/endpointfile.h"
#include "capture/file.h"
#include "capture/integrity.h"
#include "capture/segmentreader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <unordered_map>

#include <fcntl.h>

namespace capture {

namespace {

/// Bounds of what is remembered of details and endpoints; over them it is read from file again.
constexpr std::size_t MaxDetails = 4096;
constexpr std::size_t MaxEndpoints = 16'384;

/// Whether nothing more is to be expected: a socket that talks to one peer has two addresses.
bool isComplete(const EndpointInfo& info)
{
    const bool hasPeer = info.role == Role::Accepted || info.role == Role::Connection;
    return !info.name.empty() && !info.local.isEmpty() && (!hasPeer || !info.peer.isEmpty());
}

/// Values that no writer writes: the file is damaged, and nothing is made up from it.
bool isPossible(const Record& record, const Extent& extent)
{
    return record.outcome <= Outcome::Cancelled && record.timeNs >= 0 && record.duration >= 0
        && std::isfinite(record.duration)
        && (record.payloadSize == 0
            || (record.payloadOffset <= extent.payloadBytes
                && record.payloadSize <= extent.payloadBytes - record.payloadOffset));
}

} // namespace

struct Reader::Private
{
    /// An endpoint as it was last read.
    struct KnownEndpoint
    {
        base::DetailId detail; ///< that `info` was made from
        std::uint64_t checkedAtCount = 0; ///< how many records there were when the file was last looked at
        EndpointInfo info;
    };

    Private(std::string path, base::UniqueFd folderFd, CheckedCommit checked, base::UniqueFd detailBlobs,
        base::UniqueFd endpointSlots, std::shared_ptr<const Committed> published)
        : directory(std::move(path))
        , folder(std::move(folderFd))
        , commitFd(std::move(checked.fd))
        , detailsFd(std::move(detailBlobs))
        , endpointsFd(std::move(endpointSlots))
        , committed(std::move(published))
        , commit(checked.commit)
        , recordSegments(folder.get(), RecordsPrefix, commit.layout.recordsPerSegment * sizeof(Record))
        , payloadSegments(folder.get(), PayloadPrefix, commit.layout.payloadSegmentBytes)
    { }

    void refresh();
    void readCommitFile();
    base::Result<Detail> readDetail(base::DetailId id);
    bool load(base::EndpointId id, KnownEndpoint& known);

    std::string directory;
    base::UniqueFd folder;
    base::UniqueFd commitFd;
    base::UniqueFd detailsFd;
    base::UniqueFd endpointsFd;
    base::UniqueFd orderFd; ///< opened when it is first needed
    std::shared_ptr<const Committed> committed; ///< null when the writer is in another process, or gone
    Commit commit; ///< the newest one seen
    std::optional<base::Error> commitFailure; ///< why the commit file could not be read when it was looked at last
    std::optional<std::int64_t> firstNs; ///< of the first record
    SegmentReader recordSegments;
    SegmentReader payloadSegments;
    std::unordered_map<base::DetailId, Detail> details;
    std::unordered_map<base::EndpointId, KnownEndpoint> endpoints;
};

void Reader::Private::refresh()
{
    // With a writer in this process one load tells whether the file has anything new.
    if (!committed || committed->records() > commit.extent.records || committed->first() > commit.first.record)
        readCommitFile();
}

void Reader::Private::readCommitFile()
{
    const auto newest = readCommit(commitFd.get());
    commitFailure = newest ? std::nullopt : std::optional(newest.error());
    if (newest && newest->sequence > commit.sequence && newest->layout == commit.layout)
        commit = *newest;
}

base::Result<Detail> Reader::Private::readDetail(base::DetailId id)
{
    constexpr std::size_t UsualBytes = 256; // one pread for almost every detail
    const base::Error damaged{EBADMSG, "read detail"};
    const std::uint64_t offset = detailOffset(id);
    if (offset >= commit.extent.detailBytes)
        readCommitFile();
    if (offset + DetailLengthBytes > commit.extent.detailBytes)
        return base::failure(damaged);
    const std::uint64_t available = commit.extent.detailBytes - offset - DetailLengthBytes;

    std::array<std::byte, UsualBytes> first{};
    const auto count = readSome(detailsFd.get(), first, offset);
    if (!count)
        return base::failure(count.error());
    std::uint32_t length = 0;
    std::memcpy(&length, first.data(), sizeof(length));
    if (*count < DetailLengthBytes || length > available || length > MaxDetailBytes)
        return base::failure(damaged);
    if (length <= *count - DetailLengthBytes)
        return decodeDetail(std::span(first).subspan(DetailLengthBytes, length));

    std::vector<std::byte> encoded(length);
    const auto whole = readSome(detailsFd.get(), encoded, offset + DetailLengthBytes);
    if (!whole)
        return base::failure(whole.error());
    return *whole == length ? decodeDetail(encoded) : base::failure(damaged);
}

bool Reader::Private::load(base::EndpointId id, KnownEndpoint& known)
{
    const auto slot = readEndpoint(endpointsFd.get(), id);
    if (!slot)
        return false;
    if (detailOffset(slot->current) >= commit.extent.detailBytes)
        readCommitFile(); // described after the last record that we know of
    const bool isCommitted = detailOffset(slot->current) < commit.extent.detailBytes;
    const base::DetailId detail = isCommitted ? slot->current : slot->previous;
    if (detail.value == 0)
        return false;
    if (detail == known.detail)
        return true;
    const auto read = readDetail(detail);
    const auto* info = read ? std::get_if<EndpointInfo>(&*read) : nullptr;
    if (!info)
        return false;
    known.detail = detail;
    known.info = *info;
    return true;
}

Reader::Reader() = default;

Reader::~Reader() = default;

base::Result<std::unique_ptr<Reader>> Reader::attach(
    const std::string& directory, std::shared_ptr<const Committed> committed)
{
    auto folder = openFolder(directory);
    if (!folder)
        return base::failure(folder.error());
    auto checked = checkCapture(folder->get());
    if (!checked)
        return base::failure(checked.error());
    auto details = openFile(folder->get(), DetailsName, O_RDONLY);
    if (!details)
        return base::failure(details.error());
    auto endpoints = openFile(folder->get(), EndpointsName, O_RDONLY);
    if (!endpoints)
        return base::failure(endpoints.error());
    std::unique_ptr<Reader> reader(new Reader);
    reader->d = std::make_unique<Private>(directory, std::move(*folder), std::move(*checked), std::move(*details),
        std::move(*endpoints), std::move(committed));
    return reader;
}

base::Result<std::unique_ptr<Reader>> Reader::open(const std::string& directory)
{
    return attach(directory, nullptr);
}

std::uint64_t Reader::recordCount()
{
    d->refresh();
    // What was committed and cannot be read is not missing: who asks for it learns why.
    return d->committed ? std::max(d->commit.extent.records, d->committed->records()) : d->commit.extent.records;
}

base::RecordIndex Reader::firstRecord()
{
    d->refresh();
    return {d->commit.first.record};
}

base::Result<std::size_t> Reader::records(base::RecordIndex first, std::span<Record> records)
{
    if (first.value + records.size() > d->commit.extent.records)
        d->refresh();
    const std::uint64_t count = d->commit.extent.records;
    if (first.value >= count && d->commitFailure)
        return base::failure(*d->commitFailure);
    if (first.value >= count)
        return 0;
    if (first.value < d->commit.first.record)
        return base::failure({ENODATA, "read records"});
    const std::span<Record> found = records.first(std::min<std::uint64_t>(records.size(), count - first.value));
    if (auto read = d->recordSegments.read(std::as_writable_bytes(found), first.value * sizeof(Record)); !read)
        return base::failure(first < firstRecord() ? base::Error{ENODATA, "read records"} : read.error());
    for (const Record& record : found) {
        if (!isPossible(record, d->commit.extent))
            return base::failure({EBADMSG, "read records"});
    }
    return found.size();
}

base::Result<Record> Reader::record(base::RecordIndex index)
{
    Record record;
    const auto count = records(index, std::span(&record, 1));
    if (!count)
        return base::failure(count.error());
    if (*count == 0)
        return base::failure({ERANGE, "read record"});
    return record;
}

base::Result<std::size_t> Reader::payload(const Record& record, std::uint64_t offset, std::span<std::byte> bytes)
{
    if (offset >= record.payloadSize)
        return 0;
    if (!isPossible(record, d->commit.extent))
        return base::failure({EBADMSG, "read payload"});
    const std::span<std::byte> found = bytes.first(std::min<std::uint64_t>(bytes.size(), record.payloadSize - offset));
    if (auto read = d->payloadSegments.read(found, record.payloadOffset + offset); !read) {
        d->refresh();
        const bool isGone = record.payloadOffset + offset < d->commit.first.payload;
        return base::failure(isGone ? base::Error{ENODATA, "read payload"} : read.error());
    }
    return found.size();
}

bool Reader::isOrdered()
{
    d->refresh();
    return d->commit.extent.deliveries.has_value();
}

base::Result<std::size_t> Reader::deliveries(std::uint64_t first, std::span<Delivery> deliveries)
{
    // What waited for a record can be handed up without another record.
    if (first + deliveries.size() > d->commit.extent.deliveries.value_or(0))
        d->readCommitFile();
    const std::uint64_t count = d->commit.extent.deliveries.value_or(0);
    if (first >= count)
        return 0;
    if (!d->orderFd) {
        auto order = openFile(d->folder.get(), OrderName, O_RDONLY);
        if (!order)
            return base::failure(order.error());
        d->orderFd = std::move(*order);
    }
    const std::span<Delivery> found = deliveries.first(std::min<std::uint64_t>(deliveries.size(), count - first));
    const auto bytes = std::as_writable_bytes(found);
    const auto read = readSome(d->orderFd.get(), bytes, first * sizeof(Delivery));
    if (!read)
        return base::failure(read.error());
    const std::uint64_t records = d->commit.extent.records;
    const auto isKnown = [records](const Delivery& delivery) {
        return delivery.record.value < records && delivery.count <= records - delivery.record.value;
    };
    if (*read < bytes.size() || !std::ranges::all_of(found, isKnown))
        return base::failure({EBADMSG, "read deliveries"});
    return found.size();
}

base::Result<Detail> Reader::detail(base::DetailId id)
{
    if (id.value == 0)
        return Detail{};
    if (const auto known = d->details.find(id); known != d->details.end())
        return known->second;
    auto detail = d->readDetail(id);
    if (detail) {
        if (d->details.size() >= MaxDetails)
            d->details.clear();
        d->details.emplace(id, *detail);
    }
    return detail;
}

const EndpointInfo& Reader::endpoint(base::EndpointId id)
{
    static const EndpointInfo Unknown;
    if (id.value == 0)
        return Unknown;
    const std::uint64_t count = d->commit.extent.records;
    const auto found = d->endpoints.find(id);
    // What is complete can still change (the next address is tried), but only together with a record of that.
    if (found != d->endpoints.end() && found->second.checkedAtCount == count && isComplete(found->second.info))
        return found->second.info;
    Private::KnownEndpoint known = found != d->endpoints.end() ? found->second : Private::KnownEndpoint{};
    if (!d->load(id, known))
        return Unknown;
    known.checkedAtCount = count;
    if (d->endpoints.size() >= MaxEndpoints)
        d->endpoints.clear();
    return d->endpoints.insert_or_assign(id, std::move(known)).first->second.info;
}

const std::string& Reader::directory() const
{
    return d->directory;
}

std::int64_t Reader::startNs()
{
    if (!d->firstNs) {
        const auto first = record({0});
        if (!first)
            return d->commit.startNs;
        d->firstNs = first->timeNs;
    }
    return *d->firstNs;
}

} // namespace capture
