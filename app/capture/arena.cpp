// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/arena.h"

#include <utility>

#include <sys/mman.h>

namespace capture {

Arena::Arena(std::span<std::byte> bytes)
    : m_bytes(bytes)
{ }

base::Result<Arena> Arena::create(std::size_t bytes)
{
    void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (memory == MAP_FAILED)
        return base::lastFailure("mmap");
    return Arena({static_cast<std::byte*>(memory), bytes});
}

Arena::Arena(Arena&& other) noexcept
    : m_bytes(std::exchange(other.m_bytes, {}))
{ }

Arena& Arena::operator=(Arena&& other) noexcept
{
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

Arena::~Arena()
{
    if (!m_bytes.empty())
        ::munmap(m_bytes.data(), m_bytes.size());
}

} // namespace capture
