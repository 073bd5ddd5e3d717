// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "base/savefile.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace base {

namespace {

constexpr std::size_t WriteBytes = std::size_t{1} << 20;
constexpr int TemporaryNames = 100;

/// "dir/.name.4711-0.part": in the same folder, so that it can be renamed, and hidden while it is not whole.
std::string temporaryName(const std::string& path, int attempt)
{
    const std::size_t name = path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1;
    // The name may be as long as a name can be; what is added must fit as well.
    constexpr std::size_t Kept = 200;
    return path.substr(0, name) + '.' + path.substr(name, Kept) + '.' + std::to_string(::getpid()) + '-'
        + std::to_string(attempt) + ".part";
}

bool canBeReplaced(const std::string& path)
{
    struct stat status
    { };
    return ::lstat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode) || S_ISLNK(status.st_mode);
}

} // namespace

SaveFile::SaveFile(std::string path, std::string temporary, base::UniqueFd fd)
    : m_path(std::move(path))
    , m_temporary(std::move(temporary))
    , m_fd(std::move(fd))
    , m_buffer(WriteBytes + MaxReserve)
{ }

base::Result<SaveFile> SaveFile::create(const std::string& path)
{
    if (path.empty() || path.back() == '/')
        return base::failure({EISDIR, "open"});
    if (path.find('\0') != std::string::npos)
        return base::failure({EINVAL, "open"});
    if (!canBeReplaced(path))
        return base::failure({EEXIST, "open"});
    for (int attempt = 0; attempt < TemporaryNames; ++attempt) {
        std::string temporary = temporaryName(path, attempt);
        base::UniqueFd fd(
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
        if (fd)
            return SaveFile(path, std::move(temporary), std::move(fd));
        if (errno != EEXIST)
            return base::failure(base::lastError("open"));
    }
    return base::failure({EEXIST, "open"});
}

SaveFile::~SaveFile()
{
    if (m_fd && !m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

std::byte* SaveFile::reserve(std::size_t bytes)
{
    assert(bytes <= MaxReserve);
    if (m_used + bytes > m_buffer.size())
        flush();
    return m_buffer.data() + m_used;
}

void SaveFile::advance(std::size_t bytes)
{
    m_used += bytes;
    if (m_used >= WriteBytes)
        flush();
}

void SaveFile::append(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const std::size_t piece = std::min(bytes.size(), MaxReserve);
        std::memcpy(reserve(piece), bytes.data(), piece);
        advance(piece);
        bytes = bytes.subspan(piece);
    }
}

void SaveFile::flush()
{
    std::span<const std::byte> rest(m_buffer.data(), m_used);
    m_used = 0;
    while (!m_failure && !rest.empty()) {
        const ssize_t count = ::write(m_fd.get(), rest.data(), rest.size());
        if (count < 0 && errno == EINTR)
            continue;
        // A short write is followed by another, which tells why.
        if (count < 0) {
            m_failure = base::lastError("write");
            return;
        }
        m_written += static_cast<std::uint64_t>(count);
        rest = rest.subspan(static_cast<std::size_t>(count));
    }
}

base::Result<void> SaveFile::sync()
{
    flush();
    if (m_failure)
        return base::failure(*m_failure);
    if (::fsync(m_fd.get()) != 0 && errno != EINVAL)
        return base::failure(base::lastError("fsync"));
    return {};
}

base::Result<void> SaveFile::finish()
{
    const bool replaces = ::access(m_path.c_str(), F_OK) == 0;
    if (replaces) {
        if (auto synced = sync(); !synced)
            return synced;
    } else {
        flush();
        if (m_failure)
            return base::failure(*m_failure);
    }
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        return base::failure(base::lastError("rename"));
    m_temporary.clear();
    return {};
}

} // namespace base
