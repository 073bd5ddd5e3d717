// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/behaviours/replytest.h"
#include "message/rule.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace engine {

/// What comes after a rule has acted.
enum class Then : std::uint8_t
{
    GoOn,
    Stop, ///< nothing is answered any more
    Close, ///< close(2), as soon as the kernel has taken all that was to be sent
    Reset ///< close with RST, where the kind of socket has it
};

/// A part of a reply: bytes, and what a group of the expression took behind them.
struct ReplyPart
{
    std::vector<std::byte> bytes;
    unsigned group = 0; ///< 0 for none
};

struct ReplyRule
{
    ReplyTest test;
    std::vector<ReplyPart> reply; ///< nothing is sent where there are none
    std::chrono::milliseconds delay{0}; ///< counted from when the message came
    Then then = Then::GoOn;
};

/// What an endpoint answers by itself: the first rule that fits a message acts, and no other. Tests see a message
/// without its delimiter and without its stuffing, and a reply gets the same; of other framings both are whole. Made by
/// any thread, then the I/O thread's.
struct ReplyRules
{
    static constexpr unsigned DefaultMostPerSecond = 10'000;

    std::string name; ///< of the file that they came from, as a person wrote it
    message::Rule framing; ///< of a stream; datagrams are messages
    std::vector<ReplyRule> rules;
    unsigned mostPerSecond = DefaultMostPerSecond; ///< replies of one endpoint; more are taken for a loop, and end it
};

} // namespace engine
