// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <variant>

namespace engine {

/// Sends back what comes: Echo.
struct EchoBack
{ };

struct ReplyRules;

/// Answers by rules: Responder. All endpoints that it is handed on to share them.
struct Reply
{
    std::shared_ptr<ReplyRules> rules; ///< never null
};

/// What an endpoint is to do by itself with what it receives, as a value: asked for by a setup or a command, told by
/// the status, and handed on from a listener to its connections. The first is nothing. makeBehaviour() makes it.
using BehaviourChoice = std::variant<std::monostate, EchoBack, Reply>;

[[nodiscard]] inline BehaviourChoice echoIf(bool on)
{
    return on ? BehaviourChoice(EchoBack{}) : BehaviourChoice();
}
[[nodiscard]] inline bool echoes(const BehaviourChoice& choice)
{
    return std::holds_alternative<EchoBack>(choice);
}

} // namespace engine
