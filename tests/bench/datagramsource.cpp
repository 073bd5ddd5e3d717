// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "tests/bench/datagramsource.h"

#include "net/syscalls.h"
#include "tests/bench/measure.h"

#include <algorithm>

namespace bench {

DatagramSource::DatagramSource(const net::Address& to, std::span<std::byte> bytes)
    : m_fd(net::socket(AF_INET, SOCK_DGRAM, net::FdMode::Blocking).value())
    , m_piece{bytes.data(), bytes.size()}
{
    check(net::connect(m_fd.get(), to).has_value(), "connect");
    for (mmsghdr& message : m_messages) {
        message.msg_hdr.msg_iov = &m_piece;
        message.msg_hdr.msg_iovlen = 1;
    }
}

void DatagramSource::send(std::size_t count)
{
    while (count > 0) {
        const auto batch = static_cast<unsigned>(std::min(count, Batch));
        const int taken = ::sendmmsg(m_fd.get(), m_messages.data(), batch, 0);
        check(taken > 0, "sendmmsg");
        count -= static_cast<std::size_t>(taken);
    }
}

} // namespace bench
