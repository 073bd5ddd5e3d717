// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"
#include "packets/gzipstream.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace packets {

/// Reads a file from front to back by a window of bounded size. What a gzip file holds is read as if it were the file;
/// all places are then those in its content. Owned by whoever reads; one thread.
class FileWindow final
{
public:
    /// The most that view() gives at once.
    static constexpr std::size_t MaxView = std::size_t{16} << 20;

    enum class Reach : std::uint8_t
    {
        There,
        NotYet,
        PastEnd
    };

    /// Opens a regular file, and never waits for a FIFO's peer. What is written behind its end later is not seen.
    /// Errors: those of open(2) and pread(2); EINVAL for what is no file.
    [[nodiscard]] static base::Result<FileWindow> open(const std::string& path);

    /// Where it ends. None as long as that is not known: a gzip file's content ends where reading comes to its end.
    [[nodiscard]] std::optional<std::uint64_t> end() const { return m_end; }
    /// Goes to a place not before those that were viewed. A far one in a gzip file takes several calls, so that the
    /// caller can stop in between. Errors: those of pread(2), ENOMEM.
    [[nodiscard]] base::Result<Reach> reach(std::uint64_t offset);
    /// `bytes` from a place on that was reached or is behind it, or fewer where the file ends; valid until the next
    /// call. Errors: those of pread(2), ENOMEM.
    [[nodiscard]] base::Result<std::span<const std::byte>> view(std::uint64_t offset, std::size_t bytes);
    /// What lies before it was read or passed over.
    [[nodiscard]] std::uint64_t place() const { return m_start; }
    /// How far into the file a place is that was reached: 0 to 1.
    [[nodiscard]] double progress(std::uint64_t offset) const;
    /// What is wrong with the compression; its place is one in the file itself. Known once the end was reached.
    [[nodiscard]] std::optional<FileProblem> problem() const;

private:
    FileWindow(base::UniqueFd fd, std::uint64_t size);
    [[nodiscard]] base::Result<void> fillAt(std::uint64_t offset, std::size_t bytes);
    [[nodiscard]] base::Result<void> inflateMore(std::size_t bytes);

    base::UniqueFd m_fd;
    std::uint64_t m_size; ///< of the file when it was opened
    std::unique_ptr<GzipStream> m_gzip;
    std::optional<std::uint64_t> m_end;
    std::vector<std::byte> m_buffer;
    std::uint64_t m_start = 0; ///< place of m_buffer
};

} // namespace packets
