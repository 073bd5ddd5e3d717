// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "capture/detail.h"
#include "capture/reader.h"
#include "capture/record.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace programs {

/// A socket of a program: an endpoint of the capture, under a name that is an identifier in C and in Python.
struct ProgramSocket
{
    std::string name;
    base::EndpointId id;
    capture::EndpointInfo info;
    std::optional<std::size_t> other; ///< the connection's other end, where the capture has that too
    bool portIsUsed = false; ///< another step needs the port that the kernel chose for it
};

/// An address that a call is given. What the kernel chose when it was recorded it will choose anew, so such a port is
/// named by its socket, and a sender that is nobody here by the call that received from it.
struct ProgramAddress
{
    net::Address address;
    std::optional<std::size_t> portOf; ///< the socket that has the port
    std::optional<std::size_t> sender; ///< the sender's number among Program::senders
};

/// One call of a program, or an event between two of them, which is told in a comment.
struct Step
{
    capture::Operation operation = capture::Operation::Socket;
    std::size_t socket = 0; ///< on which it is made, in Program::sockets
    std::string comment; ///< what it gave when it was recorded: one line of printable ASCII, or empty
    bool isComment = false; ///< nothing to call: an event, or a call that cannot be made again
    bool isImplied = false; ///< was not among the records, but those that follow need it
    capture::Outcome outcome = capture::Outcome::Value; ///< how it is to end
    int errorNumber = 0; ///< errno, where outcome is Errno
    std::int32_t result = 0;
    std::uint32_t asked = 0; ///< bufsize, backlog, SHUT_*, poll's events
    int family = 0; ///< socket: AF_*
    int flags = 0; ///< MSG_* given to the call
    ProgramAddress address; ///< bind, connect, sendto
    std::optional<std::size_t> child; ///< accept: the socket that comes of it
    std::optional<std::size_t> sender; ///< recvfrom: the sender's number, where it is written to later
    std::vector<std::byte> data; ///< sent, or an option's value
    int level = 0; ///< of an option
    int option = 0;
    net::ModeSetting mode; ///< settimeout: from now on; every other call: as it is then
    std::chrono::nanoseconds wait{0}; ///< poll, and a connect that is to time out: how long at most
    bool isExact = false; ///< recv: more may lie behind these bytes, which the next recv is to have
};

/// The calls of one thread.
struct Program
{
    std::vector<ProgramSocket> sockets;
    std::vector<Step> steps;
    std::vector<std::string> senders; ///< names of the senders that are written to; empty for those that are not
    std::uint64_t records = 0; ///< from so many it was made

    /// A program of more is nobody's example; and it is built in memory.
    static constexpr std::size_t MaxRecords = 100'000;
    static constexpr std::size_t MaxPayloadBytes = 16 * 1024 * 1024;
};

/// Turns records, in ascending order, into the calls of one thread that does the same again: sockets block as in
/// Python unless their mode was set by hand, so a connect that was in progress becomes one that waits.
/// Errors: EFBIG over MaxRecords or MaxPayloadBytes, and those of the reader. Thread: the reader's.
[[nodiscard]] base::Result<Program> readProgram(capture::Reader& reader, std::span<const base::RecordIndex> records);

} // namespace programs
