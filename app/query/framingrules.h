// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "capture/detail.h"
#include "message/rule.h"

#include <map>

namespace query {

/// The endpoints that are framed, and how. A connection that a listener accepted is framed as the listener is, unless
/// it has a rule of its own, which may be not to be framed.
using FramingRules = std::map<base::EndpointId, message::Rule>;

/// An endpoint's own entry, or that of its listener; null where there is neither.
[[nodiscard]] inline const FramingRules::value_type* entryFor(
    const FramingRules& rules, base::EndpointId endpoint, const capture::EndpointInfo& info)
{
    for (const base::EndpointId id : {endpoint, info.parent}) {
        if (const auto found = rules.find(id); found != rules.end())
            return &*found;
    }
    return nullptr;
}

} // namespace query
