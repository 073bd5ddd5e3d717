// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"
#include "engine/calls.h"
#include "engine/command.h"
#include "engine/journal.h"
#include "engine/sendqueue.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace engine {

/// What one connection sends: payloads, files and answers, through a queue, by calls of the loop or of a lane.
/// Thread: I/O.
class StreamSender final
{
public:
    class Owner
    {
    public:
        virtual ~Owner() = default;
        /// There is more or less to send than before.
        virtual void queueChanged() = 0;
        /// All is sent.
        virtual void queueEmptied() = 0;
        /// The queue was given up.
        virtual void sendingFailed() = 0;
    };

    StreamSender(Journal& journal, const base::UniqueFd& fd, Calls& calls, Owner& owner);

    void send(const Payload& payload);
    /// What a behaviour answers; what cannot be sent of it is told of apart.
    void answer(std::span<const std::byte> bytes);
    /// A file is streamed, never read whole.
    void sendFile(const std::string& path);
    /// Sends what waits, as far as the kernel takes it now.
    void flush();
    /// Makes the next call in a lane.
    void startInLane();
    /// Such a call has ended.
    void ended(const net::CallResult& result);
    /// The file that the loop sends: it goes on for as long as the peer takes to read it. A lane's calls wait
    /// themselves.
    [[nodiscard]] std::optional<WaitingCall> waitingFile() const;
    /// Gives up the rest of that file, which is recorded; what is behind it goes on.
    void cancelFile();
    /// Gives up what waits, and tells how much that was.
    void abandon();

    [[nodiscard]] bool isEmpty() const { return m_queue.isEmpty(); }
    [[nodiscard]] std::size_t memoryBytes() const { return m_queue.memoryBytes(); }

private:
    /// send calls per readiness, so that one busy peer does not starve the others.
    static constexpr int Budget = 16;

    /// A message is sent and received whole, or not at all: SOCK_SEQPACKET in unix(7).
    [[nodiscard]] bool keepsBoundaries() const { return !net::isStream(m_journal.status().info.protocol); }
    /// Sends ahead of the queue where it is empty, and records it: how much the kernel took, unset where it was not
    /// asked or has no room. Errors: as send(2).
    [[nodiscard]] base::Result<std::optional<std::size_t>> sendAtOnce(std::span<const std::byte> data);
    /// Queues what the kernel has not taken.
    void queueRest(const Payload& payload, std::optional<std::size_t> sent);
    bool sendFront();
    bool sendFileFront();
    void fileEnded(const base::Result<std::size_t>& read);
    void failed(const base::Error& error);
    void changed();

    Journal& m_journal;
    const base::UniqueFd& m_fd;
    Calls& m_calls;
    Owner& m_owner;
    SendQueue m_queue;
};

} // namespace engine
