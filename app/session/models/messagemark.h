// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

namespace session {

/// How a record lies in the messages of its stream. All false for one that is not framed, and for whole messages.
struct MessageMark
{
    bool continues = false; ///< it begins within a message that an earlier record began
    bool goesOn = false; ///< it ends within a message that goes on in a later one
    bool isWaiting = false; ///< it ends within a message that nothing has come of since
    bool isCoalesced = false; ///< it has bytes of more than one message
    bool isFaulty = false; ///< a message that ends in it is not complete as the rule has it

    [[nodiscard]] bool isSplit() const { return continues || goesOn; }

    friend bool operator==(const MessageMark&, const MessageMark&) = default;
};

} // namespace session
