// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "net/controlmessage.h"

#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace engine {

/// One datagram as recvmmsg(2) gave it. `data` points into the batch.
struct Datagram
{
    std::span<const std::byte> data;
    std::size_t realSize = 0; ///< of which data is the beginning, when the buffer was too small
    net::Address from;
    int flags = 0; ///< MSG_TRUNC, MSG_CTRUNC
    net::Control control; ///< what came along; descriptors are closed already
};

/// An error from the error queue: an ICMP message, with the address that was sent to and who complained.
struct QueuedError
{
    int code = 0;
    net::Address destination;
    net::Address offender;
};

/// Buffers for receiving many datagrams with one call, allocated and touched once and used by all datagram sockets of
/// a loop in turn. Thread: I/O.
class DatagramBatch final
{
public:
    static constexpr std::size_t Slots = 32;
    static constexpr std::size_t MaxDatagramBytes = 64 * 1024;

    DatagramBatch();
    DatagramBatch(const DatagramBatch&) = delete;
    DatagramBatch& operator=(const DatagramBatch&) = delete;

    /// recvmmsg(2) with MSG_DONTWAIT, at most `size` bytes of each datagram. Gives how many there are; see datagram().
    /// Errors: errno of recvmmsg; EAGAIN when there is none, a pending error of the socket (ECONNREFUSED).
    [[nodiscard]] base::Result<std::size_t> receive(int fd, std::size_t size);
    /// Once for each: it closes the descriptors that came along.
    [[nodiscard]] Datagram datagram(std::size_t index);

    /// The next error of the socket's error queue: IP_RECVERR in ip(7). Errors: EAGAIN when there is none.
    [[nodiscard]] static base::Result<QueuedError> takeError(int fd);

private:
    std::vector<std::byte> m_data;
    std::array<mmsghdr, Slots> m_messages{};
    std::array<iovec, Slots> m_vectors{};
    std::array<sockaddr_storage, Slots> m_names{};
    std::vector<std::byte> m_control;
};

} // namespace engine
