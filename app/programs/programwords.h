// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "programs/program.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What C, Python and the call script call by the same name.
namespace programs {

/// How a program is laid out: a comment that would pass this length goes on a line of its own.
inline constexpr std::size_t LongestLine = 120;
inline constexpr std::string_view Indent = "    ";

/// "SOCK_STREAM", "SOCK_DGRAM" or "SOCK_SEQPACKET".
[[nodiscard]] std::string_view typeWord(net::Protocol protocol);
/// Flags as an expression, "socket.MSG_PEEK | socket.MSG_OOB" where the prefix is "socket."; "0" for none.
[[nodiscard]] std::string flagExpression(int flags, std::string_view prefix);

/// An option's names. Where a name is empty only the number is known.
struct OptionWords
{
    std::string level;
    std::string name;
    bool isKnownToPython = false; ///< Python's socket module has the name
    bool isRecent = false; ///< the C library's headers may lack the name
};
[[nodiscard]] OptionWords optionWords(int level, int option);
/// An option's value as the int that it is in C; none for structures and texts.
[[nodiscard]] std::optional<int> optionNumber(const Step& step);
/// The value as a person reads it, printable ASCII.
[[nodiscard]] std::string optionValueText(const Step& step);

/// "2.5", in seconds.
[[nodiscard]] std::string secondsText(std::chrono::nanoseconds duration);
/// Rounded up to whole milliseconds, at most an int's.
[[nodiscard]] int millisecondsOf(std::chrono::nanoseconds duration);

/// The comment that stands for a step that makes no call: "client, event: connected". Printable ASCII.
[[nodiscard]] std::string commentOf(const Program& program, const Step& step);
/// What is said beside a call: `note`, what the recorded one gave, and whether it was among the records at all.
[[nodiscard]] std::string noteOf(const Step& step, std::string note = {});
/// How a call is to end, as a word: "ECONNREFUSED", "timed out", "cancelled".
[[nodiscard]] std::string failureWord(const Step& step);
/// Must the program wait before this call, for POLLIN or POLLOUT, because the socket does not block? 0 for no.
[[nodiscard]] short waitsFor(const Step& step);
/// A send to a socket of the same program of more than the kernel is sure to hold: sent in one go it would wait for
/// ever.
[[nodiscard]] bool needsReader(const Program& program, const Step& step);
/// The IP address without scope, and the scope's number.
[[nodiscard]] std::pair<std::string, std::uint32_t> hostAndScope(const net::Address& address);

} // namespace programs
