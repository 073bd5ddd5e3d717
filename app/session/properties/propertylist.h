// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "message/rule.h"
#include "session/properties/property.h"

#include <vector>

namespace session {

/// All properties of an endpoint in the order of the panel, grouped. Options that cannot be read are listed without a
/// value. Names and paths from outside are made inert (codec::visibleName).
/// @param framing  of the endpoint. It can be chosen when that has ended, too.
[[nodiscard]] std::vector<Property> listProperties(
    const engine::Properties& properties, const message::Rule& framing = {});

} // namespace session
