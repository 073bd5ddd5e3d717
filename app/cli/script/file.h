// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/script/arguments.h"
#include "cli/script/caller.h"
#include "cli/script/outcome.h"
#include "cli/script/socket.h"
#include "cli/script/textreader.h"

#include <mutex>
#include <optional>
#include <span>

namespace cli::script {

/// How a file of a socket is made: the arguments of makefile.
struct FileMode
{
    bool reads = true;
    bool writes = false;
    bool isText = false;
    std::size_t bufferBytes = DefaultBufferBytes; ///< 0: none, each read and write is a call

    static constexpr std::size_t DefaultBufferBytes = 8192;
};

/// What a read gave.
struct FileRead
{
    std::optional<Bytes> bytes; ///< unset: there was nothing, and the socket does not wait
    std::optional<Outcome> failure; ///< an errno, a timeout, or a file that cannot be read
};

/// A file made of a socket, as Python's socket.makefile gives it: SocketIO, with a BufferedReader, a BufferedWriter or
/// both on it. So a read for n bytes goes on until it has them, what is written goes out with a flush, and after a
/// timeout it cannot be read any more. Each read from the socket is a recv, each write to it a send, in its mode.
/// Thread: any; lock() it first.
class File final
{
public:
    File(std::shared_ptr<Socket> socket, const FileMode& mode);
    ~File();
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] const std::shared_ptr<Socket>& socket() const { return m_socket; }
    [[nodiscard]] const FileMode& mode() const { return m_mode; }
    [[nodiscard]] bool isClosed() const { return m_isClosed; }
    /// Waits until no other call uses the file. False when cancelled.
    [[nodiscard]] bool lock(Caller& caller);
    void unlock() { m_mutex.unlock(); }

    /// So many bytes, or fewer at the end of the stream.
    [[nodiscard]] FileRead read(Caller& caller, std::size_t size);
    /// All until the end of the stream.
    [[nodiscard]] FileRead readAll(Caller& caller);
    /// To the next line feed, which is part of it.
    [[nodiscard]] FileRead readLine(Caller& caller);
    /// What one recv gives, or what is in the buffer.
    [[nodiscard]] FileRead readSome(Caller& caller);

    /// The same as text, for a file that is made so.
    [[nodiscard]] TextReader& text() { return m_text; }

    /// The count that was taken, or null where nothing could be.
    [[nodiscard]] Outcome write(Caller& caller, std::span<const std::byte> data);
    [[nodiscard]] Outcome flush(Caller& caller);
    /// Flushes, and closes whatever came of that. The socket goes with it if it was closed before.
    [[nodiscard]] Outcome close(Caller& caller);

private:
    enum class RawEnd
    {
        Done, ///< 0 bytes: the end of the stream
        WouldBlock,
        Failed
    };
    RawEnd readRaw(Caller& caller, std::size_t size, Bytes& out);
    RawEnd writeRaw(Caller& caller, std::span<const std::byte> data, std::size_t& written);
    RawEnd fillBuffer(Caller& caller, std::size_t room);
    [[nodiscard]] std::size_t buffered() const { return m_readBuffer.size() - m_readAt; }
    void takeBuffered(Bytes& out, std::size_t size);
    [[nodiscard]] FileRead ended(RawEnd end, Bytes& out);
    [[nodiscard]] FileRead readBuffered(Caller& caller, std::size_t size);
    [[nodiscard]] FileRead readLineUnbuffered(Caller& caller);
    [[nodiscard]] Outcome writeBuffered(Caller& caller, std::span<const std::byte> data);
    RawEnd flushBuffer(Caller& caller);
    [[nodiscard]] Outcome wouldBlock() const;

    const std::shared_ptr<Socket> m_socket;
    const FileMode m_mode;
    std::mutex m_mutex;
    bool m_isClosed = false;
    bool m_hasTimedOut = false;
    Bytes m_readBuffer;
    std::size_t m_readAt = 0;
    Bytes m_writeBuffer;
    TextReader m_text;
    Outcome m_failure = Outcome::ok(); // of the last call that failed
};

} // namespace cli::script
