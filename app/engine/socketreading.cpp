// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/socketreading.h"

#include "net/option.h"
#include "net/syscalls.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <utility>

namespace engine {

void readSocket(int fd, net::Protocol protocol, Properties& into)
{
    into.nonBlockingFlag = net::isNonBlocking(fd).value_or(false);
    into.receiveQueue = net::receiveQueue(fd).value_or(-1);
    into.sendQueue = net::sendQueue(fd).value_or(-1);
    const int family = net::getIntOption(fd, SOL_SOCKET, SO_DOMAIN).value_or(AF_UNSPEC);
    for (const net::OptionInfo& option : net::optionTable()) {
        const bool takes = option.type == net::OptionType::Errno;
        if (takes || !option.readable || !net::appliesTo(option, protocol, family))
            continue;
        OptionReading reading{option.level, option.name, {}, {}};
        if (auto value = net::getOption(fd, option.level, option.name))
            reading.value = std::move(*value);
        else
            reading.error = value.error();
        into.options.push_back(std::move(reading));
    }
}

TcpReading readTcp(int fd)
{
    TcpReading result;
    result.timeNs = base::wallClockNs();
    if (fd < 0)
        return result;
    result.receiveQueue = net::receiveQueue(fd).value_or(-1);
    result.sendQueue = net::sendQueue(fd).value_or(-1);
    result.info = net::getOption(fd, IPPROTO_TCP, TCP_INFO).value_or(std::vector<std::byte>());
    return result;
}

} // namespace engine
