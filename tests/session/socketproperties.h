// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/command.h"
#include "engine/socketreading.h"
#include "engine/status.h"
#include "net/option.h"
#include "tests/net/socketkind.h"

#include <vector>

/// Reads a real socket's properties as the I/O thread does, for tests that have no engine.
inline engine::Properties socketProperties(int fd, const SocketKind& kind, std::uint32_t id)
{
    engine::Properties properties;
    properties.status.id = {id};
    properties.status.fd = fd;
    properties.status.state = engine::State::Connected;
    properties.status.info.name = "client";
    properties.status.info.protocol = kind.protocol;
    properties.status.info.role
        = kind.protocol == net::Protocol::Tcp ? capture::Role::Connection : capture::Role::Datagram;
    properties.status.info.local = localAddress(fd);
    properties.status.mode = {net::Mode::NonBlocking, {}};
    engine::readSocket(fd, kind.protocol, properties);
    return properties;
}

/// Sets options as the I/O thread does, and keeps what failed.
class OptionSetter
{
public:
    void set(int fd, const engine::OptionSetting& setting)
    {
        std::erase_if(m_failures, [&setting](const engine::OptionFailure& failure) {
            return failure.level == setting.level && failure.name == setting.name;
        });
        if (const auto done = net::setOption(fd, setting.level, setting.name, setting.value); !done)
            m_failures.push_back({setting.level, setting.name, done.error()});
    }
    [[nodiscard]] const std::vector<engine::OptionFailure>& failures() const { return m_failures; }

private:
    std::vector<engine::OptionFailure> m_failures;
};
