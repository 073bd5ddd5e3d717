// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "packets/filewindow.h"

#include "capture/file.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>

namespace packets {

namespace {

constexpr std::size_t WindowBytes = std::size_t{1} << 20;

} // namespace

FileWindow::FileWindow(base::UniqueFd fd, std::uint64_t size)
    : m_fd(std::move(fd))
    , m_size(size)
    , m_end(size)
{ }

base::Result<FileWindow> FileWindow::open(const std::string& path)
{
    if (path.find('\0') != std::string::npos)
        return base::failure({EINVAL, "open"});
    base::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!fd)
        return base::failure(base::lastError("open"));
    struct stat status
    { };
    if (::fstat(fd.get(), &status) != 0)
        return base::failure(base::lastError("fstat"));
    if (!S_ISREG(status.st_mode))
        return base::failure({S_ISDIR(status.st_mode) ? EISDIR : EINVAL, "open"});
    FileWindow window(std::move(fd), static_cast<std::uint64_t>(status.st_size));
    const auto start = window.view(0, 2);
    if (!start)
        return base::failure(start.error());
    if (GzipStream::isMagic(*start)) {
        window.m_gzip = std::make_unique<GzipStream>(window.m_fd.get());
        window.m_end = std::nullopt;
        window.m_buffer.clear();
    }
    return window;
}

base::Result<FileWindow::Reach> FileWindow::reach(std::uint64_t offset)
{
    // What lies between comes out as well, and is let go.
    for (std::size_t passed = 0; !m_end && offset > m_start + m_buffer.size(); passed += WindowBytes) {
        if (passed >= MaxView)
            return Reach::NotYet;
        m_start += m_buffer.size();
        m_buffer.clear();
        if (const auto more = inflateMore(WindowBytes); !more)
            return base::failure(more.error());
    }
    return m_end && offset > *m_end ? Reach::PastEnd : Reach::There;
}

base::Result<std::span<const std::byte>> FileWindow::view(std::uint64_t offset, std::size_t bytes)
{
    if (m_end && offset >= *m_end)
        return std::span<const std::byte>();
    bytes = std::min(bytes, MaxView);
    if (m_end)
        bytes = std::min<std::uint64_t>(bytes, *m_end - offset);
    const bool isThere
        = offset >= m_start && offset - m_start <= m_buffer.size() && bytes <= m_buffer.size() - (offset - m_start);
    if (!isThere) {
        if (const auto filled = fillAt(offset, bytes); !filled)
            return base::failure(filled.error());
    }
    const std::span<const std::byte> rest = std::span(m_buffer).subspan(offset - m_start);
    return rest.first(std::min(bytes, rest.size()));
}

base::Result<void> FileWindow::fillAt(std::uint64_t offset, std::size_t bytes)
{
    if (m_gzip) {
        m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(offset - m_start));
        m_start = offset;
        return inflateMore(std::max(bytes, WindowBytes));
    }
    // Never more than what is there, whatever a length in the file says.
    m_buffer.resize(std::min<std::uint64_t>(std::max(bytes, WindowBytes), m_size - offset));
    m_start = offset;
    const auto count = capture::readSome(m_fd.get(), m_buffer, offset);
    m_buffer.resize(count.value_or(0));
    return count ? base::Result<void>() : base::failure(count.error());
}

/// Until the buffer has so many bytes, or the end is known.
base::Result<void> FileWindow::inflateMore(std::size_t bytes)
{
    while (m_buffer.size() < bytes && !m_end) {
        const std::size_t before = m_buffer.size();
        const std::size_t wanted = std::min(bytes - before, WindowBytes);
        m_buffer.resize(before + wanted);
        const auto count = m_gzip->read(std::span(m_buffer).subspan(before));
        m_buffer.resize(before + count.value_or(0));
        if (!count)
            return base::failure(count.error());
        if (*count < wanted)
            m_end = m_start + m_buffer.size();
    }
    return {};
}

double FileWindow::progress(std::uint64_t offset) const
{
    const std::uint64_t done = m_gzip ? m_gzip->position() : offset;
    return m_size == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(m_size);
}

std::optional<FileProblem> FileWindow::problem() const
{
    return m_gzip ? m_gzip->problem() : std::nullopt;
}

} // namespace packets
