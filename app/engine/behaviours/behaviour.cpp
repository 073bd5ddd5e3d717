// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/behaviours/behaviour.h"

#include "base/overloaded.h"
#include "engine/behaviours/echo.h"
#include "engine/behaviours/responder.h"

namespace engine {

std::unique_ptr<Behaviour> makeBehaviour(
    const BehaviourChoice& choice, Behaviour::Outlet& outlet, Behaviour::Host& host)
{
    using Made = std::unique_ptr<Behaviour>;
    return std::visit(
        base::Overloaded{
            [](std::monostate) -> Made { return nullptr; },
            [&](EchoBack) -> Made { return std::make_unique<Echo>(outlet); },
            [&](const Reply& reply) -> Made { return std::make_unique<Responder>(reply.rules, outlet, host); },
        },
        choice);
}

} // namespace engine
