// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/uniquefd.h"
#include "capture/record.h"
#include "engine/filerequest.h"
#include "net/call.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace engine {

/// What a socket's file holds between two requests, as Python's BufferedReader and BufferedWriter do.
struct FileBuffers
{
    static constexpr std::size_t Bytes = 8192; ///< io.DEFAULT_BUFFER_SIZE

    std::vector<std::byte> received; ///< behind the last line, or what a full disk did not take
    std::vector<std::byte> unsent; ///< written, and not flushed
};

/// One request to a socket's file on its way: says which call comes next, takes its result, and keeps what is done
/// with the bytes. It makes no socket call itself. Owned by an Endpoint. Thread: I/O.
class FileWork
{
public:
    /// How it ended: what the record says.
    struct End
    {
        capture::Operation operation = capture::Operation::FileRead;
        net::CallEnd end = net::CallEnd::Value;
        int errorNumber = 0;
        std::uint64_t asked = 0; ///< bytes; 0 for all
        std::uint64_t moved = 0; ///< bytes handed over: to the file, or to whoever asked
        std::string path;
        std::vector<std::byte> kept; ///< the first of the bytes, where they go nowhere else
        base::Monotonic::time_point start;
    };
    static constexpr std::size_t Kept = 64 * 1024; ///< bytes of what was read that its own record has
    static constexpr std::uint64_t SendPiece = 4 * 1024 * 1024; ///< bytes of one sendfile(2), a record each

    /// Opens what the request names. `buffers` must outlive it. Errors: those of open(2), of the file that is to be
    /// written; a file that cannot be sent is told by sendfile itself.
    [[nodiscard]] static base::Result<std::unique_ptr<FileWork>> begin(
        const FileRequest& request, FileBuffers& buffers);
    /// What the record says of a request that was cancelled before its turn came.
    [[nodiscard]] static End notBegun(const FileRequest& request);
    virtual ~FileWork() = default;
    FileWork(const FileWork&) = delete;
    FileWork& operator=(const FileWork&) = delete;

    /// The call to be made now; nothing when all is done or nothing more can be.
    [[nodiscard]] virtual std::optional<net::CallRequest> next() = 0;
    /// How the call of next() ended.
    virtual void took(const net::CallResult& result) = 0;
    /// No further call is made.
    void cancel() { fail(net::CallEnd::Cancelled, 0); }
    void fail(net::CallEnd end, int errorNumber);
    /// Closes the file and tells how it went; nothing where the calls' own records say all.
    [[nodiscard]] virtual std::optional<End> finish();

    [[nodiscard]] const End& progress() const { return m_end; }
    /// Of progress(): bytes in all, where that is known.
    [[nodiscard]] std::optional<std::uint64_t> total() const { return m_total; }

protected:
    FileWork(capture::Operation operation, std::optional<std::uint64_t> total, std::string path);

    [[nodiscard]] bool isOver() const { return m_isOver; }
    void setOver() { m_isOver = true; }
    /// Hands bytes over: to the file where there is one. Gives how many; fewer when the file takes no more.
    std::size_t handOver(std::span<const std::byte> bytes);
    void setTotal(std::optional<std::uint64_t> bytes) { m_total = bytes; }
    void setFile(base::UniqueFd file) { m_file = std::move(file); }
    void addMoved(std::uint64_t bytes) { m_end.moved += bytes; }
    [[nodiscard]] std::uint64_t moved() const { return m_end.moved; }

private:
    End m_end;
    std::optional<std::uint64_t> m_total;
    base::UniqueFd m_file; // what is received goes there
    bool m_isOver = false;
};

} // namespace engine
