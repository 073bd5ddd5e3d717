// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "net/option.h"
#include "tests/net/socketkind.h"

#include <fcntl.h>

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
    properties.nonBlockingFlag = (::fcntl(fd, F_GETFL) & O_NONBLOCK) != 0;
    properties.receiveQueue = 0;
    properties.sendQueue = 0;
    for (const net::OptionInfo& option : net::optionTable()) {
        if (!option.readable || option.type == net::OptionType::Errno
            || !net::appliesTo(option, kind.protocol, kind.family))
            continue;
        engine::OptionReading reading{option.level, option.name, {}, {}};
        if (auto value = net::getOption(fd, option.level, option.name))
            reading.value = std::move(*value);
        else
            reading.error = value.error();
        properties.options.push_back(std::move(reading));
    }
    return properties;
}
