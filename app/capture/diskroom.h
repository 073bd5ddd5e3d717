// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"

#include <cstdint>

namespace capture {

/// Leaves room on the disk for others: what is recorded at full rate would otherwise fill it within minutes, and every
/// program of the user would fail. Owned by the writer; the folder's descriptor must outlive it.
class DiskRoom final
{
public:
    /// The disk is looked at each time that so much was written.
    static constexpr std::uint64_t LookEvery = std::uint64_t{16} << 20;

    explicit DiskRoom(int folder)
        : m_folder(folder)
    { }

    /// So many bytes are about to be written. Errors: ENOSPC when less than 5 % of the disk, or a GiB, is free; after
    /// that as long as not 16 MiB more are, so that recording does not stop and go on all the time.
    [[nodiscard]] base::Result<void> take(std::uint64_t bytes);

private:
    int m_folder;
    std::uint64_t m_sinceLook = 0;
    bool m_wasRefused = false;
};

} // namespace capture
