// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "net/address.h"

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What recvmsg(2) hands up beside a message's bytes: control messages, cmsg(3).
namespace net {

/// Room in bytes for all that one message can bring along: the 253 descriptors that the kernel passes at most
/// (SCM_MAX_FD), credentials, a time stamp, and what each option of ip(7) and ipv6(7) asks for.
inline constexpr std::size_t ControlRoom = 2048;

/// A control message as it came.
struct AncillaryData
{
    int level = 0;
    int type = 0;
    std::vector<std::byte> data;
};

/// How a datagram came in, as far as the socket was told to say: IP_PKTINFO and IP_RECVTTL in ip(7), IPV6_RECVPKTINFO
/// and IPV6_RECVHOPLIMIT in ipv6(7).
struct Arrival
{
    Address destination; ///< of its header, without a port: a group's address where it was sent to a group
    std::uint32_t interfaceIndex = 0; ///< 0 where it was not told
    std::optional<std::uint8_t> hops; ///< TTL or hop limit that was left

    [[nodiscard]] bool isEmpty() const { return destination.isEmpty() && interfaceIndex == 0 && !hops; }
};

/// What the control messages of one message say together.
struct Control
{
    Arrival arrival;
    std::optional<std::int64_t> timeNs; ///< SO_TIMESTAMPNS: CLOCK_REALTIME when the kernel had it
    std::optional<std::uint32_t> overflow; ///< SO_RXQ_OVFL: drops since the socket was made
    std::vector<std::string> descriptors; ///< what each one that came along (SCM_RIGHTS) was; see describeFile()
};

/// Reads a message's control messages. Each descriptor that came along is looked at and closed: nobody here can use it,
/// and a peer must not fill our table. Call it once for each message, or they leak. Thread: any.
[[nodiscard]] Control takeControl(msghdr& message);

/// "/dev/null (character device)", "socket:[4711] (socket)": where an open descriptor leads, as /proc/self/fd has it,
/// and what kind of file that is - statx(2). The name may hold any bytes. Thread: any.
[[nodiscard]] std::string describeFile(int fd);

struct ReceivedMessage
{
    std::size_t size = 0; ///< with MSG_TRUNC asked for the message's real size, which may be over the buffer's
    Address from;
    int flags = 0; ///< MSG_TRUNC, MSG_CTRUNC, MSG_EOR... that came back
    Control control;
    std::vector<AncillaryData> ancillary; ///< the same as they came; descriptors in it are closed already
};
/// recvmsg(2) with MSG_CMSG_CLOEXEC and `controlSize` bytes of room for control messages. Thread: any.
[[nodiscard]] base::Result<ReceivedMessage> recvmsg(
    int fd, std::span<std::byte> buffer, int flags, std::size_t controlSize = ControlRoom);

} // namespace net
