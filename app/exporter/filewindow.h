// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace exporter {

/// Reads a file from front to back by a window of bounded size. Owned by whoever reads; one thread.
class FileWindow final
{
public:
    /// The most that view() gives at once.
    static constexpr std::size_t MaxView = std::size_t{16} << 20;

    /// Opens a regular file, and never waits for a FIFO's peer. Errors: those of open(2); EINVAL for what is no file.
    [[nodiscard]] static base::Result<FileWindow> open(const std::string& path);

    /// Size when it was opened, in bytes. What is written behind that is not seen.
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// `bytes` from a place on, or fewer where the file ends; valid until the next call. Errors: those of pread(2).
    [[nodiscard]] base::Result<std::span<const std::byte>> view(std::uint64_t offset, std::size_t bytes);

private:
    FileWindow(base::UniqueFd fd, std::uint64_t size);

    base::UniqueFd m_fd;
    std::uint64_t m_size;
    std::vector<std::byte> m_buffer;
    std::uint64_t m_start = 0; ///< place of m_buffer in the file
};

} // namespace exporter
