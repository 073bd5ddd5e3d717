// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "capture/record.h"

#include "base/error.h"

#include <algorithm>
#include <cerrno>

#include <sys/socket.h>

namespace capture {

namespace {

constexpr std::string_view UnknownName = "unknown";

} // namespace

std::string_view operationName(Operation operation)
{
    switch (operation) {
    case Operation::Socket: return "socket";
    case Operation::Bind: return "bind";
    case Operation::Listen: return "listen";
    case Operation::Accept: return "accept";
    case Operation::Connect: return "connect";
    case Operation::Recv: return "recv";
    case Operation::RecvFrom: return "recvfrom";
    case Operation::Send: return "send";
    case Operation::SendTo: return "sendto";
    case Operation::SendFile: return "sendfile";
    case Operation::Shutdown: return "shutdown";
    case Operation::Close: return "close";
    case Operation::SetSockOpt: return "setsockopt";
    case Operation::GetSockOpt: return "getsockopt";
    case Operation::SetTimeout: return "settimeout";
    case Operation::Resolve: return "getaddrinfo";
    case Operation::Open: return "open";
    case Operation::Unlink: return "unlink";
    case Operation::RecvMsg: return "recvmsg";
    case Operation::SendMsg: return "sendmsg";
    case Operation::SendAll: return "sendall";
    case Operation::GetSockName: return "getsockname";
    case Operation::GetPeerName: return "getpeername";
    case Operation::Poll: return "poll";
    case Operation::ConnectEx: return "connect_ex";
    case Operation::GetTimeout: return "gettimeout";
    case Operation::FileNo: return "fileno";
    case Operation::FileRead: return "read";
    case Operation::FileReadLine: return "readline";
    case Operation::FileWrite: return "write";
    case Operation::FileFlush: return "flush";
    case Operation::ChangeMode: return "chmod";
    case Operation::Connected: return "connected";
    case Operation::ConnectFailed: return "connect failed";
    case Operation::PeerClosed: return "peer closed";
    case Operation::SocketError: return "socket error";
    case Operation::KernelDropped: return "kernel dropped";
    case Operation::SendQueued: return "send queued";
    case Operation::SendRefused: return "send refused";
    case Operation::AcceptShed: return "accept shed";
    case Operation::DescriptorsClosed: return "descriptors closed";
    case Operation::EchoDropped: return "echo dropped";
    case Operation::LaneRefused: return "lane refused";
    case Operation::ReceiveMissing: return "recv missing";
    case Operation::SendMissing: return "send missing";
    case Operation::Renamed: return "renamed";
    case Operation::RepliesStopped: return "replies stopped";
    }
    return UnknownName;
}

bool isKnown(Operation operation)
{
    return operationName(operation) != UnknownName;
}

bool isFailure(const Record& record)
{
    switch (record.outcome) {
    case Outcome::TimedOut: return true;
    case Outcome::Cancelled: return false;
    case Outcome::Errno:
        return record.errorNumber != EAGAIN && record.errorNumber != EINPROGRESS && record.errorNumber != EINTR;
    case Outcome::Value: break;
    }
    switch (record.operation) {
    case Operation::ConnectFailed:
    case Operation::SocketError:
    case Operation::KernelDropped:
    case Operation::SendRefused:
    case Operation::AcceptShed:
    case Operation::EchoDropped:
    case Operation::LaneRefused:
    case Operation::RepliesStopped:
    case Operation::ReceiveMissing:
    case Operation::SendMissing: return true;
    default: return false;
    }
}

bool isEndOfStream(const Record& record, net::Protocol protocol)
{
    if (record.outcome != Outcome::Value || record.result != 0 || !net::isStream(protocol))
        return false;
    switch (record.operation) {
    case Operation::Recv:
    case Operation::RecvFrom:
    case Operation::RecvMsg: return record.asked > 0 && (record.messageFlags & MSG_ERRQUEUE) == 0;
    case Operation::FileRead:
    case Operation::FileReadLine: return true;
    default: return false;
    }
}

std::optional<int> failureNumber(const Record& record)
{
    if (record.outcome != Outcome::Errno)
        return {};
    if (record.operation == Operation::Resolve)
        return record.result < 0 ? record.result : int{base::NoName};
    return record.errorNumber;
}

bool movesBytes(const Record& record)
{
    return directionOf(record.operation) != Direction::None
        && (record.payloadSize > 0 || (record.outcome == Outcome::Value && record.result > 0));
}

std::optional<std::uint32_t> movedSize(const Record& record)
{
    if (directionOf(record.operation) == Direction::None || record.outcome != Outcome::Value)
        return {};
    const auto result = static_cast<std::uint32_t>(std::max(0, record.result));
    return record.asked > 0 ? std::min(result, record.asked) : result;
}

} // namespace capture
