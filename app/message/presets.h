// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "message/rule.h"

#include <span>
#include <string_view>

namespace message {

/// A rule that a name says all of, since many protocols or one well-known one keep to it.
struct Preset
{
    std::string_view name; ///< as in a rule's text: "lines", "modbus-tcp"
    Rule rule;
};

/// All there are. First those that few streams fit by chance: of several that fit, the first one is most likely meant.
[[nodiscard]] std::span<const Preset> presets();

} // namespace message
