// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "capture/committed.h"
#include "capture/delivery.h"
#include "capture/detail.h"
#include "capture/layout.h"
#include "capture/record.h"
#include "capture/retention.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace capture {

/// What was not recorded, and why. Nothing is lost silently: read = recorded + dropped.
struct DropCount
{
    std::uint64_t records = 0; ///< that the disk did not take
    std::uint64_t bytes = 0; ///< of these
    std::uint64_t cutBytes = 0; ///< beyond the snap length, of records that were kept
};

/// The one place that writes a capture. Owned by the engine, used by the I/O thread only. Payload is received straight
/// into its page-aligned staging arena and written in large pieces (design: 1 MiB, end of a busy turn, or 10 ms).
/// Order on file is payload, details, endpoints, records, then the commit, so that a record never refers to what is
/// not there. When the disk is almost full (5 %, or a GiB, are left to others) or refuses (ENOSPC, EDQUOT, EFBIG, EIO),
/// or the next segment cannot be opened (EMFILE, ENFILE), recording stops, what is committed stays whole, and what
/// comes afterwards is counted, until resume().
class Writer final
{
public:
    static constexpr std::size_t FlushBytes = std::size_t{1} << 20;
    /// The largest piece that reserve() gives.
    static constexpr std::size_t MaxReserve = std::size_t{4} << 20;
    static constexpr std::chrono::milliseconds FlushAfter{10};

    /// Creates the folder (mode 0700) with its files (0600) and takes its lock.
    /// Errors: those of mkdir(2), open(2), flock(2); EEXIST when the folder is there already.
    [[nodiscard]] static base::Result<std::unique_ptr<Writer>> create(
        const std::string& directory, const Layout& layout = {});
    /// Flushes, commits and lets go of the lock.
    ~Writer(); // NOLINT(bugprone-exception-escape)
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Room for `bytes` (at most MaxReserve) of payload, contiguous, valid until the next call of reserve, append or
    /// flush. Bytes written there become payload with appendReserved; else they are forgotten.
    [[nodiscard]] std::span<std::byte> reserve(std::size_t bytes);
    /// Appends a record whose payload is `size` bytes at `offset` of what reserve gave last. Several records may be
    /// appended from one reserve, in order of their offsets (recvmmsg). payloadOffset and payloadSize are set here.
    void appendReserved(Record record, std::size_t offset, std::size_t size);
    /// Appends a record and a copy of its payload, of any size.
    void append(Record record, std::span<const std::byte> payload = {});

    /// Appends a record whose payload comes in pieces, of any size in all: each is written at once, and belongs to
    /// nothing until finishPieces. Nothing else may be appended or reserved in between; details may be stored.
    void appendPiece(std::span<const std::byte> piece);
    /// The record of the pieces since the last record.
    void finishPieces(Record record);

    /// From now on bytes are in the order that deliver() says; what was appended before is in that of its records.
    /// Nothing where it is so already.
    void beginOrder();
    /// The next bytes in that order: of records that were appended. Whole records that follow each other take one
    /// entry.
    void deliver(const Delivery& delivery);

    /// Stores a detail once and gives its number; equal details may share one. 0 for an empty detail. Leaves what
    /// reserve gave as it is. A text longer than a MiB is cut there.
    [[nodiscard]] base::DetailId intern(const Detail& detail);
    /// A number that intern gave holds for as long as this stays as it is.
    [[nodiscard]] std::uint64_t detailEpoch() const;
    /// Says who an endpoint is, from the next commit on.
    void describe(base::EndpointId id, const EndpointInfo& info);

    /// Writes what is staged and commits it. Cheap when nothing is staged. Failures are kept in failure().
    void flush();
    /// When flush must be called at the latest; none when nothing is staged.
    [[nodiscard]] std::optional<base::Monotonic::time_point> flushDeadline() const;

    /// From now on no more than this is kept. Segments go with the next flush, the numbers of records stay. Payload
    /// that is appended in pieces is not cut.
    void setLimits(const RecordingLimits& limits);
    /// Where the capture begins: what is before it was let go.
    [[nodiscard]] FirstKept first() const;

    /// Records and payload appended, committed or staged; not those dropped.
    [[nodiscard]] Extent extent() const;
    /// What readers in this process look at. It outlives the writer.
    [[nodiscard]] std::shared_ptr<const Committed> committed() const;
    [[nodiscard]] DropCount dropped() const;
    /// What of it was one endpoint's.
    [[nodiscard]] DropCount droppedOf(base::EndpointId endpoint) const;
    /// Why recording stopped, if it did.
    [[nodiscard]] std::optional<base::Error> failure() const;
    /// Records again after a failure, right behind what is committed, where a trial shows that as much as was refused
    /// can be written. The endpoints described meanwhile are known then. Cheap enough to be called every few seconds.
    /// Errors: why not yet; failure() is that from then on.
    base::Result<void> resume();
    [[nodiscard]] const std::string& directory() const;

private:
    Writer();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace capture
