// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "session/properties/property.h"

#include <QString>

#include <vector>

namespace session {

/// The options that an endpoint's socket has, those that are set most before the others. Nothing where none was read.
[[nodiscard]] std::vector<Property> listOptions(const engine::Properties& properties);
/// What was read of an option of SOL_SOCKET; empty where it could not be.
[[nodiscard]] QString optionText(const engine::Properties& properties, int name);

} // namespace session
