// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
//
// The part of Endpoint that reads and writes its file, and sends files: series of calls in lanes.
#include "engine/callrecord.h"
#include "engine/endpoint.h"

#include <algorithm>

namespace engine {

using capture::Operation;

namespace {

LaneWork::Way wayOf(FileRequest::As as)
{
    const bool comesIn = as == FileRequest::As::Read || as == FileRequest::As::ReadLine;
    return comesIn ? LaneWork::Way::In : LaneWork::Way::Out;
}

} // namespace

void Endpoint::useFile(const FileRequest& request)
{
    const LaneWork::Way way = wayOf(request.as);
    if (fileOf(way))
        m_fileQueues[static_cast<std::size_t>(way)].push_back(request);
    else
        beginFile(request);
}

void Endpoint::beginFile(const FileRequest& request)
{
    const LaneWork::Way way = wayOf(request.as);
    if (!m_fileBuffers)
        m_fileBuffers = std::make_unique<FileBuffers>();
    const bool writesFile = way == LaneWork::Way::In && !request.path.empty();
    const Call call = recorder().begin(Operation::Open, id());
    auto work = FileWork::begin(request, *m_fileBuffers);
    if (!work || writesFile)
        log(work ? Recorder::end(call, std::int64_t{0}) : Recorder::fail(call, work.error()),
            capture::TextDetail{request.path});
    if (!work) {
        setError(work.error());
        return;
    }
    fileOf(way) = std::move(*work);
    advanceFile(way);
}

/// Makes the next call, or ends the request. The descriptor is not used any more when the endpoint ends.
void Endpoint::advanceFile(LaneWork::Way way)
{
    FileWork& work = *fileOf(way);
    if (isEnded())
        work.cancel();
    if (const auto call = work.next()) {
        startCall(*call, CallOrigin::File);
        return;
    }
    const std::unique_ptr<FileWork> ended = std::move(fileOf(way));
    if (const auto end = ended->finish())
        logFileEnd(*end);
    waitingChanged();
    auto& queue = m_fileQueues[static_cast<std::size_t>(way)];
    while (!fileOf(way) && !queue.empty()) {
        const FileRequest request = std::move(queue.front());
        queue.pop_front();
        beginFile(request);
    }
}

void Endpoint::logFileEnd(const FileWork::End& end)
{
    Call call = recorder().beginAt(end.start, end.operation, id(), end.asked);
    capture::Record record
        = Recorder::end(call, static_cast<std::int64_t>(std::min<std::uint64_t>(end.moved, INT32_MAX)));
    record.outcome = outcomeOf(end.end);
    record.errorNumber = static_cast<std::uint16_t>(end.errorNumber);
    if (!end.path.empty())
        log(record, capture::TextDetail{end.path});
    else
        log(record, end.kept);
    if (end.end == net::CallEnd::Errno && end.errorNumber != EAGAIN)
        setError({end.errorNumber, end.path.empty() ? "read" : "write"});
}

void Endpoint::cancelFiles()
{
    for (const auto& work : m_files) {
        if (work)
            work->cancel();
    }
    for (auto& queue : m_fileQueues) {
        for (const FileRequest& request : std::exchange(queue, {}))
            logFileEnd(FileWork::notBegun(request));
    }
}

/// What was written and never flushed is told of, since nobody sends it any more.
void Endpoint::abandonFile()
{
    if (!m_fileBuffers || m_fileBuffers->unsent.empty())
        return;
    FileWork::End end = FileWork::notBegun({.as = FileRequest::As::Flush});
    end.asked = m_fileBuffers->unsent.size();
    m_fileBuffers->unsent.clear();
    logFileEnd(end);
}

} // namespace engine
