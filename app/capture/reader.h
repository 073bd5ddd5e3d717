// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/committed.h"
#include "capture/delivery.h"
#include "capture/detail.h"
#include "capture/record.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace capture {

/// Reads a capture below what is committed, while it is written or afterwards. Each thread has a Reader of its own;
/// they share nothing but the files and the writer's Committed.
class Reader final
{
public:
    /// Opens a capture that this process is writing; sees each commit at once.
    [[nodiscard]] static base::Result<std::unique_ptr<Reader>> attach(
        const std::string& directory, std::shared_ptr<const Committed> committed);
    /// Opens a capture by its commit file: one of a process that ended (or was killed), or that still writes it.
    /// Errors: those of open(2), and EBADMSG when the files do not agree.
    [[nodiscard]] static base::Result<std::unique_ptr<Reader>> open(const std::string& directory);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// How many records there are now. For open() it is read anew from the commit file; where that fails, it is those
    /// known of so far.
    [[nodiscard]] std::uint64_t recordCount();
    /// Records below this one were let go; it never becomes smaller.
    [[nodiscard]] base::RecordIndex firstRecord();
    /// Fills `records` from `first` on; gives how many were there. Errors: EIO, EBADMSG, also of the commit file where
    /// nothing is known of `first`; ENODATA where `first` was let go.
    [[nodiscard]] base::Result<std::size_t> records(base::RecordIndex first, std::span<Record> records);
    /// One record. Errors: as above, and ERANGE at or over recordCount().
    [[nodiscard]] base::Result<Record> record(base::RecordIndex index);
    /// Fills `bytes` with the record's payload from `offset` on; gives how many were there. Errors: as above.
    [[nodiscard]] base::Result<std::size_t> payload(
        const Record& record, std::uint64_t offset, std::span<std::byte> bytes);
    /// Whether bytes are in an order of their own, which deliveries() gives, and not in that of the records.
    [[nodiscard]] bool isOrdered();
    /// Fills `deliveries` from a number on; gives how many were there. Errors: those of pread(2), EBADMSG.
    [[nodiscard]] base::Result<std::size_t> deliveries(std::uint64_t first, std::span<Delivery> deliveries);
    /// The detail of a number; monostate for 0. Errors: EBADMSG.
    [[nodiscard]] base::Result<Detail> detail(base::DetailId id);
    /// Who an endpoint is, as far as it is known now; empty name when it is not. Valid until the next call of it.
    [[nodiscard]] const EndpointInfo& endpoint(base::EndpointId id);
    [[nodiscard]] const std::string& directory() const;
    /// The time of the capture's first record (let go or not, if this reader has seen it), or when it was begun where
    /// there is none yet; nanoseconds, CLOCK_REALTIME.
    [[nodiscard]] std::int64_t startNs();

private:
    Reader();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace capture
