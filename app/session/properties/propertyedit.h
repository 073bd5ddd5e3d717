// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "engine/command.h"
#include "message/rule.h"
#include "session/properties/property.h"

#include <optional>
#include <variant>

namespace session {

/// An endpoint is to be framed so. No command: the engine knows nothing of it.
struct FramingChange
{
    base::EndpointId endpoint;
    message::Rule rule;
};

using PropertyChange = std::variant<engine::Command, FramingChange>;

/// A change that was made, and the way back.
struct PropertyEdit
{
    QString endpoint; ///< its name, made inert
    QString name; ///< of the property
    std::optional<PropertyChange> before; ///< empty when the value could not be read
    PropertyChange after;
};

/// The timeout that Mode::Timeout starts with when the endpoint never had one.
inline constexpr std::chrono::seconds DefaultTimeout{5};

/// What gives an endpoint's property the value that a person typed. "none" and "0" for Timeout choose blocking and
/// non-blocking, as Python's settimeout does. Errors: EINVAL, ERANGE, ENOPROTOOPT as net::parseOption.
[[nodiscard]] base::Result<PropertyEdit> editOf(
    const Property& property, const engine::EndpointStatus& status, const QString& text);

} // namespace session
