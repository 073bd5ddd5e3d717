// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/status.h"
#include "net/protocol.h"

#include <vector>

namespace engine {

/// O_NONBLOCK, the queues and all options that are read, as the kernel gives them now. SO_ERROR is left out, since
/// reading it would take it from the next call.
void readSocket(int fd, net::Protocol protocol, Properties& into);
/// TCP_INFO and the queues; on a socket that is not TCP, or is closed (-1), nothing of it is there.
[[nodiscard]] TcpReading readTcp(int fd);

} // namespace engine
