// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"

namespace cli {

/// What the process needs before its first socket: descriptors 0 to 2 open (a standard output that was closed still
/// takes nothing, so that what is written there fails as it would have), SIGPIPE and SIGXFSZ
/// ignored, so that a peer that is gone (EPIPE) and a full file (EFBIG) are results and not the end, and as many
/// descriptors as the system allows (RLIMIT_NOFILE).
void prepareProcess();

/// SIGINT and SIGTERM as a readable descriptor. They are blocked in the calling thread: call it before any other thread
/// begins, so that none is killed by them.
[[nodiscard]] base::UniqueFd watchSignals();
/// True when one has come to that descriptor and was not read yet.
[[nodiscard]] bool hasSignal(int signals);

} // namespace cli
