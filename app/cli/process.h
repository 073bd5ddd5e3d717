// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "base/uniquefd.h"

#include <string>

namespace cli {

/// What the process needs before its first socket: descriptors 0 to 2 open (a standard output that was closed still
/// takes nothing, so that what is written there fails as it would have), SIGPIPE and SIGXFSZ
/// ignored, so that a peer that is gone (EPIPE) and a full file (EFBIG) are results and not the end, and as many
/// descriptors as the system allows (RLIMIT_NOFILE).
void prepareProcess();

/// SIGINT and SIGTERM as a readable descriptor. They are blocked in the calling thread: call it before any other thread
/// begins, so that none is killed by them. None where signalfd(2) fails, which is told: the signals end the program
/// then.
[[nodiscard]] base::UniqueFd watchSignals();
/// True when one has come to that descriptor and was not read yet.
[[nodiscard]] bool hasSignal(int signals);

/// Says on standard error that a capture stays in its folder, and why.
void tellCaptureLeft(const std::string& directory, const base::Error& error);

} // namespace cli
