// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "session/properties/property.h"

#include <vector>

namespace session {

/// All properties of an endpoint in the order of the panel, grouped. Options that cannot be read are listed without a
/// value. Names and paths from outside are made inert (codec::visibleName).
[[nodiscard]] std::vector<Property> listProperties(const engine::Properties& properties);

} // namespace session
