// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "capture/detail.h"
#include "capture/record.h"

#include <string>

namespace words {

/// A call as it was made, in the field's own terms and in no human language. UTF-8, visible and inert.
struct CallText
{
    /// The arguments in C's order, without the descriptor; of a buffer only its size, which record.asked has:
    /// "AF_INET, SOCK_STREAM, 0", "65536, MSG_PEEK", "IPPROTO_TCP, TCP_CONGESTION, "nosuch"". Of an event what goes
    /// with it.
    std::string arguments;
    /// What it gave back beside its result and its bytes: the address that bind chose, who sent a datagram, what the
    /// kernel made of an option.
    std::string answer;
};

/// Thread: any.
[[nodiscard]] CallText callText(const capture::Record& record, const capture::Detail& detail);
/// Both in one: "127.0.0.1:0 -> 127.0.0.1:50007".
[[nodiscard]] std::string inOne(const CallText& text);
/// "recv(65536, 0)"; of an event "connected: 127.0.0.1:40112 -> 127.0.0.1:50007".
[[nodiscard]] std::string callAsMade(const capture::Record& record, const CallText& text);

} // namespace words
