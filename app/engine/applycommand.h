// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/namedcommand.h"

namespace engine {

/// What each command for one endpoint means there. Thread: I/O.
struct ApplyCommand
{
    Endpoint& endpoint;

    void operator()(const Send& command) const
    {
        withAddress(endpoint, command, [&target = endpoint](const Send& addressed) { target.send(addressed); });
    }
    void operator()(const SendFile& command) const { endpoint.sendFile(command); }
    void operator()(const Close&) const { endpoint.close(); }
    void operator()(const Reset&) const { endpoint.reset(); }
    void operator()(const UseFile& command) const { endpoint.useFile(command.request); }
    void operator()(const CancelCall&) const { endpoint.cancelCall(); }
    void operator()(const SetOption& command) const { (void)endpoint.options().set(command.setting); }
    void operator()(const ChangeMembership& command) const { endpoint.options().change(command); }
    void operator()(const SetMode& command) const { endpoint.setMode(command.mode); }
    void operator()(const SetLanes& command) const { endpoint.setLanes(command.oneLane); }
    void operator()(const MakeCall& command) const
    {
        withAddress(
            endpoint, command, [&target = endpoint](const MakeCall& addressed) { target.makeCall(addressed.call); });
    }
    void operator()(const SetReceive& command) const { endpoint.setReceive(command); }
    void operator()(const Receive& command) const { endpoint.receive(command); }
    void operator()(const SetBehaviour& command) const { endpoint.setBehaviour(command.behaviour); }
};

} // namespace engine
