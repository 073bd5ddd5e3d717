// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "engine/command.h"
#include "net/mode.h"
#include "workspace/property.h"

#include <optional>
#include <variant>

namespace workspace {

struct ReceiveSetting
{
    engine::ReceiveMode mode = engine::ReceiveMode::Automatic;
    quint32 size = 0;
};
struct LaneSetting
{
    bool isOne = false; ///< both directions in one thread
};
struct EchoSetting
{
    bool isOn = false;
};
struct BacklogSetting
{
    int backlog = 0;
};

/// What an endpoint is asked to do when a property is changed.
using PropertyValue
    = std::variant<engine::OptionSetting, net::ModeSetting, LaneSetting, ReceiveSetting, EchoSetting, BacklogSetting>;

/// A change that was made, and the way back.
struct PropertyEdit
{
    base::EndpointId endpoint;
    QString name; ///< of the property
    std::optional<PropertyValue> before; ///< empty when the value could not be read
    PropertyValue after;
};

/// The timeout that Mode::Timeout starts with when the endpoint never had one.
inline constexpr std::chrono::seconds DefaultTimeout{5};

/// Turns a person's text into a request. "none" and "0" for Timeout choose blocking and non-blocking, as Python's
/// settimeout does. Errors: EINVAL, ERANGE, ENOPROTOOPT as net::parseOption.
[[nodiscard]] base::Result<PropertyValue> parseProperty(
    const Property& property, const engine::EndpointStatus& status, const QString& text);

/// The request that gives the property its present value again; empty when that is not known. The kernel doubles
/// SO_RCVBUF and SO_SNDBUF - socket(7) - so half of what it shows is what must be asked.
[[nodiscard]] std::optional<PropertyValue> presentValue(const Property& property, const engine::EndpointStatus& status);

} // namespace workspace
