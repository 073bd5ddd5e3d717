// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "exporter/programwords.h"

#include "base/error.h"
#include "codec/visible.h"
#include "exporter/literal.h"
#include "exporter/recordtext.h"
#include "net/option.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <limits>

namespace exporter {

using capture::Operation;
using capture::Outcome;

namespace {

/// What the kernel holds of a connection on loopback at least, whatever its buffers are set to by default.
constexpr std::size_t SurelyHeld = 64 * 1024;

/// Options of our table that Python's socket module, from 3.8 on, has no name for.
constexpr auto UnknownToPython = std::to_array<std::string_view>({"IPV6_ADDR_PREFERENCES", "IPV6_AUTOFLOWLABEL",
    "IPV6_FLOWINFO_SEND", "IPV6_FREEBIND", "IPV6_MINHOPCOUNT", "IPV6_MTU", "IPV6_MTU_DISCOVER", "IPV6_MULTICAST_ALL",
    "IPV6_RECVERR", "IPV6_RECVERR_RFC4884", "IPV6_RECVFRAGSIZE", "IPV6_RECVORIGDSTADDR", "IPV6_TRANSPARENT",
    "IP_BIND_ADDRESS_NO_PORT", "IP_FREEBIND", "IP_MINTTL", "IP_MTU", "IP_MTU_DISCOVER", "IP_MULTICAST_ALL",
    "IP_PKTINFO", "IP_RECVERR", "IP_RECVERR_RFC4884", "IP_RECVFRAGSIZE", "IP_RECVORIGDSTADDR", "IP_RECVTOS",
    "IP_RECVTTL", "SO_BINDTOIFINDEX", "SO_BUF_LOCK", "SO_BUSY_POLL", "SO_BUSY_POLL_BUDGET", "SO_COOKIE",
    "SO_INCOMING_CPU", "SO_INCOMING_NAPI_ID", "SO_MAX_PACING_RATE", "SO_MEMINFO", "SO_NO_CHECK", "SO_PASSRIGHTS",
    "SO_PEEK_OFF", "SO_PREFER_BUSY_POLL", "SO_RCVBUFFORCE", "SO_RCVMARK", "SO_RCVPRIORITY", "SO_RXQ_OVFL",
    "SO_SELECT_ERR_QUEUE", "SO_SNDBUFFORCE", "SO_TIMESTAMP", "SO_TIMESTAMPNS", "SO_TXREHASH", "SO_ZEROCOPY",
    "TCP_FASTOPEN_CONNECT", "TCP_FASTOPEN_NO_COOKIE", "TCP_INQ", "TCP_RTO_MAX_MS", "TCP_SAVE_SYN",
    "TCP_THIN_LINEAR_TIMEOUTS", "TCP_TIMESTAMP", "TCP_TX_DELAY", "UDP_CORK", "UDP_GRO", "UDP_SEGMENT"});

std::string levelWord(int level)
{
    switch (level) {
    case SOL_SOCKET: return "SOL_SOCKET";
    case IPPROTO_IP: return "IPPROTO_IP";
    case IPPROTO_IPV6: return "IPPROTO_IPV6";
    case IPPROTO_TCP: return "IPPROTO_TCP";
    case IPPROTO_UDP: return "IPPROTO_UDP";
    default: return {};
    }
}

} // namespace

std::string familyWord(int family)
{
    switch (family) {
    case AF_INET: return "AF_INET";
    case AF_INET6: return "AF_INET6";
    case AF_UNIX: return "AF_UNIX";
    default: return std::to_string(family);
    }
}

std::string socketTypeWord(int type)
{
    switch (type) {
    case SOCK_STREAM: return "SOCK_STREAM";
    case SOCK_DGRAM: return "SOCK_DGRAM";
    case SOCK_SEQPACKET: return "SOCK_SEQPACKET";
    default: return std::to_string(type);
    }
}

std::string_view typeWord(net::Protocol protocol)
{
    if (protocol == net::Protocol::UnixSeqpacket)
        return "SOCK_SEQPACKET";
    return net::isStream(protocol) ? "SOCK_STREAM" : "SOCK_DGRAM";
}

std::string shutdownWord(std::uint32_t how)
{
    switch (how) {
    case SHUT_RD: return "SHUT_RD";
    case SHUT_WR: return "SHUT_WR";
    case SHUT_RDWR: return "SHUT_RDWR";
    default: return std::to_string(how);
    }
}

std::vector<std::string> flagWords(int flags)
{
    std::vector<std::string> words;
    const std::string text = messageFlagsText(flags);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('|', at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

std::string flagExpression(int flags, std::string_view prefix)
{
    std::string text;
    for (const std::string& word : flagWords(flags)) {
        if (!text.empty())
            text += " | ";
        if (word.starts_with("MSG_"))
            text += prefix;
        text += word;
    }
    return text.empty() ? "0" : text;
}

OptionWords optionWords(int level, int option)
{
    OptionWords words{levelWord(level), {}, false, false};
    const net::OptionInfo* info = net::findOption(level, option);
    if (!info)
        return words;
    words.name = info->cName;
    words.isRecent = info->since.major != 0;
    const bool isUdpChecksum = words.name.starts_with("UDP_");
    words.isKnownToPython
        = !isUdpChecksum && std::ranges::find(UnknownToPython, words.name) == UnknownToPython.end() && !words.isRecent;
    return words;
}

std::optional<int> optionNumber(const Step& step)
{
    const net::OptionInfo* info = net::findOption(step.level, step.option);
    const bool isInt = !info || info->type == net::OptionType::Flag || info->type == net::OptionType::Int
        || info->type == net::OptionType::Choice || info->type == net::OptionType::Bits;
    int number = 0;
    if (!isInt || step.data.size() != sizeof(number))
        return std::nullopt;
    std::memcpy(&number, step.data.data(), sizeof(number));
    return number;
}

std::string optionValueText(const Step& step)
{
    const net::OptionInfo* info = net::findOption(step.level, step.option);
    if (!info || step.data.empty())
        return {};
    return plainAscii(codec::visibleUtf8(net::formatOption(*info, step.data)));
}

std::string secondsText(std::chrono::nanoseconds duration)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.9g", std::chrono::duration<double>(duration).count());
    return text.data();
}

int millisecondsOf(std::chrono::nanoseconds duration)
{
    const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(duration).count();
    return static_cast<int>(std::clamp<std::int64_t>(rounded, 0, std::numeric_limits<int>::max()));
}

std::string commentOf(const Program& program, const Step& step)
{
    std::string text = program.sockets[step.socket].name + ", ";
    if (capture::isEvent(step.operation))
        return text + step.comment;
    text += capture::operationName(step.operation);
    return step.comment.empty() ? text + " is not made again" : text + ": " + step.comment;
}

std::string noteOf(const Step& step, std::string note)
{
    for (const std::string& more : {step.comment, std::string(step.isImplied ? "not among the records" : "")}) {
        if (!more.empty())
            note += (note.empty() ? "" : "; ") + more;
    }
    return note;
}

std::string failureWord(const Step& step)
{
    switch (step.outcome) {
    case Outcome::Errno: return base::errnoName(step.errorNumber);
    case Outcome::TimedOut: return "timed out";
    case Outcome::Cancelled: return "cancelled";
    case Outcome::Value: break;
    }
    return {};
}

short waitsFor(const Step& step)
{
    if (step.mode.mode != net::Mode::NonBlocking || step.outcome != Outcome::Value)
        return 0;
    if (step.operation == Operation::Accept)
        return POLLIN;
    switch (capture::directionOf(step.operation)) {
    case capture::Direction::In: return POLLIN;
    case capture::Direction::Out: return POLLOUT;
    case capture::Direction::None: break;
    }
    return 0;
}

bool needsReader(const Program& program, const Step& step)
{
    return step.data.size() > SurelyHeld && step.outcome == Outcome::Value
        && net::isStream(program.sockets[step.socket].info.protocol) && program.sockets[step.socket].other.has_value();
}

std::pair<std::string, std::uint32_t> hostAndScope(const net::Address& address)
{
    std::string host = address.host();
    std::uint32_t scope = 0;
    if (address.family() == AF_INET6)
        scope = reinterpret_cast<const sockaddr_in6*>(address.data())->sin6_scope_id;
    host.erase(std::min(host.find('%'), host.size()));
    return {std::move(host), scope};
}

std::span<const std::byte> unixBytes(const net::Address& address)
{
    constexpr std::size_t PathOffset = offsetof(sockaddr_un, sun_path);
    auto bytes = address.bytes();
    bytes = bytes.subspan(std::min(bytes.size(), PathOffset));
    // A path ends with its NUL; an abstract name begins with one.
    if (!bytes.empty() && bytes.front() != std::byte{0})
        bytes = bytes.first(static_cast<std::size_t>(std::ranges::find(bytes, std::byte{0}) - bytes.begin()));
    return bytes;
}

} // namespace exporter
