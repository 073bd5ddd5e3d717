// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "engine/command.h"
#include "session/properties/property.h"

#include <QString>

#include <map>
#include <tuple>

namespace session {

/// A property, and what was asked for where its value is not that. Equal rows look the same.
struct PropertyRow
{
    Property property;
    QString asked; ///< empty where the value is what was asked for
    base::Error error; ///< why it could not be set; code 0 when it could

    friend bool operator==(const PropertyRow&, const PropertyRow&) = default;
};

/// What was asked for and is not what the kernel has: a value that it took in its own way or refused, and text that is
/// no value. Kept for each endpoint until that has ended, so that nothing is lost by looking at another one. A value.
class AskedProperties final
{
public:
    /// The text was asked for, and `error` is why it cannot be; code 0 where the kernel has yet to say.
    void note(base::EndpointId endpoint, const Property& property, const QString& text, const base::Error& error);
    /// The same for an option that leaves for the kernel.
    void note(base::EndpointId endpoint, const engine::OptionSetting& setting);
    /// Nothing is asked of the property any more.
    void forget(base::EndpointId endpoint, const Property& property);
    /// Of an endpoint that is gone.
    void forget(base::EndpointId endpoint);
    /// What the kernel refused, as of a reading; what it had refused before and this has not is forgotten.
    void takeFailures(const engine::Properties& reading);

    [[nodiscard]] PropertyRow rowOf(base::EndpointId endpoint, Property property) const;

private:
    struct Asked
    {
        QString text;
        base::Error error;
        bool isRefused = false; ///< by the kernel, and not because the text is no value
    };
    /// An option is told by level and name, anything else by its key.
    using Key = std::tuple<base::EndpointId, PropertyKey, int, int>;
    [[nodiscard]] static Key keyOf(base::EndpointId endpoint, const Property& property);

    std::map<Key, Asked> m_asked;
};

} // namespace session
