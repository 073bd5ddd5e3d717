// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/filework.h"

#include "net/syscalls.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace engine {

using capture::Operation;
using net::CallEnd;

namespace {

constexpr std::byte LineFeed{'\n'};
constexpr std::size_t ReceivePiece = 64 * 1024; // bytes of one recv, where all is read

Operation operationOf(FileRequest::As as)
{
    switch (as) {
    case FileRequest::As::Read: return Operation::FileRead;
    case FileRequest::As::ReadLine: return Operation::FileReadLine;
    case FileRequest::As::Write: return Operation::FileWrite;
    case FileRequest::As::Flush: return Operation::FileFlush;
    case FileRequest::As::Send: break;
    }
    return Operation::SendFile;
}

base::Result<base::UniqueFd> openForWriting(const FileRequest& request)
{
    int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK;
    switch (request.existing) {
    case FileRequest::Existing::Keep: flags |= O_EXCL; break;
    case FileRequest::Existing::Append: flags |= O_APPEND; break;
    case FileRequest::Existing::Replace: flags |= O_TRUNC; break;
    }
    constexpr mode_t EverybodyLessUmask = 0666;
    base::UniqueFd file(::open(request.path.c_str(), flags, EverybodyLessUmask));
    if (!file)
        return base::lastFailure("open");
    return file;
}

/// read(n) and readline(): takes from the buffer, and receives while that does not suffice.
class Reading final : public FileWork
{
public:
    Reading(const FileRequest& request, FileBuffers& buffers, base::UniqueFd file)
        : FileWork(
            operationOf(request.as), request.as == FileRequest::As::Read ? request.size : std::nullopt, request.path)
        , m_isLine(request.as == FileRequest::As::ReadLine)
        , m_buffer(buffers.received)
    {
        setFile(std::move(file));
    }

    std::optional<net::CallRequest> next() override
    {
        take();
        if (isOver())
            return std::nullopt;
        return net::ReceiveCall{.size = wanted()};
    }

    void took(const net::CallResult& result) override
    {
        m_buffer.insert(m_buffer.end(), result.data.begin(), result.data.end());
        if (result.end != CallEnd::Value)
            fail(result.end, result.errorNumber);
        else if (result.value == 0)
            m_isAtEnd = true;
    }

private:
    /// As Python asks: whole buffers go past the buffer, and the rest is read into it.
    [[nodiscard]] std::size_t wanted() const
    {
        if (m_isLine)
            return FileBuffers::Bytes;
        if (!total())
            return ReceivePiece;
        const std::uint64_t left = *total() - moved();
        const std::uint64_t whole = left - left % FileBuffers::Bytes;
        return static_cast<std::size_t>(std::clamp<std::uint64_t>(whole, FileBuffers::Bytes, ReceivePiece));
    }

    /// What of the buffer belongs to this request.
    [[nodiscard]] std::size_t ours() const
    {
        if (!m_isLine)
            return static_cast<std::size_t>(
                total() ? std::min<std::uint64_t>(*total() - moved(), m_buffer.size()) : m_buffer.size());
        const auto end = std::find(m_buffer.begin(), m_buffer.end(), LineFeed);
        return static_cast<std::size_t>(end - m_buffer.begin()) + (end == m_buffer.end() ? 0 : 1);
    }

    /// What the file does not take stays in the buffer: it is received, and must not be lost.
    void take()
    {
        const std::size_t size = ours();
        const bool endsLine = m_isLine && size > 0 && m_buffer[size - 1] == LineFeed;
        const std::size_t taken = handOver(std::span<const std::byte>(m_buffer).first(size));
        m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(taken));
        const bool hasAll = total() && moved() == *total();
        if (taken == size && (endsLine || hasAll || m_isAtEnd))
            setOver();
    }

    bool m_isLine;
    bool m_isAtEnd = false;
    std::vector<std::byte>& m_buffer;
};

/// write() and flush(): what fits stays in the buffer; else the buffer is sent, and all but its like of the rest.
class Writing final : public FileWork
{
public:
    Writing(const FileRequest& request, FileBuffers& buffers)
        : FileWork(operationOf(request.as),
            request.as == FileRequest::As::Write ? request.data->size() : buffers.unsent.size(), {})
        , m_data(request.as == FileRequest::As::Write ? request.data : nullptr)
        , m_buffer(buffers.unsent)
    { }

    std::optional<net::CallRequest> next() override
    {
        if (isOver())
            return std::nullopt;
        if (m_data && !m_isThrough && m_data->size() <= FileBuffers::Bytes - m_buffer.size())
            return keepRest();
        if (!m_buffer.empty())
            return sending(m_buffer);
        m_isThrough = true;
        if (m_data && m_data->size() - m_at > FileBuffers::Bytes)
            return sending(std::span<const std::byte>(*m_data).subspan(m_at));
        return keepRest();
    }

    void took(const net::CallResult& result) override
    {
        if (result.end != CallEnd::Value) {
            fail(result.end, result.errorNumber);
            return;
        }
        const auto sent = static_cast<std::size_t>(result.value);
        if (!m_isThrough) {
            m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(sent));
            if (!m_data)
                addMoved(sent);
            return;
        }
        m_at += sent;
        addMoved(sent);
    }

