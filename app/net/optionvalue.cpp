// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/option.h"

#include <sys/socket.h>

#include <array>

namespace net {

namespace {

/// More than any option of the table has: struct tcp_info is 280 bytes on Linux 6.18 and grows with the kernel.
constexpr std::size_t LargestValue = 1024;

const char* getOperation(int level, int name)
{
    const OptionInfo* info = findOption(level, name);
    return info ? info->getOperation : "getsockopt";
}

const char* setOperation(int level, int name)
{
    const OptionInfo* info = findOption(level, name);
    return info ? info->setOperation : "setsockopt";
}

} // namespace

base::Result<std::vector<std::byte>> getOption(int fd, int level, int name)
{
    std::array<std::byte, LargestValue> value{};
    auto size = static_cast<socklen_t>(value.size());
    if (::getsockopt(fd, level, name, value.data(), &size) != 0)
        return base::lastFailure(getOperation(level, name));
    return std::vector<std::byte>(value.begin(), value.begin() + size);
}

base::Result<void> setOption(int fd, int level, int name, std::span<const std::byte> value)
{
    if (::setsockopt(fd, level, name, value.data(), static_cast<socklen_t>(value.size())) != 0)
        return base::lastFailure(setOperation(level, name));
    return {};
}

base::Result<int> getIntOption(int fd, int level, int name)
{
    int value = 0;
    socklen_t size = sizeof(value);
    if (::getsockopt(fd, level, name, &value, &size) != 0)
        return base::lastFailure(getOperation(level, name));
    return value;
}

base::Result<void> setIntOption(int fd, int level, int name, int value)
{
    return setOption(fd, level, name, std::as_bytes(std::span(&value, 1)));
}

} // namespace net
