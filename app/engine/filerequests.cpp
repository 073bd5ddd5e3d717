// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/filerequests.h"

#include "engine/callrecord.h"

#include <algorithm>
#include <utility>

namespace engine {

using capture::Operation;

namespace {

LaneWork::Way wayOf(FileRequest::As as)
{
    const bool comesIn = as == FileRequest::As::Read || as == FileRequest::As::ReadLine;
    return comesIn ? LaneWork::Way::In : LaneWork::Way::Out;
}

WaitingCall waitingFor(const FileWork& file)
{
    const FileWork::End& progress = file.progress();
    const auto asked = static_cast<std::uint32_t>(std::min<std::uint64_t>(progress.asked, UINT32_MAX));
    return {progress.operation, asked, progress.start, false, progress.moved, file.total()};
}

} // namespace

FileRequests::FileRequests(Journal& journal, Calls& calls)
    : m_journal(journal)
    , m_calls(calls)
{ }

void FileRequests::add(const FileRequest& request)
{
    const std::size_t place = placeOf(wayOf(request.as));
    if (m_work[place])
        m_queues[place].push_back(request);
    else
        begin(request);
}

void FileRequests::begin(const FileRequest& request)
{
    const LaneWork::Way way = wayOf(request.as);
    if (!m_buffers)
        m_buffers = std::make_unique<FileBuffers>();
    const bool writesFile = way == LaneWork::Way::In && !request.path.empty();
    const Call call = m_journal.begin(Operation::Open);
    auto work = FileWork::begin(request, *m_buffers);
    if (!work || writesFile)
        m_journal.write(work ? Recorder::end(call, std::int64_t{0}) : Recorder::fail(call, work.error()),
            capture::TextDetail{request.path});
    if (!work) {
        m_journal.setError(work.error());
        return;
    }
    m_work[placeOf(way)] = std::move(*work);
    advance(way);
}

void FileRequests::took(LaneWork::Way way, const net::CallResult& result)
{
    m_work[placeOf(way)]->took(result);
}

void FileRequests::refused(LaneWork::Way way)
{
    m_work[placeOf(way)]->fail(net::CallEnd::Errno, EAGAIN);
    advance(way);
}

void FileRequests::advance(LaneWork::Way way)
{
    std::unique_ptr<FileWork>& work = m_work[placeOf(way)];
    if (m_isClosed)
        work->cancel();
    if (const auto call = work->next()) {
        m_calls.start(*call, CallOrigin::File);
        return;
    }
    const std::unique_ptr<FileWork> ended = std::move(work);
    if (const auto end = ended->finish())
        logEnd(*end);
    std::deque<FileRequest>& queue = m_queues[placeOf(way)];
    while (!work && !queue.empty()) {
        const FileRequest request = std::move(queue.front());
        queue.pop_front();
        begin(request);
    }
}

void FileRequests::logEnd(const FileWork::End& end)
{
    const Call call = m_journal.beginAt(end.start, end.operation, end.asked);
    capture::Record record
        = Recorder::end(call, static_cast<std::int64_t>(std::min<std::uint64_t>(end.moved, INT32_MAX)));
    record.outcome = outcomeOf(end.end);
    record.errorNumber = static_cast<std::uint16_t>(end.errorNumber);
    if (!end.path.empty())
        m_journal.write(record, capture::TextDetail{end.path});
    else
        m_journal.write(record, end.kept);
    if (end.end == net::CallEnd::Errno && end.errorNumber != EAGAIN)
        m_journal.setError({end.errorNumber, end.path.empty() ? "read" : "write"});
}

void FileRequests::cancel()
{
    for (const auto& work : m_work) {
        if (work)
            work->cancel();
    }
    for (auto& queue : m_queues) {
        for (const FileRequest& request : std::exchange(queue, {}))
            logEnd(FileWork::notBegun(request));
    }
}

void FileRequests::close()
{
    m_isClosed = true;
    cancel();
}

void FileRequests::abandonUnsent()
{
    if (!m_buffers || m_buffers->unsent.empty())
        return;
    FileWork::End end = FileWork::notBegun({.as = FileRequest::As::Flush});
    end.asked = m_buffers->unsent.size();
    m_buffers->unsent.clear();
    logEnd(end);
}

std::vector<WaitingCall> FileRequests::waiting() const
{
    std::vector<WaitingCall> waiting;
    for (const auto& work : m_work) {
        if (work)
            waiting.push_back(waitingFor(*work));
    }
    return waiting;
}

} // namespace engine
