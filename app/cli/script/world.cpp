// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "cli/script/world.h"

#include "net/syscalls.h"

#include <utility>

namespace cli::script {

Object Names::find(const QString& name) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_objects.find(name);
    return found == m_objects.end() ? Object() : found->second;
}

Object Names::set(const QString& name, Object object)
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_objects[name], std::move(object));
}

std::map<QString, Object> Names::takeAll()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_objects, {});
}

void Names::notePort(const QString& name)
{
    const Object object = find(name);
    if (!object.socket)
        return;
    const auto address = net::getsockname(object.socket->fd());
    if (!address || address->port() == 0)
        return;
    const std::scoped_lock lock(m_mutex);
    m_firstNames.try_emplace(address->port(), name);
    m_ports[name] = address->port();
}

std::optional<QString> Names::portName(std::uint16_t port) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_firstNames.find(port);
    return found == m_firstNames.end() ? std::nullopt : std::optional(u'@' + found->second + QStringLiteral(".port"));
}

std::optional<std::uint16_t> Names::portOf(const QString& name) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_ports.find(name);
    return found == m_ports.end() ? std::nullopt : std::optional(found->second);
}

} // namespace cli::script
