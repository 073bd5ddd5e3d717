// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/file.h"

#include <algorithm>

namespace cli::script {

namespace {

/// One recv of readAll.
constexpr std::size_t PieceBytes = 8192;
constexpr std::byte LineFeed{'\n'};

} // namespace

File::File(std::shared_ptr<Socket> socket, const FileMode& mode)
    : m_socket(std::move(socket))
    , m_mode(mode)
{
    m_socket->addFile();
}

File::~File()
{
    if (!m_isClosed)
        (void)m_socket->removeFile();
}

bool File::lock(Caller& caller)
{
    if (m_mutex.try_lock())
        return true;
    bool isLocked = false;
    while (!isLocked) {
        if (!caller.wait(std::chrono::hours(1), [&] { return isLocked = m_mutex.try_lock(); }))
            return false;
    }
    return true;
}

// --- calls of the socket ---------------------------------------------------------------------------------------------

File::RawEnd File::readRaw(Caller& caller, std::size_t size, Bytes& out)
{
    if (m_hasTimedOut) {
        m_failure = Outcome::invalid("a file that timed out cannot be read any more", "on");
        return RawEnd::Failed;
    }
    const net::CallResult result = caller.make(
        m_socket->fd(), m_socket->mode(), net::ReceiveCall{.size = std::min(size, net::ReceiveCall::MaxBytes)});
    if (result.end == net::CallEnd::Errno && (result.errorNumber == EAGAIN || result.errorNumber == EWOULDBLOCK))
        return RawEnd::WouldBlock;
    m_hasTimedOut = result.end == net::CallEnd::TimedOut;
    if (const auto failure = Outcome::failureOf(result)) {
        m_failure = *failure;
        return RawEnd::Failed;
    }
    out = result.data;
    return RawEnd::Done;
}

File::RawEnd File::writeRaw(Caller& caller, std::span<const std::byte> data, std::size_t& written)
{
    const net::CallResult result = caller.make(m_socket->fd(), m_socket->mode(),
        net::SendCall{.data = std::make_shared<const Bytes>(data.begin(), data.end())});
    if (result.end == net::CallEnd::Errno && (result.errorNumber == EAGAIN || result.errorNumber == EWOULDBLOCK))
        return RawEnd::WouldBlock;
    if (const auto failure = Outcome::failureOf(result)) {
        m_failure = *failure;
        return RawEnd::Failed;
    }
    written = static_cast<std::size_t>(result.value);
    return RawEnd::Done;
}

// --- reading ---------------------------------------------------------------------------------------------------------

File::RawEnd File::fillBuffer(Caller& caller, std::size_t room)
{
    Bytes piece;
    const RawEnd end = readRaw(caller, room, piece);
    if (end == RawEnd::Done)
        m_readBuffer.insert(m_readBuffer.end(), piece.begin(), piece.end());
    return end;
}

void File::takeBuffered(Bytes& out, std::size_t size)
{
    const auto from = m_readBuffer.begin() + static_cast<std::ptrdiff_t>(m_readAt);
    const std::size_t taken = std::min(size, buffered());
    out.insert(out.end(), from, from + static_cast<std::ptrdiff_t>(taken));
    m_readAt += taken;
    if (buffered() == 0) {
        m_readBuffer.clear();
        m_readAt = 0;
    }
}

/// What a read gives that came to an end before it had all: the bytes so far are lost with an error, as in Python.
FileRead File::ended(RawEnd end, Bytes& out)
{
    if (end == RawEnd::Failed)
        return {.failure = m_failure};
    if (end == RawEnd::WouldBlock && out.empty())
        return {};
    return {.bytes = std::move(out)};
}

FileRead File::read(Caller& caller, std::size_t size)
{
    if (m_mode.bufferBytes != 0)
        return readBuffered(caller, size);
    Bytes out;
    const RawEnd end = readRaw(caller, size, out);
    return ended(end, out);
}

FileRead File::readBuffered(Caller& caller, std::size_t size)
{
    Bytes out;
    const bool isThere = size <= buffered();
    takeBuffered(out, size);
    if (isThere)
        return {.bytes = std::move(out)};
    // Whole blocks go past the buffer; the rest is read into it.
    while (size - out.size() >= m_mode.bufferBytes) {
        Bytes piece;
        const std::size_t left = size - out.size();
        const RawEnd end = readRaw(caller, left - left % m_mode.bufferBytes, piece);
        if (end != RawEnd::Done || piece.empty())
            return ended(end, out);
        out.insert(out.end(), piece.begin(), piece.end());
    }
    m_readBuffer.clear();
    m_readAt = 0;
    std::size_t filled = 0;
    while (out.size() < size && filled < m_mode.bufferBytes) {
        const RawEnd end = fillBuffer(caller, m_mode.bufferBytes - filled);
        if (end != RawEnd::Done || buffered() == 0)
            return ended(end, out);
        filled += buffered();
        takeBuffered(out, size - out.size());
    }
    return {.bytes = std::move(out)};
}

FileRead File::readAll(Caller& caller)
{
    Bytes out;
    takeBuffered(out, buffered());
    for (;;) {
        Bytes piece;
        const RawEnd end = readRaw(caller, PieceBytes, piece);
        if (end != RawEnd::Done || piece.empty())
            return ended(end, out);
        out.insert(out.end(), piece.begin(), piece.end());
    }
}

FileRead File::readLine(Caller& caller)
{
    if (m_mode.bufferBytes == 0)
        return readLineUnbuffered(caller);
    Bytes out;
    for (;;) {
        const auto from = m_readBuffer.begin() + static_cast<std::ptrdiff_t>(m_readAt);
        const auto found = std::find(from, m_readBuffer.end(), LineFeed);
        if (found != m_readBuffer.end()) {
            takeBuffered(out, static_cast<std::size_t>(found - from) + 1);
            return {.bytes = std::move(out)};
        }
        takeBuffered(out, buffered());
        const RawEnd end = fillBuffer(caller, m_mode.bufferBytes);
        if (end == RawEnd::Failed)
            return {.failure = m_failure};
        if (end == RawEnd::Done && buffered() > 0)
            continue;
        // A pair of reader and writer has no readline of its own in Python; io.IOBase's reads once more, and refuses
        // to be told that there is nothing.
        if (m_mode.writes && end == RawEnd::WouldBlock)
            return {.failure = Outcome::invalid("there is no whole line yet, and the socket does not wait", "on")};
        return {.bytes = std::move(out)};
    }
}

/// io.IOBase.readline: byte by byte, since nothing may be read past the line.
FileRead File::readLineUnbuffered(Caller& caller)
{
    Bytes out;
    while (out.empty() || out.back() != LineFeed) {
        Bytes piece;
        const RawEnd end = readRaw(caller, 1, piece);
        if (end == RawEnd::WouldBlock)
            return {.failure = Outcome::invalid("there is no whole line yet, and the socket does not wait", "on")};
        if (end == RawEnd::Failed)
            return {.failure = m_failure};
        if (piece.empty())
            break;
        out.push_back(piece.front());
    }
    return {.bytes = std::move(out)};
}

FileRead File::readSome(Caller& caller)
{
    Bytes out;
    if (buffered() > 0) {
        takeBuffered(out, buffered());
        return {.bytes = std::move(out)};
    }
    const RawEnd end = readRaw(caller, PieceBytes, out);
    return end == RawEnd::Failed ? FileRead{.failure = m_failure} : FileRead{.bytes = std::move(out)};
}

// --- writing ---------------------------------------------------------------------------------------------------------

Outcome File::wouldBlock() const
{
    return Outcome::errnoIs(EAGAIN);
}

Outcome File::write(Caller& caller, std::span<const std::byte> data)
{
    if (m_mode.bufferBytes != 0)
        return writeBuffered(caller, data);
    std::size_t written = 0;
    switch (writeRaw(caller, data, written)) {
    case RawEnd::Done: return Outcome::ok(static_cast<qint64>(written));
    case RawEnd::WouldBlock: return Outcome::ok();
    case RawEnd::Failed: break;
    }
    return m_failure;
}

Outcome File::writeBuffered(Caller& caller, std::span<const std::byte> data)
{
    const auto keep = [this, data](std::size_t from, std::size_t size) {
        const auto part = data.subspan(from, size);
        m_writeBuffer.insert(m_writeBuffer.end(), part.begin(), part.end());
    };
    Outcome all = Outcome::ok(static_cast<qint64>(data.size()));
    if (data.size() <= m_mode.bufferBytes - m_writeBuffer.size()) {
        keep(0, data.size());
        return all;
    }
    const RawEnd flushed = flushBuffer(caller);
    if (flushed == RawEnd::Failed)
        return m_failure;
    if (flushed == RawEnd::WouldBlock) {
        // As much as there is room for stays, and the error says that it is not all.
        const std::size_t room = m_mode.bufferBytes - m_writeBuffer.size();
        keep(0, std::min(room, data.size()));
        return data.size() <= room ? all : wouldBlock();
    }
    std::size_t at = 0;
    while (data.size() - at > m_mode.bufferBytes) {
        std::size_t written = 0;
        const RawEnd end = writeRaw(caller, data.subspan(at), written);
        if (end == RawEnd::Failed)
            return m_failure;
        if (end == RawEnd::WouldBlock) {
            keep(at, m_mode.bufferBytes);
            return wouldBlock();
        }
        at += written;
    }
    keep(at, data.size() - at);
    return all;
}

File::RawEnd File::flushBuffer(Caller& caller)
{
    while (!m_writeBuffer.empty()) {
        std::size_t written = 0;
        if (const RawEnd end = writeRaw(caller, m_writeBuffer, written); end != RawEnd::Done)
            return end;
        m_writeBuffer.erase(m_writeBuffer.begin(), m_writeBuffer.begin() + static_cast<std::ptrdiff_t>(written));
    }
    return RawEnd::Done;
}

Outcome File::flush(Caller& caller)
{
    switch (flushBuffer(caller)) {
    case RawEnd::Done: return Outcome::ok();
    case RawEnd::WouldBlock: return wouldBlock();
    case RawEnd::Failed: break;
    }
    return m_failure;
}

Outcome File::close(Caller& caller)
{
    if (m_isClosed)
        return Outcome::ok();
    Outcome flushed = flush(caller);
    m_isClosed = true;
    const auto closed = m_socket->removeFile();
    if (flushed.isOk() && !closed)
        return Outcome::errnoIs(closed.error().code);
    return flushed;
}

} // namespace cli::script
