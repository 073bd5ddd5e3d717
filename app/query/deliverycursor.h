// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "capture/delivery.h"
#include "capture/reader.h"
#include "capture/record.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace query {

/// What a delivery hands up of its record: a record whose payload and result are those of the part.
/// Errors: EBADMSG where the record has no such part.
[[nodiscard]] base::Result<capture::Record> deliveredPart(
    const capture::Record& record, const capture::Delivery& delivery);

/// Goes through a capture in the order in which its bytes were handed up: of one of calls that of its records, of one
/// of packets that of its deliveries. And on when more has been committed. Thread: its reader's.
class DeliveryCursor final
{
public:
    /// @param start  the first record that is asked for, in a capture of calls.
    explicit DeliveryCursor(base::RecordIndex start = {});

    /// The next records, at most `maxRecords`; none when there are no more for now. Valid until the next call. A part
    /// of a record comes alone, as a record whose payload and result are those of the part; offset() says where it
    /// lies. Errors: those of Reader::records and Reader::deliveries; the same records are asked for again then.
    [[nodiscard]] base::Result<std::span<const capture::Record>> next(capture::Reader& reader, std::size_t maxRecords);
    /// The last `count` records that next() gave are to be given again, but for those that were let go meanwhile. Of a
    /// capture of packets nothing is let go, and nothing given again.
    void giveBack(std::size_t count);
    /// The number of the first record that next() gave; the others follow it.
    [[nodiscard]] base::RecordIndex first() const { return m_first; }
    /// Where the payload of a part lies in its record's; 0 for whole records.
    [[nodiscard]] std::uint32_t offset() const { return m_offset; }
    /// Behind the furthest record that next() gave: how far it has come.
    [[nodiscard]] base::RecordIndex end() const { return m_end; }

private:
    [[nodiscard]] base::Result<std::span<const capture::Record>> give(
        capture::Reader& reader, base::RecordIndex first, std::size_t count);
    [[nodiscard]] base::Result<std::span<const capture::Record>> nextDelivery(
        capture::Reader& reader, std::size_t maxRecords);
    [[nodiscard]] base::Result<std::span<const capture::Record>> part(
        capture::Reader& reader, const capture::Delivery& delivery);
    [[nodiscard]] base::Result<bool> findEntry(capture::Reader& reader);

    std::vector<capture::Record> m_block;
    base::RecordIndex m_first;
    base::RecordIndex m_end;
    std::uint32_t m_offset = 0;
    base::RecordIndex m_next; // in a capture of calls
    bool m_isOrdered = false;
    // In one of packets.
    std::vector<capture::Delivery> m_entries; // read ahead
    std::uint64_t m_entriesFirst = 0; // the number of the first of them
    std::uint64_t m_entry = 0; // that is at hand
    std::uint64_t m_done = 0; // records of it that were given
    std::vector<capture::Record> m_near; // around the last part
    base::RecordIndex m_nearFirst;
};

} // namespace query
