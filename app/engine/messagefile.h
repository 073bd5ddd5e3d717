// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/command.h"
#include "engine/journal.h"

#include <string>

namespace engine {

/// A file as one message, since a message is sent whole or not at all; nothing where it cannot be, which the endpoint
/// tells then: the errors of open(2) and read(2), and EMSGSIZE for more than is ever sent as one. The record says that
/// it was opened. Thread: I/O.
[[nodiscard]] Payload readMessageFile(Journal& journal, const std::string& path);

} // namespace engine
