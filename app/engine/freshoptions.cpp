// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/freshoptions.h"

#include "engine/socketreading.h"
#include "net/option.h"

#include <sys/socket.h>

namespace engine {

namespace {

int familyOf(int fd)
{
    return net::getIntOption(fd, SOL_SOCKET, SO_DOMAIN).value_or(AF_UNSPEC);
}

} // namespace

void FreshOptions::note(int fd, net::Protocol protocol)
{
    Readings& known = m_readings[{protocol, familyOf(fd)}];
    if (known)
        return;
    Properties fresh;
    readSocket(fd, protocol, fresh);
    known = std::make_shared<const std::vector<OptionReading>>(std::move(fresh.options));
}

FreshOptions::Readings FreshOptions::of(int fd, net::Protocol protocol) const
{
    const auto found = m_readings.find({protocol, familyOf(fd)});
    return found == m_readings.end() ? nullptr : found->second;
}

} // namespace engine
