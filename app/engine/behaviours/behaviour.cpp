// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/behaviours/behaviour.h"

#include "engine/behaviours/echo.h"

namespace engine {

std::unique_ptr<Behaviour> makeBehaviour(const BehaviourChoice& choice, Behaviour::Outlet& outlet)
{
    return echoes(choice) ? std::make_unique<Echo>(outlet) : nullptr;
}

} // namespace engine
