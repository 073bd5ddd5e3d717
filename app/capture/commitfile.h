// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/uniquefd.h"
#include "capture/committed.h"
#include "capture/layout.h"

#include <cstdint>

namespace capture {

/// What the commit file says: how much of the other files is valid. Bytes beyond are never read, whatever they hold.
struct Commit
{
    std::uint64_t sequence = 0; ///< grows by one with each commit
    std::int64_t startNs = 0; ///< when the capture was begun; CLOCK_REALTIME
    Layout layout;
    Extent extent;
    FirstKept first;

    friend bool operator==(const Commit&, const Commit&) = default;
};

/// Writes commits into two slots in turn, so that one is whole whenever the process ends. Each slot has a checksum,
/// which tells a slot that is being written from a whole one. Owned by the writer.
class CommitFile final
{
public:
    /// Creates the file with a first commit. Errors: those of open(2) and pwrite(2).
    [[nodiscard]] static base::Result<CommitFile> create(int folder, const Commit& first);
    /// Commits `extent`, from `first` on: one pwrite. Errors: those of pwrite(2); the commit before it stays valid.
    [[nodiscard]] base::Result<void> write(const Extent& extent, const FirstKept& first = {});

private:
    CommitFile(base::UniqueFd fd, const Commit& last);

    base::UniqueFd m_fd;
    Commit m_last;
};

/// The newest whole commit. Errors: EBADMSG when there is none or when its numbers cannot be, EOPNOTSUPP when the
/// format is a newer one, and those of pread(2). Another process may be writing meanwhile.
[[nodiscard]] base::Result<Commit> readCommit(int fd);

} // namespace capture
