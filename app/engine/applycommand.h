// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/command.h"

namespace engine {

class Endpoint;

// What each command for one endpoint means there. Thread: I/O.

void apply(Endpoint& endpoint, const Send& command);
void apply(Endpoint& endpoint, const SendFile& command);
void apply(Endpoint& endpoint, const Shutdown& command);
void apply(Endpoint& endpoint, const Close& command);
void apply(Endpoint& endpoint, const Reset& command);
void apply(Endpoint& endpoint, const UseFile& command);
void apply(Endpoint& endpoint, const LookUp& command);
void apply(Endpoint& endpoint, const CancelCall& command);
void apply(Endpoint& endpoint, const SetOption& command);
void apply(Endpoint& endpoint, const ChangeMembership& command);
void apply(Endpoint& endpoint, const SetMode& command);
void apply(Endpoint& endpoint, const SetLanes& command);
void apply(Endpoint& endpoint, const MakeCall& command);
void apply(Endpoint& endpoint, const SetReceive& command);
void apply(Endpoint& endpoint, const Receive& command);
void apply(Endpoint& endpoint, const SetEcho& command);
void apply(Endpoint& endpoint, const SetBacklog& command);

} // namespace engine
