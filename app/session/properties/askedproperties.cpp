// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "session/properties/askedproperties.h"

#include "net/option.h"

#include <string>
#include <utility>

namespace session {

AskedProperties::Key AskedProperties::keyOf(base::EndpointId endpoint, const Property& property)
{
    const net::OptionInfo* option = property.option;
    return {endpoint, property.key, option ? option->level : 0, option ? option->name : 0};
}

void AskedProperties::note(
    base::EndpointId endpoint, const Property& property, const QString& text, const base::Error& error)
{
    m_asked[keyOf(endpoint, property)] = {text, error};
}

void AskedProperties::note(base::EndpointId endpoint, const engine::OptionSetting& setting)
{
    const net::OptionInfo* option = net::findOption(setting.level, setting.name);
    const std::string text = option ? net::formatOption(*option, setting.value) : std::string();
    m_asked[{endpoint, PropertyKey::Option, setting.level, setting.name}] = {QString::fromStdString(text), {}};
}

void AskedProperties::forget(base::EndpointId endpoint, const Property& property)
{
    m_asked.erase(keyOf(endpoint, property));
}

void AskedProperties::forget(base::EndpointId endpoint)
{
    std::erase_if(m_asked, [endpoint](const auto& each) { return std::get<0>(each.first) == endpoint; });
}

void AskedProperties::takeFailures(const engine::Properties& reading)
{
    for (auto& [key, asked] : m_asked) {
        if (asked.isRefused && std::get<0>(key) == reading.status.id)
            asked = {asked.text, {}, false};
    }
    for (const engine::OptionFailure& failure : reading.failures) {
        Asked& asked = m_asked[{reading.status.id, PropertyKey::Option, failure.level, failure.name}];
        asked.error = failure.error;
        asked.isRefused = true;
    }
}

PropertyRow AskedProperties::rowOf(base::EndpointId endpoint, Property property) const
{
    PropertyRow row{std::move(property), {}, {}};
    const auto asked = row.property.isReadOnly ? m_asked.end() : m_asked.find(keyOf(endpoint, row.property));
    if (asked == m_asked.end())
        return row;
    row.error = asked->second.error;
    if (asked->second.text != row.property.value)
        row.asked = asked->second.text;
    return row;
}

} // namespace session
