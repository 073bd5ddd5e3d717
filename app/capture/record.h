// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "net/protocol.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

namespace capture {

/// What a record tells of: a socket call by its POSIX name, or an event that no call of ours caused. The numbers are
/// part of the file format: add at the end, never renumber.
enum class Operation : std::uint8_t
{
    Socket = 1,
    Bind,
    Listen,
    Accept,
    Connect,
    Recv,
    RecvFrom,
    Send,
    SendTo,
    SendFile,
    Shutdown,
    Close,
    SetSockOpt,
    GetSockOpt,
    SetTimeout, ///< the mode was chosen: settimeout(None / t / 0)
    Resolve, ///< getaddrinfo: a name became addresses, or did not
    Open, ///< open(2) of a file to send
    Unlink, ///< a Unix socket's file was removed
    RecvMsg,
    SendMsg,
    SendAll, ///< send again and again under one deadline
    GetSockName,
    GetPeerName,
    Poll, ///< `asked` are the events that were waited for, `result` those that happened
    ConnectEx, ///< connect, with the errno as its `result`, which is no failure
    GetTimeout, ///< what the mode is
    FileNo, ///< `result` is the descriptor
    // What a socket's file did (makefile); the socket calls that it made are records of their own.
    FileRead, ///< `result` bytes were handed over, to a file of this name where there is one
    FileReadLine,
    FileWrite, ///< `result` bytes were taken, into the buffer or through it
    FileFlush,
    ChangeMode, ///< chmod(2) of a Unix socket's file: `asked` are its permission bits
    // Events.
    Connected = 64, ///< a connect that was in progress succeeded
    ConnectFailed, ///< a connect that was in progress ended with errno, a timeout or a cancel
    PeerClosed, ///< recv returned 0: the peer has shut down its sending side
    SocketError, ///< the kernel reported an error of its own accord (ICMP, RST): SO_ERROR or the error queue
    KernelDropped, ///< SO_RXQ_OVFL grew: `result` datagrams were dropped by the kernel before we could read them
    SendQueued, ///< the kernel took no more; `result` bytes wait in the send queue
    SendRefused, ///< our send queue is over its high-water mark: nothing of this payload was queued
    AcceptShed, ///< a connection was accepted and closed at once: no descriptors, or the limit reached
    DescriptorsClosed, ///< `result` descriptors came over a Unix socket (SCM_RIGHTS) and were closed
    EchoDropped, ///< `result` bytes of echo could not be sent
    LaneRefused, ///< as many calls wait as may wait at once (`result`): this one was not made
    ReceiveMissing, ///< `result` bytes were received here that a capture of packets does not have
    SendMissing, ///< `result` bytes were sent here that a capture of packets does not have
    Renamed, ///< a person calls the endpoint otherwise, in all its records; the detail tells both names
    RepliesStopped, ///< replies by rule have ended: `result` in one second are a loop; 0 for an expression without end
};

/// What a captured TCP segment was to what its sender had sent before it - RFC 9293 3.4, 3.8. The bits of
/// Record::segment; none for a segment that goes on where the last one ended, and for every call of ours. The numbers
/// are part of the file format: add at the end, never renumber.
enum class SegmentMark : std::uint16_t
{
    Retransmission = 1 << 0, ///< all of it had come before
    PartRetransmission = 1 << 1, ///< some of it had
    OutOfOrder = 1 << 2, ///< what follows it had come before it
    KeepAlive = 1 << 3, ///< one byte that had come before, to be answered
    Ahead = 1 << 4, ///< bytes before it have not come so far
    ZeroWindowProbe = 1 << 5, ///< one byte more than its receiver had room for
    TooLate = 1 << 6 ///< some of it was told to be missing by then, and is in no stream
};

/// How a call ended. A timeout is settimeout's, which has no errno; the kernel's own ETIMEDOUT is Errno.
enum class Outcome : std::uint8_t
{
    Value,
    Errno,
    TimedOut,
    Cancelled
};

enum class Direction : std::uint8_t
{
    None,
    In,
    Out
};

/// One row of the log, as it is on disk (little-endian; 48 bytes). Payload and detail are referred to.
struct Record
{
    std::int64_t timeNs = 0; ///< start of the call, or the kernel's time stamp of a datagram; CLOCK_REALTIME
    std::uint64_t payloadOffset = 0; ///< in the capture's payload; meaningful where payloadSize > 0
    float duration = 0; ///< seconds; 24 bits of mantissa keep a nanosecond's call and a day's wait apart
    base::EndpointId endpoint; ///< on which the call was made
    std::uint32_t asked = 0; ///< bytes asked for (bufsize), or offered (send)
    std::int32_t result = 0; ///< what the call returned; a datagram's real length even if it was cut;
                             ///< of a name that was not resolved, getaddrinfo's error
    std::uint32_t payloadSize = 0; ///< bytes kept
    base::DetailId detail; ///< the arguments and answers that are not numbers, or 0
    std::uint16_t errorNumber = 0; ///< errno, where outcome is Errno
    std::uint16_t messageFlags = 0; ///< MSG_* given to the call, and MSG_TRUNC, MSG_CTRUNC that it gave back
    Operation operation = Operation::Socket;
    Outcome outcome = Outcome::Value;
    std::uint16_t segment = 0; ///< SegmentMark of a captured TCP segment
};
static_assert(sizeof(Record) == 48, "the file format and design figure: at most 48 bytes a record");
static_assert(std::is_trivially_copyable_v<Record>);

/// "recv", "setsockopt"; for events words such as "peer closed". Never translated: it is the name in files and scripts.
[[nodiscard]] std::string_view operationName(Operation operation);
/// False for a number that this version has no name for.
[[nodiscard]] bool isKnown(Operation operation);
[[nodiscard]] constexpr bool isEvent(Operation operation)
{
    return static_cast<std::uint8_t>(operation) >= 64;
}
[[nodiscard]] constexpr Direction directionOf(Operation operation)
{
    switch (operation) {
    case Operation::Recv:
    case Operation::RecvFrom:
    case Operation::RecvMsg: return Direction::In;
    case Operation::Send:
    case Operation::SendTo:
    case Operation::SendMsg:
    case Operation::SendAll:
    case Operation::SendFile: return Direction::Out;
    default: return Direction::None;
    }
}
[[nodiscard]] constexpr bool hasMark(const Record& record, SegmentMark mark)
{
    return (record.segment & static_cast<std::uint16_t>(mark)) != 0;
}
/// The direction of the stream in which a capture of packets misses bytes, for the events that tell so; else None.
[[nodiscard]] constexpr Direction missingDirectionOf(Operation operation)
{
    return operation == Operation::ReceiveMissing ? Direction::In
        : operation == Operation::SendMissing     ? Direction::Out
                                                  : Direction::None;
}
/// True for what a person looks for when something went wrong: a failed call or an event that tells of a loss.
/// EAGAIN and EINPROGRESS of a non-blocking call are answers, not failures.
[[nodiscard]] bool isFailure(const Record& record);
/// True for a receive of 0 bytes that says that the peer has finished sending. Not for a seqpacket, whose empty message
/// gives the same 0 (recv(2)), nor for a call that asked for nothing.
[[nodiscard]] bool isEndOfStream(const Record& record, net::Protocol protocol);
/// The errno of a failed call, or getaddrinfo's error, which is negative (netdb.h); none for what did not fail so.
[[nodiscard]] std::optional<int> failureNumber(const Record& record);
/// True for a call that moved bytes, or kept some.
[[nodiscard]] bool movesBytes(const Record& record);
/// The bytes that a call moved; none for what moves none. A datagram that was cut says its real length as its result,
/// and moved no more than was asked for.
[[nodiscard]] std::optional<std::uint32_t> movedSize(const Record& record);

} // namespace capture
