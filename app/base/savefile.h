// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// A file that comes to be whole or not at all: written beside its place under a name of its own, mode 0600 whatever
/// the umask says, and renamed at the end. What it replaces is never followed where it is a symbolic link. Bytes are
/// gathered and written in large pieces. A failure is kept and told by failure() and finish(); what is appended after
/// it is forgotten. Move-only; one thread.
class SaveFile final
{
public:
    /// Room that reserve() can give at once.
    static constexpr std::size_t MaxReserve = std::size_t{1} << 19;

    /// Errors: those of open(2); EEXIST where the name is there and is neither a regular file nor a symbolic link.
    [[nodiscard]] static base::Result<SaveFile> create(const std::string& path);
    SaveFile(SaveFile&&) noexcept = default;
    SaveFile& operator=(SaveFile&&) = delete;
    SaveFile(const SaveFile&) = delete;
    SaveFile& operator=(const SaveFile&) = delete;
    /// Removes what was written, unless it was finished.
    ~SaveFile();

    /// Room for `bytes` (at most MaxReserve), contiguous, valid until the next call.
    [[nodiscard]] std::byte* reserve(std::size_t bytes);
    /// The first `bytes` of what reserve gave belong to the file now.
    void advance(std::size_t bytes);
    void append(std::span<const std::byte> bytes);
    void append(std::string_view text) { append(std::as_bytes(std::span(text))); }

    /// How many bytes were appended.
    [[nodiscard]] std::uint64_t size() const { return m_written + m_used; }
    /// Why writing stopped, if it did: ENOSPC, EDQUOT, EFBIG, EIO.
    [[nodiscard]] const std::optional<base::Error>& failure() const { return m_failure; }
    /// Writes the rest and waits until it is on the disk, before the file has its name. Errors: those of write(2) and
    /// fsync(2).
    [[nodiscard]] base::Result<void> sync();
    /// Writes the rest and gives the file its name. What replaces a file is on the disk before that one goes; for a new
    /// one nobody waits. Errors: those of write(2), fsync(2) and rename(2).
    [[nodiscard]] base::Result<void> finish();

private:
    SaveFile(std::string path, std::string temporary, base::UniqueFd fd);
    void flush();

    std::string m_path;
    std::string m_temporary; ///< empty when there is nothing to remove
    base::UniqueFd m_fd;
    std::vector<std::byte> m_buffer;
    std::size_t m_used = 0; ///< of m_buffer
    std::uint64_t m_written = 0;
    std::optional<base::Error> m_failure;
};

} // namespace base
