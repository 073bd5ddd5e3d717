// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "exporter/filewindow.h"

#include "capture/file.h"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>

namespace exporter {

namespace {

constexpr std::size_t WindowBytes = std::size_t{1} << 20;

} // namespace

FileWindow::FileWindow(base::UniqueFd fd, std::uint64_t size)
    : m_fd(std::move(fd))
    , m_size(size)
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
    return FileWindow(std::move(fd), static_cast<std::uint64_t>(status.st_size));
}

base::Result<std::span<const std::byte>> FileWindow::view(std::uint64_t offset, std::size_t bytes)
{
    if (offset >= m_size)
        return std::span<const std::byte>();
    bytes = std::min<std::uint64_t>({bytes, MaxView, m_size - offset});
    const bool isThere
        = offset >= m_start && offset - m_start <= m_buffer.size() && bytes <= m_buffer.size() - (offset - m_start);
    if (!isThere) {
        // Never more than what is there, whatever a length in the file says.
        m_buffer.resize(std::min<std::uint64_t>(std::max(bytes, WindowBytes), m_size - offset));
        m_start = offset;
        const auto count = capture::readSome(m_fd.get(), m_buffer, offset);
        m_buffer.resize(count.value_or(0));
        if (!count)
            return base::failure(count.error());
    }
    const std::span<const std::byte> rest = std::span(m_buffer).subspan(offset - m_start);
    return rest.first(std::min(bytes, rest.size()));
}

} // namespace exporter
