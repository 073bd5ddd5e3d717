// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/uniquefd.h"
#include "engine/command.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>

namespace engine {

/// Bytes that wait for the kernel to take them: payloads in memory, and files of which only the present piece is read.
/// Owned by an endpoint. Thread: I/O.
class SendQueue final
{
public:
    /// No more payload is taken in while this much of it waits. Files do not count: they wait on disk.
    static constexpr std::size_t HighWaterBytes = 64 * 1024 * 1024;
    /// A file is read in pieces of this size.
    static constexpr std::size_t FilePieceBytes = 256 * 1024;

    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    /// Everything that waits, files included.
    [[nodiscard]] std::uint64_t totalBytes() const { return m_totalBytes; }
    [[nodiscard]] std::size_t memoryBytes() const { return m_memoryBytes; }
    [[nodiscard]] bool accepts(std::size_t bytes) const { return m_memoryBytes + bytes <= HighWaterBytes; }

    /// Takes a payload from `offset` on.
    void push(Payload payload, std::size_t offset = 0);
    /// Takes a payload of no bytes, where that is something: a message.
    void pushEmptyMessage();
    /// Opens a file to be sent from its beginning to the size it has now.
    /// Errors: those of open(2) and fstat(2); EISDIR and EINVAL for what is no regular file.
    [[nodiscard]] base::Result<std::uint64_t> pushFile(const std::string& path);

    [[nodiscard]] bool frontIsFile() const { return m_items.front().file.isOpen(); }
    /// What is to be sent next, of a payload.
    [[nodiscard]] std::span<const std::byte> front() const;
    /// The same as a payload of its own, for a call that another thread makes; a copy when a part of it has been sent.
    [[nodiscard]] Payload frontPayload() const;
    /// Reads what is to be sent next, of a file, into `room`; 0 when the file ended before its time.
    /// Errors: those of pread(2).
    [[nodiscard]] base::Result<std::size_t> readFront(std::span<std::byte> room) const;
    /// How a file at the front gets on.
    struct FileProgress
    {
        base::Monotonic::time_point since; ///< when it was queued
        std::uint64_t moved = 0; ///< bytes
        std::uint64_t size = 0; ///< bytes
    };
    [[nodiscard]] FileProgress frontFile() const;
    /// So many bytes were taken.
    void consume(std::size_t bytes);
    /// Gives up the rest of the first item; tells how much that was.
    std::uint64_t dropFront();
    /// Gives up everything; tells how much that was.
    std::uint64_t clear();

private:
    struct Item
    {
        Payload payload;
        base::UniqueFd file;
        std::uint64_t offset = 0;
        std::uint64_t size = 0;
        base::Monotonic::time_point since; // of a file
    };

    std::deque<Item> m_items;
    std::uint64_t m_totalBytes = 0;
    std::size_t m_memoryBytes = 0;
};

} // namespace engine
