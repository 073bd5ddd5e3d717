// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/models/followedstream.h"

#include "query/streamscan.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

namespace session {

namespace {

constexpr std::size_t FollowRecords = 16'384; // that are looked at in a step
constexpr std::size_t FollowBytes = std::size_t{1} << 20; // that are cut into rows in one

} // namespace

class FollowedStream::Task final : public ScanTask
{
public:
    Task(base::EndpointId endpoint, const StreamRowRule& rule)
        : wantedRule(rule)
        , m_scan(endpoint)
        , m_builder(rule)
        , m_rule(rule)
    { }

    base::Result<bool> step(capture::Reader& reader) override;

    std::mutex mutex;
    query::StreamIndex index; // guarded by mutex; only the worker changes it, and so reads it without
    StreamRowMarks marks; // guarded by mutex
    StreamRowRule wantedRule; // guarded by mutex

private:
    void takeRule();

    // The worker's alone.
    query::StreamScan m_scan;
    StreamRowBuilder m_builder;
    StreamRowRule m_rule;
    std::vector<query::StreamPart> m_parts;
    std::vector<std::uint64_t> m_marks;
};

void FollowedStream::Task::takeRule()
{
    const std::scoped_lock lock(mutex);
    if (m_rule == wantedRule)
        return;
    m_rule = wantedRule;
    m_builder = StreamRowBuilder(m_rule);
}

base::Result<bool> FollowedStream::Task::step(capture::Reader& reader)
{
    takeRule();
    // Rows first: what is known already is on the screen before the rest is looked for.
    m_marks.clear();
    const auto more = m_builder.step(reader, index, m_marks, FollowBytes);
    if (!more)
        return base::failure(more.error());
    {
        const std::scoped_lock lock(mutex);
        if (m_rule == wantedRule) {
            marks.offsets.insert(marks.offsets.end(), m_marks.begin(), m_marks.end());
            marks.rows = m_builder.rows();
        }
    }
    if (*more)
        return true;
    m_parts.clear();
    const auto looked = m_scan.step(reader, m_parts, FollowRecords);
    if (!looked)
        return base::failure(looked.error());
    const std::scoped_lock lock(mutex);
    for (const query::StreamPart& part : m_parts)
        index.append(part);
    return *looked > 0;
}

FollowedStream::FollowedStream(ReaderFactory newReader, base::EndpointId endpoint, QObject* parent)
    : QObject(parent)
    , m_newReader(newReader)
    , m_endpoint(endpoint)
    , m_task(std::make_shared<Task>(endpoint, m_rule))
    , m_worker(std::move(newReader))
{
    connect(&m_worker, &ScanWorker::progressed, this, &FollowedStream::grown);
    connect(&m_worker, &ScanWorker::finished, this, &FollowedStream::finished);
    connect(&m_worker, &ScanWorker::failed, this, &FollowedStream::failed);
    m_worker.setTask(m_task);
}

FollowedStream::~FollowedStream() = default;

void FollowedStream::grow(quint64 count)
{
    m_worker.grow(count);
}

void FollowedStream::setRule(const StreamRowRule& rule)
{
    if (rule == m_rule)
        return;
    m_rule = rule;
    {
        const std::scoped_lock lock(m_task->mutex);
        m_task->wantedRule = rule;
        m_task->marks = {};
    }
    Q_EMIT rowsReset();
    m_worker.wake();
}

quint64 FollowedStream::rowCount() const
{
    const std::scoped_lock lock(m_task->mutex);
    return m_task->marks.rows;
}

quint64 FollowedStream::callCount() const
{
    const std::scoped_lock lock(m_task->mutex);
    return m_task->index.partCount();
}

quint64 FollowedStream::size(capture::Direction direction) const
{
    const std::scoped_lock lock(m_task->mutex);
    return m_task->index.size(direction);
}

quint64 FollowedStream::missing(capture::Direction direction) const
{
    const std::scoped_lock lock(m_task->mutex);
    return m_task->index.missing(direction);
}

quint64 FollowedStream::missingAtEnd(capture::Direction direction) const
{
    const std::scoped_lock lock(m_task->mutex);
    return m_task->index.missingAtEnd(direction);
}

base::Result<capture::Reader*> FollowedStream::reader() const
{
    if (!m_reader) {
        auto made = m_newReader();
        if (!made)
            return base::failure(made.error());
        m_reader = std::move(*made);
    }
    return m_reader.get();
}

base::Result<std::vector<FollowedStream::Row>> FollowedStream::rows(quint64 first, std::size_t count) const
{
    const auto reader = this->reader();
    if (!reader)
        return base::failure(reader.error());
    std::vector<Row> found;
    const std::scoped_lock lock(m_task->mutex);
    const StreamRowMarks& marks = m_task->marks;
    const query::StreamIndex& index = m_task->index;
    if (first >= marks.rows)
        return found;
    quint64 row = first - first % StreamRowMarks::Step;
    std::uint64_t offset = marks.offsets[first / StreamRowMarks::Step];
    const quint64 end = std::min<quint64>(marks.rows, first + count);
    for (; row < end && offset < index.size(); ++row) {
        const auto next = streamRowAt(**reader, index, offset, m_rule);
        if (!next)
            return base::failure(next.error());
        if (row >= first) {
            const std::uint64_t number = index.partAt(offset);
            const query::StreamPart part = index.part(number);
            const bool beginsPart = part.start == offset;
            found.push_back({offset, next->size, part, beginsPart,
                beginsPart && (number == 0 || index.part(number - 1).direction != part.direction)});
        }
        offset += next->size;
    }
    return found;
}

base::Result<std::size_t> FollowedStream::read(std::uint64_t offset, std::span<std::byte> bytes) const
{
    const auto reader = this->reader();
    if (!reader)
        return base::failure(reader.error());
    const std::scoped_lock lock(m_task->mutex);
    return query::readStream(**reader, m_task->index, offset, bytes);
}

base::Result<quint64> FollowedStream::rowOf(base::RecordIndex record) const
{
    const auto reader = this->reader();
    if (!reader)
        return base::failure(reader.error());
    const std::scoped_lock lock(m_task->mutex);
    const StreamRowMarks& marks = m_task->marks;
    const query::StreamIndex& index = m_task->index;
    const std::uint64_t number = index.partOf(record);
    if (number == index.partCount() || marks.rows == 0)
        return marks.rows > 0 ? marks.rows - 1 : 0;
    const std::uint64_t wanted = index.part(number).start;
    const auto mark = std::upper_bound(marks.offsets.begin(), marks.offsets.end(), wanted) - 1;
    auto row = static_cast<quint64>(mark - marks.offsets.begin()) * StreamRowMarks::Step;
    std::uint64_t offset = *mark;
    while (row + 1 < marks.rows) {
        const auto next = streamRowAt(**reader, index, offset, m_rule);
        if (!next)
            return base::failure(next.error());
        offset += next->size;
        if (offset > wanted)
            break;
        ++row;
    }
    return row;
}

} // namespace session
