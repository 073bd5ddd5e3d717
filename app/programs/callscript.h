// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "programs/program.h"

#include <string>

namespace programs {

/// The steps as a call script, one JSON object a line. What the recorded call gave, and events, stand in the key
/// "note", which an interpreter passes over. Two things are not as they were recorded: a receive behind which more may
/// lie asks for no more than it got, with MSG_WAITALL; and a send of more than the kernel is sure to hold, to a socket
/// of the same script, runs in the background. Pure ASCII. Thread: any.
[[nodiscard]] std::string callScript(const Program& program);

} // namespace programs
