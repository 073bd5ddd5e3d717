// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "query/deliverycursor.h"

#include <algorithm>
#include <cerrno>

namespace query {

namespace {

constexpr std::size_t EntriesTogether = 512;
/// Parts of records lie close together: those that came out of order, and those that they waited for.
constexpr std::size_t RecordsNear = 64;

} // namespace

base::Result<capture::Record> deliveredPart(const capture::Record& record, const capture::Delivery& delivery)
{
    if (delivery.offset > record.payloadSize || delivery.size > record.payloadSize - delivery.offset)
        return base::failure({EBADMSG, "read delivery"});
    capture::Record part = record;
    part.payloadOffset += delivery.offset;
    part.payloadSize = delivery.size;
    part.asked = delivery.size + delivery.missing;
    part.result = static_cast<std::int32_t>(part.asked);
    return part;
}

DeliveryCursor::DeliveryCursor(base::RecordIndex start)
    : m_next(start)
{ }

base::Result<std::span<const capture::Record>> DeliveryCursor::next(capture::Reader& reader, std::size_t maxRecords)
{
    if (!m_isOrdered && reader.isOrdered()) {
        // What was given before there was an order is what the order begins with.
        m_isOrdered = true;
        m_done = m_next.value;
    }
    if (m_isOrdered)
        return nextDelivery(reader, maxRecords);
    m_next = std::max(m_next, reader.firstRecord());
    auto given = give(reader, m_next, maxRecords);
    if (given)
        m_next.value += given->size();
    return given;
}

void DeliveryCursor::giveBack(std::size_t count)
{
    if (!m_isOrdered)
        m_next.value -= count;
}

base::Result<std::span<const capture::Record>> DeliveryCursor::give(
    capture::Reader& reader, base::RecordIndex first, std::size_t count)
{
    m_block.resize(count);
    const auto read = reader.records(first, m_block);
    if (!read)
        return base::failure(read.error());
    m_first = first;
    m_offset = 0;
    m_end = std::max(m_end, {first.value + *read});
    return std::span<const capture::Record>(m_block).first(*read);
}

/// Sees to it that the entry at hand is read; false when there is none so far.
base::Result<bool> DeliveryCursor::findEntry(capture::Reader& reader)
{
    for (;;) {
        const std::uint64_t place = m_entry - m_entriesFirst;
        if (place >= m_entries.size()) {
            m_entries.resize(EntriesTogether);
            m_entriesFirst = m_entry;
            const auto read = reader.deliveries(m_entry, m_entries);
            m_entries.resize(read.value_or(0));
            if (!read)
                return base::failure(read.error());
            if (*read == 0)
                return false;
            continue;
        }
        const std::uint32_t count = m_entries[place].count;
        if (count == 0 || m_done < count)
            return true;
        m_done -= count;
        ++m_entry;
    }
}

base::Result<std::span<const capture::Record>> DeliveryCursor::nextDelivery(
    capture::Reader& reader, std::size_t maxRecords)
{
    const auto found = findEntry(reader);
    if (!found)
        return base::failure(found.error());
    if (!*found)
        return std::span<const capture::Record>();
    const capture::Delivery& entry = m_entries[m_entry - m_entriesFirst];
    if (entry.count == 0) {
        auto given = part(reader, entry);
        if (given)
            ++m_entry;
        return given;
    }
    const std::size_t count = std::min<std::uint64_t>(maxRecords, entry.count - m_done);
    auto given = give(reader, {entry.record.value + m_done}, count);
    if (given && given->size() < count)
        return base::failure({EBADMSG, "read delivery"});
    if (given)
        m_done += count;
    return given;
}

base::Result<std::span<const capture::Record>> DeliveryCursor::part(
    capture::Reader& reader, const capture::Delivery& delivery)
{
    if (delivery.record.value - m_nearFirst.value >= m_near.size()) {
        // Some before it: what waited comes after what it waited for.
        m_nearFirst.value = delivery.record.value - std::min<std::uint64_t>(delivery.record.value, RecordsNear / 2);
        m_near.resize(RecordsNear);
        const auto read = reader.records(m_nearFirst, m_near);
        m_near.resize(read.value_or(0));
        if (!read)
            return base::failure(read.error());
        if (delivery.record.value - m_nearFirst.value >= m_near.size())
            return base::failure({EBADMSG, "read delivery"});
    }
    const auto record = deliveredPart(m_near[delivery.record.value - m_nearFirst.value], delivery);
    if (!record)
        return base::failure(record.error());
    m_block.assign(1, *record);
    m_first = delivery.record;
    m_offset = delivery.offset;
    m_end = std::max(m_end, {delivery.record.value + 1});
    return std::span<const capture::Record>(m_block);
}

} // namespace query