private:
    static net::CallRequest sending(std::span<const std::byte> data)
    {
        return net::SendCall{.data = std::make_shared<const std::vector<std::byte>>(data.begin(), data.end())};
    }

    std::optional<net::CallRequest> keepRest()
    {
        if (m_data) {
            m_buffer.insert(m_buffer.end(), m_data->begin() + static_cast<std::ptrdiff_t>(m_at), m_data->end());
            addMoved(m_data->size() - m_at);
        }
        setOver();
        return std::nullopt;
    }

    std::shared_ptr<const std::vector<std::byte>> m_data; // null for flush
    std::vector<std::byte>& m_buffer;
    std::size_t m_at = 0; // of m_data, once the buffer is empty
    bool m_isThrough = false; // the buffer was sent
};

/// sendfile(2) in pieces, each a record that has its bytes. The file is opened once: what takes its name meanwhile is
/// not sent.
class Sending final : public FileWork
{
public:
    explicit Sending(const FileRequest& request)
        : FileWork(operationOf(request.as), {}, request.path)
        , m_offset(request.offset)
        , m_count(request.size)
    {
        auto file = net::openToSend(request.path);
        if (!file)
            return; // sendfile itself says why
        m_file = std::make_shared<const base::UniqueFd>(std::move(file->fd));
        const std::uint64_t rest = file->size - std::min(file->size, m_offset);
        m_count = std::min(m_count.value_or(rest), rest);
        setTotal(m_count);
    }

    std::optional<net::CallRequest> next() override
    {
        if (isOver())
            return std::nullopt;
        const std::optional<std::uint64_t> piece
            = m_file ? std::optional(std::min(*m_count - moved(), SendPiece)) : m_count;
        m_piece = piece.value_or(0);
        return net::SendFileCall{progress().path, m_offset + moved(), piece, m_file};
    }

    void took(const net::CallResult& result) override
    {
        addMoved(static_cast<std::uint64_t>(std::max<std::int64_t>(0, result.value)));
        const bool isShort = static_cast<std::uint64_t>(result.value) < m_piece; // the file has become shorter
        if (result.end != CallEnd::Value || isShort || !m_file || moved() == *m_count)
            setOver();
    }

    std::optional<End> finish() override { return std::nullopt; }

private:
    std::shared_ptr<const base::UniqueFd> m_file;
    std::uint64_t m_offset;
    std::optional<std::uint64_t> m_count;
    std::uint64_t m_piece = 0;
};

} // namespace

FileWork::FileWork(Operation operation, std::optional<std::uint64_t> total, std::string path)
    : m_total(total)
{
    m_end.operation = operation;
    m_end.asked = total.value_or(0);
    m_end.path = std::move(path);
    m_end.start = base::Monotonic::now();
}

base::Result<std::unique_ptr<FileWork>> FileWork::begin(const FileRequest& request, FileBuffers& buffers)
{
    switch (request.as) {
    case FileRequest::As::Send: return std::make_unique<Sending>(request);
    case FileRequest::As::Write:
    case FileRequest::As::Flush: return std::make_unique<Writing>(request, buffers);
    case FileRequest::As::Read:
    case FileRequest::As::ReadLine: break;
    }
    if (request.path.empty())
        return std::make_unique<Reading>(request, buffers, base::UniqueFd());
    auto file = openForWriting(request);
    if (!file)
        return base::failure(file.error());
    return std::make_unique<Reading>(request, buffers, std::move(*file));
}

FileWork::End FileWork::notBegun(const FileRequest& request)
{
    End end;
    end.operation = operationOf(request.as);
    end.end = CallEnd::Cancelled;
    end.asked = request.data ? request.data->size() : request.size.value_or(0);
    end.path = request.path;
    end.start = base::Monotonic::now();
    return end;
}

void FileWork::fail(CallEnd end, int errorNumber)
{
    if (m_isOver)
        return;
    m_isOver = true;
    m_end.end = end;
    m_end.errorNumber = end == CallEnd::Errno ? errorNumber : 0;
}

std::size_t FileWork::handOver(std::span<const std::byte> bytes)
{
    std::size_t written = m_file ? 0 : bytes.size();
    while (written < bytes.size()) {
        const ssize_t count = ::write(m_file.get(), bytes.data() + written, bytes.size() - written);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            fail(CallEnd::Errno, errno);
            break;
        }
        written += static_cast<std::size_t>(count);
    }
    if (!m_file && m_end.kept.size() < Kept) {
        const auto kept = bytes.first(std::min(bytes.size(), Kept - m_end.kept.size()));
        m_end.kept.insert(m_end.kept.end(), kept.begin(), kept.end());
    }
    m_end.moved += written;
    return written;
}

std::optional<FileWork::End> FileWork::finish()
{
    // A disk may say only now that it did not take everything - close(2).
    if (m_file) {
        if (const auto closed = net::close(std::move(m_file)); !closed && m_end.end == CallEnd::Value) {
            m_end.end = CallEnd::Errno;
            m_end.errorNumber = closed.error().code;
        }
    }
    return std::move(m_end);
}

} // namespace engine
