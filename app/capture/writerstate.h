// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/arena.h"
#include "capture/capturefiles.h"
#include "capture/detailtable.h"
#include "capture/diskroom.h"
#include "capture/layout.h"
#include "capture/retention.h"
#include "capture/segmentwriter.h"
#include "capture/writer.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace capture {

/// What a Writer holds, and how what is staged comes to the files. Thread: the writer's.
struct Writer::Private
{
    Private(std::string path, CaptureFiles created, Arena memory, const Layout& layout)
        : directory(std::move(path))
        , files(std::move(created))
        , arena(std::move(memory))
        , recordSegments(files.folder.get(), RecordsPrefix, layout.recordsPerSegment * sizeof(Record))
        , payloadSegments(files.folder.get(), PayloadPrefix, layout.payloadSegmentBytes)
        , retention(layout)
        , room(files.folder.get())
    {
        records.reserve(FlushBytes / sizeof(Record) + 1);
    }

    [[nodiscard]] std::size_t stagedBytes() const
    {
        return arenaUsed + records.size() * sizeof(Record) + detailTable.staged().size()
            + order.size() * sizeof(Delivery);
    }
    [[nodiscard]] bool hasStaged() const
    {
        return stagedBytes() > 0 || !described.empty() || extent.deliveries != committedExtent.deliveries;
    }

    base::DetailId intern(const Detail& detail);
    void stage(Record record, std::size_t payloadSize);
    void drop(const Record& record, std::uint64_t recordCount, std::uint64_t byteCount);
    void noteStaged();
    void flush();
    base::Result<void> writeStaged();
    /// Writes as much as was refused behind what is committed, where nobody reads.
    base::Result<void> tryToWrite();
    base::Result<void> writeOrder();
    void forgetStaged();
    void keepLimits();
    [[nodiscard]] std::size_t cut(const Record& record, std::size_t payloadSize);
    void fail(const base::Error& error);

    std::string directory;
    CaptureFiles files;
    Arena arena;
    SegmentWriter recordSegments;
    SegmentWriter payloadSegments;
    DetailTable detailTable;
    Retention retention;
    DiskRoom room;
    RecordingLimits limits;
    FirstKept first;

    std::size_t arenaUsed = 0; ///< bytes of payload staged, from the arena's start on
    std::size_t reservedAt = 0; ///< where in the arena reserve's room begins
    std::size_t reservedBytes = 0; ///< 0 when nothing is reserved
    std::vector<Record> records; ///< staged
    std::vector<Delivery> order; ///< staged
    base::UniqueFd orderFd; ///< made with the first commit of deliveries
    std::map<base::EndpointId, EndpointInfo> described; ///< staged; kept over a failure, for resume
    std::uint64_t pieceBytes = 0; ///< written behind all payload, for a record that is to come
    std::optional<base::Monotonic::time_point> stagedSince;

    Extent extent; ///< committed and staged
    Extent committedExtent; ///< as in the commit file
    DropCount dropped;
    std::unordered_map<base::EndpointId, DropCount> droppedOf; ///< grows only while recording is stopped
    std::optional<base::Error> failure;
    std::size_t refusedPayload = 0; ///< bytes that were staged when it failed
    std::size_t refusedRecords = 0; ///< the same of records
    std::shared_ptr<Committed> committed = std::make_shared<Committed>();
};

} // namespace capture
