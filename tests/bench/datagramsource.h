// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "net/address.h"

#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <span>

namespace bench {

/// Sends the same datagram over and over, many with one call. Ends the benchmark when the kernel refuses.
class DatagramSource final
{
public:
    static constexpr std::size_t Batch = 64;

    /// @param bytes  what each holds; must outlive the source, and may be changed between two calls of send.
    DatagramSource(const net::Address& to, std::span<std::byte> bytes);
    DatagramSource(const DatagramSource&) = delete;
    DatagramSource& operator=(const DatagramSource&) = delete;

    /// As fast as the kernel takes them.
    void send(std::size_t count);

private:
    base::UniqueFd m_fd;
    iovec m_piece;
    std::array<mmsghdr, Batch> m_messages{};
};

} // namespace bench
