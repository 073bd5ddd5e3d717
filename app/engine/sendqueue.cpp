// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/sendqueue.h"

#include <sys/stat.h>

#include <fcntl.h>

#include <algorithm>

namespace engine {

void SendQueue::push(Payload payload, std::size_t offset)
{
    const std::size_t size = payload->size();
    if (offset >= size)
        return;
    m_totalBytes += size - offset;
    m_memoryBytes += size - offset;
    m_items.push_back({std::move(payload), {}, offset, size});
}

void SendQueue::pushEmptyMessage()
{
    m_items.push_back({std::make_shared<const std::vector<std::byte>>(), {}, 0, 0});
}

base::Result<std::uint64_t> SendQueue::pushFile(const std::string& path)
{
    // O_NONBLOCK, or a FIFO without a writer would hold up the loop in open(2).
    base::UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file)
        return base::lastFailure("open");
    struct stat status
    { };
    if (::fstat(file.get(), &status) < 0)
        return base::lastFailure("fstat");
    if (!S_ISREG(status.st_mode))
        return base::failure({S_ISDIR(status.st_mode) ? EISDIR : EINVAL, "open"});
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size == 0)
        return size;
    m_totalBytes += size;
    m_items.push_back({nullptr, std::move(file), 0, size, base::Monotonic::now()});
    return size;
}

std::span<const std::byte> SendQueue::front() const
{
    const Item& item = m_items.front();
    return std::span<const std::byte>(*item.payload).subspan(static_cast<std::size_t>(item.offset));
}

Payload SendQueue::frontPayload() const
{
    const Item& item = m_items.front();
    if (item.offset == 0)
        return item.payload;
    const std::span<const std::byte> rest = front();
    return std::make_shared<const std::vector<std::byte>>(rest.begin(), rest.end());
}

base::Result<std::size_t> SendQueue::readFront(std::span<std::byte> room) const
{
    const Item& item = m_items.front();
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(item.size - item.offset, room.size()));
    const ssize_t count = ::pread(item.file.get(), room.data(), wanted, static_cast<off_t>(item.offset));
    if (count < 0)
        return base::lastFailure("pread");
    return static_cast<std::size_t>(count);
}

SendQueue::FileProgress SendQueue::frontFile() const
{
    const Item& item = m_items.front();
    return {item.since, item.offset, item.size};
}

void SendQueue::consume(std::size_t bytes)
{
    Item& item = m_items.front();
    item.offset += bytes;
    m_totalBytes -= bytes;
    if (item.payload)
        m_memoryBytes -= bytes;
    if (item.offset == item.size)
        m_items.pop_front();
}

std::uint64_t SendQueue::dropFront()
{
    const Item& item = m_items.front();
    const std::uint64_t rest = item.size - item.offset;
    m_totalBytes -= rest;
    if (item.payload)
        m_memoryBytes -= static_cast<std::size_t>(rest);
    m_items.pop_front();
    return rest;
}

std::uint64_t SendQueue::clear()
{
    const std::uint64_t rest = m_totalBytes;
    m_items.clear();
    m_totalBytes = 0;
    m_memoryBytes = 0;
    return rest;
}

} // namespace engine
