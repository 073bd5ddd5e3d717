// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/datagrambatch.h"

#include <linux/errqueue.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace engine {

namespace {

template <class T> T controlValue(const cmsghdr* control)
{
    T value{};
    std::memcpy(&value, CMSG_DATA(control), sizeof(value));
    return value;
}

} // namespace

DatagramBatch::DatagramBatch()
    : m_data(Slots * MaxDatagramBytes)
    , m_control(Slots * net::ControlRoom)
{ }

base::Result<std::size_t> DatagramBatch::receive(int fd, std::size_t size)
{
    const std::size_t room = std::min(size, MaxDatagramBytes);
    for (std::size_t i = 0; i < Slots; ++i) {
        m_vectors[i] = {m_data.data() + i * MaxDatagramBytes, room};
        msghdr& header = m_messages[i].msg_hdr;
        header.msg_name = &m_names[i];
        header.msg_namelen = sizeof(m_names[i]);
        header.msg_iov = &m_vectors[i];
        header.msg_iovlen = 1;
        header.msg_control = m_control.data() + i * net::ControlRoom;
        header.msg_controllen = net::ControlRoom;
        header.msg_flags = 0;
    }
    // MSG_TRUNC as a flag asks for the real length of a cut datagram: recv(2).
    const int count = ::recvmmsg(fd, m_messages.data(), Slots, MSG_DONTWAIT | MSG_TRUNC | MSG_CMSG_CLOEXEC, nullptr);
    if (count < 0)
        return base::lastFailure("recvmmsg");
    return static_cast<std::size_t>(count);
}

Datagram DatagramBatch::datagram(std::size_t index)
{
    mmsghdr& message = m_messages[index];
    msghdr& header = message.msg_hdr;
    Datagram result;
    result.realSize = message.msg_len;
    result.data = std::span<const std::byte>(m_data).subspan(
        index * MaxDatagramBytes, std::min<std::size_t>(message.msg_len, m_vectors[index].iov_len));
    result.from = net::Address::fromSockaddr(static_cast<const sockaddr*>(header.msg_name), header.msg_namelen);
    result.flags = header.msg_flags & (MSG_TRUNC | MSG_CTRUNC);
    result.control = net::takeControl(header);
    return result;
}

base::Result<QueuedError> DatagramBatch::takeError(int fd)
{
    sockaddr_storage name{};
    std::array<std::byte, 64> data{};
    alignas(cmsghdr) std::array<std::byte, net::ControlRoom> control{};
    iovec vector{data.data(), data.size()};
    msghdr header{};
    header.msg_name = &name;
    header.msg_namelen = sizeof(name);
    header.msg_iov = &vector;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    if (::recvmsg(fd, &header, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
        return base::lastFailure("recvmsg(MSG_ERRQUEUE)");
    QueuedError result;
    result.destination = net::Address::fromSockaddr(reinterpret_cast<sockaddr*>(&name), header.msg_namelen);
    for (cmsghdr* item = CMSG_FIRSTHDR(&header); item; item = CMSG_NXTHDR(&header, item)) {
        const bool isError = (item->cmsg_level == IPPROTO_IP && item->cmsg_type == IP_RECVERR)
            || (item->cmsg_level == IPPROTO_IPV6 && item->cmsg_type == IPV6_RECVERR);
        if (!isError)
            continue;
        const auto error = controlValue<sock_extended_err>(item);
        result.code = static_cast<int>(error.ee_errno);
        const auto* offender = reinterpret_cast<const sockaddr*>(CMSG_DATA(item) + sizeof(sock_extended_err));
        if (offender->sa_family == AF_INET)
            result.offender = net::Address::fromSockaddr(offender, sizeof(sockaddr_in));
        else if (offender->sa_family == AF_INET6)
            result.offender = net::Address::fromSockaddr(offender, sizeof(sockaddr_in6));
    }
    return result;
}

} // namespace engine
