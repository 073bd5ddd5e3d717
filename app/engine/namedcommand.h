// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/command.h"
#include "engine/endpoint.h"
#include "engine/lanework.h"

#include <utility>
#include <variant>
#include <vector>

namespace engine {

// Which call a command's address is for.

[[nodiscard]] inline capture::Operation addressedCall(const Listen&)
{
    return capture::Operation::Bind;
}
[[nodiscard]] inline capture::Operation addressedCall(const Connect&)
{
    return capture::Operation::Connect;
}
[[nodiscard]] inline capture::Operation addressedCall(const Send&)
{
    return capture::Operation::SendTo;
}
[[nodiscard]] inline capture::Operation addressedCall(const MakeCall& command)
{
    return operationOf(command.call);
}

// Gives a command the addresses that its name has, of which there is at least one.

inline void setAddresses(Listen& command, std::vector<net::Address> found)
{
    command.address = found.front();
}
inline void setAddresses(Connect& command, std::vector<net::Address> found)
{
    command.addresses = std::move(found);
}
inline void setAddresses(Send& command, std::vector<net::Address> found)
{
    command.to = found.front();
}
inline void setAddresses(MakeCall& command, std::vector<net::Address> found)
{
    if (auto* bind = std::get_if<net::BindCall>(&command.call))
        bind->address = found.front();
    else if (auto* connect = std::get_if<net::ConnectCall>(&command.call))
        connect->address = found.front();
    else if (auto* send = std::get_if<net::SendCall>(&command.call))
        send->to = found.front();
}

/// Calls `use` with the command: at once, or when what its address is written as has become one. Thread: I/O.
template <class Command, class Use> void withAddress(Endpoint& endpoint, const Command& command, Use use)
{
    if (!command.named) {
        use(command);
        return;
    }
    endpoint.resolve(*command.named, addressedCall(command), [command, use](std::vector<net::Address> found) {
        Command addressed = command;
        setAddresses(addressed, std::move(found));
        use(addressed);
    });
}

} // namespace engine
