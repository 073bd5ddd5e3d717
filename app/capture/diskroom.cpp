// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/diskroom.h"

#include <algorithm>

#include <sys/statvfs.h>

namespace capture {

namespace {

constexpr std::uint64_t MaxReserveBytes = std::uint64_t{1} << 30;
constexpr std::uint64_t ReservePart = 20; // a twentieth: 5 %

} // namespace

base::Result<void> DiskRoom::take(std::uint64_t bytes)
{
    m_sinceLook += bytes;
    if (m_sinceLook < LookEvery && !m_wasRefused)
        return {};
    m_sinceLook = 0;
    struct statvfs disk
    { };
    // A disk that cannot be asked tells by itself when it is full.
    if (::fstatvfs(m_folder, &disk) != 0)
        return {};
    const std::uint64_t size = std::uint64_t{disk.f_blocks} * disk.f_frsize;
    const std::uint64_t room = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    const std::uint64_t wanted = std::min(MaxReserveBytes, size / ReservePart) + (m_wasRefused ? LookEvery : 0);
    m_wasRefused = room < wanted;
    return m_wasRefused ? base::Result<void>(base::failure({ENOSPC, "reserve"})) : base::Result<void>();
}

} // namespace capture
