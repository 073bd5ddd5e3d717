// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/logrowcache.h"

#include "capture/reader.h"
#include "session/models/filteredlog.h"
#include "session/models/messagemarks.h"
#include "ui/traffic/messagetext.h"
#include "ui/traffic/rowtext.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace ui {

namespace {

/// How many of `indexes` follow each other without a gap.
std::size_t runLength(std::span<const base::RecordIndex> indexes)
{
    std::size_t length = 1;
    while (length < indexes.size() && indexes[length].value == indexes[0].value + length)
        ++length;
    return length;
}

} // namespace

LogRowCache::LogRowCache(const session::FilteredLog& log, std::unique_ptr<capture::Reader> reader)
    : m_log(log)
    , m_reader(std::move(reader))
{ }

LogRowCache::~LogRowCache() = default;

void LogRowCache::fetch(std::uint64_t first, std::size_t count)
{
    const std::uint64_t end = std::min<std::uint64_t>(first + count, m_log.rowCount());
    first = std::min(first, end);
    const std::uint64_t oldEnd = m_first + m_rows.size();
    const std::uint64_t keptFirst = std::clamp(m_first, first, end);
    const std::uint64_t keptEnd = std::clamp(oldEnd, keptFirst, end);
    if (m_first == first && oldEnd == end)
        return;

    std::vector<LogRow> rows;
    if (keptFirst < keptEnd) {
        rows = load(first, keptFirst - first);
        const auto kept = m_rows.begin() + static_cast<std::ptrdiff_t>(keptFirst - m_first);
        const auto keptCount = static_cast<std::ptrdiff_t>(keptEnd - keptFirst);
        renameEndpoints(std::span(kept, kept + keptCount));
        std::move(kept, kept + keptCount, std::back_inserter(rows));
        std::ranges::move(load(keptEnd, end - keptEnd), std::back_inserter(rows));
    } else {
        rows = load(first, end - first);
    }
    m_rows = std::move(rows);
    m_first = first;
}

const LogRow* LogRowCache::row(std::uint64_t row) const
{
    return row >= m_first && row - m_first < m_rows.size() ? &m_rows[row - m_first] : nullptr;
}

LogRow LogRowCache::readRow(std::uint64_t row)
{
    if (const LogRow* kept = this->row(row))
        return *kept;
    std::vector<LogRow> rows = load(row, 1);
    return std::move(rows.front());
}

void LogRowCache::clear()
{
    m_rows.clear();
    m_first = 0;
}

bool LogRowCache::setMessages(const session::MessageMarks* marks)
{
    m_messages = marks;
    bool hasChanged = false;
    for (LogRow& row : m_rows) {
        const session::MessageMark before = row.message;
        markMessage(row);
        hasChanged = hasChanged || row.message != before;
    }
    return hasChanged;
}

void LogRowCache::markMessage(LogRow& row) const
{
    row.message = m_messages ? m_messages->markOf(row.index) : session::MessageMark();
    row.cell(LogColumn::Message) = messageCell(row.message);
}

void LogRowCache::setTimes(const TimeColumn& times)
{
    if (m_times != times)
        clear();
    m_times = times;
}

void LogRowCache::renameEndpoints(std::span<LogRow> rows)
{
    std::map<std::uint32_t, QString> names;
    for (LogRow& row : rows) {
        const auto [name, isNew] = names.try_emplace(row.record.endpoint.value);
        if (isNew)
            name->second = endpointCell(*m_reader, row.record.endpoint);
        row.cell(LogColumn::Endpoint) = name->second;
    }
}

std::vector<LogRow> LogRowCache::load(std::uint64_t first, std::size_t count)
{
    std::vector<LogRow> rows;
    rows.reserve(count);
    if (count == 0)
        return rows;
    std::vector<base::RecordIndex> indexes(count);
    m_log.recordsAt(first, indexes);
    std::vector<capture::Record> records(count);
    std::optional<std::int64_t> previous = timeBefore(first);
    for (std::size_t done = 0; done < count;) {
        const std::size_t length = runLength(std::span(indexes).subspan(done));
        const auto read = m_reader->records(indexes[done], std::span(records).first(length));
        for (std::size_t i = 0; i < length; ++i, ++done) {
            if (!read || i >= *read) {
                rows.push_back(unreadableRow(indexes[done], read ? base::Error{EIO, "read"} : read.error()));
                continue;
            }
            rows.push_back(makeRow(*m_reader, indexes[done], records[i], previous, m_times));
            markMessage(rows.back());
            previous = records[i].timeNs;
        }
    }
    return rows;
}

std::optional<std::int64_t> LogRowCache::timeBefore(std::uint64_t row)
{
    if (row == 0)
        return {};
    if (const LogRow* kept = this->row(row - 1))
        return kept->record.timeNs;
    const auto record = m_reader->record(m_log.recordAt(row - 1));
    return record ? std::optional(record->timeNs) : std::nullopt;
}

} // namespace ui
