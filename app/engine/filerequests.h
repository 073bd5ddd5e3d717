// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/calls.h"
#include "engine/filework.h"
#include "engine/journal.h"

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace engine {

/// What a socket's file is asked for (makefile), and files that are sent by sendfile(2): series of calls in lanes, one
/// request for each direction at a time. Thread: I/O.
class FileRequests final
{
public:
    FileRequests(Journal& journal, Calls& calls);

    void add(const FileRequest& request);
    /// A call of a request has ended, and is in the log. advance() has to follow when that is handled.
    void took(LaneWork::Way way, const net::CallResult& result);
    /// A call of a request was refused.
    void refused(LaneWork::Way way);
    /// Makes the next call, or ends the request.
    void advance(LaneWork::Way way);
    /// No request makes a further call; those that wait for their turn are told of as cancelled.
    void cancel();
    /// The same for the endpoint's end: what may come is cancelled too.
    void close();
    /// What was written and never flushed is told of, since nobody sends it any more.
    void abandonUnsent();
    /// The requests in progress.
    [[nodiscard]] std::vector<WaitingCall> waiting() const;

private:
    [[nodiscard]] static std::size_t placeOf(LaneWork::Way way) { return static_cast<std::size_t>(way); }
    void begin(const FileRequest& request);
    void logEnd(const FileWork::End& end);

    Journal& m_journal;
    Calls& m_calls;
    std::unique_ptr<FileBuffers> m_buffers; // made when it is first needed
    std::array<std::unique_ptr<FileWork>, 2> m_work; // by LaneWork::Way; null while there is nothing to do
    std::array<std::deque<FileRequest>, 2> m_queues; // what comes after it, by LaneWork::Way
    bool m_isClosed = false;
};

} // namespace engine
