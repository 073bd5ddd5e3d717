// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "engine/applycommand.h"

#include "engine/endpoint.h"

namespace engine {

void apply(Endpoint& endpoint, const Send& command)
{
    endpoint.send(command);
}

void apply(Endpoint& endpoint, const SendFile& command)
{
    endpoint.sendFile(command);
}

void apply(Endpoint& endpoint, const Shutdown& command)
{
    endpoint.shutdown(command.how);
}

void apply(Endpoint& endpoint, const Close&)
{
    endpoint.close();
}

void apply(Endpoint& endpoint, const Reset&)
{
    endpoint.reset();
}

void apply(Endpoint& endpoint, const UseFile& command)
{
    endpoint.useFile(command.request);
}

void apply(Endpoint& endpoint, const LookUp& command)
{
    endpoint.lookUp(command);
}

void apply(Endpoint& endpoint, const CancelCall&)
{
    endpoint.cancelLookUp();
    endpoint.cancelCall();
}

void apply(Endpoint& endpoint, const SetOption& command)
{
    endpoint.setOption(command.setting);
}

void apply(Endpoint& endpoint, const ChangeMembership& command)
{
    endpoint.changeMembership(command);
}

void apply(Endpoint& endpoint, const SetMode& command)
{
    endpoint.setMode(command.mode);
}

void apply(Endpoint& endpoint, const SetLanes& command)
{
    endpoint.setLanes(command.oneLane);
}

void apply(Endpoint& endpoint, const MakeCall& command)
{
    endpoint.makeCall(command.call);
}

void apply(Endpoint& endpoint, const SetReceive& command)
{
    endpoint.setReceive(command);
}

void apply(Endpoint& endpoint, const Receive& command)
{
    endpoint.receive(command);
}

void apply(Endpoint& endpoint, const SetEcho& command)
{
    endpoint.setEcho(command.on);
}

void apply(Endpoint& endpoint, const SetBacklog& command)
{
    endpoint.setBacklog(command);
}

} // namespace engine
