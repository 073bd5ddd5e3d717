// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "net/controlmessage.h"

#include <netinet/in.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace net {

namespace {

std::span<const std::byte> dataOf(const cmsghdr& header)
{
    return {reinterpret_cast<const std::byte*>(CMSG_DATA(&header)), header.cmsg_len - CMSG_LEN(0)};
}

template <class T> T valueOf(const cmsghdr& header)
{
    T value{};
    const auto data = dataOf(header);
    std::memcpy(&value, data.data(), std::min(data.size(), sizeof(value)));
    return value;
}

const char* kindOf(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG: return "regular file";
    case S_IFDIR: return "directory";
    case S_IFCHR: return "character device";
    case S_IFBLK: return "block device";
    case S_IFIFO: return "pipe";
    case S_IFSOCK: return "socket";
    default: return "other"; // anonymous inodes: eventfd, epoll, timerfd
    }
}

void takeDescriptors(const cmsghdr& header, Control& control)
{
    for (auto rest = dataOf(header); rest.size() >= sizeof(int); rest = rest.subspan(sizeof(int))) {
        int fd = -1;
        std::memcpy(&fd, rest.data(), sizeof(fd));
        control.descriptors.push_back(describeFile(fd));
        ::close(fd);
    }
}

Address addressOf(const in6_pktinfo& info)
{
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr = info.ipi6_addr;
    // The same link-local address and the same group can be on each link.
    const bool needsScope = IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr) || IN6_IS_ADDR_MC_LINKLOCAL(&info.ipi6_addr)
        || IN6_IS_ADDR_MC_NODELOCAL(&info.ipi6_addr);
    address.sin6_scope_id = needsScope ? info.ipi6_ifindex : 0;
    return Address::fromSockaddr(reinterpret_cast<const sockaddr*>(&address), sizeof(address));
}

void takeSocketLevel(const cmsghdr& header, Control& control)
{
    if (header.cmsg_type == SO_TIMESTAMPNS) {
        const auto stamp = valueOf<timespec>(header);
        control.timeNs = std::int64_t{stamp.tv_sec} * 1'000'000'000 + stamp.tv_nsec;
    } else if (header.cmsg_type == SO_RXQ_OVFL) {
        control.overflow = valueOf<std::uint32_t>(header);
    } else if (header.cmsg_type == SCM_RIGHTS) {
        takeDescriptors(header, control);
    }
}

void takeOne(const cmsghdr& header, Control& control)
{
    if (header.cmsg_level == SOL_SOCKET) {
        takeSocketLevel(header, control);
    } else if (header.cmsg_level == IPPROTO_IP && header.cmsg_type == IP_PKTINFO) {
        const auto info = valueOf<in_pktinfo>(header);
        control.arrival.destination = Address::fromHost(info.ipi_addr);
        control.arrival.interfaceIndex = static_cast<std::uint32_t>(info.ipi_ifindex);
    } else if (header.cmsg_level == IPPROTO_IPV6 && header.cmsg_type == IPV6_PKTINFO) {
        const auto info = valueOf<in6_pktinfo>(header);
        control.arrival.destination = addressOf(info);
        control.arrival.interfaceIndex = info.ipi6_ifindex;
    } else if ((header.cmsg_level == IPPROTO_IP && header.cmsg_type == IP_TTL)
        || (header.cmsg_level == IPPROTO_IPV6 && header.cmsg_type == IPV6_HOPLIMIT)) {
        control.arrival.hops = static_cast<std::uint8_t>(valueOf<int>(header));
    }
}

std::vector<AncillaryData> ancillaryOf(msghdr& message)
{
    std::vector<AncillaryData> items;
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
        const auto data = dataOf(*header);
        items.push_back({header->cmsg_level, header->cmsg_type, {data.begin(), data.end()}});
    }
    return items;
}

} // namespace

Control takeControl(msghdr& message)
{
    Control control;
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header))
        takeOne(*header, control);
    return control;
}

std::string describeFile(int fd)
{
    std::array<char, PATH_MAX> target{};
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    const ssize_t length = ::readlink(link.c_str(), target.data(), target.size());
    std::string name = length < 0 ? "?" : std::string(target.data(), static_cast<std::size_t>(length));
    // A file system that never answers must not hold up who only wants to know what kind of file this is.
    struct statx status
    { };
    if (::statx(fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_TYPE, &status) == 0)
        name += std::string(" (") + kindOf(status.stx_mode) + ')';
    return name;
}

base::Result<ReceivedMessage> recvmsg(int fd, std::span<std::byte> buffer, int flags, std::size_t controlSize)
{
    sockaddr_storage name{};
    iovec vector{buffer.data(), buffer.size()};
    alignas(cmsghdr) std::array<std::byte, ControlRoom> usual; // not initialised: the kernel says how much it wrote
    std::vector<std::byte> large(controlSize > usual.size() ? controlSize : 0);
    msghdr message{};
    message.msg_name = &name;
    message.msg_namelen = sizeof(name);
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    message.msg_control = large.empty() ? usual.data() : large.data();
    message.msg_controllen = controlSize;
    const ssize_t size = ::recvmsg(fd, &message, flags | MSG_CMSG_CLOEXEC);
    if (size < 0)
        return base::lastFailure("recvmsg");
    return ReceivedMessage{static_cast<std::size_t>(size),
        Address::fromSockaddr(reinterpret_cast<const sockaddr*>(&name), message.msg_namelen),
        message.msg_flags & ~MSG_CMSG_CLOEXEC, takeControl(message), ancillaryOf(message)};
}

} // namespace net
