// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace capture {

/// Traffic holds secrets: what is captured is for its owner only, whatever the umask says.
inline constexpr unsigned FolderMode = 0700;
inline constexpr unsigned FileMode = 0600;

/// Opens a capture's folder. Errors: those of open(2); ENOTDIR or ELOOP when the name is a symbolic link.
[[nodiscard]] base::Result<base::UniqueFd> openFolder(const std::string& directory);
/// Creates a file that must not be there yet, for reading and writing. Errors: those of openat(2), EEXIST.
[[nodiscard]] base::Result<base::UniqueFd> createFile(int folder, const std::string& name);
/// Opens a regular file with O_RDONLY or O_RDWR; never through a symbolic link, and never waiting for a FIFO's peer.
/// Errors: those of openat(2); EBADMSG when it is no regular file.
[[nodiscard]] base::Result<base::UniqueFd> openFile(int folder, const std::string& name, int flags);
/// Size in bytes of an open file. Errors: those of fstat(2).
[[nodiscard]] base::Result<std::uint64_t> fileSize(int fd);

/// pwrite(2) until everything is written. A short write is followed by another, which then tells why: ENOSPC, EDQUOT,
/// EFBIG, EIO. Some bytes may be on file when it fails.
[[nodiscard]] base::Result<void> writeAll(int fd, std::span<const std::byte> bytes, std::uint64_t offset);
/// pread(2) until `bytes` is full or the file ends; gives how many there were. Errors: those of pread(2).
[[nodiscard]] base::Result<std::size_t> readSome(int fd, std::span<std::byte> bytes, std::uint64_t offset);

} // namespace capture
