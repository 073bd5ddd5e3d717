// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <sys/socket.h>

#include <cstring>
#include <vector>

namespace support {

/// sendmsg(2) with descriptors beside the bytes (SCM_RIGHTS - unix(7)); false when it failed.
inline bool passDescriptors(int socket, QByteArray bytes, const std::vector<int>& descriptors)
{
    const std::size_t size = descriptors.size() * sizeof(int);
    std::vector<char> control(CMSG_SPACE(size));
    iovec vector{bytes.data(), static_cast<std::size_t>(bytes.size())};
    msghdr message{};
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(size);
    std::memcpy(CMSG_DATA(header), descriptors.data(), size);
    return ::sendmsg(socket, &message, MSG_NOSIGNAL) == bytes.size();
}

} // namespace support
