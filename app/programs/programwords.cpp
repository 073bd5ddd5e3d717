// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "programs/programwords.h"

#include "base/error.h"
#include "codec/visible.h"
#include "net/names.h"
#include "net/option.h"
#include "programs/literal.h"
#include "words/recordtext.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <limits>

namespace programs {

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

} // namespace

std::string_view typeWord(net::Protocol protocol)
{
    if (protocol == net::Protocol::UnixSeqpacket)
        return "SOCK_SEQPACKET";
    return net::isStream(protocol) ? "SOCK_STREAM" : "SOCK_DGRAM";
}

std::string flagExpression(int flags, std::string_view prefix)
{
    std::string text;
    for (const std::string& word : net::messageFlagNames(flags)) {
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
    OptionWords words{std::string(net::levelName(level)), {}, false, false};
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

} // namespace programs
